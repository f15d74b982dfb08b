import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { CfnFunction, type CfnFunctionProps } from 'aws-cdk-lib/aws-sam';
import { ArnFormat, type CfnCondition, CfnResource, Fn, Names, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Finding } from '../../../lib/findings';
import type { Plan } from '../../../lib/plan';
import { attempt } from '../../shared/attempt';
import { checkedProps } from '../../shared/options';
import { acknowledgeSamReference } from '../acknowledge';
import { guardAlarmsOf } from '../alarm';
import { targetsOf } from '../check-function';
import { CheckHook } from '../check-hook';
import { LAMBDA_FINDINGS } from '../findings';
import { elsewhereFindings } from '../function-rules';
import type { HookEvent } from '../hook';
import type { References } from '../reference';
import { type LambdaReleaseProps, release } from '../release';
import { trafficRouting } from '../traffic-routing';
import { triggerConfigurations } from '../trigger';
import { emit, type SamFragment } from './emit';
import { lambdaSamTarget } from './target';

/** Properties of {@link SamCanaryLambda}. */
export interface SamCanaryLambdaProps extends LambdaReleaseProps {
  /** The function, or what to make it of. Its alias and its deployment preference are the strategy's. */
  readonly function: CfnFunction | CfnFunctionProps;
  /**
   * Who CodeDeploy acts as. It is let invoke the hooks, and publish to the topics of the triggers.
   * @default - the role that SAM makes
   */
  readonly role?: iam.IRole;
  /**
   * Whether a condition on the function also stands on what SAM makes for its deployments.
   * @default true when the function has a condition
   */
  readonly passthroughCondition?: boolean;
}

/** SAM's role may invoke functions whose name begins so, and no other. */
const HOOK_PREFIX = 'CodeDeployHook_';
const MAX_FUNCTION_NAME = 64;

/** The logical id that SAM gives to the one CodeDeploy application of a template. */
const APPLICATION = 'ServerlessDeploymentApplication';

const isFunction = (given: CfnFunction | CfnFunctionProps): given is CfnFunction => Construct.isConstruct(given);

function findingsOf(scope: Construct, given: CfnFunction | CfnFunctionProps): Finding[] {
  const taken = (['autoPublishAlias', 'deploymentPreference'] as const).filter((field) => given[field] !== undefined);
  const elsewhere = isFunction(given) ? elsewhereFindings(scope, given) : [];
  const preference = taken.map(
    (field): Finding => ({
      id: 'lambda-sam-preference-taken',
      severity: 'error',
      path: `function.${field}`,
      message: LAMBDA_FINDINGS['lambda-sam-preference-taken'].title,
      fix: field === 'autoPublishAlias' ? 'write `aliasName` instead' : 'say it in the strategy',
    }),
  );
  return [...elsewhere, ...preference];
}

/**
 * An `AWS::Serverless::Function` whose versions are released by a strategy: SAM publishes a version when anything of the function changes, and
 * CodeDeploy moves the alias to it, watched by alarms on the new version alone. For templates that are SAM's already; else see `CanaryLambda`.
 *
 * @example
 * new SamCanaryLambda(this, 'Pricing', {
 *   function: { runtime: 'nodejs24.x', handler: 'index.handler', codeUri: 's3://artifacts/pricing.zip' },
 *   strategy: Strategy.linear({ step: 10, every: '1m', guards: [Guard.errorRate({ max: '1%' })] }),
 * });
 */
export class SamCanaryLambda extends Construct {
  readonly function: CfnFunction;
  /** What callers use: the ARN of the alias. */
  readonly aliasArn: string;
  /** One alarm for each guard, in the order of the strategy. */
  readonly alarms: readonly cloudwatch.IAlarm[];
  /** The functions that run the checks. */
  readonly hooks: Readonly<Partial<Record<HookEvent, lambda.Function>>>;
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** What is to be said about the strategy; also annotated. */
  readonly findings: readonly Finding[];

  /** @throws CutoverError with everything that CodeDeploy cannot do of the strategy, and every mistake of the wiring */
  constructor(scope: Construct, id: string, props: SamCanaryLambdaProps) {
    super(scope, id);
    checkedProps('SamCanaryLambdaProps', scope, id, props);
    const { plan, findings } = release(this, lambdaSamTarget, props, findingsOf(this, props.function));
    this.plan = plan;
    this.findings = findings;

    const aliasName = props.aliasName ?? 'live';
    this.function = isFunction(props.function)
      ? props.function
      : attempt(this, 'function', () => new CfnFunction(this, 'Function', props.function as CfnFunctionProps));
    const references = this.#references(aliasName);
    this.aliasArn = Fn.ref(`${this.function.logicalId}.Alias`);
    const fragment = emit(plan, { name: id, aliasName, references, target: targetsOf(props.functions ?? {}) });
    const { resources: guards, alarms } = guardAlarmsOf(this, plan, fragment.alarms);
    this.alarms = alarms;
    this.hooks = {
      ...this.#hook('BeforeAllowTraffic', fragment, references),
      ...this.#hook('AfterAllowTraffic', fragment, references),
    };
    for (const guard of guards) acknowledgeSamReference(guard);
    const names = [...guards.map(({ ref }) => ref), ...(props.extraAlarms ?? []).map((alarm) => alarm.alarmName)];
    this.#prefer(props, fragment, names);
    this.#allow(props);
    this.#share(this.function.cfnOptions.condition);
  }

