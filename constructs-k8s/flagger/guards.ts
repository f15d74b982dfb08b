import { settle } from '../../lib/fidelity';
import type { Plan, PlannedGuard } from '../../lib/plan';
import {
  CLOUDWATCH,
  cloudWatchReading,
  comparedSeconds,
  datadogReading,
  type Good,
  prometheusReading,
  type WatchedVersions,
  watchedSeconds,
} from '../../lib/telemetry';
import { CONVENTIONS, DATADOG, DATADOG_REVISIONS, REVISIONS } from './conventions';
import { FLAGGER } from './flagger';
import type { CanaryMetric, MetricTemplateManifest } from './manifest';
import { scheduleOf } from './schedule';
import type { CloudWatchMetrics, DatadogMetrics, PrometheusMetrics, Settled } from './settings';
import { flaggerTime } from './time';

/** What Flagger fills in. */
const NAMESPACE = '{{ namespace }}';

/** The revision of Knative that was made last. Source: pkg/controller/scheduler_metrics.go. */
const NEWEST_REVISION = '{{ route }}';

/**
 * A version is a Deployment: the one that is released, or the copy that has the requests. With Knative it is a revision, of which Flagger tells
 * a query the newest alone; what compares two versions is refused.
 */
const versionsOf = (name: string, { provider }: Settled): WatchedVersions => ({
  candidate: { name, namespace: NAMESPACE, version: provider.kind === 'knative' ? NEWEST_REVISION : name },
  stable: { name, namespace: NAMESPACE, version: `${name}-primary` },
});

const conventions = ({ provider }: Settled) => (provider.kind === 'knative' ? REVISIONS : CONVENTIONS);

type Template = MetricTemplateManifest['spec'];

interface Read {
  readonly template: Template;
  /** Seconds of the metric's interval. */
  readonly interval: number;
  readonly good: Good;
}

const rangeOf = ({ operator, threshold }: Good): CanaryMetric['thresholdRange'] =>
  operator === '>=' ? { min: threshold } : { max: threshold };

/** A value that is good, for when there is none. */
const goodValue = ({ operator, threshold }: Good): number => (operator === '>=' ? threshold : Math.min(0, threshold));

/** Zero of zero requests is NaN, and is left out as what is not there. */
const passing = (query: string, good: Good): string => `((${query}) >= -Inf) or on () vector(${goodValue(good)})`;

function prometheus(
  guard: PlannedGuard,
  plan: Plan,
  name: string,
  settings: Settled,
  metrics: PrometheusMetrics,
): Read {
  const {
    kind,
    address,
    convention = settings.provider.kind === 'istio' ? 'istio' : 'http',
    secret,
    headers,
    insecure,
  } = metrics;
  const { tick } = scheduleOf(plan, settings);
  const { query, good } = prometheusReading(guard, {
    ...versionsOf(name, settings),
    convention: typeof convention === 'string' ? conventions(settings)[convention] : convention,
    release: watchedSeconds(plan, FLAGGER.promotion * tick + FLAGGER.progressDeadline),
  });
  return {
    template: {
      provider: {
        type: kind,
        address,
        ...(secret && { secretRef: { name: secret } }),
        ...(headers && { headers }),
        ...(insecure && { insecureSkipVerify: insecure }),
      },
      query: guard.onNoData === 'pass' ? passing(query, good) : query,
    },
    interval: guard.over,
    good,
  };
}

/**
 * Datadog's query of one text. Flagger takes the oldest point of ten intervals: a rollup makes it a whole window, of which there are two.
 */
function datadog(guard: PlannedGuard, plan: Plan, name: string, settings: Settled, metrics: DatadogMetrics): Read {
  const { secret, address, convention = settings.provider.kind === 'knative' ? DATADOG_REVISIONS : DATADOG } = metrics;
  const reading = datadogReading(guard, { ...versionsOf(name, settings), convention, compared: comparedSeconds(plan) });
  const { queries, formula, aggregator, interval, good } = reading;
  const method = aggregator === 'sum' ? 'sum' : 'avg';
  const rolled = (query: string) =>
    guard.measure.metric === 'custom' ? `(${query})` : `${query}.rollup(${method}, ${Math.ceil(interval)})`;
  const names = Object.keys(queries).sort((a, b) => b.length - a.length);
  const query = formula.replace(new RegExp(`\\b(?:${names.join('|')})\\b`, 'g'), (one) => rolled(queries[one] ?? one));
  return {
    template: { provider: { type: 'datadog', ...(address && { address }), secretRef: { name: secret } }, query },
    interval: (2 * interval) / FLAGGER.lookback,
    good,
  };
}

function cloudWatch(guard: PlannedGuard, plan: Plan, metrics: CloudWatchMetrics): Read {
  const reading = cloudWatchReading(guard, metrics, { compared: comparedSeconds(plan) });
  const own = reading.metrics.map(({ id, namespace, metric, dimensions, statistic, period }) => ({
    id,
    metricStat: {
      metric: {
        namespace,
        metricName: metric,
        dimensions: Object.entries(dimensions).map(([key, value]) => ({ name: key, value })),
      },
      period,
      stat: statistic,
    },
    returnData: false,
  }));
  const queries = [{ id: 'guard', expression: reading.expression, returnData: true }, ...own];
  const { threshold, comparisonOperator } = reading;
  return {
    template: { provider: { type: 'cloudwatch', region: metrics.region }, query: JSON.stringify(queries, null, 2) },
    interval: (reading.period + CLOUDWATCH.lag) / FLAGGER.lookback,
    good: { operator: comparisonOperator === 'LessThanThreshold' ? '>=' : '<=', threshold },
  };
}

function read(guard: PlannedGuard, plan: Plan, name: string, settings: Settled): Read {
  const { metrics } = settings;
  switch (metrics.kind) {
    case 'prometheus':
      return prometheus(guard, plan, name, settings, metrics);
    case 'datadog':
      return datadog(guard, plan, name, settings, metrics);
    case 'cloudwatch':
      return cloudWatch(guard, plan, metrics);
  }
}

/** A guard as Flagger reads it. */
export interface GuardFragment {
  readonly metric: CanaryMetric;
  readonly template: { readonly name: string; readonly spec: Template };
}

/** The guards of a plan; `target` is the Deployment that is released, and `named` makes the names of the templates. */
export const guardFragments = (
  plan: Plan,
  target: string,
  named: (guard: string) => string,
  settings: Settled,
  limits: Parameters<typeof settle>[0],
): GuardFragment[] =>
  plan.guards.map((guard) => {
    const over = settle(limits, 'guard.window', guard.over);
    const { template, interval, good } = read({ ...guard, over }, plan, target, settings);
    const thresholdRange = rangeOf(good);
    return {
      metric: {
        name: guard.name,
        interval: flaggerTime(interval),
        ...(thresholdRange && { thresholdRange }),
        templateRef: { name: named(guard.name) },
      },
      template: { name: named(guard.name), spec: template },
    };
  });
