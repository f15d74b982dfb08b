import type { Plan, PlannedGuard } from '../plan';
import { formatDuration, formatLatency } from '../strategy';
import { conventionOf, PrometheusVersion } from '../telemetry';
import { alert, pascal, VALUE } from './alert';
import type { ObservabilitySettings } from './options';
import type { AlertingRule } from './rule';
import type { VersionQueries } from './versions';

/** What is far from the usual. */
export const USUAL = {
  /** Times the usual median: what the evidence wants a guard to see. */
  slower: 3,
  /** The percentile that the traffic profile names. */
  percentile: 50,
  /** Seconds that readings look back over, and that a bad one must last. */
  over: 300,
  lasts: 300,
} as const;

const RESOURCES = ['cpu', 'memory'] as const;

/** Alerts about what no guard watches: the usual latency of the traffic profile, and the containers' limits. */
export function usualAlerts(
  { guards, traffic }: Plan,
  settings: ObservabilitySettings,
  { candidate }: VersionQueries,
): AlertingRule[] {
  const version = new PrometheusVersion(conventionOf(settings.convention), candidate, formatDuration(USUAL.over));
  const isWatched = (is: (measure: PlannedGuard['measure']) => boolean) => guards.some(({ measure }) => is(measure));
  const rules: AlertingRule[] = [];
  if (traffic?.latency !== undefined && !isWatched(({ metric }) => metric === 'latency')) {
    const limit = Number((USUAL.slower * traffic.latency).toPrecision(6));
    rules.push(
      alert(
        {
          about: 'Latency',
          expr: `(${version.latency(USUAL.percentile)}) > ${limit}`,
          lasts: USUAL.lasts,
          severity: 'warning',
          summary: `the new version is more than ${USUAL.slower} times as slow as usual`,
          description: `Half of its requests take longer than ${VALUE} ms; ${formatLatency(traffic.latency)} is usual. No guard watches the latency.`,
        },
        settings,
      ),
    );
  }
  const { saturation } = settings;
  for (const resource of saturation === undefined ? [] : RESOURCES) {
    if (isWatched((measure) => measure.metric === 'saturation' && measure.resource === resource)) continue;
    rules.push(
      alert(
        {
          about: `Saturation${pascal(resource)}`,
          expr: `(${version.saturation(resource)}) > ${saturation}`,
          lasts: USUAL.lasts,
          severity: 'warning',
          summary: `the new version has nearly no ${resource} left`,
          description: `Its containers use ${VALUE} % of the ${resource} that they may use. No guard watches it.`,
        },
        settings,
      ),
    );
  }
  return rules;
}
