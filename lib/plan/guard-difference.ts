import { formatDuration } from '../strategy';
import { byOrder, type Change, comings, moved } from './change';
import { badText } from './guard-text';
import type { Measure, Plan, PlannedGuard } from './plan';

/** What a guard reads, when that is more than its metric. */
function measureText(measure: Measure): string {
  const { metric, ...detail } = measure;
  const words = Object.values(detail).map((value) =>
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  );
  return [metric, ...words].join(' ');
}

const NO_DATA = { pass: 0, hold: 1, fail: 1 } as const;

/** The number behind a comparison, and whether a higher one lets more pass. */
function bound({ bad }: PlannedGuard): { readonly value: number; readonly higher: 'safer' | 'weaker' } {
  switch (bad.kind) {
    case 'max':
      return { value: bad.value, higher: 'weaker' };
    case 'min':
      return { value: bad.value, higher: 'safer' };
    case 'versusStable':
      return { value: bad.ratio, higher: 'weaker' };
    case 'sequential':
      return { value: bad.rise, higher: 'weaker' };
  }
}

function guard(before: PlannedGuard, after: PlannedGuard): Change[] {
  const at = (field: string) => `${after.path}.${field}`;
  const name = `guard ${after.name}`;
  const comparable = before.bad.kind === after.bad.kind && before.measure.metric === after.measure.metric;
  const [from, to] = [bound(before), bound(after)];
  return [
    ...moved(after.path, `what ${name} reads`, measureText(before.measure), measureText(after.measure), 'neutral'),
    ...moved(
      after.path,
      name,
      badText(before),
      badText(after),
      comparable ? byOrder(from.value, to.value, to.higher) : 'neutral',
    ),
    ...moved(at('over'), `the window of ${name}`, formatDuration(before.over), formatDuration(after.over), 'neutral'),
    ...moved(
      at('every'),
      `the time between readings of ${name}`,
      formatDuration(before.every),
      formatDuration(after.every),
      byOrder(before.every, after.every, 'weaker'),
    ),
    ...moved(
      at('failures'),
      `the tolerated bad readings of ${name}`,
      String(before.failures),
      String(after.failures),
      byOrder(before.failures, after.failures, 'weaker'),
    ),
    ...moved(
      at('minRequests'),
      `the minimum of requests of ${name}`,
      String(before.minRequests),
      String(after.minRequests),
      byOrder(before.minRequests, after.minRequests, 'weaker'),
    ),
    ...moved(
      at('onNoData'),
      `${name} without data`,
      before.onNoData,
      after.onNoData,
      byOrder(NO_DATA[before.onNoData], NO_DATA[after.onNoData], 'safer'),
    ),
  ];
}

/** What is different about what is watched. */
export const guardChanges = (before: Plan, after: Plan): Change[] => [
  ...comings(
    'guards',
    'guard',
    before.guards.map(({ name }) => name),
    after.guards.map(({ name }) => name),
  ),
  ...after.guards.flatMap((each) => {
    const old = before.guards.find(({ name }) => name === each.name);
    return old === undefined ? [] : guard(old, each);
  }),
];
