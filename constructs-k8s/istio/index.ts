export type { ArgoIstioRouting } from './argo-routing';
export type { IstioEmitOptions, IstioFragment, IstioPhase } from './emit';
export { ISTIO_FINDINGS, type IstioFindingId } from './findings';
export { IstioCanaryRouting, type IstioCanaryRoutingProps } from './istio-canary-routing';
export { ISTIO_LIMITS } from './limits';
export type { DestinationRule, HttpRoute, Subset, VirtualService } from './manifest';
export type {
  ConnectionPool,
  IstioRoutingOptions,
  LoadBalancer,
  OutlierDetection,
  Retries,
  RoutingOptions,
  ServiceVersions,
  SubsetVersions,
  TrafficPolicy,
  Versions,
} from './options';
export { emitIstioRouting, type IstioRouting } from './routing';
export { istio } from './target';
export { routingOf } from './trace';
