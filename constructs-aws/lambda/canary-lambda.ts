import type { CfnAlarm, IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { CODEDEPLOY_REMOVE_ALARMS_FROM_DEPLOYMENT_GROUP } from 'aws-cdk-lib/cx-api';
import { Construct } from 'constructs';
import type { Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { acknowledgeManagedPolicy } from '../shared/acknowledge';
import { attempt } from '../shared/attempt';
import { checkedProps } from '../shared/options';
import { acknowledgeAllVersions } from './acknowledge';
import { guardAlarmsOf } from './alarm';
import { targetsOf } from './check-function';
import { CheckHook } from './check-hook';
import { emit, type LambdaFragment } from './emit';
import { LAMBDA_FINDINGS } from './findings';
import { functionFindings, isFunction } from './function-rules';
import type { HookEvent } from './hook';
import { CODEDEPLOY } from './limits';
import { type LambdaReleaseProps, release } from './release';
import { lambdaTarget } from './target';
import { trafficRouting } from './traffic-routing';
import { triggerConfigurations } from './trigger';

/** Properties of {@link CanaryLambda}. */
export interface CanaryLambdaProps extends LambdaReleaseProps {
  /** The function, or what to make it of. Its versions are kept. */
  readonly function: lambda.Function | lambda.FunctionProps;
  /**
   * More about the alias, for example provisioned concurrency. Its weights are CodeDeploy's.
   * @default - none
   */
  readonly aliasOptions?: Omit<lambda.AliasOptions, 'additionalVersions'>;
  /**
   * The CodeDeploy application.
   * @default - a new one
   */
  readonly application?: codedeploy.ILambdaApplication;
}

/** Alarms can be added to the group later, too. */
function alarmProblems(group: codedeploy.CfnDeploymentGroup): string[] {
  const configuration = Stack.of(group).resolve(group.alarmConfiguration);
  const count = configuration?.alarms?.length ?? 0;
  if (count <= CODEDEPLOY.alarms) return [];
  const { title, fix } = LAMBDA_FINDINGS['lambda-too-many-alarms'];
  return [`${title}: ${count}, at most ${CODEDEPLOY.alarms}. ${fix} [lambda-too-many-alarms]`];
}

/**
 * A Lambda function whose versions are released by a strategy. Each `cdk deploy` that changes the function publishes a version, and CodeDeploy
 * moves the alias to it, step by step, watched by alarms on the new version alone; when one fires, CodeDeploy and CloudFormation roll back.
 *
 * Let everything call {@link alias}: what calls the function itself gets every change at once. The deploy that makes the alias releases nothing.
 *
 * @example
 * new CanaryLambda(this, 'Pricing', {
 *   function: { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromAsset('pricing') },
 *   strategy: Strategy.canary({ steps: [{ weight: 10, hold: '10m' }], guards: [Guard.errorRate({ max: '1%' })] }),
 * });
 */
export class CanaryLambda extends Construct {
  readonly function: lambda.Function;
  /** The version that this deploy publishes. */
  readonly version: lambda.Version;
  /** What callers use. */
  readonly alias: lambda.Alias;
  readonly deploymentGroup: codedeploy.LambdaDeploymentGroup;
  /** One alarm for each guard, in the order of the strategy. */
  readonly alarms: readonly IAlarm[];
  /** The functions that run the checks. */
  readonly hooks: Readonly<Partial<Record<HookEvent, lambda.Function>>>;
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** What is to be said about the strategy; also annotated. */
  readonly findings: readonly Finding[];

  /** @throws CutoverError with everything that CodeDeploy cannot do of the strategy, and every mistake of the wiring */
  constructor(scope: Construct, id: string, props: CanaryLambdaProps) {
    super(scope, id);
    checkedProps('CanaryLambdaProps', scope, id, props);
    this.node.setContext(CODEDEPLOY_REMOVE_ALARMS_FROM_DEPLOYMENT_GROUP, true);
    const { plan, findings } = release(this, lambdaTarget, props, functionFindings(this, props.function));
    this.plan = plan;
    this.findings = findings;

    const aliasName = props.aliasName ?? 'live';
    this.function = isFunction(props.function)
      ? props.function
      : attempt(this, 'function', () => new lambda.Function(this, 'Function', props.function as lambda.FunctionProps));
    this.version = this.function.currentVersion;
    this.version.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.alias = attempt(
      this,
      'aliasOptions',
      () => new lambda.Alias(this, 'Alias', { ...props.aliasOptions, aliasName, version: this.version }),
    );

    const fragment = emit(plan, {
      name: id,
      aliasName,
      references: {
        functionName: this.function.functionName,
        resource: `${this.function.functionName}:${aliasName}`,
        version: this.version.version,
        versionArn: this.version.functionArn,
      },
      target: targetsOf(props.functions ?? {}),
    });
    const { resources: guards, alarms } = guardAlarmsOf(this, plan, fragment.alarms);
    this.alarms = alarms;
    this.deploymentGroup = this.#deploymentGroup(props, fragment, guards);
    this.hooks = {
      ...this.#hook('BeforeAllowTraffic', fragment, (hook) => this.deploymentGroup.addPreHook(hook)),
      ...this.#hook('AfterAllowTraffic', fragment, (hook) => this.deploymentGroup.addPostHook(hook)),
    };
    this.alias.node.addDependency(this.deploymentGroup);
    this.#acknowledge();
  }

  /** Lets somebody invoke the alias, and with it whichever version is released. */
  grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return this.alias.grantInvoke(grantee);
  }

  #deploymentGroup(props: CanaryLambdaProps, fragment: LambdaFragment, guards: readonly CfnAlarm[]) {
    const { deploymentConfig: config, deploymentGroup } = fragment;
    const { Events = [] } = deploymentGroup.AutoRollbackConfiguration;
    const alarms = [...guards, ...(props.extraAlarms ?? [])];
    const group = new codedeploy.LambdaDeploymentGroup(this, 'DeploymentGroup', {
      alias: this.alias,
      alarms,
      ...(props.application === undefined ? {} : { application: props.application }),
      deploymentConfig:
        'DeploymentConfigName' in config
          ? codedeploy.LambdaDeploymentConfig.fromLambdaDeploymentConfigName(
              this,
              'Config',
              config.DeploymentConfigName,
            )
          : new codedeploy.LambdaDeploymentConfig(this, 'Config', {
              trafficRouting: trafficRouting(config.TrafficRoutingConfig),
            }),
      autoRollback: {
        failedDeployment: Events.includes('DEPLOYMENT_FAILURE'),
        stoppedDeployment: Events.includes('DEPLOYMENT_STOP_ON_REQUEST'),
        ...(alarms.length === 0 ? {} : { deploymentInAlarm: true }),
      },
    });
    const resource = group.node.defaultChild as codedeploy.CfnDeploymentGroup;
    const triggers = triggerConfigurations(props.triggers ?? []);
    if (triggers.length > 0) resource.addPropertyOverride('TriggerConfigurations', triggers);
    // The policy that AWS maintains for the role does not let it publish.
    for (const { topic } of props.triggers ?? []) topic.grantPublish(group.role);
    this.node.addValidation({ validate: () => alarmProblems(resource) });
    return group;
  }

  #hook(event: HookEvent, fragment: LambdaFragment, attach: (hook: lambda.Function) => void) {
    const hook = fragment.hooks[event];
    if (hook === undefined) return {};
    const made = new CheckHook(this, `${event}Hook`, {
      hook,
      versionArn: this.version.functionArn,
    });
    attach(made.function);
    this.alias.node.addDependency(made);
    return { [event]: made.function };
  }

  #acknowledge(): void {
    acknowledgeManagedPolicy(
      this.deploymentGroup,
      'service-role/AWSCodeDeployRoleForLambdaLimited',
      'The policy that AWS maintains for CodeDeploy and Lambda: what CodeDeploy calls is not listed elsewhere.',
    );
    for (const hook of Object.values(this.hooks)) {
      acknowledgeAllVersions(this.deploymentGroup, hook, 'CodeDeploy invokes the hook by its name.');
    }
    if (this.function.node.scope !== this) return;
    const reason = 'The function writes its log, and has no other right but those that are granted to it.';
    acknowledgeManagedPolicy(this.function, 'service-role/AWSLambdaBasicExecutionRole', reason);
  }
}
