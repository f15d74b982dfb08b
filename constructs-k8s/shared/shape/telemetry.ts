import type { CloudWatchVersion, DatadogConvention, PrometheusConvention, Series } from '../../../lib/telemetry';
import { fields, listOf, recordOf, required, textOr } from './fields';
import { text, word } from './leaf';

const unit = required(word(['s', 'ms']));
const needed = required(text());

const prometheus = fields<PrometheusConvention>({
  requests: needed,
  failed: needed,
  latency: required(fields<PrometheusConvention['latency']>({ histogram: needed, unit })),
  version: needed,
  pods: needed,
  cpuUsed: needed,
  memoryUsed: needed,
  limits: needed,
  queue: required(fields<PrometheusConvention['queue']>({ gauge: needed, label: needed })),
});

/** How metrics are called in Prometheus: by name, or one by one. */
export const prometheusConvention = textOr(word(['http', 'istio']), prometheus);

/** How metrics are called in Datadog. */
export const datadogConvention = fields<DatadogConvention>({
  requests: needed,
  failed: needed,
  latency: required(fields<DatadogConvention['latency']>({ distribution: needed, unit })),
  version: needed,
  queue: required(fields<DatadogConvention['queue']>({ gauge: needed, tag: needed })),
});

const SERIES = {
  namespace: needed,
  metric: needed,
  dimensions: required(recordOf(text(), "{ TargetGroup: 'targetgroup/web/1' }")),
  statistic: text({ example: 'Sum' }),
};
const less = fields<Omit<Series, 'less'>>(SERIES);
const series = fields<Series>({ ...SERIES, less });

/** The metrics of one version in CloudWatch. */
export const cloudWatchVersion = fields<CloudWatchVersion>({
  requests: required(series),
  errors: required(listOf(series)),
  latency: required(fields<CloudWatchVersion['latency']>({ ...SERIES, less, unit })),
  cpu: series,
  memory: series,
});
