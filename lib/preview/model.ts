import type { Evidence } from '../evidence';
import { lengthOf, outline, type Plan } from '../plan';
import { type BudgetLane, budgetLane } from './budget';
import { type GuardLane, guardLanes } from './sight';
import { isOpen, type Stretch, stretchesOf } from './stretch';

/** What it takes to send everybody back to the old version, when that is begun in a stretch. */
export interface RollbackSight {
  /** The index of the stretch. */
  readonly stretch: number;
  readonly cost: 'nothing to undo' | 'at once' | 'copy by copy' | 'a new deployment';
}

/** Everything that a picture of a release shows, before anything is drawn. Times are seconds, shares are percent. */
export interface PreviewModel {
  /** The plan in one line. */
  readonly outline: string;
  readonly stretches: readonly Stretch[];
  readonly guards: readonly GuardLane[];
  readonly rollback: readonly RollbackSight[];
  /** What happens on a failure: the platform goes back by itself, or a person must. */
  readonly onFailure: Plan['onFailure'];
  /** Seconds that requests in flight get to finish on the way back; absent: the platform's own. */
  readonly drain?: number;
  /** Only with evidence. */
  readonly budget?: BudgetLane;
  /** Without the waits for people, checks and exchanged copies. */
  readonly length: number;
  /** How many times a person is waited for. */
  readonly approvals: number;
  /** Whether something of unknown length is in it, so that it takes at least `length`. */
  readonly isOpen: boolean;
}

const SWIFT = { 'side-by-side': 'at once', 'in-place': 'copy by copy', 'stop-first': 'a new deployment' } as const;

function costOf(plan: Plan, { kind, weight, mirror, audience }: Stretch): RollbackSight['cost'] {
  if (kind === 'after') return 'a new deployment';
  if (weight > 0 || audience.length > 0 || kind === 'gap') return SWIFT[plan.replacement];
  return mirror > 0 ? 'at once' : 'nothing to undo';
}

/** What there is to see in a plan; with evidence, also what its guards can see and what a fault costs. */
export function previewModel(plan: Plan, evidence?: Evidence): PreviewModel {
  const stretches = stretchesOf(plan);
  const budget = evidence && budgetLane(stretches, evidence);
  return {
    outline: outline(plan),
    stretches,
    guards: guardLanes(plan, stretches, evidence),
    rollback: stretches.map((stretch, at) => ({ stretch: at, cost: costOf(plan, stretch) })),
    onFailure: plan.onFailure,
    ...(plan.drain === undefined ? {} : { drain: plan.drain }),
    ...(budget === undefined ? {} : { budget }),
    length: lengthOf(plan),
    approvals: stretches.filter(({ kind }) => kind === 'approval').length,
    isOpen: stretches.some(isOpen),
  };
}
