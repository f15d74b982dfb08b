import { CutoverError } from '../findings';
import {
  blocking,
  type Checklist,
  checklistText,
  type Lintable,
  type LintOptions,
  lint,
  type Threshold,
} from '../lint';
import { problem } from '../simulate/findings';
import type { MatcherResult } from './matchers';

/** What a test says about its checklist. */
export interface ChecklistExpectation extends LintOptions {
  /** From when on it fails: `error`, `warning`, or `open`, what nobody answered. @default error */
  readonly failOn?: Threshold;
}

/** The lines of what stands against a checklist. */
function failures(checklist: Checklist, failOn: Threshold): string {
  const items = checklist.items.filter(({ state }) => state === 'failed' || (failOn === 'open' && state === 'open'));
  const findings = checklist.findings.map(({ path, message }) => `${path === '' ? '' : `${path}: `}${message}`);
  return [...findings, checklistText({ ...checklist, items })].join('\n');
}

/** Whether resources pass the checklist. */
export function toPassChecklist(value: unknown, expectation: ChecklistExpectation = {}): MatcherResult {
  if ((typeof value !== 'object' && typeof value !== 'string') || value === null) {
    const message = 'toPassChecklist takes a template, manifests or their text';
    throw new CutoverError('expect', [
      problem('simulate-expectation', '', message, { expected: 'expect(Template.fromStack(stack))' }),
    ]);
  }
  const { failOn = 'error', ...options } = expectation;
  const checklist = lint(value as Lintable | readonly Lintable[], options);
  const pass = !blocking(checklist, failOn);
  return {
    pass,
    message: () => `expected ${pass ? 'not ' : ''}to pass the checklist\n\n${failures(checklist, failOn)}`,
  };
}
