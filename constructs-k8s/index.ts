export * from './argo-rollouts';
export * from './flagger';
export * from './istio';
export * from './observability';
