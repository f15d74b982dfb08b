import type { AlarmProperties, CfnText } from '../shared/alarm';

export type EcsStage =
  | 'POST_SCALE_UP'
  | 'POST_TEST_TRAFFIC_SHIFT'
  | 'PRE_PRODUCTION_TRAFFIC_SHIFT'
  | 'POST_PRODUCTION_TRAFFIC_SHIFT';

/** What the function of the hooks is told about a check. Times are seconds, `within` milliseconds. */
export interface CheckDetails {
  readonly name: string;
  readonly timeout: number;
  /** The new version's weight at which the check runs. Default: whenever the hook fires. */
  readonly atWeight?: number;
  readonly http?: {
    readonly against: 'test' | 'production';
    readonly path: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly status: number;
    readonly body?: string;
    readonly within?: number;
  };
  /** The function's name or ARN. */
  readonly function?: CfnText;
}

export interface PauseHook {
  readonly TargetType: 'PAUSE';
  readonly LifecycleStages: readonly [EcsStage];
  readonly TimeoutConfiguration?: {
    /** Default: 1440, a day. */
    readonly TimeoutInMinutes?: number;
    /** Default: `ROLLBACK`. */
    readonly Action?: 'CONTINUE' | 'ROLLBACK';
  };
}

export interface CheckHook {
  readonly TargetType: 'AWS_LAMBDA';
  readonly LifecycleStages: readonly [EcsStage];
  readonly HookTargetArn: CfnText;
  readonly RoleArn: CfnText;
  readonly HookDetails: CheckDetails;
}

export type LifecycleHook = PauseHook | CheckHook;

export interface DeploymentConfiguration {
  readonly Strategy: 'ROLLING' | 'BLUE_GREEN' | 'CANARY' | 'LINEAR';
  readonly BakeTimeInMinutes: number;
  readonly MinimumHealthyPercent: number;
  readonly MaximumPercent: number;
  readonly CanaryConfiguration?: { readonly CanaryPercent: number; readonly CanaryBakeTimeInMinutes: number };
  readonly LinearConfiguration?: { readonly StepPercent: number; readonly StepBakeTimeInMinutes: number };
  readonly LifecycleHooks?: readonly LifecycleHook[];
  readonly DeploymentCircuitBreaker?: { readonly Enable: boolean; readonly Rollback: boolean };
  readonly Alarms: { readonly AlarmNames: readonly string[]; readonly Enable: boolean; readonly Rollback: boolean };
}

/** The part of an `AWS::ECS::Service` that is the release. */
export interface ServiceProperties {
  readonly DeploymentController: { readonly Type: 'ECS' };
  readonly DeploymentConfiguration: DeploymentConfiguration;
  readonly AvailabilityZoneRebalancing?: 'DISABLED';
}

export interface TargetGroupProperties {
  readonly TargetType: 'ip';
  readonly TargetGroupAttributes: readonly { readonly Key: string; readonly Value: string }[];
}

/** A release on Amazon ECS, in the property names of CloudFormation. */
export interface EcsFragment {
  readonly service: ServiceProperties;
  /** `Blue` and `Green`; a rolling deployment has only `Blue`. */
  readonly targetGroups: Readonly<Record<string, TargetGroupProperties>>;
  /** By logical name. */
  readonly alarms: Readonly<Record<string, AlarmProperties<CfnText>>>;
}

/** What {@link EcsFragment} refers to: tokens in a stack; without one, logical names that a template must have. */
export interface EcsReferences {
  /** The full name of the load balancer, a dimension of its metrics. */
  readonly loadBalancer: CfnText;
  /** The full names of the target groups. */
  readonly blue: CfnText;
  readonly green: CfnText;
  readonly cluster: CfnText;
  readonly service: CfnText;
  /** The ARN of the function that runs the checks, and of the role with which ECS invokes it. */
  readonly hookFunction: CfnText;
  readonly hookRole: CfnText;
  /** The functions of function checks by name; a name that is not here is the function's own name or ARN. */
  readonly functions: Readonly<Record<string, CfnText>>;
}

export const TEMPLATE_REFERENCES: EcsReferences = {
  loadBalancer: { 'Fn::GetAtt': ['LoadBalancer', 'LoadBalancerFullName'] },
  blue: { 'Fn::GetAtt': ['Blue', 'TargetGroupFullName'] },
  green: { 'Fn::GetAtt': ['Green', 'TargetGroupFullName'] },
  cluster: { Ref: 'Cluster' },
  service: { Ref: 'ServiceName' },
  hookFunction: { 'Fn::GetAtt': ['HookFunction', 'Arn'] },
  hookRole: { 'Fn::GetAtt': ['HookRole', 'Arn'] },
  functions: {},
};
