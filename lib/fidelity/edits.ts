import { approvalPath, type Phase, type Plan, type PlannedGuard, shares } from '../plan';
import type { ClauseKey } from './clause';
import { staircase } from './clauses';
import type { Ruling } from './ruling';

/** Changes a plan so that it does not ask any more for what a ruling refuses; the same plan when it does not know how. */
export type Edit = (plan: Plan, ruling: Ruling) => Plan;

const DEFAULT_PACE = { surge: { percent: 25 }, unavailable: { percent: 0 }, minReady: 0 } as const;

/** Whether a phase gives the new version nothing more than the phase before it, and waits for nothing. */
function isIdle({ stage, weight, mirror, audience, hold, checks, approve }: Phase, before: Phase | undefined): boolean {
  if (stage === 'share' && weight === 0 && mirror === 0 && audience.length === 0) return true;
  if (stage === 'full' || mirror > 0 || checks.length > 0 || approve !== undefined) return false;
  if (stage !== 'share') return hold === 0;
  return weight === (before?.weight ?? 0) && audience.length === (before?.audience.length ?? 0);
}

const isSame = (a: Phase, b: Phase): boolean =>
  a.weight === b.weight &&
  a.mirror === b.mirror &&
  a.hold === b.hold &&
  a.audience.length === b.audience.length &&
  a.checks.length === b.checks.length &&
  a.approve === b.approve;

/** Edits the phases; one that is left with nothing of its own goes. */
function phases(plan: Plan, edit: (phase: Phase) => Phase | undefined): Plan {
  let before: Phase | undefined;
  const edited = plan.phases.flatMap((phase) => {
    const changed = edit(phase);
    if (changed === undefined || (!isSame(changed, phase) && isIdle(changed, before))) return [];
    before = changed;
    return changed;
  });
  return { ...plan, phases: edited };
}

/** A guard that compares with the stable version needs requests on both at once. */
const comparable = (plan: Plan): Plan => {
  if (plan.replacement === 'in-place' || shares(plan).length > 0) return plan;
  return { ...plan, guards: plan.guards.filter(({ bad }) => bad.kind === 'max' || bad.kind === 'min') };
};

/** Edits the part of the traffic that a phase gets. */
const traffic =
  (edit: (phase: Phase) => Phase): Edit =>
  (plan) =>
    comparable(phases(plan, (phase) => (phase.stage === 'share' ? edit(phase) : phase)));

/** Several steps become the first of them, held as long as all of them. */
const oneStep: Edit = (plan) => {
  const seconds = staircase(plan).reduce((sum, stair) => sum + stair.seconds, 0);
  const first = plan.phases.find(({ weight }) => weight > 0 && weight < 100);
  return phases(plan, (phase) => {
    if (phase.stage !== 'share' || phase.weight === 0) return phase;
    return phase === first ? { ...phase, hold: seconds } : undefined;
  });
};

const atOnce: Edit = (plan) => comparable(phases(plan, (phase) => (phase.stage === 'share' ? undefined : phase)));

const inPlace: Edit = (plan) => ({
  ...phases(plan, ({ approve, ...phase }) => {
    if (phase.stage === 'share') return undefined;
    return phase.stage === 'test' ? { ...phase, hold: 0 } : { ...phase, ...(approve && { approve }) };
  }),
  replacement: 'in-place',
  pace: DEFAULT_PACE,
});

const sideBySide: Edit = ({ pace, maintenance, ...plan }) => comparable({ ...plan, replacement: 'side-by-side' });

/** Sets the pace; without a number that the platform takes, the versions run side by side instead. */
const pace =
  (value: (number: number) => Partial<Plan['pace']>, otherwise?: Partial<Plan['pace']>): Edit =>
  (plan, ruling) => {
    const set = ruling.nearest === undefined ? otherwise : value(ruling.nearest);
    if (set === undefined) return sideBySide(plan, ruling);
    return plan.pace === undefined ? plan : { ...plan, pace: { ...plan.pace, ...set } };
  };

const drop =
  (field: 'stickiness' | 'maintenance' | 'drain'): Edit =>
  (plan) => {
    const { [field]: _, ...rest } = plan;
    return rest;
  };

const guard =
  (edit: (guard: PlannedGuard, ruling: Ruling) => PlannedGuard | undefined): Edit =>
  (plan, ruling) => ({
    ...plan,
    guards: plan.guards.flatMap((one) => (ruling.clause.path.startsWith(one.path) ? (edit(one, ruling) ?? []) : one)),
  });

const approval =
  (edit: (approve: NonNullable<Phase['approve']>, ruling: Ruling) => Phase['approve']): Edit =>
  (plan, ruling) =>
    phases(plan, ({ approve, ...phase }) => {
      if (approve === undefined) return phase;
      const edited = ruling.clause.path.startsWith(approvalPath(phase)) ? edit(approve, ruling) : approve;
      return { ...phase, ...(edited && { approve: edited }) };
    });

type CheckOf = Phase['checks'][number];

const check =
  (edit: (check: CheckOf, ruling: Ruling) => CheckOf | undefined): Edit =>
  (plan, ruling) =>
    phases(plan, (phase) => {
      const checks = phase.checks.flatMap((one) =>
        ruling.clause.path.startsWith(one.at) ? (edit(one, ruling) ?? []) : one,
      );
      return { ...phase, checks };
    });

