export * from './argo-rollouts';
export * from './istio';
