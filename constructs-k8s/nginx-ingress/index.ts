export type { NginxEmitOptions, NginxFragment, NginxPhase } from './emit';
export { NGINX_FINDINGS, type NginxFindingId } from './findings';
export { NGINX_LIMITS } from './limits';
export { NginxCanaryRouting, type NginxCanaryRoutingProps } from './nginx-canary-routing';
export type { NginxEmitRoutingOptions, NginxRoutingOptions } from './options';
export type { ArgoNginxRouting } from './router';
export { emitNginxRouting, type NginxRouting } from './routing';
export { nginxIngress } from './target';
export { nginxRoutingOf } from './trace';
