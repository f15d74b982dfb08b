import { show } from '../../findings';
import type { CheckList } from './checks';
import type { Draft, DraftStep } from './draft';
import type { Report } from './report';

class ZeroHolds {
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  see(duration: unknown, usual: string, owner: string, field: string, at?: number): void {
    if (duration !== '0s') return;
    const path = `${owner}${at === undefined ? '' : `[${at}]`}${owner === '' ? '' : '.'}${field}`;
    const detail = { received: '"0s"', expected: 'above 0', fix: `write \`${usual}\`` };
    this.#report.add('zero-hold', path, 'This lasts no time', detail);
  }

  wait({ hold, approve }: Pick<DraftStep, 'hold' | 'approve'>, owner: string, at?: number): void {
    this.see(hold, '10m', owner, 'hold', at);
    if (typeof approve === 'object') this.see(approve.timeout, '1h', owner, 'approve.timeout', at);
  }
}

function zeroHolds(draft: Draft, lists: readonly CheckList[], report: Report): void {
  const zero = new ZeroHolds(report);
  zero.see(draft.every, '5m', '', 'every');
  zero.see(draft.duration, '1h', '', 'duration');
  draft.steps?.forEach((step, at) => {
    if (step !== undefined) zero.wait(step, 'steps', at);
  });
  if (draft.preview !== undefined) zero.wait(draft.preview, 'preview');
  draft.guards?.forEach((guard, at) => {
    zero.see(guard?.over, '1m', 'guards', 'over', at);
    zero.see(guard?.every, '1m', 'guards', 'every', at);
  });
  for (const [path, checks] of lists) {
    for (const [at, check] of checks.entries()) zero.see(check?.timeout, '1m', path, 'timeout', at);
  }
  if (draft.stickiness?.by === 'cookie') zero.see(draft.stickiness.lasts, '1h', 'stickiness', 'lasts');
}

function emptyLists(draft: Draft, checks: readonly CheckList[], report: Report): void {
  const lists: ReadonlyArray<readonly [string, readonly unknown[] | undefined]> = [
    ['guards', draft.guards],
    ['accept', draft.accept],
    ...checks,
  ];
  for (const [path, list] of lists) {
    if (list?.length === 0)
      report.add('empty-list', path, 'This list is empty', {
        received: 'an empty list',
        fix: 'add an entry, or leave the field out',
      });
  }
}

function acceptances({ accept = [] }: Draft, report: Report): void {
  const seen = new Map<string, number>();
  accept.forEach((entry, at) => {
    const { id, reason } = entry ?? {};
    if (reason !== undefined && reason.trim() === '') {
      report.add('empty-text', `accept[${at}].reason`, 'This reason is empty', {
        received: show(reason),
        fix: 'write why it is all right here',
      });
    }
    if (id === undefined) return;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, at);
    else
      report.add('duplicate-acceptance', `accept[${at}].id`, `accept[${first}] accepts this already`, {
        received: show(id),
        fix: 'keep one of the two',
      });
  });
}

/** Durations of zero, empty lists and repeated acknowledgements. */
export function plainRules(draft: Draft, checks: readonly CheckList[], report: Report): void {
  zeroHolds(draft, checks, report);
  emptyLists(draft, checks, report);
  acceptances(draft, report);
}
