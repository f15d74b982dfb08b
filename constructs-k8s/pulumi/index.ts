// Who has not installed the framework hears of it at once.
import '@pulumi/pulumi';

export { AppMeshCanaryRouting, type AppMeshCanaryRoutingArgs } from '../app-mesh/pulumi';
export { ArgoRollout, type ArgoRolloutArgs } from '../argo-rollouts/pulumi';
export { KnativeCanaryService, type KnativeCanaryServiceArgs } from '../cloud-run/pulumi';
export { FlaggerCanary, type FlaggerCanaryArgs } from '../flagger/pulumi';
export { GatewayCanaryRouting, type GatewayCanaryRoutingArgs } from '../gateway-api/pulumi';
export { IstioCanaryRouting, type IstioCanaryRoutingArgs } from '../istio/pulumi';
export { NginxCanaryRouting, type NginxCanaryRoutingArgs } from '../nginx-ingress/pulumi';
export { ReleaseObservability, type ReleaseObservabilityArgs } from '../observability/pulumi';
export { TraefikCanaryRouting, type TraefikCanaryRoutingArgs } from '../traefik/pulumi';
export {
  BlueGreenDeployment,
  type BlueGreenDeploymentArgs,
  RecreateDeployment,
  type RecreateDeploymentArgs,
  RollingDeployment,
  type RollingDeploymentArgs,
} from '../workload/pulumi';
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
export { type RoutingArgs, RoutingComponent } from './routing';
export type { WaitArgs } from './wait';
