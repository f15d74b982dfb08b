export * from './argo-rollouts';
export * from './flagger';
export * from './gateway-api';
export * from './istio';
export * from './nginx-ingress';
export * from './observability';
export * from './shared';
export * from './workload';
