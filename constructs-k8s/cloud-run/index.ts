export { CloudDeployPipeline, type CloudDeployPipelineProps } from './cloud-deploy-pipeline';
export type { KnativeDriver } from './driver';
export { type CloudRunFragment, emitPipeline, type PipelineFragment } from './emit';
export { CLOUD_RUN_FINDINGS, type CloudRunFindingId } from './findings';
export type { KnativeEmitOptions, KnativeFragment, KnativePhase } from './knative/emit';
export { KNATIVE_LIMITS } from './knative/limits';
export { knative } from './knative/target';
export { releasedShare } from './knative/trace';
export { KnativeCanaryService, type KnativeCanaryServiceProps } from './knative-canary-service';
export { CLOUD_RUN_LIMITS } from './limits';
export type {
  AutomationManifest,
  DeliveryPipelineManifest,
  DeployTargetManifest,
  KnativeServiceManifest,
  SkaffoldManifest,
  TrafficTarget,
} from './manifest';
export type { Revisions, ServiceOptions, ServicePlatform } from './service';
export type { CloudRunEmitOptions, DeployTarget, PipelineOptions } from './settings';
export { cloudRun } from './target';
