export * from './argo-rollouts';
export * from './cloud-run';
export * from './flagger';
export * from './istio';
export * from './observability';
