export * from './argo-rollouts';
export * from './flagger';
export * from './istio';
<<<<<<< HEAD
export * from './workload';
=======
export * from './observability';
>>>>>>> main
