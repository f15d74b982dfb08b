import type { Finding, FindingDocs, Severity } from '../findings';

/** Everything that the evidence can say. */
export const EVIDENCE_FINDINGS = {
  'weak-guard': {
    title: 'The guard would miss the fault it is for',
    why: 'With so few requests in its readings a bad version looks like a good one: the release goes on, and the guard only looks like safety.',
    fix: 'Hold longer or give the new version a larger share, as the finding says; or set a limit nearer to what is usual.',
  },
  'weak-phase': {
    title: 'In a phase nothing sees what the guard is for',
    why: 'Over all phases with a share it sees what it is for, but what goes wrong only in such a phase it would miss: a fault that comes late, or, without a stable version to compare with, any fault at all.',
    fix: 'Nothing, if the others are enough; else hold the phase longer, or add a guard with a limit of its own where there is no stable version.',
  },
  'late-guard': {
    title: 'The guard answers when the phase is over',
    why: 'Its window is longer than the phase lasts. The first reading that sees only this phase would come after the next change of traffic.',
    fix: 'Hold at least as long as the window, or shorten the window.',
  },
  'nervous-guard': {
    title: 'The guard stops healthy releases',
    why: 'Each reading may be bad by chance, and a release has many. People learn to retry an aborted release without looking, and then retry a bad one.',
    fix: 'Tolerate a bad reading (`failures`), move the limit away from what is usual, or use an `errorShare` guard, whose false aborts are bounded.',
  },
  'no-guard': {
    title: 'Nothing watches the new version',
    why: 'A share that nobody looks at protects nobody: the release only takes longer to reach everyone.',
    fix: 'Add a guard.',
  },
  'before-after': {
    title: 'The new version is only compared with the time before',
    why: 'All requests move at once. Every user is hit by a fault, and what changed with the time of day, a campaign or a dependency cannot be told from what changed with the version: there is no stable version to compare with at the same time.',
    fix: 'Let a small share go first: `kind: canary` with one step.',
  },
  'no-traffic-profile': {
    title: 'What is normal is not known',
    why: 'What a guard can see depends on the number of requests and on the usual error rate.',
    fix: 'Write `traffic` with `requestsPerSecond`, `errorRate` and, for latency guards, `latency`.',
  },
  'unknowable-guard': {
    title: 'What the guard can see cannot be computed',
    why: 'How many requests an audience sends, how a metric of your own varies, or how fast a platform exchanges copies is not in the strategy.',
    fix: 'Try the guard on a release with a known fault, or add one that can be computed.',
  },
  'no-usual-errors': {
    title: 'The usual error rate is zero',
    why: 'A rise is a multiple of the usual rate, and a multiple of zero is zero.',
    fix: 'Write the rate of a usual week: after 3 000 requests without an error it may still be 0.1 %.',
  },
  'bad-option': {
    title: 'An option is out of its range',
    why: 'The evidence, or a design, cannot be computed from it.',
    fix: 'Write a value that is allowed, as the finding says.',
  },
  'conflicting-requirements': {
    title: 'Two requirements cannot both be met',
    why: 'To see a small fault takes requests; requests take time or users.',
    fix: 'Relax one of the two, by the numbers of the finding.',
  },
} as const satisfies FindingDocs;

/** The ids of the findings about the evidence, which `accept` takes. */
export type EvidenceFindingId = keyof typeof EVIDENCE_FINDINGS;

/** How serious each finding is when nothing else is said. */
export const EVIDENCE_SEVERITY: Readonly<Record<EvidenceFindingId, Severity>> = {
  'weak-guard': 'warning',
  'weak-phase': 'note',
  'late-guard': 'warning',
  'nervous-guard': 'warning',
  'no-guard': 'warning',
  'before-after': 'warning',
  'no-traffic-profile': 'note',
  'unknowable-guard': 'note',
  'no-usual-errors': 'note',
  'bad-option': 'error',
  'conflicting-requirements': 'error',
};

/** One field to write so that a finding goes away. */
export interface Edit {
  /** The field of the strategy: `steps[0].hold`. */
  readonly path: string;
  /** What stands there; absent: nothing. */
  readonly from?: string;
  /** What to write, as in YAML. */
  readonly to: string;
}

/** A finding with the edits that remove it: one of the alternatives is enough, all edits of an alternative belong together. */
export interface EvidenceFinding extends Finding {
  readonly id: EvidenceFindingId;
  readonly edits: ReadonlyArray<readonly Edit[]>;
}

const editText = ({ path, from, to }: Edit): string =>
  `\`${path}: ${to}\`${from === undefined ? '' : ` instead of ${from}`}`;

/** Alternatives in words: "`steps[0].hold: 26m` instead of 10m, or `steps[0].weight: 12%` instead of 5%". */
export const fixText = (edits: ReadonlyArray<readonly Edit[]>): string =>
  `write ${edits.map((alternative) => alternative.map(editText).join(' and ')).join(', or ')}`;

export interface FindingSpec {
  readonly path: string;
  readonly message: string;
  readonly received?: string;
  readonly expected?: string;
  readonly fix?: string;
  readonly source?: string;
  readonly edits?: ReadonlyArray<readonly Edit[]>;
}

/** A finding of this folder at its default severity. */
export function finding(id: EvidenceFindingId, { edits = [], fix, ...rest }: FindingSpec): EvidenceFinding {
  const advice = fix ?? (edits.length > 0 ? fixText(edits) : undefined);
  return { id, severity: EVIDENCE_SEVERITY[id], ...rest, ...(advice === undefined ? {} : { fix: advice }), edits };
}
