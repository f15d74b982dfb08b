import { audienceText, type Phase, type Plan, type PlannedApproval } from '../plan';

/**
 * A stretch of the time axis: a phase that `hold`s, or only runs its `checks`; copies that are `exchange`d, a `gap` in which nothing answers, or the
 * `approval` of a person, none of which has a known length; and what is `after` the release.
 */
export type StretchKind = 'hold' | 'checks' | 'exchange' | 'gap' | 'approval' | 'after';

export interface Stretch {
  readonly kind: StretchKind;
  /** The phase. */
  readonly name: string;
  /** Its index in the plan; after the release that of the last one. */
  readonly phase: number;
  readonly stage: Phase['stage'];
  /** Seconds; the same where the length is not known. */
  readonly from: number;
  readonly to: number;
  /** Percent. */
  readonly weight: number;
  /** Percent. */
  readonly mirror: number;
  readonly audience: readonly string[];
  /** Checks that are run at its end. */
  readonly checks: readonly string[];
  readonly approval?: PlannedApproval;
}

/** Whether nobody can tell how long it takes. */
export const isOpen = ({ kind }: Stretch): boolean => kind === 'approval' || kind === 'exchange' || kind === 'gap';

const EXCHANGES = { 'side-by-side': undefined, 'in-place': 'exchange', 'stop-first': 'gap' } as const;

/** A plan as stretches in order; the last one is what follows it. */
export function stretchesOf(plan: Plan): Stretch[] {
  let now = 0;
  const stretches = plan.phases.flatMap((phase, at): Stretch[] => {
    const from = now;
    now += phase.hold;
    const { name, stage, weight, mirror, approve } = phase;
    const state = { name, phase: at, stage, weight, mirror, audience: phase.audience.map(audienceText) };
    const checks = phase.checks.map((check) => check.name);
    const exchange = stage === 'full' ? EXCHANGES[plan.replacement] : undefined;
    const parts: Stretch[] = [];
    if (exchange === 'exchange') parts.push({ ...state, kind: exchange, from, to: from, checks: [] });
    if (exchange === 'gap') parts.push({ ...state, kind: exchange, weight: 0, from, to: from, checks: [] });
    if (phase.hold > 0) parts.push({ ...state, kind: 'hold', from, to: now, checks });
    else if (checks.length > 0) parts.push({ ...state, kind: 'checks', from, to: now, checks });
    if (approve !== undefined)
      parts.push({ ...state, kind: 'approval', from: now, to: now, checks: [], approval: approve });
    return parts;
  });
  const last = plan.phases.length - 1;
  const after = { kind: 'after', name: 'after', phase: last, stage: 'bake', from: now, to: now } as const;
  return [...stretches, { ...after, weight: 100, mirror: 0, audience: [], checks: [] }];
}
