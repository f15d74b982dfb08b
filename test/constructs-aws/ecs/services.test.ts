import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  BlueGreenEcsService,
  CanaryEcsService,
  ecsReleaseOf,
  RollingEcsService,
  traceEcs,
} from '../../../constructs-aws/ecs';
import { Check, Guard, Strategy, trace } from '../../../lib';
import { expectValidTemplate } from '../../support/cloudformation';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29');

/** All fixtures are in one app, which is synthesised and validated once. */
const app = new App();
const made = <T>(name: string, make: (stack: Stack) => T): { readonly stack: Stack; readonly service: T } => {
  const stack = new Stack(app, name);
  return { stack, service: make(stack) };
};

/** The properties of the only resource of a type. */
function only(stack: Stack, type: string) {
  const found = Object.values(Template.fromStack(stack).findResources(type));
  expect(found).toHaveLength(1);
  return found[0] as { Properties: Record<string, never>; DependsOn?: string[] };
}

/** What the release of a synthesised template will do. */
const traceOf = (stack: Stack) => traceEcs(ecsReleaseOf(Template.fromStack(stack).toJSON()));

const canary = Strategy.canary({
  steps: [{ weight: '10%', hold: '10m', checks: [Check.http({ path: '/cart', expect: { body: 'total' } })] }],
  guards: [
    Guard.errorRate({ max: '1%', minRequests: 20, over: '2m' }),
    Guard.latency({ percentile: 95, max: '500ms', over: '2m' }),
  ],
  checks: {
    testTraffic: [Check.http({ path: '/health' })],
    afterTraffic: [Check.function({ function: 'smoke', timeout: '5m' })],
  },
  bake: '15m',
  drain: '30s',
});

const canaryFixture = made('Canary', (stack) => {
  const smoke = lambda.Function.fromFunctionArn(stack, 'Smoke', 'arn:aws:lambda:eu-west-1:123456789012:function:smoke');
  return new CanaryEcsService(stack, 'Checkout', {
    image,
    containerPort: 8080,
    environment: { LOG_LEVEL: 'info' },
    strategy: canary,
    evidence: 'off',
    functions: { smoke },
    autoScaling: { minCapacity: 2, maxCapacity: 8, requestsPerTarget: 600 },
    healthCheck: { path: '/health', interval: Duration.seconds(10) },
  });
});

const linearFixture = made('Linear', (stack) => {
  return new CanaryEcsService(stack, 'Checkout', {
    image,
    strategy: Strategy.linear({ step: '20%', every: '6m', bake: '10m', guards: [Guard.errorRate({ max: '1%' })] }),
  });
});

const blueGreenFixture = made('BlueGreen', (stack) => {
  return new BlueGreenEcsService(stack, 'Checkout', {
    image,
    internetFacing: false,
    evidence: 'off',
    strategy: Strategy.blueGreen({
      preview: { hold: '5m', checks: [Check.http({ path: '/health' })], approve: { timeout: '2h' } },
      guards: [Guard.successRate({ min: '99%' })],
      bake: '30m',
    }),
  });
});

const rollingFixture = made('Rolling', (stack) => {
  return new RollingEcsService(stack, 'Worker', {
    image,
    desiredCount: 4,
    strategy: Strategy.rolling({ surge: '50%', unavailable: '25%', guards: [Guard.errorRate({ max: '1%' })] }),
  });
});

const recreateFixture = made('Recreate', (stack) => {
  return new RollingEcsService(stack, 'Worker', { image, strategy: Strategy.recreate({}) });
});

const ownFixture = made('Own', (stack) => {
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-12345678',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    privateSubnetIds: ['subnet-11111111', 'subnet-22222222'],
    publicSubnetIds: ['subnet-33333333', 'subnet-44444444'],
  });
  const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shop', vpc });
  const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-12345678');
  const listener = (id: string) =>
    elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, id, {
      listenerArn: `arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/50dc6c495c0c9188/${id.toLowerCase()}`,
      securityGroup,
    });
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('web', {
    image,
    portMappings: [{ containerPort: 3000 }],
    logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web' }),
  });
  const alarm = new Alarm(stack, 'Orders', {
    alarmName: 'shop-orders',
    metric: new Metric({ namespace: 'Shop', metricName: 'Orders' }),
    threshold: 1,
    evaluationPeriods: 1,
  });
  return new BlueGreenEcsService(stack, 'Checkout', {
    taskDefinition,
    containerPort: 3000,
    cluster,
    serviceName: 'checkout',
    productionListener: listener('ae0f'),
    testListener: listener('be0f'),
    priority: 10,
    testPriority: 10,
    checkAddresses: { production: 'https://shop.example', test: 'https://shop.example:9000' },
    extraAlarms: [alarm],
    strategy: Strategy.blueGreen({
      checks: { beforeTraffic: [Check.http({ path: '/health' })] },
      guards: [Guard.saturation({ resource: 'cpu', max: 90 })],
      bake: '10m',
      accept: [{ id: 'approximated.guard.saturation', reason: 'Every task is busy at the same time here.' }],
    }),
  });
});

