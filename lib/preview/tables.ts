import type { Evidence } from '../evidence';
import { chanceText, riseText, short } from '../evidence/words';
import { fidelityRows, type Judgement } from '../fidelity';
import { formatDuration } from '../strategy';
import type { PreviewModel } from './model';
import { isOpen, type Stretch } from './stretch';
import { nameOf, percent, seenIn } from './words';

/** A table of a page: plain text in every cell. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const notesOf = ({ mirror, audience, checks, approval, kind }: Stretch): string =>
  [
    ...(mirror > 0 ? [`${percent(mirror)} copied`] : []),
    ...(kind === 'approval' ? [] : audience),
    ...checks.map((check) => `check ${check}`),
    ...(approval?.timeout === undefined ? [] : [`within ${formatDuration(approval.timeout)}`]),
  ].join(', ');

/** The picture as a table. */
export function phaseTable(model: PreviewModel): Table {
  return {
    title: 'Phase by phase',
    head: ['phase', 'from', 'for', 'new version', 'also', ...model.guards.map(({ name }) => name), 'way back'],
    rows: model.stretches.map((stretch, at) => [
      nameOf(stretch),
      formatDuration(stretch.from),
      stretch.kind === 'after' ? '' : isOpen(stretch) ? 'not known' : formatDuration(stretch.to - stretch.from),
      percent(stretch.weight),
      notesOf(stretch),
      ...model.guards.map((_, guard) => seenIn(model, guard, at)),
      model.rollback[at]?.cost ?? '',
    ]),
  };
}

/** What each platform makes of each clause. */
export function fidelityTable(judgements: readonly Judgement[]): Table {
  return {
    title: 'What each platform makes of it',
    head: ['asked', ...judgements.map(({ title }) => title)],
    rows: fidelityRows(judgements).map(({ asked, cells }) => [
      asked,
      ...judgements.map(({ target }) => cells[target] ?? ''),
    ]),
  };
}

const rise = (value: number | undefined): string => (value === undefined ? 'none' : `× ${short(value)}`);

/** What each guard sees, phase by phase. */
export function guardTable({ guards, power }: Evidence): Table {
  return {
    title: 'What the guards can see',
    head: [
      'guard',
      'phase',
      'requests in a reading',
      'readings',
      'a doubling',
      'a tenfold rise',
      `smallest rise (${chanceText(power)})`,
    ],
    rows: guards.flatMap(({ guard, phases }) =>
      phases.map((phase) => [
        guard,
        phase.phase,
        short(phase.requests),
        String(phase.readings),
        chanceText(phase.seesDouble),
        chanceText(phase.seesTenfold),
        rise(phase.smallestRise),
      ]),
    ),
  };
}

/** What faults cost before they are stopped. */
export function faultTable({ exposures, objective }: Evidence): Table {
  const time = (seconds: number | undefined) => (seconds === undefined ? 'never' : formatDuration(Math.round(seconds)));
  return {
    title: `What a fault costs (error budget: ${objective.slo}% over ${formatDuration(objective.window)})`,
    head: [
      'fault',
      'error rate',
      'stopped',
      'first possible stop',
      'on average',
      'failed requests',
      'of the budget',
      'at worst',
    ],
    rows: exposures.map((each) => [
      riseText(each.rise),
      percent(each.errorRate),
      chanceText(each.stopped),
      time(each.firstAbort),
      time(each.expectedAbort),
      short(each.expectedFailed),
      `${short(each.budgetUsed)}%`,
      `${short(each.worstBudgetUsed)}%`,
    ]),
  };
}
