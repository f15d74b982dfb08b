import { App, type CfnResource, Stack } from 'aws-cdk-lib';
import { context } from '../../../cdk.json';
import { shop } from '../../../examples/shop';

/** A property of a resource, set to what AWS refuses. */
export interface Fault {
  readonly what: string;
  readonly stack: keyof ReturnType<typeof shop>;
  readonly type: string;
  readonly path: string;
  /** Absent: the property is taken away. */
  readonly value?: unknown;
}

const SERVICE = 'AWS::ECS::Service';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const ALARM = 'AWS::CloudWatch::Alarm';
const GROUP = 'AWS::CodeDeploy::DeploymentGroup';

/** Mistakes that are easily made by hand, each of which AWS would refuse at the deployment. */
export const FAULTS: readonly Fault[] = [
  {
    what: 'a canary of 150 %',
    stack: 'checkout',
    type: SERVICE,
    path: 'DeploymentConfiguration.CanaryConfiguration.CanaryPercent',
    value: 150,
  },
  {
    what: 'a bake of a week',
    stack: 'checkout',
    type: SERVICE,
    path: 'DeploymentConfiguration.BakeTimeInMinutes',
    value: 10_080,
  },
  {
    what: 'a hook at a stage that ECS does not have',
    stack: 'checkout',
    type: SERVICE,
    path: 'DeploymentConfiguration.LifecycleHooks',
    value: [{ TargetType: 'PAUSE', LifecycleStages: ['BEFORE_ALLOW_TRAFFIC'] }],
  },
  {
    what: 'a strategy that ECS does not have',
    stack: 'checkout',
    type: SERVICE,
    path: 'DeploymentConfiguration.Strategy',
    value: 'GRADUAL',
  },
  {
    what: 'steps of linear beside those of a canary',
    stack: 'checkout',
    type: SERVICE,
    path: 'DeploymentConfiguration.LinearConfiguration',
    value: { StepPercent: 10, StepBakeTimeInMinutes: 5 },
  },
  {
    what: 'a field that nobody knows',
    stack: 'checkout',
    type: SERVICE,
    path: 'DeploymentConfiguration.CanaryPercentage',
    value: 10,
  },
  { what: 'a rule without a priority', stack: 'checkout', type: RULE, path: 'Priority' },
  {
    what: 'a weight of 1000',
    stack: 'checkout',
    type: RULE,
    path: 'Actions.0.ForwardConfig.TargetGroups.0.Weight',
    value: 1000,
  },
  {
    what: 'a metric every 45 seconds',
    stack: 'checkout',
    type: ALARM,
    path: 'Metrics.1.MetricStat.Period',
    value: 45,
  },
  {
    what: 'more bad readings than are looked at',
    stack: 'checkout',
    type: ALARM,
    path: 'DatapointsToAlarm',
    value: 9,
  },
  {
    what: 'a configuration that CodeDeploy does not have',
    stack: 'pricing',
    type: GROUP,
    path: 'DeploymentConfigName',
    value: 'CodeDeployDefault.LambdaLinear7PercentEvery3Minutes',
  },
  {
    what: 'a rollback on an event that nobody sends',
    stack: 'pricing',
    type: GROUP,
    path: 'AutoRollbackConfiguration.Events.0',
    value: 'DEPLOYMENT_SLOW',
  },
];

/** The shop with every fault at once; with none, it is sound. */
export function shopWith(faults: readonly Fault[]) {
  const app = new App({ context, analyticsReporting: false });
  const stacks = shop(app);
  for (const { stack, type, path, value } of faults) {
    const resource = stacks[stack].node
      .findAll()
      .find((node) => (node as Partial<CfnResource>).cfnResourceType === type) as CfnResource | undefined;
    if (resource === undefined) throw new Error(`${stack} has no ${type}`);
    if (value === undefined) resource.addPropertyDeletionOverride(path);
    else resource.addPropertyOverride(path, value);
  }
  const { checkout, admin, search, pricing, pricingSam } = stacks;
  const plans = {
    'aws-ecs': [checkout.checkout.plan, admin.admin.plan, search.search.plan],
    'aws-lambda': [pricing.pricing.plan],
    'aws-lambda-sam': [pricingSam.pricing.plan],
  };
  return { app, stacks: app.node.findAll().filter(Stack.isStack), plans };
}
