// Who has not installed the framework hears of it at once.
import 'cdk8s';

export * from './app-mesh';
export * from './argo-rollouts';
export * from './cloud-run';
export * from './flagger';
export * from './gateway-api';
export * from './istio';
export * from './nginx-ingress';
export * from './observability';
export * from './shared';
export * from './traefik';
export * from './workload';
