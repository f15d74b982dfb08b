import { formatDuration } from '../strategy';
import { badText } from './guard-text';
import { bakeOf, lengthOf, type Phase, type Plan, type PlannedGuard, shares } from './plan';
import { outline } from './text';

/** One thing that is different between two plans. */
export interface Change {
  /** The field of the strategy. */
  readonly path: string;
  /** What changed, in words: `guard latency-p99 is gone`. */
  readonly message: string;
  /** Whether a faulty release is caught less surely, or reaches more users, than before. */
  readonly effect: 'weaker' | 'safer' | 'neutral';
  readonly before?: string;
  readonly after?: string;
}

type Effect = Change['effect'];

/** More of it is safer, or more of it is weaker. */
const byOrder = (before: number, after: number, more: 'safer' | 'weaker'): Effect => {
  if (before === after) return 'neutral';
  const less = more === 'safer' ? 'weaker' : 'safer';
  return after > before ? more : less;
};

const moved = (path: string, what: string, before: string, after: string, effect: Effect): Change[] =>
  before === after ? [] : [{ path, message: `${what} is ${after}, was ${before}`, effect, before, after }];

/** What is in one list and not in the other, by name. */
function comings(path: string, noun: string, before: readonly string[], after: readonly string[]): Change[] {
  const gone = before.filter((name) => !after.includes(name));
  const fresh = after.filter((name) => !before.includes(name));
  return [
    ...gone.map((name): Change => ({ path, message: `${noun} ${name} is gone`, effect: 'weaker', before: name })),
    ...fresh.map((name): Change => ({ path, message: `${noun} ${name} is new`, effect: 'safer', after: name })),
  ];
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

const guards = (before: Plan, after: Plan): Change[] => [
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

const checksOf = (plan: Plan): string[] => plan.phases.flatMap(({ checks }) => checks.map(({ name }) => name));
const approvalsOf = (plan: Plan): string[] =>
  plan.phases.filter(({ approve }) => approve !== undefined).map(({ name }) => `after ${name}`);
const largestStep = (plan: Plan): number =>
  [...shares(plan), { weight: 100 }].reduce<{ at: number; most: number }>(
    ({ at, most }, { weight }) => ({ at: weight, most: Math.max(most, weight - at) }),
    { at: 0, most: 0 },
  ).most;
const firstShare = (plan: Plan): number => plan.phases.find(({ weight }) => weight > 0)?.weight ?? 100;
const held = (phases: readonly Phase[]): number => phases.reduce((sum, { hold }) => sum + hold, 0);
const percent = (value: number): string => `${Number(value.toFixed(2))}%`;

function traffic(before: Plan, after: Plan): Change[] {
  const [old, fresh] = [shares(before), shares(after)];
  return [
    ...moved('kind', 'the way copies are replaced', before.replacement, after.replacement, 'neutral'),
    ...moved('steps', 'the release', outline(before), outline(after), 'neutral'),
    ...moved(
      'steps',
      'the first share of the requests',
      percent(firstShare(before)),
      percent(firstShare(after)),
      byOrder(firstShare(before), firstShare(after), 'weaker'),
    ),
    ...moved(
      'steps',
      'the largest step',
      percent(largestStep(before)),
      percent(largestStep(after)),
      byOrder(largestStep(before), largestStep(after), 'weaker'),
    ),
    ...moved(
      'steps',
      'the time below 100%',
      formatDuration(held(old)),
      formatDuration(held(fresh)),
      byOrder(held(old), held(fresh), 'safer'),
    ),
  ];
}

/** What is different between two plans, in the order of a reader's interest: the traffic, what is watched, what is asked. */
export function difference(before: Plan, after: Plan): Change[] {
  const accepted = (plan: Plan) => plan.accept.map(({ id }) => id);
  const taken = accepted(after).filter((id) => !accepted(before).includes(id));
  return [
    ...traffic(before, after),
    ...moved(
      '',
      'the length of the release',
      formatDuration(lengthOf(before)),
      formatDuration(lengthOf(after)),
      'neutral',
    ),
    ...moved(
      'bake',
      'the bake',
      formatDuration(bakeOf(before)),
      formatDuration(bakeOf(after)),
      byOrder(bakeOf(before), bakeOf(after), 'safer'),
    ),
    ...guards(before, after),
    ...comings('checks', 'check', checksOf(before), checksOf(after)),
    ...comings('steps', 'approval', approvalsOf(before), approvalsOf(after)),
    ...moved(
      'onFailure',
      'a failure',
      before.onFailure,
      after.onFailure,
      after.onFailure === 'halt' ? 'weaker' : 'safer',
    ),
    ...taken.map((id): Change => ({ path: 'accept', message: `${id} is accepted now`, effect: 'weaker', after: id })),
  ];
}
