import { bakeOf, type Plan, type PlannedCheck, type Stage } from '../../lib/plan';
import { ARGO } from './argo';
import type { BlueGreenStrategySpec, RolloutAnalysis } from './manifest';
import type { namesOf } from './settings';

/** What a blue/green release needs of the rest. */
export interface BlueGreenContext {
  readonly names: ReturnType<typeof namesOf>;
  readonly prePromotion: RolloutAnalysis | undefined;
  readonly postPromotion: RolloutAnalysis | undefined;
}

/** The checks of a part of the release. */
export const checksIn = (plan: Plan, ...stages: readonly Stage[]): readonly PlannedCheck[] =>
  plan.phases.filter(({ stage }) => stages.includes(stage)).flatMap(({ checks }) => checks);

/**
 * The blue/green release of a plan. Argo runs the analysis before it pauses, and does not count the pause down when a person is waited for:
 * then the hold stands before the checks, as their delay.
 */
export function blueGreenOf(
  plan: Plan,
  { names, prePromotion, postPromotion }: BlueGreenContext,
): BlueGreenStrategySpec {
  const test = plan.phases.find(({ stage }) => stage === 'test');
  const person = test?.approve !== undefined;
  const counted = test !== undefined && test.hold > 0 && test.checks.length === 0 && !person;
  const bake = bakeOf(plan);
  return {
    activeService: names.root,
    previewService: names.preview,
    autoPromotionEnabled: !person,
    ...(counted && { autoPromotionSeconds: test.hold }),
    ...(prePromotion && { prePromotionAnalysis: prePromotion }),
    ...(postPromotion && { postPromotionAnalysis: postPromotion }),
    ...(bake > 0 && { scaleDownDelaySeconds: bake + ARGO.scaleDownDelay }),
    abortScaleDownDelaySeconds: ARGO.abortScaleDownDelay,
  };
}
