import type { Plan } from '../../../lib/plan';
import type { CfnText } from '../../shared/alarm';
import { type DeploymentConfig, hooksOf, type LambdaEmitOptions, type LambdaFragment, routingOf } from '../emit';
import { guardAlarms } from '../guards';
import type { References } from '../reference';
import { predefinedType } from '../routing';
import { SAM_LIMITS } from './limits';

/** A release by SAM, in the property names of SAM and CloudFormation. */
export interface SamFragment {
  /** Of the `AWS::Serverless::Function`. */
  readonly function: {
    readonly AutoPublishAlias: string;
    /** Publishes a version when anything changes, not only the code. */
    readonly AutoPublishAliasAllProperties: true;
    readonly DeploymentPreference: {
      readonly Enabled: true;
      /** One of SAM's nine names, or a reference to the own configuration. */
      readonly Type: CfnText;
      readonly Alarms?: readonly CfnText[];
      readonly Hooks?: { readonly PreTraffic?: CfnText; readonly PostTraffic?: CfnText };
    };
  };
  /** Of an `AWS::CodeDeploy::DeploymentConfig`, when SAM has no name for it. */
  readonly deploymentConfig?: Extract<DeploymentConfig, { ComputePlatform: 'Lambda' }>;
  readonly alarms: LambdaFragment['alarms'];
  readonly hooks: LambdaFragment['hooks'];
}

/** How the resources call one another when the function has this logical id; SAM replaces `.Version` by the version that it makes. */
export const samReferences = (logicalId: string, aliasName: string): References => ({
  functionName: { Ref: logicalId },
  resource: { 'Fn::Sub': `\${${logicalId}}:${aliasName}` },
  version: { 'Fn::GetAtt': [logicalId, 'Version.Version'] },
  versionArn: { Ref: `${logicalId}.Version` },
});

/** What SAM is told about a plan. */
export function emit(plan: Plan, options: LambdaEmitOptions): SamFragment {
  const { name, aliasName = 'live' } = options;
  const refs = options.references ?? samReferences('Function', aliasName);
  const wanted = routingOf(plan, SAM_LIMITS);
  const type = predefinedType(wanted);
  const alarms = guardAlarms(plan, name, refs);
  const hooks = hooksOf(plan, refs.versionArn, options.target);
  const named = {
    ...(hooks.BeforeAllowTraffic && { PreTraffic: { Ref: 'BeforeAllowTrafficHook' } }),
    ...(hooks.AfterAllowTraffic && { PostTraffic: { Ref: 'AfterAllowTrafficHook' } }),
  };
  return {
    function: {
      AutoPublishAlias: aliasName,
      AutoPublishAliasAllProperties: true,
      DeploymentPreference: {
        Enabled: true,
        Type: type ?? { Ref: 'DeploymentConfig' },
        ...(alarms.length === 0 ? {} : { Alarms: alarms.map(({ AlarmName }) => AlarmName) }),
        ...(Object.keys(named).length === 0 ? {} : { Hooks: named }),
      },
    },
    ...(type === undefined ? { deploymentConfig: { ComputePlatform: 'Lambda', TrafficRoutingConfig: wanted } } : {}),
    alarms,
    hooks,
  };
}
