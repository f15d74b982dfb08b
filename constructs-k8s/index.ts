export * from './argo-rollouts';
export * from './gateway-api';
export * from './istio';
export * from './nginx-ingress';
export * from './shared';
export * from './traefik';
