import type { Plan, PlannedGuard, TrafficProfile } from '../../plan';
import { type Watch, watchOf } from '../guard-evidence';
import { normalQuantile } from '../normal';
import type { Settings } from '../options';
import { LATENCY_SPREAD } from '../sight';
import { type Span, spansOf } from '../span';

/** A plan whose traffic is known, with its guards watched. */
export interface Case {
  readonly plan: Plan;
  readonly traffic: TrafficProfile;
  readonly settings: Settings;
  readonly spans: readonly Span[];
  readonly watches: readonly Watch[];
}

export function caseOf(plan: Plan, traffic: TrafficProfile, settings: Settings): Case {
  const spans = spansOf(plan);
  const watches = plan.guards.map((guard) => watchOf(guard, spans, traffic, settings.counting));
  return { plan, traffic, settings, spans, watches };
}

/** One guard of a changed plan. */
export function rewatched({ traffic, settings }: Case, plan: Plan, name: string): Watch | undefined {
  const guard = plan.guards.find((each) => each.name === name);
  return guard && watchOf(guard, spansOf(plan), traffic, settings.counting);
}

/** A canary's guards must see before everybody has the new version; where there are no shares, there is only the whole. */
export function decisive(spans: readonly Span[]): (span: Span) => boolean {
  const hasShares = spans.some(({ stage }) => stage === 'share');
  return ({ stage }) => !hasShares || stage === 'share';
}

/** A limit as a multiple of what is usual. */
export function limitAsRise({ measure, bad }: PlannedGuard, { errorRate, latency }: TrafficProfile): number {
  if (bad.kind === 'versusStable') return bad.ratio;
  if (bad.kind === 'sequential') return bad.rise;
  if (measure.metric === 'latency')
    return bad.value / ((latency ?? bad.value) * Math.exp(LATENCY_SPREAD * normalQuantile(measure.percentile / 100)));
  return (bad.kind === 'min' ? 100 - bad.value : bad.value) / errorRate;
}

/** The rise that a guard is for: the one that it names, else the wanted one; but nobody can ask a limit to see less than twice itself. */
export function riseFor(guard: PlannedGuard, traffic: TrafficProfile, settings: Settings): number {
  if (guard.bad.kind === 'sequential') return guard.bad.rise;
  const wanted = guard.measure.metric === 'latency' ? settings.slower : settings.detect;
  const rise = Math.max(wanted, 2 * limitAsRise(guard, traffic));
  return guard.measure.metric === 'latency' ? rise : Math.min(rise, 100 / traffic.errorRate);
}

/** Whether a guard sees what it is for. */
export function isWeak(case_: Case, watch: Watch, spans: readonly Span[]): boolean {
  const rise = riseFor(watch.guard, case_.traffic, case_.settings);
  return watch.sees(rise, decisive(spans)) < case_.settings.power;
}

export const isNervous = ({ settings }: Case, watch: Watch): boolean =>
  watch.falseAborts > settings.falseAborts + 1e-12;