const secureFixture = made('Secure', (stack) => {
  const certificate = acm.Certificate.fromCertificateArn(
    stack,
    'Certificate',
    'arn:aws:acm:eu-west-1:123456789012:certificate/abc',
  );
  return new BlueGreenEcsService(stack, 'Checkout', {
    image,
    certificate,
    domainName: 'shop.example',
    strategy: Strategy.blueGreen({ checks: { testTraffic: [Check.http({ path: '/health' })] } }),
  });
});

const warnedFixture = made('Warned', (stack) => {
  return new CanaryEcsService(stack, 'Checkout', {
    image,
    strategy: Strategy.canary({ steps: [{ weight: '33.33%', hold: '10m' }] }),
    evidence: 'off',
  });
});

const grantsFixture = made('Grants', (stack) => {
  return new BlueGreenEcsService(stack, 'Checkout', {
    image,
    strategy: Strategy.blueGreen({}),
  });
});

describe('A canary', () => {
  const { stack, service } = canaryFixture;
  const template = () => Template.fromStack(stack);

  test('does in the template what the plan says', () => {
    expect(service.findings).toEqual([]);
    expect(traceOf(stack)).toEqual(trace(service.plan));
  });

  test('is this service', () => {
    expect(only(stack, 'AWS::ECS::Service')).toMatchSnapshot();
  });

  test('is this template', () => {
    expect(template().toJSON()).toMatchSnapshot();
  });

  test('writes the bake, the capacity and every alarm by its literal name', () => {
    template().hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: {
        Strategy: 'CANARY',
        CanaryConfiguration: { CanaryPercent: 10, CanaryBakeTimeInMinutes: 10 },
        BakeTimeInMinutes: 15,
        MinimumHealthyPercent: 100,
        MaximumPercent: 200,
        DeploymentCircuitBreaker: Match.absent(),
        Alarms: {
          AlarmNames: service.alarms.map(({ alarmName }) => alarmName),
          Enable: true,
          Rollback: true,
        },
      },
    });
    expect(service.alarms).toHaveLength(4);
  });

  test('waits with the service for its alarms, its rules and the right to invoke the checks', () => {
    const { DependsOn = [] } = only(stack, 'AWS::ECS::Service');
    const ids = service.alarms.map((alarm) => stack.getLogicalId(alarm));
    expect(DependsOn).toEqual(expect.arrayContaining(ids));
    expect(DependsOn.filter((id) => /Rule|InvocationDefaultPolicy/.test(id))).toHaveLength(3);
  });

  test('watches both colours, with explicit periods, zeros for errors only, and silence for good', () => {
    const alarms = Object.values(template().findResources('AWS::CloudWatch::Alarm')).map(
      ({ Properties }) => Properties,
    );
    const groups = alarms.map(({ Metrics }) => JSON.stringify(Metrics.flatMap((one: never) => one)));
    expect(groups.filter((text) => text.includes('CheckoutBlue'))).toHaveLength(2);
    expect(groups.filter((text) => text.includes('CheckoutGreen'))).toHaveLength(2);
    for (const { Metrics, TreatMissingData } of alarms) {
      expect(TreatMissingData).toBe('notBreaching');
      for (const metric of Metrics) expect(metric.Expression ?? metric.MetricStat.Period).toBeTruthy();
    }
  });

  test('has both target groups on both rules from the first day, the test rule first', () => {
    const rules = Object.values(template().findResources('AWS::ElasticLoadBalancingV2::ListenerRule'));
    expect(rules).toHaveLength(2);
    for (const { Properties } of rules) {
      expect(Properties.Actions[0].ForwardConfig.TargetGroups.map(({ Weight }: { Weight: number }) => Weight)).toEqual([
        100, 0,
      ]);
    }
    expect(rules.map(({ Properties }) => Properties.Priority).sort()).toEqual([100, 99]);
    template().allResourcesProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { TargetType: 'ip' });
  });

  test('scales by the requests of both colours, and leaves the number of tasks to the scaling', () => {
    template().hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: {
        CustomizedMetricSpecification: {
          Metrics: Match.arrayWith([
            Match.objectLike({ Expression: 'FILL(blue, 0) + FILL(green, 0)', ReturnData: true }),
          ]),
        },
      },
    });
    template().hasResourceProperties('AWS::ECS::Service', { DesiredCount: Match.absent() });
  });

  test('keeps the old revision of the task definition, for going back', () => {
    template().hasResource('AWS::ECS::TaskDefinition', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('lets the checks do nothing but read deployments and invoke what they call', () => {
    const policies = template().findResources('AWS::IAM::Policy');
    const [id] = Object.keys(policies).filter((name) => name.includes('ChecksRole'));
    const actions = policies[id ?? '']?.Properties.PolicyDocument.Statement.flatMap(({ Action }: never) => Action);
    expect(actions).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'ecs:DescribeServiceDeployments',
      'lambda:InvokeFunction',
    ]);
  });
});

