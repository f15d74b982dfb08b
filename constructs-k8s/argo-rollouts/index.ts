export { ArgoRollout, type ArgoRolloutProps } from './argo-rollout';
export { validateRollout } from './check';
export { type CopySplit, copiesFor, realWeight } from './copies';
export { DeploymentRollout, type DeploymentRolloutProps } from './deployment-rollout';
export type { ArgoFragment } from './emit';
export { ARGO_ROLLOUTS_FINDINGS, type ArgoFindingId } from './findings';
export { argoLimits } from './limits';
export type {
  AnalysisTemplateManifest,
  CanaryStep,
  Metric as AnalysisMetric,
  RolloutManifest,
  RolloutSpec,
} from './manifest';
export type {
  ArgoEmitOptions,
  ArgoRolloutsSettings,
  CloudWatchMetrics,
  DatadogMetrics,
  GatewayApiRouter,
  IstioRouter,
  Metrics,
  NoRouter,
  PluginRouter,
  PrometheusMetrics,
  Router,
} from './settings';
export {
  type ArgoRolloutsTarget,
  argoRollouts,
  argoRolloutsCopies,
  argoRolloutsIstio,
  argoRolloutsPlugin,
} from './target';
