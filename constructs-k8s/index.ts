export * from './argo-rollouts';
export * from './istio';
export * from './workload';
