import { type EmitOptions, type Limits, settle } from '../../lib/fidelity';
import { bakeOf, type Plan } from '../../lib/plan';
import type { AlarmProperties, CfnText } from '../shared/alarm';
import { guardAlarms } from './guards';
import { type HookEvent, type HookProperties, type HookTarget, hookOf } from './hook';
import { CODEDEPLOY, HOOK, LAMBDA_LIMITS } from './limits';
import type { References } from './reference';
import { predefinedName, predefinedType, routing, stairsOf, type TrafficRoutingConfig } from './routing';

/** How a plan is told to CodeDeploy. */
export interface LambdaEmitOptions extends EmitOptions {
  /** Default: `live`. */
  readonly aliasName?: string;
  /** Default: the logical ids `Function` and `Version` of one template. */
  readonly references?: References;
  /** What the name in a function check means. Default: the name or ARN of a function. */
  readonly target?: (functionName: string) => HookTarget;
}

/** A predefined deployment configuration, or the properties of an `AWS::CodeDeploy::DeploymentConfig` without a name. */
export type DeploymentConfig =
  | { readonly DeploymentConfigName: string }
  | { readonly ComputePlatform: 'Lambda'; readonly TrafficRoutingConfig: TrafficRoutingConfig };

/** A release of a Lambda alias by CodeDeploy, in the property names of CloudFormation. */
export interface LambdaFragment {
  readonly deploymentConfig: DeploymentConfig;
  /** Of an `AWS::CodeDeploy::DeploymentGroup`. */
  readonly deploymentGroup: {
    readonly DeploymentStyle: { readonly DeploymentType: string; readonly DeploymentOption: string };
    readonly AutoRollbackConfiguration: { readonly Enabled: boolean; readonly Events?: readonly string[] };
    readonly AlarmConfiguration: { readonly Enabled: boolean; readonly Alarms?: readonly { readonly Name: CfnText }[] };
  };
  /** Of an `AWS::Lambda::Alias`. */
  readonly alias: {
    readonly Name: string;
    readonly UpdatePolicy: {
      readonly CodeDeployLambdaAliasUpdate: {
        readonly ApplicationName: CfnText;
        readonly DeploymentGroupName: CfnText;
        readonly BeforeAllowTrafficHook?: CfnText;
        readonly AfterAllowTrafficHook?: CfnText;
      };
    };
  };
  /** Of an `AWS::CloudWatch::Alarm` each. */
  readonly alarms: readonly AlarmProperties<CfnText>[];
  /** Of an `AWS::Lambda::Function` each. */
  readonly hooks: Readonly<Partial<Record<HookEvent, HookProperties>>>;
}

const ROLLBACK_EVENTS = ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'] as const;

const minutes = (seconds: number): number => Math.round(seconds / 60);

/** What CodeDeploy is told about the shift of a plan. */
export function routingOf(plan: Plan, limits: Limits): TrafficRoutingConfig {
  const stairs = stairsOf(plan, (hold) => settle(limits, 'hold', hold, plan));
  const [first] = stairs;
  if (first === undefined) {
    const bake = bakeOf(plan);
    return bake === 0 ? routing.atOnce : routing.canary(CODEDEPLOY.percent.max, minutes(bake));
  }
  const weight = settle(limits, 'weight', first.weight, plan);
  const shape = stairs.length === 1 ? routing.canary : routing.linear;
  return shape(weight, minutes(first.seconds));
}

const references = (aliasName: string): References => ({
  functionName: { Ref: 'Function' },
  resource: { 'Fn::Sub': `\${Function}:${aliasName}` },
  version: { 'Fn::GetAtt': ['Version', 'Version'] },
  versionArn: { Ref: 'Version' },
});

/** The hooks of a plan. */
export function hooksOf(plan: Plan, versionArn: CfnText, target: LambdaEmitOptions['target']): LambdaFragment['hooks'] {
  const options = {
    version: versionArn,
    margin: HOOK.margin,
    target: target ?? ((functionName: string): HookTarget => ({ functionName })),
  };
  const before = hookOf(plan, 'BeforeAllowTraffic', options);
  const after = hookOf(plan, 'AfterAllowTraffic', options);
  return { ...(before && { BeforeAllowTraffic: before }), ...(after && { AfterAllowTraffic: after }) };
}

/** What CodeDeploy and CloudFormation are told about a plan. */
export function emit(plan: Plan, options: LambdaEmitOptions): LambdaFragment {
  const { name, aliasName = 'live' } = options;
  const refs = options.references ?? references(aliasName);
  const wanted = routingOf(plan, LAMBDA_LIMITS);
  const type = predefinedType(wanted);
  const alarms = guardAlarms(plan, name, refs);
  const hooks = hooksOf(plan, refs.versionArn, options.target);
  return {
    deploymentConfig:
      type === undefined
        ? { ComputePlatform: 'Lambda', TrafficRoutingConfig: wanted }
        : { DeploymentConfigName: predefinedName(type) },
    deploymentGroup: {
      DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: alarms.length === 0 ? ROLLBACK_EVENTS : [...ROLLBACK_EVENTS, 'DEPLOYMENT_STOP_ON_ALARM'],
      },
      AlarmConfiguration:
        alarms.length === 0
          ? { Enabled: false }
          : { Enabled: true, Alarms: alarms.map(({ AlarmName }) => ({ Name: AlarmName })) },
    },
    alias: {
      Name: aliasName,
      UpdatePolicy: {
        CodeDeployLambdaAliasUpdate: {
          ApplicationName: { Ref: 'Application' },
          DeploymentGroupName: { Ref: 'DeploymentGroup' },
          ...(hooks.BeforeAllowTraffic && { BeforeAllowTrafficHook: { Ref: 'BeforeAllowTrafficHook' } }),
          ...(hooks.AfterAllowTraffic && { AfterAllowTrafficHook: { Ref: 'AfterAllowTrafficHook' } }),
        },
      },
    },
    alarms,
    hooks,
  };
}
