export {
  type DashboardProvisioning,
  dashboardConfigMap,
  type ObservabilityEmitOptions,
  prometheusRule,
} from './emit';
export type { DashboardManifest, PrometheusRuleManifest } from './manifest';
export {
  type ObservedRelease,
  type ObservedReleaseProps,
  ReleaseObservability,
  type ReleaseObservabilityProps,
} from './release-observability';
