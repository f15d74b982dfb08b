import type { WatchedGuard } from '../../lib/plan';
import { sliceOf } from '../../lib/telemetry';
import { goSeconds } from '../shared/time';
import type { CanaryAnalysis, CanaryMetric, MetricTemplateManifest } from './manifest';

/** The metric templates by their names. */
export type Templates = ReadonlyMap<string, MetricTemplateManifest['spec']>;

/** Seconds of a metric's interval when it says none. Source: pkg/apis/flagger/v1beta1/canary.go, GetMetricInterval. */
const METRIC_INTERVAL = 60;

/** A query that has a value when there is none. */
const FALLBACK = /\)\s+or\s+on\s*\(\)\s+vector\([^()]*\)$/;

/** The query without what stands in for no data. */
const withoutFallback = (query: string): string =>
  query.replace(/^\(\(|\) >= -Inf\) or on \(\) vector\([^()]*\)$/g, '');

/** Seconds that a query of Datadog or CloudWatch says itself. */
function windowIn(query: string): number | undefined {
  const found = /\.rollup\(\w+, (\d+)\)/.exec(query) ?? /"period":\s*(\d+)/.exec(query);
  return found === null ? undefined : Number(found[1]);
}

function windowOf({ interval }: CanaryMetric, template: MetricTemplateManifest['spec'] | undefined): number {
  const { query = '' } = template ?? {};
  const own = template?.provider.type === 'prometheus' ? sliceOf(withoutFallback(query)) : windowIn(query);
  return own ?? goSeconds(interval ?? METRIC_INTERVAL) ?? METRIC_INTERVAL;
}

/** The metrics as guards: each is read once in an interval, and all failed checks count to one threshold. */
export function watchedGuards(
  { metrics = [], threshold }: CanaryAnalysis,
  tick: number,
  templates: Templates,
): WatchedGuard[] {
  return metrics.map((metric) => {
    const template = templates.get(metric.templateRef?.name ?? '');
    return {
      name: metric.name,
      over: windowOf(metric, template),
      every: tick,
      failures: Math.max(1, threshold) - 1,
      onNoData: FALLBACK.test(template?.query ?? '') ? 'pass' : 'fail',
    };
  });
}
