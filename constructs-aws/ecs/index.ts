export { EcsService } from './ecs-service';
export type { EcsEmitOptions } from './emit';
export { ECS_FINDINGS, type EcsFindingId } from './findings';
export type { EcsFragment, EcsReferences } from './fragment';
export { ECS_LIMITS } from './limits';
export type { EcsAutoScaling, EcsServiceProps, TestHeader } from './props';
export {
  BlueGreenEcsService,
  type BlueGreenEcsServiceProps,
  CanaryEcsService,
  type CanaryEcsServiceProps,
  RollingEcsService,
  type RollingEcsServiceProps,
} from './services';
export { ecs as ecsTarget } from './target';
export { ecsReleaseOf } from './template';
export { type TracedEcs, trace as traceEcs } from './trace';
