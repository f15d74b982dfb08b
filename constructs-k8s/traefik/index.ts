export type { TraefikEmitOptions, TraefikFragment, TraefikPhase } from './emit';
export { TRAEFIK_FINDINGS, type TraefikFindingId } from './findings';
export { TRAEFIK_LIMITS } from './limits';
export type { IngressRoute, TraefikRoute, TraefikService } from './manifest';
export type { TraefikEmitRoutingOptions, TraefikRoutingOptions } from './options';
export { emitTraefikRouting, type TraefikRouting } from './routing';
export { traefik } from './target';
export { traefikRoutingOf } from './trace';
export {
  type ArgoTraefikRouting,
  TraefikCanaryRouting,
  type TraefikCanaryRoutingProps,
} from './traefik-canary-routing';
