export {
  CLOUDWATCH,
  type CloudWatchReading,
  type CloudWatchWatched,
  cloudWatchPeriod,
  cloudWatchReading,
  cloudWatchReadings,
} from './cloudwatch';
export type { CloudWatchMetric, CloudWatchVersion, Series } from './cloudwatch-metrics';
export {
  DATADOG_CONVENTION,
  type DatadogConvention,
  type DatadogReading,
  type DatadogWatched,
  datadogReading,
} from './datadog';
export { comparedSeconds, comparesWithoutEnd, errorShareStop, ONE_WINDOW, watchedSeconds } from './error-share';
export { sliceOf } from './error-share-prometheus';
export { fill } from './placeholder';
export { type PrometheusReading, type PrometheusWatched, prometheusReading } from './prometheus';
export {
  conventionOf,
  PROMETHEUS_CONVENTIONS,
  type PrometheusConvention,
  type PrometheusConventionName,
} from './prometheus-convention';
export { PrometheusVersion, type PrometheusWatchedVersion } from './prometheus-version';
export { type Good, goodOf, type WatchedVersion, type WatchedVersions } from './reading';