describe('The listener rules', () => {
  const rulesOf = (strategy: typeof canary) => {
    const stack = new Stack(new App(), 'Rules');
    new CanaryEcsService(stack, 'Checkout', { image, strategy, functions: {} });
    const template = Template.fromStack(stack);
    return JSON.stringify([
      template.findResources('AWS::ElasticLoadBalancingV2::ListenerRule'),
      template.findResources('AWS::ElasticLoadBalancingV2::Listener'),
    ]);
  };

  test('are the same bytes whatever the strategy says, since ECS owns their weights', () => {
    const one = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], bake: '5m' });
    const other = Strategy.canary({
      steps: [{ weight: 50, hold: '1h' }],
      guards: [Guard.errorRate({ max: 2 })],
      checks: { testTraffic: [Check.http({ path: '/health' })] },
      drain: '5s',
    });
    expect(rulesOf(one)).toBe(rulesOf(other));
  });
});

test('A linear release is LINEAR with the step and its bake.', () => {
  const { stack, service } = linearFixture;
  const { plan } = service;
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
    DeploymentConfiguration: { Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 20, StepBakeTimeInMinutes: 6 } },
  });
  expect(traceOf(stack)).toEqual(trace(plan));
});

test('Blue/green holds with test traffic, checks, waits for a person, and bakes; inside of the network when the load balancer is.', () => {
  const { stack, service } = blueGreenFixture;
  const { plan, findings } = service;
  expect(findings).toEqual([]);
  expect(traceOf(stack)).toEqual(trace(plan));
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ECS::Service', {
    DeploymentConfiguration: {
      Strategy: 'BLUE_GREEN',
      LifecycleHooks: [
        {
          TargetType: 'PAUSE',
          LifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'],
          TimeoutConfiguration: { TimeoutInMinutes: 5, Action: 'CONTINUE' },
        },
        {
          TargetType: 'AWS_LAMBDA',
          LifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'],
          HookDetails: Match.objectLike({ name: 'preview-http' }),
        },
        {
          TargetType: 'PAUSE',
          LifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'],
          TimeoutConfiguration: { TimeoutInMinutes: 120, Action: 'ROLLBACK' },
        },
      ],
    },
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    VpcConfig: Match.objectLike({ SubnetIds: Match.anyValue() }),
  });
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { Description: 'Checks of a release', ToPort: 80 });
});

test('Rolling has one target group, a circuit breaker and no hooks.', () => {
  const { stack, service } = rollingFixture;
  const { plan, green, testRule } = service;
  expect([green, testRule]).toEqual([undefined, undefined]);
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
    DeploymentConfiguration: {
      Strategy: 'ROLLING',
      MinimumHealthyPercent: 75,
      MaximumPercent: 150,
      BakeTimeInMinutes: 0,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      LifecycleHooks: Match.absent(),
    },
  });
  Template.fromStack(stack).resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 1);
  expect(traceOf(stack)).toEqual(trace(plan));
});

test('Recreate stops everything first, with the rebalancing of zones off, which ECS would refuse.', () => {
  const { stack, service } = recreateFixture;
  const { plan } = service;
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
    AvailabilityZoneRebalancing: 'DISABLED',
    DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 },
  });
  expect(traceOf(stack)).toEqual(trace(plan));
});

test('Your own cluster, load balancer, listeners, task definition and alarms are used as they are.', () => {
  const { stack } = ownFixture;
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::ECS::Cluster', 0);
  template.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 0);
  template.hasResourceProperties('AWS::ECS::Service', {
    Cluster: 'shop',
    DeploymentConfiguration: {
      Alarms: { AlarmNames: [Match.stringLikeRegexp('saturation-cpu$'), { Ref: Match.anyValue() }] },
    },
    LoadBalancers: [Match.objectLike({ ContainerName: 'web', ContainerPort: 3000 })],
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Metrics: Match.arrayWith([
      Match.objectLike({
        MetricStat: Match.objectLike({ Metric: Match.objectLike({ MetricName: 'CPUUtilization' }) }),
      }),
    ]),
  });
  const rules = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::ListenerRule'));
  expect(rules.map(({ Properties }) => Properties.Conditions.length)).toEqual([1, 1]);
});

