import { bakeOf, type Phase, type Plan, type PlannedCheck, type Stage } from '../../lib/plan';
import { deadlineOf } from '../shared/check-job';
import { secondsIn } from './analysis';
import { ARGO, isBlueGreen } from './argo';
import type { BlueGreenStrategySpec, Metric, RolloutAnalysis } from './manifest';
import type { namesOf } from './settings';

/** What a blue/green release needs of the rest. */
export interface BlueGreenContext {
  readonly names: ReturnType<typeof namesOf>;
  readonly prePromotion: RolloutAnalysis | undefined;
  readonly postPromotion: RolloutAnalysis | undefined;
  /** The metrics of the guards, which are read after the switch. */
  readonly guards: readonly Metric[];
}

/** Seconds from the start of an analysis to its last measurement. */
export const lastReading = (metrics: readonly Metric[]): number =>
  Math.max(
    0,
    ...metrics.map(
      ({ initialDelay, interval, count = 1 }) => secondsIn(initialDelay) + (Number(count) - 1) * secondsIn(interval),
    ),
  );

/** The checks of a part of the release. */
export const checksIn = (plan: Plan, ...stages: readonly Stage[]): readonly PlannedCheck[] =>
  plan.phases.filter(({ stage }) => stages.includes(stage)).flatMap(({ checks }) => checks);

/** Whether Argo counts the hold of the preview down in a pause: only where nothing else is waited for. */
const isCounted = ({ hold, checks, approve }: Phase): boolean =>
  hold > 0 && checks.length === 0 && approve === undefined;

/** Seconds that the analysis before the switch may take. Argo sees no progress in them; in a pause, and in a step of a canary, it looks for none. */
export function previewSeconds(plan: Plan): number {
  const analysed = plan.phases.filter(
    (phase) => isBlueGreen(plan) && (phase.stage === 'before' || phase.stage === 'test') && !isCounted(phase),
  );
  return Math.max(0, ...analysed.map(({ hold, checks }) => hold + Math.max(0, ...checks.map(deadlineOf))));
}

/**
 * The blue/green release of a plan. Argo runs the analysis before it pauses, and does not count the pause down when a person is waited for:
 * then the hold stands before the checks, as their delay.
 */
export function blueGreenOf(
  plan: Plan,
  { names, prePromotion, postPromotion, guards }: BlueGreenContext,
): BlueGreenStrategySpec {
  const test = plan.phases.find(({ stage }) => stage === 'test');
  const person = test?.approve !== undefined;
  const bake = bakeOf(plan);
  return {
    activeService: names.root,
    previewService: names.preview,
    autoPromotionEnabled: !person,
    ...(test !== undefined && isCounted(test) && { autoPromotionSeconds: test.hold }),
    ...(prePromotion && { prePromotionAnalysis: prePromotion }),
    ...(postPromotion && { postPromotionAnalysis: postPromotion }),
    // Argo begins to count when the analysis after the switch is over.
    ...(bake > 0 && { scaleDownDelaySeconds: Math.max(0, bake - lastReading(guards)) + ARGO.scaleDownDelay }),
    abortScaleDownDelaySeconds: ARGO.abortScaleDownDelay,
  };
}
