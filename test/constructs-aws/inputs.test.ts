import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import {
  BlueGreenEcsService,
  CanaryEcsService,
  CanaryLambda,
  CheckFunction,
  RollingEcsService,
  SamCanaryLambda,
} from '../../constructs-aws';
import { Check, Guard, Strategy } from '../../lib';
import { sweep } from '../support/sweep';

const guards = [Guard.errorRate({ max: '5%', over: '1m' })];
const canary = Strategy.canary({ steps: [{ weight: 10, hold: '10m' }], guards });
const asked = Strategy.canary({
  steps: [{ weight: 10, hold: '10m' }],
  checks: { beforeTraffic: [Check.function({ function: 'smoke' })] },
});
const image = ecs.ContainerImage.fromRegistry('nginx');

/** Where live objects go: they are made for the stack in which something is made of them. */
const LIVE: Readonly<Record<string, (stack: Stack) => unknown>> = {
  vpc: (stack) =>
    ec2.Vpc.fromVpcAttributes(stack, 'Network', {
      vpcId: 'vpc-1',
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      privateSubnetIds: ['subnet-1', 'subnet-2'],
      publicSubnetIds: ['subnet-3', 'subnet-4'],
    }),
  alarm: (stack) =>
    cloudwatch.Alarm.fromAlarmArn(stack, 'Alarm', 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:own'),
  topic: (stack) => new sns.Topic(stack, 'Topic'),
  secret: (stack) =>
    ecs.Secret.fromSsmParameter(ssm.StringParameter.fromStringParameterName(stack, 'Parameter', '/shop/key')),
  smoke: (stack) =>
    lambda.Function.fromFunctionArn(stack, 'Smoke', 'arn:aws:lambda:eu-west-1:123456789012:function:smoke'),
};

const live = (name: string): string => `live ${name}`;

/** A value with the live objects in it. */
function alive(value: unknown, stack: Stack): unknown {
  if (typeof value === 'string' && value.startsWith('live ')) return LIVE[value.slice('live '.length)]?.(stack);
  if (Array.isArray(value)) return value.map((item) => alive(item, stack));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, alive(inner, stack)]));
}

const service = {
  image,
  containerPort: 8080,
  cpu: 512,
  memoryLimitMiB: 1024,
  environment: { REGION: 'eu' },
  secrets: { KEY: live('secret') },
  desiredCount: 4,
  autoScaling: { minCapacity: 2, maxCapacity: 8, cpuUtilization: 60, requestsPerTarget: 1000 },
  serviceName: 'checkout',
  releaseName: 'checkout',
  vpc: live('vpc'),
  taskSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
  internetFacing: false,
  openListener: true,
  listenerPort: 8443,
  testHeader: { name: 'x-test', value: 'new' },
  conditions: [elbv2.ListenerCondition.pathPatterns(['/shop/*'])],
  priority: 20,
  testPriority: 10,
  healthCheck: {
    path: '/health',
    interval: Duration.seconds(10),
    timeout: Duration.seconds(5),
    healthyThresholdCount: 2,
    unhealthyThresholdCount: 2,
    healthyHttpCodes: '200',
  },
  extraAlarms: [live('alarm')],
  evidence: { power: 0.8, detect: 10 },
};
const pricing = {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => 1'),
  timeout: Duration.seconds(10),
  memorySize: 256,
  environment: { REGION: 'eu' },
  description: 'Prices',
  functionName: 'pricing',
};
const release = {
  strategy: asked,
  aliasName: 'live',
  functions: { smoke: live('smoke') },
  extraAlarms: [live('alarm')],
  triggers: [{ topic: live('topic'), events: ['DeploymentFailure'] }],
  evidence: 'off',
};

type Construct = new (stack: Stack, id: string, props: never) => unknown;

/** Every construct, with everything that it can be told. */
const CONSTRUCTS: Readonly<Record<string, readonly [Construct, object]>> = {
  CanaryEcsService: [CanaryEcsService, { ...service, strategy: canary }],
  BlueGreenEcsService: [
    BlueGreenEcsService,
    {
      image,
      containerPort: 8080,
      vpc: live('vpc'),
      strategy: Strategy.blueGreen({
        checks: { testTraffic: [Check.http({ path: '/health' }), Check.function({ function: 'smoke' })] },
      }),
      functions: { smoke: live('smoke') },
      checkAddresses: { production: 'http://web.internal', test: 'http://web.internal:8080' },
      checkSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      domainName: 'shop.example.com',
    },
  ],
  RollingEcsService: [
    RollingEcsService,
    { image, containerPort: 8080, vpc: live('vpc'), strategy: Strategy.rolling({ surge: '100%' }), desiredCount: 4 },
  ],
  CanaryLambda: [
    CanaryLambda,
    {
      ...release,
      function: pricing,
      aliasOptions: { description: 'What callers use', provisionedConcurrentExecutions: 2 },
    },
  ],
  'CanaryLambda that asks itself': [
    CanaryLambda,
    {
      strategy: asked,
      function: pricing,
      functions: { smoke: CheckFunction.newVersion({ payload: { sku: 'book-1' }, answer: { currency: 'EUR' } }) },
    },
  ],
  SamCanaryLambda: [
    SamCanaryLambda,
    {
      ...release,
      function: {
        runtime: 'nodejs24.x',
        handler: 'index.handler',
        codeUri: 's3://artifacts/pricing.zip',
        memorySize: 256,
        timeout: 10,
      },
      passthroughCondition: false,
    },
  ],
};

test.each(Object.entries(CONSTRUCTS))('%s takes every mistake well', async (_, [Made, good]) => {
  const make = (props: unknown) => {
    const app = new App();
    const stack = new Stack(app, 'Shop', { env: { region: 'eu-west-1', account: '123456789012' } });
    new Made(stack, 'Made', alive(props, stack) as never);
    return app.synth().getStackByName('Shop').template;
  };
  expect(await sweep(good, make)).toEqual([]);
});
