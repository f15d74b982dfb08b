import type { AlarmProperties, CfnText } from '../shared/alarm';
import type { DeploymentConfig, LambdaFragment } from './emit';
import type { HookProperties } from './hook';
import type { SamFragment } from './sam/emit';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly UpdatePolicy?: Readonly<Record<string, unknown>>;
}

/** A template of CloudFormation as plain data: `Template.fromStack(stack).toJSON()`, or a file of cdk.out. */
export interface CloudFormationTemplate {
  readonly Resources?: Readonly<Record<string, Resource>>;
}

/** The resources of a template, found by reference. */
class Resources {
  readonly #all: Readonly<Record<string, Resource>>;

  constructor({ Resources: all = {} }: CloudFormationTemplate) {
    this.#all = all;
  }

  ofType(type: string): [id: string, resource: Resource][] {
    return Object.entries(this.#all).filter(([, { Type }]) => Type === type);
  }

  /** The properties of what `{ Ref }` names; undefined when it is not of this template. */
  at<P>(reference: CfnText | undefined): P | undefined {
    if (typeof reference !== 'object' || !('Ref' in reference)) return undefined;
    return this.#all[reference.Ref]?.Properties as P | undefined;
  }

  alarms(references: readonly CfnText[]): AlarmProperties<CfnText>[] {
    return references.flatMap((reference) => this.at<AlarmProperties<CfnText>>(reference) ?? []);
  }

  hooks(before: CfnText | undefined, after: CfnText | undefined): LambdaFragment['hooks'] {
    const foreign = { Timeout: 0, Environment: { Variables: {} } };
    return {
      ...(before && { BeforeAllowTraffic: this.at<HookProperties>(before) ?? foreign }),
      ...(after && { AfterAllowTraffic: this.at<HookProperties>(after) ?? foreign }),
    };
  }
}

type Policy = LambdaFragment['alias']['UpdatePolicy']['CodeDeployLambdaAliasUpdate'];
type Group = LambdaFragment['deploymentGroup'] & { readonly DeploymentConfigName: CfnText };

/** The releases of a template, by the logical id of the alias; `trace` says how CodeDeploy executes them. */
export function lambdaFragments(template: CloudFormationTemplate): Record<string, LambdaFragment> {
  const resources = new Resources(template);
  return Object.fromEntries(
    resources.ofType('AWS::Lambda::Alias').flatMap(([id, { Properties, UpdatePolicy }]) => {
      const policy = UpdatePolicy?.CodeDeployLambdaAliasUpdate as Policy | undefined;
      const group = resources.at<Group>(policy?.DeploymentGroupName);
      if (policy === undefined || group === undefined) return [];
      const { DeploymentConfigName: name, ...deploymentGroup } = group;
      const fragment: LambdaFragment = {
        deploymentConfig:
          typeof name === 'string' ? { DeploymentConfigName: name } : (resources.at(name) as DeploymentConfig),
        deploymentGroup,
        alias: { Name: Properties?.Name as string, UpdatePolicy: { CodeDeployLambdaAliasUpdate: policy } },
        alarms: resources.alarms((deploymentGroup.AlarmConfiguration?.Alarms ?? []).map((alarm) => alarm.Name)),
        hooks: resources.hooks(policy.BeforeAllowTrafficHook, policy.AfterAllowTrafficHook),
      };
      return [[id, fragment]];
    }),
  );
}

/** The releases of a SAM template, by the logical id of the function. */
export function samFragments(template: CloudFormationTemplate): Record<string, SamFragment> {
  const resources = new Resources(template);
  return Object.fromEntries(
    resources.ofType('AWS::Serverless::Function').flatMap(([id, { Properties }]) => {
      const properties = Properties as SamFragment['function'] | undefined;
      const preference = properties?.DeploymentPreference;
      if (properties === undefined || preference === undefined) return [];
      const deploymentConfig = resources.at<SamFragment['deploymentConfig']>(preference.Type);
      const fragment: SamFragment = {
        function: properties,
        ...(deploymentConfig && { deploymentConfig }),
        alarms: resources.alarms(preference.Alarms ?? []),
        hooks: resources.hooks(preference.Hooks?.PreTraffic, preference.Hooks?.PostTraffic),
      };
      return [[id, fragment]];
    }),
  );
}
