import type { Phase, Plan, PlannedGuard } from '../../plan';
import { formatDuration } from '../../strategy';
import type { Edit } from '../findings';
import type { Span } from '../span';

/** A plan with something else in it, and how that is written. */
export interface Change {
  readonly plan: Plan;
  readonly edits: readonly Edit[];
}

const percentText = (value: number): string => `${Number(value.toFixed(4))}%`;

/** The phase of a span that is named and changed: its longest. */
const phaseOf = (plan: Plan, span: Span): number | undefined =>
  span.phases.find((at) => plan.phases[at]?.name === span.name);

/** The field that says how long a phase holds; undefined when it has none. */
function holdPath(phase: Phase): string | undefined {
  if (phase.path.startsWith('steps[')) return `${phase.path}.hold`;
  if (phase.path === 'step') return 'every';
  if (phase.stage === 'full' || phase.stage === 'bake') return 'bake';
  return ['split', 'audience', 'mirror'].includes(phase.path) ? 'duration' : undefined;
}

/** The plan in which a span lasts so many seconds. */
export function withHold(plan: Plan, span: Span, seconds: number): Change | undefined {
  const at = phaseOf(plan, span);
  const phase = at === undefined ? undefined : plan.phases[at];
  const path = phase && holdPath(phase);
  if (at === undefined || phase === undefined || path === undefined) return undefined;
  const hold = seconds - (span.hold - phase.hold);
  const from = phase.hold === 0 ? {} : { from: formatDuration(phase.hold) };
  const edits = [{ path, ...from, to: formatDuration(hold) }];
  if (phase.stage === 'full') {
    const bake: Phase = { ...phase, name: 'bake', stage: 'bake', path: 'bake', hold, checks: [] };
    return { plan: { ...plan, phases: [...plan.phases, bake] }, edits };
  }
  const isSame = (other: Phase, index: number): boolean => (path === 'every' ? other.path === 'step' : index === at);
  return {
    plan: { ...plan, phases: plan.phases.map((other, i) => (isSame(other, i) ? { ...other, hold } : other)) },
    edits,
  };
}

/** The highest weight, in percent, that a span may have: below the next share. */
export function highestWeight(plan: Plan, span: Span): number {
  const last = span.phases.at(-1) ?? 0;
  const next = plan.phases.slice(last + 1).find(({ weight }) => weight > 100 * span.answered);
  return next === undefined || next.weight === 100
    ? 99
    : Math.floor(next.weight) - (Number.isInteger(next.weight) ? 1 : 0);
}

/** The plan in which the new version has a share of so many percent in a span; undefined where it is not the span's own to say. */
export function withWeight(plan: Plan, span: Span, weight: number): Change | undefined {
  const own = span.phases.map((at) => plan.phases[at]);
  const [first] = own;
  if (first === undefined || first.weight === 0 || first.mirror > 0 || span.stage !== 'share') return undefined;
  const before = plan.phases[(span.phases[0] ?? 0) - 1];
  if (before !== undefined && before.weight === first.weight) return undefined;
  const path = first.path.startsWith('steps[') ? `${first.path}.weight` : first.path === 'split' ? 'split' : undefined;
  if (path === undefined) return undefined;
  const last = span.phases.at(-1) ?? 0;
  const inherits = (phase: Phase, at: number): boolean =>
    span.phases.includes(at) || (at > last && phase.stage === 'share' && phase.weight === first.weight);
  return {
    plan: { ...plan, phases: plan.phases.map((phase, at) => (inherits(phase, at) ? { ...phase, weight } : phase)) },
    edits: [{ path, from: percentText(first.weight), to: percentText(weight) }],
  };
}

/** What may be changed about a guard. */
export type GuardPatch = Partial<Pick<PlannedGuard, 'bad' | 'over' | 'every' | 'failures' | 'onNoData'>>;

const latencyText = (milliseconds: number): string =>
  milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;

function badEdit({ measure, bad: before, path }: PlannedGuard, bad: PlannedGuard['bad']): Edit[] {
  if (bad.kind === 'versusStable' && before.kind === 'versusStable')
    return [{ path: `${path}.versusStable`, from: String(before.ratio), to: String(bad.ratio) }];
  if (bad.kind === 'sequential' && before.kind === 'sequential')
    return [{ path: `${path}.falseAborts`, from: percentText(before.falseAborts), to: percentText(bad.falseAborts) }];
  if ((bad.kind === 'max' || bad.kind === 'min') && before.kind === bad.kind) {
    const text = measure.metric === 'latency' ? latencyText : percentText;
    return [{ path: `${path}.${bad.kind}`, from: text(before.value), to: text(bad.value) }];
  }
  return [];
}

/** The plan with a guard changed. */
export function withGuard(plan: Plan, guard: PlannedGuard, patch: GuardPatch): Change {
  const { bad, over, every, failures, onNoData } = patch;
  const duration = (name: 'over' | 'every', value: number | undefined): Edit[] =>
    value === undefined || value === guard[name]
      ? []
      : [{ path: `${guard.path}.${name}`, from: formatDuration(guard[name]), to: formatDuration(value) }];
  const edits = [
    ...(bad === undefined ? [] : badEdit(guard, bad)),
    ...duration('over', over),
    ...duration('every', every),
    ...(failures === undefined
      ? []
      : [{ path: `${guard.path}.failures`, from: String(guard.failures), to: String(failures) }]),
    ...(onNoData === undefined ? [] : [{ path: `${guard.path}.onNoData`, from: guard.onNoData, to: onNoData }]),
  ];
  return {
    plan: { ...plan, guards: plan.guards.map((other) => (other === guard ? { ...other, ...patch } : other)) },
    edits,
  };
}