test('A certificate makes the listener HTTPS, and the checks ask for its name.', () => {
  const { stack } = secureFixture;
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Port: 443, Protocol: 'HTTPS' });
  const [hook] = Object.values(template.findResources('AWS::Lambda::Function'));
  expect(JSON.stringify(hook?.Properties.Environment)).toContain('shop.example');
});

describe('In a stack of its own,', () => {
  const fresh = () => new Stack(new App(), 'Shop');
  const strategy = Strategy.blueGreen({ bake: '10m', checks: { testTraffic: [Check.http({ path: '/health' })] } });
  const networkOf = (stack: Stack) => only(stack, 'AWS::ECS::Service').Properties.NetworkConfiguration;

  test('CDK does not advise a circuit breaker that rolling releases have and others cannot have', () => {
    const stack = fresh();
    new BlueGreenEcsService(stack, 'Checkout', { image, strategy });
    new RollingEcsService(stack, 'Worker', { image, strategy: Strategy.rolling({ surge: '100%' }) });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('another port of the container replaces no target group', () => {
    const groups = (containerPort: number) => {
      const stack = fresh();
      new BlueGreenEcsService(stack, 'Checkout', { image, strategy, containerPort });
      return Template.fromStack(stack).findResources('AWS::ElasticLoadBalancingV2::TargetGroup');
    };
    expect(groups(8080)).toEqual(groups(3000));
  });

  test('a sidecar may be the first container of a task', () => {
    const stack = fresh();
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('proxy', { image, portMappings: [{ containerPort: 9901 }] });
    taskDefinition.addContainer('web', { image, portMappings: [{ containerPort: 80 }] });
    new BlueGreenEcsService(stack, 'Checkout', { taskDefinition, strategy });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      LoadBalancers: [Match.objectLike({ ContainerName: 'web', ContainerPort: 80 })],
    });
  });

  test('tasks in public subnets have addresses, without which they would not get their image', () => {
    const stack = fresh();
    const subnetConfiguration = [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC }];
    const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration });
    new BlueGreenEcsService(stack, 'Checkout', { image, strategy, vpc });
    expect(networkOf(stack)).toMatchObject({ AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } });
    const other = fresh();
    new BlueGreenEcsService(other, 'Checkout', { image, strategy });
    expect(networkOf(other)).toMatchObject({ AwsvpcConfiguration: { AssignPublicIp: 'DISABLED' } });
  });

  test('a service uses the listener of another stack, and its checks get in', () => {
    const app = new App();
    const network = new Stack(app, 'Network');
    const vpc = new ec2.Vpc(network, 'Vpc');
    const loadBalancer = new elbv2.ApplicationLoadBalancer(network, 'LoadBalancer', { vpc });
    const defaultAction = elbv2.ListenerAction.fixedResponse(404);
    const productionListener = loadBalancer.addListener('Listener', { port: 80, open: false, defaultAction });
    const stack = new Stack(app, 'Shop');
    const checkAddresses = { production: 'http://shop.internal', test: 'http://shop.internal' };
    new BlueGreenEcsService(stack, 'Checkout', { image, strategy, vpc, productionListener, checkAddresses });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      Description: 'Checks of a release',
    });
  });
});

test('What is approximated without danger becomes a warning of the construct.', () => {
  const { stack, service } = warnedFixture;
  const { findings } = service;
  expect(findings.map(({ id }) => id)).toEqual(['approximated.weight']);
  Annotations.fromStack(stack).hasWarning('/Warned/Checkout', Match.stringLikeRegexp('33.33% becomes 33.4%'));
});

test('A template with several services asks which one.', () => {
  const service = { Type: 'AWS::ECS::Service', Properties: {} };
  expect(() => ecsReleaseOf({ Resources: { A: service, B: service } })).toThrow('The template has 2 services');
  expect(() => ecsReleaseOf({ Resources: { A: service } }, 'B')).toThrow('The template has 0 services B');
  expect(ecsReleaseOf({ Resources: { A: service, B: service } }, 'B').service).toEqual({});
});

test('Grants and connections are those of the tasks.', () => {
  const { service } = grantsFixture;
  expect(service.grantPrincipal).toBe(service.taskDefinition.taskRole);
  expect(service.connections).toBe(service.service.connections);
});

test('All of these templates pass the validators.', () => {
  expectValidTemplate(app);
});
