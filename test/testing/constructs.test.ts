import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Chart, Testing } from 'cdk8s';
import { CanaryEcsService, CanaryLambda, SamCanaryLambda } from '../../constructs-aws';
import { ArgoRollout } from '../../constructs-k8s';
import { Guard, Strategy } from '../../lib/strategy';
import { cutoverMatchers, Fault, simulate } from '../../lib/testing';

expect.extend(cutoverMatchers);

const guard = Guard.errorRate({ max: '1%', minRequests: 50 });
const strategy = Strategy.canary({
  steps: [{ weight: 10, hold: '15m' }],
  guards: [guard],
});
const burst = Fault.errorBurst({ to: '5%', at: '3m' });

const props: lambda.FunctionProps = {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => 1;'),
};

describe('what our constructs synthesise is read back and played', () => {
  test('an ECS service', () => {
    const stack = new Stack(new App(), 'Shop', { env: { account: '123456789012', region: 'eu-west-1' } });
    new CanaryEcsService(stack, 'Checkout', {
      strategy: Strategy.canary({ steps: strategy.steps, guards: [guard], bake: '10m' }),
      image: ContainerImage.fromRegistry('shop/checkout:1'),
      containerPort: 8080,
    });
    const release = simulate(Template.fromStack(stack)).traffic(100);
    expect(release.release.unplayed).toEqual([]);
    expect(release.release.guards.map(({ over }) => over)).toEqual([60, 60]);
    expect(release.with(burst)).toAbortWithin('4m');
    expect(release.with(burst, Fault.alarmAlreadyRed({ to: '3%' }))).not.toAbortWithin('1h');
    expect(release).toPromoteWithin('25m');
  });

  test('a Lambda function with CodeDeploy, and with SAM', () => {
    const stack = new Stack(new App(), 'Shop');
    new CanaryLambda(stack, 'Pricing', { strategy, function: props });
    const release = simulate(Template.fromStack(stack)).traffic(100);
    expect(release.with(burst)).toAbortWithin('4m');
    expect(release.with(Fault.crashLoop())).toAbortWithin('4m');
    expect(release).toPromoteWithin('15m');

    const sam = new Stack(new App(), 'Sam');
    const code = { runtime: 'nodejs24.x', handler: 'index.handler', codeUri: 's3://artifacts/pricing.zip' };
    new SamCanaryLambda(sam, 'Pricing', { strategy, function: code });
    expect(simulate(Template.fromStack(sam)).traffic(100).with(burst)).toAbortWithin('4m');
  });

  test('an Argo Rollout', () => {
    const chart = new Chart(Testing.app(), 'shop');
    new ArgoRollout(chart, 'Web', {
      containers: [{ image: 'shop/web:2', portNumber: 8080 }],
      router: { kind: 'istio' },
      metrics: { kind: 'prometheus', address: 'http://prometheus.monitoring:9090' },
      strategy,
    });
    const release = simulate(Testing.synth(chart)).traffic(100);
    expect(release.release.unplayed).toEqual([]);
    expect(release.with(burst)).toAbortWithin('2m');
    expect(release).toPromoteWithin('15m');
  });
});

test('what the CDK alone makes is read back too', () => {
  const stack = new Stack(new App(), 'Plain');
  const alias = new lambda.Function(stack, 'Pricing', props).addAlias('live');
  const alarm = new cloudwatch.Alarm(stack, 'Errors', {
    metric: alias.metricErrors({ period: Duration.minutes(1) }),
    threshold: 100,
    evaluationPeriods: 2,
  });
  new codedeploy.LambdaDeploymentGroup(stack, 'Group', {
    alias,
    deploymentConfig: codedeploy.LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
    alarms: [alarm],
  });
  const release = simulate(Template.fromStack(stack)).traffic(100);
  expect(release).toPromoteWithin('9m');
  expect(release.with(Fault.errorBurst({ to: '50%' }))).toAbortWithin('5m');
  expect(release.with(Fault.errorBurst({ to: '2%' }))).not.toAbortWithin('9m');
});
