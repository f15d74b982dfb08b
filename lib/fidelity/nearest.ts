import { bakeOf, type Phase, type Plan, type PlannedGuard } from '../plan';
import { type ClauseKey, clauseDoc } from './clause';
import { staircase } from './clauses';
import type { Limits } from './limits';
import { type Ruling, rulingsOf } from './ruling';

/** A plan that a platform takes, and the safety that was given up to get there. */
export interface Nearest {
  readonly plan: Plan;
  readonly givesUp: readonly string[];
}

type Edit = (plan: Plan, ruling: Ruling) => Plan;

const withPhases = (plan: Plan, edit: (phase: Phase) => Phase | undefined): Plan => ({
  ...plan,
  phases: plan.phases.flatMap((phase) => edit(phase) ?? []),
});

const isEmpty = (phase: Phase): boolean =>
  phase.stage === 'share' && phase.weight === 0 && phase.mirror === 0 && phase.audience.length === 0;

/** Edits the part of the traffic that a phase gets; a step that is left with nothing goes. */
const traffic = (edit: (phase: Phase) => Phase): Edit => (plan) =>
  withPhases(plan, (phase) => {
    const edited = phase.stage === 'share' ? edit(phase) : phase;
    return isEmpty(edited) ? undefined : edited;
  });

/** Several steps become the first of them, held as long as all of them. */
const oneStep: Edit = (plan) => {
  const stairs = staircase(plan);
  const seconds = stairs.reduce((sum, stair) => sum + stair.seconds, 0);
  const first = plan.phases.find(({ weight }) => weight > 0 && weight < 100);
  return withPhases(plan, (phase) => {
    if (phase.stage !== 'share' || phase.weight === 0) return phase;
    return phase === first ? { ...phase, hold: seconds } : undefined;
  });
};

const atOnce: Edit = (plan) => withPhases(plan, (phase) => (phase.stage === 'share' ? undefined : phase));

const guards = (edit: (guard: PlannedGuard) => PlannedGuard | undefined): Edit => (plan, { clause }) => ({
  ...plan,
  guards: plan.guards.flatMap((guard) => (clause.path.startsWith(guard.path) ? (edit(guard) ?? []) : guard)),
});

const drop = (field: 'stickiness' | 'maintenance' | 'drain'): Edit => (plan) => {
  const { [field]: _, ...rest } = plan;
  return rest;
};

const approvals: Edit = (plan) => withPhases(plan, ({ approve, ...phase }) => phase);

const checks: Edit = (plan, { clause }) =>
  withPhases(plan, (phase) => ({ ...phase, checks: phase.checks.filter(({ path }) => !clause.path.startsWith(path)) }));

const inPlace: Edit = (plan) => ({
  ...atOnce(plan, undefined as never),
  replacement: 'in-place',
  pace: { surge: { percent: 25 }, unavailable: { percent: 0 }, minReady: 0 },
});

const sideBySide: Edit = ({ pace, maintenance, ...plan }) => ({ ...plan, replacement: 'side-by-side' });

/** Shortens the holds and the bake together until the release is as long as the platform allows. */
const shorter: Edit = (plan, { clause, nearest = 0 }) => {
  const share = nearest / (clause.value ?? 1);
  return withPhases(plan, (phase) => ({ ...phase, hold: Math.floor((phase.hold * share) / 60) * 60 }));
};

const number = (set: (plan: Plan, value: number, ruling: Ruling) => Plan): Edit => (plan, ruling) =>
  ruling.nearest === undefined ? plan : set(plan, ruling.nearest, ruling);

const everyPhase = (field: 'weight' | 'hold' | 'mirror', stage: Phase['stage']): Edit =>
  number((plan, value, { clause }) =>
    withPhases(plan, (phase) => (phase.stage === stage && phase[field] === clause.value ? { ...phase, [field]: value } : phase)),
  );

/** What is changed first for each refused clause; the longest matching prefix counts. */
const EDITS: ReadonlyArray<readonly [prefix: string, edit: Edit]> = [
  ['replace.side-by-side', inPlace],
  ['replace.', sideBySide],
  ['maintenance', drop('maintenance')],
  ['pace.copies', (plan) => ({ ...plan, pace: { surge: { percent: 25 }, unavailable: { percent: 0 }, minReady: plan.pace?.minReady ?? 0 } })],
  ['pace.min-ready', (plan) => (plan.pace ? { ...plan, pace: { ...plan.pace, minReady: 0 } } : plan)],
  ['pace.', (plan) => (plan.pace ? { ...plan, pace: { ...plan.pace, surge: { percent: 25 }, unavailable: { percent: 0 } } } : plan)],
  ['shift.uneven-steps', oneStep],
  ['shift.equal-steps', oneStep],
  ['shift.two-step', atOnce],
  ['weight', everyPhase('weight', 'share')],
  ['hold', everyPhase('hold', 'share')],
  ['bake', number((plan, value) => withPhases(plan, (phase) => (phase.stage === 'bake' ? { ...phase, hold: value } : phase)))],
  ['mirror', traffic((phase) => ({ ...phase, mirror: 0 }))],
  ['audience.', traffic((phase) => ({ ...phase, audience: [] }))],
  ['preview', (plan) => withPhases(plan, (phase) => (phase.stage === 'test' ? undefined : phase))],
  ['approve.', approvals],
  ['check.', checks],
  ['guard.every', guards((guard) => ({ ...guard, every: guard.over }))],
  ['guard.failures', guards((guard) => ({ ...guard, failures: 0 }))],
  ['guard.no-data.', guards((guard) => ({ ...guard, onNoData: 'pass' }))],
  ['guard.min-requests', guards((guard) => ({ ...guard, minRequests: 0 }))],
  ['guard.window', number((plan, value, ruling) => guards((guard) => ({ ...guard, over: value, every: value }))(plan, ruling))],
  ['guard.', guards(() => undefined)],
  ['on-failure.halt', (plan) => ({ ...plan, onFailure: 'rollback' })],
  ['drain', number((plan, value) => ({ ...plan, drain: value }))],
  ['stickiness.', drop('stickiness')],
  ['release.length', shorter],
];

const editFor = (key: ClauseKey): Edit | undefined => EDITS.find(([prefix]) => key.startsWith(prefix))?.[1];

/** Each refusal is mended in turn; a plan that is still refused after this many is given up. */
const TRIES = 60;

/** The nearest plan that a platform takes; undefined when there is none by these edits. */
export function nearest(plan: Plan, limits: Limits): Nearest | undefined {
  const givesUp = new Set<string>();
  let current = plan;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const refusal = rulingsOf(current, limits).find(({ verdict }) => verdict === 'refused');
    if (refusal === undefined) return { plan: current, givesUp: [...givesUp] };
    const edited = editFor(refusal.clause.key)?.(current, refusal);
    if (edited === undefined || edited === current) return undefined;
    const { safety, title } = clauseDoc(refusal.clause.key);
    if (safety && (refusal.nearest === undefined || bakeOf(edited) < bakeOf(current))) givesUp.add(title);
    current = edited;
  }
  return undefined;
}
