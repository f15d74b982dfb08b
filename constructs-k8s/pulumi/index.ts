export { ArgoRollout, type ArgoRolloutArgs } from '../argo-rollouts/pulumi';
export { IstioCanaryRouting, type IstioCanaryRoutingArgs } from '../istio/pulumi';
export type {
  ComponentArgs,
  ContainerArgs,
  ContainerPortArgs,
  GuardedArgs,
  LabelArgs,
  MetadataArgs,
  PodTemplateArgs,
} from './args';
export { type ComponentKind, ReleaseComponent } from './component';
export { PULUMI_FINDINGS, type PulumiFindingId } from './findings';
export type { Late } from './late';
export type { WaitArgs } from './wait';
