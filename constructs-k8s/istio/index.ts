export type { ArgoIstioRouting } from './argo-routing';
export type { IstioEmitOptions, IstioFragment, IstioPhase } from './emit';
export { ISTIO_FINDINGS, type IstioFindingId } from './findings';
export { IstioCanaryRouting, type IstioCanaryRoutingProps } from './istio-canary-routing';
export { ISTIO_LIMITS } from './limits';
export type { DestinationRule, HttpRoute as IstioHttpRoute, Subset, VirtualService } from './manifest';
export type {
  ConnectionPool,
  IstioRoutingOptions as IstioEmitRoutingOptions,
  LoadBalancer as IstioLoadBalancer,
  OutlierDetection,
  Retries,
  RoutingOptions as IstioRoutingOptions,
  ServiceVersions,
  SubsetVersions,
  TrafficPolicy,
  Versions as IstioVersions,
} from './options';
export { emitIstioRouting, type IstioRouting } from './routing';
export { istio } from './target';
export { routingOf as istioRoutingOf } from './trace';
