export {
  BlueGreenDeployment,
  type BlueGreenDeploymentProps,
  type ColouredContainerProps,
} from './blue-green-deployment';
export { validateDeployments } from './check';
export { DeploymentWorkload } from './deployment-workload';
export type { WorkloadFragment } from './emit';
export { WORKLOAD_FINDINGS, type WorkloadFindingId } from './findings';
export { workloadLimits } from './limits';
export type { AutoscalerManifest, BudgetManifest, DeploymentManifest, DeploymentSpec, JobManifest } from './manifest';
export { type RollingPace, type RolloutSize, rollingSizes, surgeCopies, unavailableCopies } from './pace';
export type {
  BlueGreenReleaseProps,
  FromDeployment,
  RecreateReleaseProps,
  RollingReleaseProps,
  WrappedBlueGreenProps,
  WrappedDeploymentProps,
  WrappedRecreateProps,
  WrappedRollingProps,
} from './props';
export { RecreateDeployment, type RecreateDeploymentProps } from './recreate-deployment';
export { RollingDeployment, type RollingDeploymentProps } from './rolling-deployment';
export type {
  Colour,
  ColourImages,
  CpuAutoscaler,
  Delivery,
  Migration,
  WorkloadEmitOptions,
  WorkloadSettings,
} from './settings';
export { kubernetes, type WorkloadTarget, workloads } from './target';
export { WrappedDeployment } from './wrapped-deployment';
