import type { FindingDocs } from '../findings';

/** What the judge says besides its rulings (`approximated.…` and `refused.…`, one for each clause). */
export const FIDELITY_FINDINGS = {
  'refusal-accepted': {
    title: 'A refusal cannot be accepted',
    why: 'To accept an approximation is to take what the platform does instead. A refusal has no instead: nothing could be emitted.',
    fix: 'Change the strategy as the refusal advises, or choose a platform that takes it.',
  },
  'unknown-acceptance': {
    title: 'The acceptance names no clause',
    why: 'Its id is misspelt, or comes from another version; what was meant to be accepted is not.',
    fix: 'Write the id as the finding prints it.',
  },
  'unused-acceptance': {
    title: 'The acceptance has nothing to accept',
    why: 'The strategy does not ask for this clause any more. A reason that stands for nothing misleads the next reader.',
    fix: 'Leave the entry out. An acceptance that only one of several platforms needs is never reported.',
  },
} as const satisfies FindingDocs;