  /** Lets a role of yours do what SAM's own may: invoke the hooks, and publish. */
  #allow({ role, triggers = [] }: SamCanaryLambdaProps): void {
    if (role === undefined) return;
    const hooks = Object.values(this.hooks).map((hook) => hook.functionArn);
    const topics = triggers.map(({ topic }) => topic.topicArn);
    const may = (action: string, resources: string[]) =>
      resources.length === 0 ? [] : [new iam.PolicyStatement({ actions: [action], resources })];
    const statements = [...may('lambda:InvokeFunction', hooks), ...may('sns:Publish', topics)];
    if (statements.length > 0) new iam.Policy(this, 'CodeDeploy', { roles: [role], statements });
  }

  /** What belongs to a function with a condition is there only when the function is. */
  #share(condition: CfnCondition | undefined): void {
    if (condition === undefined) return;
    for (const one of this.node.findAll()) if (CfnResource.isCfnResource(one)) one.cfnOptions.condition = condition;
  }

  /**
   * All of them are parts of the version's ARN. A reference to the function itself would be a circle until SAM has made the deployment group,
   * and CDK's `Template.fromStack` would refuse it.
   */
  #references(aliasName: string): { readonly [Name in keyof References]: string } {
    const versionArn = Fn.ref(`${this.function.logicalId}.Version`);
    const part = (at: number) => Fn.select(at, Fn.split(':', versionArn));
    return { functionName: part(6), resource: `${part(6)}:${aliasName}`, version: part(7), versionArn };
  }

  #prefer(
    { role, triggers = [], passthroughCondition }: SamCanaryLambdaProps,
    fragment: SamFragment,
    alarms: string[],
  ) {
    const { AutoPublishAlias, AutoPublishAliasAllProperties, DeploymentPreference } = fragment.function;
    const { BeforeAllowTraffic: before, AfterAllowTraffic: after } = this.hooks;
    this.function.autoPublishAlias = AutoPublishAlias;
    this.function.addPropertyOverride('AutoPublishAliasAllProperties', AutoPublishAliasAllProperties);
    this.function.deploymentPreference = {
      enabled: DeploymentPreference.Enabled,
      type: this.#type(fragment),
      ...(alarms.length === 0 ? {} : { alarms }),
      ...(role === undefined ? {} : { role: role.roleArn }),
      ...(before === undefined && after === undefined
        ? {}
        : {
            hooks: {
              ...(before && { preTraffic: before.functionName }),
              ...(after && { postTraffic: after.functionName }),
            },
          }),
    };
    if (triggers.length > 0) {
      const configurations = triggerConfigurations(triggers);
      this.function.addPropertyOverride('DeploymentPreference.TriggerConfigurations', configurations);
    }
    if (passthroughCondition ?? this.function.cfnOptions.condition !== undefined) {
      this.function.addPropertyOverride('DeploymentPreference.PassthroughCondition', true);
    }
  }

  #type({ deploymentConfig, function: { DeploymentPreference } }: SamFragment): string {
    if (deploymentConfig === undefined) return DeploymentPreference.Type as string;
    const config = new codedeploy.LambdaDeploymentConfig(this, 'Config', {
      trafficRouting: trafficRouting(deploymentConfig.TrafficRoutingConfig),
    });
    return config.deploymentConfigName;
  }

  #hook(event: HookEvent, fragment: SamFragment, references: References) {
    const hook = fragment.hooks[event];
    if (hook === undefined) return {};
    const unique = Names.uniqueResourceName(this, { maxLength: MAX_FUNCTION_NAME - HOOK_PREFIX.length - event.length });
    const deploymentGroup = `${Fn.ref(APPLICATION)}/${Fn.ref(`${this.function.logicalId}DeploymentGroup`)}`;
    const made = new CheckHook(this, `${event}Hook`, {
      hook,
      versionArn: references.versionArn as string,
      deploymentGroupArn: Stack.of(this).formatArn({
        service: 'codedeploy',
        resource: 'deploymentgroup',
        resourceName: deploymentGroup,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      functionName: `${HOOK_PREFIX}${unique}${event}`,
    });
    acknowledgeSamReference(made);
    return { [event]: made.function };
  }
}
