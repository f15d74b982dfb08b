import { show } from '../../findings';
import { checkLists } from './checks';
import type { Draft } from './draft';
import type { Report } from './report';

type Timed = readonly [path: string, duration: unknown, usual: string];

function* durations(draft: Draft): Generator<Timed> {
  yield ['every', draft.every, '5m'];
  yield ['duration', draft.duration, '1h'];
  for (const [at, step] of (draft.steps ?? []).entries()) {
    yield [`steps[${at}].hold`, step?.hold, '10m'];
    if (typeof step?.approve === 'object') yield [`steps[${at}].approve.timeout`, step.approve.timeout, '1h'];
  }
  yield ['preview.hold', draft.preview?.hold, '10m'];
  if (typeof draft.preview?.approve === 'object')
    yield ['preview.approve.timeout', draft.preview.approve.timeout, '1h'];
  for (const [at, guard] of (draft.guards ?? []).entries()) {
    yield [`guards[${at}].over`, guard?.over, '1m'];
    yield [`guards[${at}].every`, guard?.every, '1m'];
  }
  for (const [path, checks] of checkLists(draft)) {
    for (const [at, check] of checks.entries()) yield [`${path}[${at}].timeout`, check?.timeout, '1m'];
  }
  if (draft.stickiness?.by === 'cookie') yield ['stickiness.lasts', draft.stickiness.lasts, '1h'];
}

function zeroHolds(draft: Draft, report: Report): void {
  for (const [path, duration, usual] of durations(draft)) {
    if (duration === '0s')
      report.add('zero-hold', path, 'This lasts no time', {
        received: '"0s"',
        expected: 'above 0',
        fix: `write \`${usual}\``,
      });
  }
}

function emptyLists(draft: Draft, report: Report): void {
  const lists: ReadonlyArray<readonly [string, readonly unknown[] | undefined]> = [
    ['guards', draft.guards],
    ['accept', draft.accept],
    ...checkLists(draft),
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
export function plainRules(draft: Draft, report: Report): void {
  zeroHolds(draft, report);
  emptyLists(draft, report);
  acceptances(draft, report);
}
