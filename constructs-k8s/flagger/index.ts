export type { FlaggerFragment } from './emit';
export { FLAGGER_FINDINGS, type FlaggerFindingId } from './findings';
export { FlaggerCanary, type FlaggerCanaryProps } from './flagger-canary';
export { flaggerLimits } from './limits';
export type {
  AlertProviderManifest,
  CanaryAlert,
  CanaryAnalysis,
  CanaryManifest,
  CanarySpec,
  MetricTemplateManifest,
  ObjectReference,
  ParentReference,
  Webhook,
  WebhookType,
} from './manifest';
export type {
  Alert as FlaggerAlert,
  AlertChannel as FlaggerAlertChannel,
  ApisixProvider,
  AppMeshProvider,
  Autoscaler as FlaggerAutoscaler,
  CloudWatchMetrics as FlaggerCloudWatchMetrics,
  DatadogMetrics as FlaggerDatadogMetrics,
  FlaggerEmitOptions,
  FlaggerSettings,
  Gate as FlaggerGate,
  GatewayApiProvider,
  IngressProvider,
  IstioProvider,
  KubernetesProvider,
  LinkerdProvider,
  Metrics as FlaggerMetrics,
  OtherProvider,
  PrometheusMetrics as FlaggerPrometheusMetrics,
  Provider as FlaggerProvider,
} from './settings';
export {
  type FlaggerTarget,
  flagger,
  flaggerGatewayApi,
  flaggerIstio,
  flaggerKubernetes,
  flaggerNginx,
} from './target';