/** Shortens the holds and the bake together until the release is as long as the platform allows. */
const shorter: Edit = (plan, { clause, nearest }) => {
  if (nearest === undefined || clause.value === undefined) return plan;
  const share = nearest / clause.value;
  return phases(plan, (phase) => ({ ...phase, hold: Math.floor((phase.hold * share) / 60) * 60 }));
};

/** Takes the nearest number where the platform has one. */
const nearby =
  (set: (plan: Plan, value: number, ruling: Ruling) => Plan, otherwise: Edit = (plan) => plan): Edit =>
  (plan, ruling) =>
    ruling.nearest === undefined ? otherwise(plan, ruling) : set(plan, ruling.nearest, ruling);

const everyPhase = (field: 'weight' | 'hold' | 'mirror', stage: Phase['stage'], otherwise?: Edit): Edit =>
  nearby(
    (plan, value, { clause }) =>
      phases(plan, (phase) =>
        phase.stage === stage && phase[field] === clause.value ? { ...phase, [field]: value } : phase,
      ),
    otherwise,
  );

const without =
  (stage: Phase['stage']): Edit =>
  (plan) =>
    phases(plan, (phase) => (phase.stage === stage ? undefined : phase));

/** A step that neither holds nor waits for anything goes. */
const noHold: Edit = (plan) =>
  comparable(
    phases(plan, (phase) => {
      if (phase.stage !== 'share') return phase;
      return phase.checks.length === 0 && phase.approve === undefined ? undefined : { ...phase, hold: 0 };
    }),
  );

/** What is changed for each refused clause; a name that ends with a dot stands for all clauses that begin so. */
const EDITS: Readonly<Record<string, Edit>> = {
  'replace.side-by-side': inPlace,
  'replace.': sideBySide,
  maintenance: drop('maintenance'),
  'pace.surge': pace((percent) => ({ surge: { percent } })),
  'pace.unavailable': pace((percent) => ({ unavailable: { percent } })),
  'pace.copies': pace(() => ({}), { surge: DEFAULT_PACE.surge, unavailable: DEFAULT_PACE.unavailable }),
  'pace.min-ready': pace((minReady) => ({ minReady }), { minReady: 0 }),
  'shift.uneven-steps': oneStep,
  'shift.equal-steps': oneStep,
  'shift.two-step': atOnce,
  weight: everyPhase(
    'weight',
    'share',
    traffic((phase) => ({ ...phase, weight: 0 })),
  ),
  hold: everyPhase('hold', 'share', noHold),
  mirror: everyPhase(
    'mirror',
    'share',
    traffic((phase) => ({ ...phase, mirror: 0 })),
  ),
  'audience.': traffic((phase) => ({ ...phase, audience: [] })),
  preview: without('test'),
  'preview.hold': everyPhase('hold', 'test', without('test')),
  'approve.': approval(() => undefined),
  'approve.timeout': approval(({ onTimeout }, { nearest }) => ({
    onTimeout,
    ...(nearest === undefined ? {} : { timeout: nearest }),
  })),
  'approve.continue': approval((approve) => ({ ...approve, onTimeout: 'rollback' })),
  'check.': check(() => undefined),
  'check.timeout': check((one, { nearest }) => (nearest === undefined ? undefined : { ...one, timeout: nearest })),
  'guard.': guard(() => undefined),
  'guard.every': guard((one) => ({ ...one, every: one.over })),
  'guard.failures': guard((one, { nearest }) => ({ ...one, failures: nearest ?? 0 })),
  'guard.min-requests': guard((one, { nearest }) => ({ ...one, minRequests: nearest ?? 0 })),
  'guard.no-data.': guard((one) => ({ ...one, onNoData: 'pass' })),
  'guard.no-data.pass': guard(() => undefined),
  'guard.window': guard((one, { nearest }) =>
    nearest === undefined ? undefined : { ...one, over: nearest, every: nearest },
  ),
  'guard.count': nearby(
    (plan, count) => ({ ...plan, guards: plan.guards.slice(0, count) }),
    (plan) => ({ ...plan, guards: [] }),
  ),
  bake: everyPhase('hold', 'bake', without('bake')),
  'on-failure.rollback': (plan) => ({ ...plan, onFailure: 'halt' }),
  'on-failure.halt': (plan) => ({ ...plan, onFailure: 'rollback' }),
  drain: nearby((plan, value) => ({ ...plan, drain: value }), drop('drain')),
  'stickiness.': drop('stickiness'),
  'stickiness.lasts': nearby(
    (plan, value) =>
      plan.stickiness?.by === 'cookie' ? { ...plan, stickiness: { ...plan.stickiness, lasts: `${value}s` } } : plan,
    drop('stickiness'),
  ),
  'release.length': shorter,
};

const PREFIXES = Object.keys(EDITS)
  .filter((name) => name.endsWith('.'))
  .sort((a, b) => b.length - a.length);

/** The edit for a refused clause; undefined when nothing nearer than another kind of release is known. */
export function editFor(key: ClauseKey): Edit | undefined {
  const name = key in EDITS ? key : PREFIXES.find((prefix) => key.startsWith(prefix));
  return name === undefined ? undefined : EDITS[name];
}
