import type { Amount, Phase, Plan, PlannedCheck, PlannedGuard, Stage } from '../plan';
import { approvalPath, bakeOf, lengthOf, shares } from '../plan';
import { type Audience, secondsOf } from '../strategy';
import type { Clause, ClauseKey } from './clause';

const CHECK_PLACES: Readonly<Record<Stage, ClauseKey>> = {
  before: 'check.before-traffic',
  test: 'check.test-traffic',
  share: 'check.between-steps',
  full: 'check.after-traffic',
  bake: 'check.after-traffic',
};

const amount = (key: 'pace.surge' | 'pace.unavailable', value: Amount): Clause =>
  'percent' in value
    ? { key, path: key.slice('pace.'.length), value: value.percent }
    : { key: 'pace.copies', path: key.slice('pace.'.length), value: value.copies };

function pace(plan: Plan): Clause[] {
  if (plan.pace === undefined) return [];
  const { surge, unavailable, minReady } = plan.pace;
  const clauses = [amount('pace.surge', surge), amount('pace.unavailable', unavailable)];
  if (minReady > 0) clauses.push({ key: 'pace.min-ready', path: 'minReady', value: minReady });
  return clauses;
}

/** The weights below 100 % in order, each with the whole time that it lasts. */
export function staircase(plan: Plan): { readonly weight: number; readonly seconds: number }[] {
  const stairs: { weight: number; seconds: number }[] = [];
  for (const { weight, hold } of shares(plan)) {
    const last = stairs.at(-1);
    if (last?.weight === weight) last.seconds += hold;
    else if (weight > 0) stairs.push({ weight, seconds: hold });
  }
  return stairs;
}

function isEqual(stairs: ReturnType<typeof staircase>): boolean {
  const first = stairs[0];
  if (first === undefined || stairs.length !== Math.ceil(100 / first.weight - 1e-9) - 1) return false;
  return stairs.every(
    ({ weight, seconds }, at) => Math.abs(weight - (at + 1) * first.weight) < 1e-5 && seconds === first.seconds,
  );
}

function shift(plan: Plan): Clause[] {
  if (plan.replacement !== 'side-by-side') return [];
  const stairs = staircase(plan);
  const first = stairs[0];
  if (first === undefined) return [{ key: 'shift.at-once', path: '' }];
  if (stairs.length === 1) return [{ key: 'shift.two-step', path: shares(plan)[0]?.path ?? '' }];
  if (isEqual(stairs)) return [{ key: 'shift.equal-steps', path: shares(plan)[0]?.path ?? '', value: first.weight }];
  return [{ key: 'shift.uneven-steps', path: 'steps', value: stairs.length }];
}

function audience(one: Audience, path: string): Clause[] {
  const clauses: Clause[] = [];
  if ('users' in one) return [{ key: 'audience.users', path }];
  clauses.push({ key: 'header' in one ? 'audience.header' : 'audience.cookie', path });
  const match = 'header' in one ? one.header : one.cookie;
  if (match.prefix !== undefined) clauses.push({ key: 'audience.prefix', path });
  if (match.matches !== undefined) clauses.push({ key: 'audience.regex', path });
  return clauses;
}

function approval(phase: Phase): Clause[] {
  if (phase.approve === undefined) return [];
  const { timeout, onTimeout } = phase.approve;
  const path = approvalPath(phase);
  const clauses: Clause[] = [
    { key: phase.stage === 'test' ? 'approve.before-traffic' : 'approve.between-steps', path },
  ];
  if (timeout !== undefined) clauses.push({ key: 'approve.timeout', path: `${path}.timeout`, value: timeout });
  if (onTimeout === 'continue') clauses.push({ key: 'approve.continue', path: `${path}.onTimeout` });
  return clauses;
}

const check = (one: PlannedCheck, stage: Stage): Clause[] => [
  { key: CHECK_PLACES[stage], path: one.at },
  { key: `check.${one.kind}`, path: one.at },
  { key: 'check.timeout', path: `${one.at}.timeout`, value: one.timeout },
];

