export type { GatewayEmitOptions, GatewayFragment, GatewayPhase } from './emit';
export { GATEWAY_FINDINGS, type GatewayFindingId } from './findings';
export { GatewayCanaryRouting, type GatewayCanaryRoutingProps } from './gateway-canary-routing';
export { GATEWAY_LIMITS } from './limits';
export type { GatewayRoute, GrpcRoute, GrpcRouteRule, HttpRouteRule } from './manifest';
export type {
  GatewayEmitRoutingOptions,
  GatewayParent,
  GatewayRoutingOptions,
  MeshParent,
  Parent,
  Timeouts,
} from './options';
export type { ArgoGatewayRouting } from './router';
export { emitGatewayRouting } from './routing';
export { gatewayApi } from './target';
export { gatewayRoutingOf } from './trace';
