import { Part, type Resource } from '../read/resource';
import type { App } from './app';
import { type Container, taskContainerOf } from './container';
import type { Replacement } from './workloads';

/** A service of Amazon ECS. */
export interface EcsWorkload {
  readonly platform: 'ecs';
  readonly title: string;
  readonly part: Part;
  readonly properties: Part;
  /** Undefined where the task definition is not among these files. */
  readonly task: Part | undefined;
  readonly containers: readonly Container[];
  readonly balancers: readonly Part[];
  /** The target groups of its load balancers that are among these files. */
  readonly targetGroups: readonly Part[];
  readonly replacement: Replacement;
  readonly strategy: Part;
  /** Who replaces its tasks. */
  readonly controller: 'ECS' | 'CODE_DEPLOY' | 'EXTERNAL';
}

/** A Lambda function. */
export interface FunctionWorkload {
  readonly platform: 'lambda';
  readonly title: string;
  readonly part: Part;
  readonly properties: Part;
  readonly replacement: Replacement;
  readonly strategy: Part;
}

const REPLACEMENTS: Readonly<Record<string, Replacement>> = {
  BLUE_GREEN: 'blueGreen',
  CANARY: 'canary',
  LINEAR: 'canary',
};

const CONTROLLERS = ['CODE_DEPLOY', 'EXTERNAL'] as const;

const controllerOf = (properties: Part): EcsWorkload['controller'] =>
  CONTROLLERS.find((one) => one === properties.at('DeploymentController', 'Type').text) ?? 'ECS';

function ecsReplacement(properties: Part): Replacement {
  const configuration = properties.at('DeploymentConfiguration');
  if (controllerOf(properties) !== 'ECS') return 'blueGreen';
  const named = REPLACEMENTS[configuration.at('Strategy').text ?? ''];
  if (named !== undefined) return named;
  const stopsAll =
    configuration.at('MinimumHealthyPercent').number === 0 && configuration.at('MaximumPercent').number === 100;
  return stopsAll ? 'recreate' : 'rolling';
}

export function ecsWorkloads(app: App): EcsWorkload[] {
  return app.of('AWS::ECS::Service').map((part) => {
    const properties = part.at('Properties');
    const balancers = properties.at('LoadBalancers').items;
    const groups = balancers.flatMap((balancer) => [
      balancer.at('TargetGroupArn'),
      balancer.at('AdvancedConfiguration', 'AlternateTargetGroupArn'),
    ]);
    const found = app.referred(properties.at('TaskDefinition'));
    const task = found?.resource.kind === 'AWS::ECS::TaskDefinition' ? found : undefined;
    return {
      platform: 'ecs',
      title: part.resource.title,
      part,
      properties,
      task,
      containers: task?.at('Properties', 'ContainerDefinitions').items.map(taskContainerOf) ?? [],
      balancers,
      targetGroups: groups.flatMap((group) => app.referred(group) ?? []),
      replacement: ecsReplacement(properties),
      strategy: properties.at('DeploymentConfiguration'),
      controller: controllerOf(properties),
    };
  });
}

const CUSTOM = /^(?:Custom::|AWS::CloudFormation::CustomResource$)/;

/** CDK's own helpers, which serve no user: they run while a stack is deployed. */
const HELPER = /CustomResource|LogRetention|Provider|BucketNotificationsHandler|SingletonLambda|framework-on/i;

const isHelper = ({ resource }: Part): boolean => HELPER.test(resource.name);

/** Functions that a release or CloudFormation itself calls serve no user. */
function called(app: App): ReadonlySet<Resource> {
  const custom = app.resources
    .filter(({ kind }) => CUSTOM.test(kind))
    .map((resource) => Part.of(resource).at('Properties', 'ServiceToken'));
  const ecs = app
    .of('AWS::ECS::Service')
    .flatMap((part) => part.at('Properties', 'DeploymentConfiguration', 'LifecycleHooks').items)
    .map((hook) => hook.at('HookTargetArn'));
  const aliases = app
    .of('AWS::Lambda::Alias')
    .map((part) => part.at('UpdatePolicy', 'CodeDeployLambdaAliasUpdate'))
    .flatMap((update) => [update.at('BeforeAllowTrafficHook'), update.at('AfterAllowTrafficHook')]);
  const sam = app
    .of('AWS::Serverless::Function')
    .map((part) => part.at('Properties', 'DeploymentPreference', 'Hooks'))
    .flatMap((hooks) => [hooks.at('PreTraffic'), hooks.at('PostTraffic')]);
  return new Set([...custom, ...ecs, ...aliases, ...sam].flatMap((part) => app.referred(part)?.resource ?? []));
}

/** The alias of a function through which CodeDeploy moves its users. */
const aliasOf = (part: Part, app: App): Part | undefined =>
  app
    .of('AWS::Lambda::Alias')
    .find((alias) => app.referred(alias.at('Properties', 'FunctionName'))?.resource === part.resource);

export function functions(app: App): FunctionWorkload[] {
  const others = called(app);
  return app
    .of(['AWS::Lambda::Function', 'AWS::Serverless::Function'])
    .filter((part) => !isHelper(part) && !others.has(part.resource))
    .map((part) => {
      const properties = part.at('Properties');
      const preference = properties.at('DeploymentPreference');
      const update = aliasOf(part, app)?.at('UpdatePolicy', 'CodeDeployLambdaAliasUpdate');
      const moved = update?.isThere === true ? update : preference;
      const allAtOnce = /AllAtOnce/.test(preference.at('Type').text ?? '');
      return {
        platform: 'lambda',
        title: part.resource.title,
        part,
        properties,
        replacement: moved.isThere && !allAtOnce ? 'canary' : 'at once',
        strategy: moved,
      };
    });
}
