import { type Gate, type Stretch, segmentsOf, type Trace } from '../../lib/plan';
import { gatesOf, isCheck, metricsOf, onFailureOf, secondsIn, type Templates, watchedGuards } from './analysis';
import { ARGO } from './argo';
import { lastReading } from './blue-green';
import { WAIT } from './checks';
import type { BlueGreenStrategySpec, RolloutSpec } from './manifest';

const HIDDEN = { weight: 0, mirror: 0, audience: [], reached: 'at once', guards: [] } as const;

/**
 * What Argo does with a blue/green release: the analysis of the preview, then the pause or the person, then the switch, then the analysis
 * of what is active. A metric's delay holds the release as long as it lasts.
 */
export function traceBlueGreen(spec: RolloutSpec, blueGreen: BlueGreenStrategySpec, templates: Templates): Trace {
  const { autoPromotionEnabled = true, autoPromotionSeconds = 0, scaleDownDelaySeconds } = blueGreen;
  const before = metricsOf(blueGreen.prePromotionAnalysis, templates);
  const after = metricsOf(blueGreen.postPromotionAnalysis, templates).flat();
  const stretches: Stretch[] = before.map((metrics) => ({
    ...HIDDEN,
    seconds: Math.max(0, ...metrics.map(({ initialDelay }) => secondsIn(initialDelay))),
    gates: gatesOf(metrics.filter(({ name }) => name !== WAIT)),
  }));
  const person: Gate[] = autoPromotionEnabled ? [] : [{ kind: 'approval', onTimeout: 'rollback' }];
  const paused = autoPromotionEnabled ? autoPromotionSeconds : 0;
  const last = stretches.at(-1);
  if (last !== undefined && paused === 0 && isLastPreview(blueGreen)) {
    stretches[stretches.length - 1] = { ...last, gates: [...last.gates, ...person] };
  } else if (paused > 0 || person.length > 0) {
    stretches.push({ ...HIDDEN, seconds: paused, gates: person });
  }
  const guards = watchedGuards(after);
  const active = { ...HIDDEN, weight: 100, guards: guards.map(({ name }) => name) };
  const bake =
    scaleDownDelaySeconds === undefined
      ? 0
      : lastReading(after) + Math.max(0, scaleDownDelaySeconds - ARGO.scaleDownDelay);
  stretches.push(
    { ...active, seconds: 0, gates: gatesOf(after.filter(isCheck)) },
    ...(bake > 0 ? [{ ...active, seconds: bake, gates: [] }] : []),
  );
  return {
    segments: segmentsOf(stretches),
    guards,
    onFailure: onFailureOf(
      spec,
      [...before.flat(), ...after].filter(({ name }) => name !== WAIT),
    ),
  };
}

/** Whether the last analysis before the switch is that of the test traffic, whose approval is the pause. */
const isLastPreview = ({ prePromotionAnalysis }: BlueGreenStrategySpec): boolean =>
  !(prePromotionAnalysis?.templates.at(-1)?.templateName.endsWith('-before-traffic') ?? false);