function phase(one: Phase, before: Phase | undefined): Clause[] {
  const at = (field: string) => (one.path.startsWith('steps[') ? `${one.path}.${field}` : one.path);
  const clauses: Clause[] = [];
  if (one.stage === 'test') {
    clauses.push({ key: 'preview', path: one.path });
    if (one.hold > 0) clauses.push({ key: 'preview.hold', path: `${one.path}.hold`, value: one.hold });
  }
  if (one.stage === 'share') {
    const fresh = one.audience.slice(before?.audience.length ?? 0);
    if (one.weight > 0 && one.weight !== before?.weight)
      clauses.push({ key: 'weight', path: at('weight'), value: one.weight });
    if (one.mirror > 0) clauses.push({ key: 'mirror', path: at('mirror'), value: one.mirror });
    clauses.push(...fresh.flatMap((each) => audience(each, at('audience'))));
    if (one.hold > 0) clauses.push({ key: 'hold', path: holdPath(one), value: one.hold });
  }
  clauses.push(...one.checks.flatMap((each) => check(each, one.stage)), ...approval(one));
  return clauses;
}

function holdPath(one: Phase): string {
  if (one.path.startsWith('steps[')) return `${one.path}.hold`;
  return one.path === 'step' ? 'every' : 'duration';
}

const MEASURES = {
  errorRate: 'guard.error-rate',
  successRate: 'guard.success-rate',
  latency: 'guard.latency',
  saturation: 'guard.saturation',
  queueDepth: 'guard.queue-depth',
  errorShare: 'guard.sequential',
  custom: 'guard.custom',
} as const;

function guard(one: PlannedGuard): Clause[] {
  const { measure, bad, path } = one;
  const threshold = bad.kind === 'max' || bad.kind === 'min' ? { value: bad.value } : {};
  const queries = measure.metric === 'custom' ? { queries: Object.keys(measure.query) } : {};
  const clauses: Clause[] = [{ key: MEASURES[measure.metric], path, ...threshold, ...queries }];
  if (bad.kind === 'versusStable')
    clauses.push({ key: 'guard.versus-stable', path: `${path}.versusStable`, value: bad.ratio });
  clauses.push({ key: 'guard.window', path: `${path}.over`, value: one.over });
  if (one.every !== one.over) clauses.push({ key: 'guard.every', path: `${path}.every`, value: one.every });
  if (one.failures > 0) clauses.push({ key: 'guard.failures', path: `${path}.failures`, value: one.failures });
  if (one.minRequests > 0)
    clauses.push({ key: 'guard.min-requests', path: `${path}.minRequests`, value: one.minRequests });
  clauses.push({ key: `guard.no-data.${one.onNoData}`, path: `${path}.onNoData` });
  return clauses;
}

function stickiness(plan: Plan): Clause[] {
  if (plan.stickiness === undefined) return [];
  if (plan.stickiness.by === 'header') return [{ key: 'stickiness.header', path: 'stickiness' }];
  if (plan.stickiness.by === 'clientAddress') return [{ key: 'stickiness.address', path: 'stickiness' }];
  return [
    { key: 'stickiness.cookie', path: 'stickiness' },
    { key: 'stickiness.lasts', path: 'stickiness.lasts', value: secondsOf(plan.stickiness.lasts) },
  ];
}

/** A plan never changes, and every target is asked about the same clauses. */
const known = new WeakMap<Plan, readonly Clause[]>();

/** Everything that a plan asks of a platform, in the order of the release. */
export function clausesOf(plan: Plan): readonly Clause[] {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const clauses = allClauses(plan);
  known.set(plan, clauses);
  return clauses;
}

function allClauses(plan: Plan): Clause[] {
  const watched =
    plan.onFailure === 'halt' || plan.guards.length > 0 || plan.phases.some(({ checks }) => checks.length > 0);
  const bake = bakeOf(plan);
  return [
    { key: `replace.${plan.replacement}`, path: 'kind' },
    ...(plan.maintenance === undefined ? [] : [{ key: 'maintenance', path: 'maintenance' } as const]),
    ...pace(plan),
    ...shift(plan),
    ...plan.phases.flatMap((each, at) => phase(each, plan.phases[at - 1])),
    ...plan.guards.flatMap(guard),
    ...(plan.guards.length === 0 ? [] : [{ key: 'guard.count', path: 'guards', value: plan.guards.length } as const]),
    ...(bake === 0 ? [] : [{ key: 'bake', path: 'bake', value: bake } as const]),
    ...(watched ? [{ key: `on-failure.${plan.onFailure}`, path: 'onFailure' } as const] : []),
    ...(plan.drain === undefined ? [] : [{ key: 'drain', path: 'drain', value: plan.drain } as const]),
    ...stickiness(plan),
    { key: 'release.length', path: '', value: lengthOf(plan) },
  ];
}
