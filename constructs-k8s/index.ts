export * from './argo-rollouts';
export * from './gateway-api';
export * from './istio';
export * from './shared';
