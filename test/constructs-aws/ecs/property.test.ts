import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import fc from 'fast-check';
import { RollingEcsService } from '../../../constructs-aws/ecs';
import { ECS_LIMITS } from '../../../constructs-aws/ecs/limits';
import { ecs } from '../../../constructs-aws/ecs/target';
import { CutoverError, nearest, type Plan, plan, rulingsOf, Strategy, trace } from '../../../lib';
import { runs, strategies } from '../../support/arbitrary';

const NAME = 'checkout';
const image = ContainerImage.fromRegistry('nginx');
const whole = (value: number, min: number, max: number) => Number.isInteger(value) && value >= min && value <= max;

/** What is wrong with the numbers of an emitted release, by the ranges of the CloudFormation schema and the rule of 33 hours. */
function problemsOf(planned: Plan): string[] {
  const { service, alarms } = ecs.emit(planned, { name: NAME });
  const { CanaryConfiguration: canary, LinearConfiguration: linear, ...rest } = service.DeploymentConfiguration;
  const { BakeTimeInMinutes: bake, MinimumHealthyPercent: least, MaximumPercent: most } = rest;
  const steps = linear && Math.ceil(100 / linear.StepPercent - 1e-9) - 1;
  const rules: Record<string, boolean> = {
    bake: whole(bake, 0, 1440),
    capacity: whole(least, 0, 100) && whole(most, 100, 200) && most > least,
    rebalancing: most > 100 || service.AvailabilityZoneRebalancing === 'DISABLED',
    canary: !canary || (canary.CanaryPercent >= 0.1 && canary.CanaryPercent < 100),
    canaryBake:
      !canary || (whole(canary.CanaryBakeTimeInMinutes, 0, 1440) && canary.CanaryBakeTimeInMinutes + bake <= 1980),
    linear: !linear || (linear.StepPercent >= 3 && whole(linear.StepBakeTimeInMinutes, 0, 1440)),
    linearBake: !linear || linear.StepBakeTimeInMinutes * (steps ?? 0) + bake <= 1980,
    breaker: (rest.DeploymentCircuitBreaker !== undefined) === (rest.Strategy === 'ROLLING'),
    hooks: rest.Strategy !== 'ROLLING' || rest.LifecycleHooks === undefined,
    pauses: (rest.LifecycleHooks ?? []).every(
      (hook) => hook.TargetType !== 'PAUSE' || whole(hook.TimeoutConfiguration?.TimeoutInMinutes ?? 1, 1, 20_160),
    ),
    alarms: Object.values(alarms).every(({ AlarmName, Metrics, EvaluationPeriods, DatapointsToAlarm }) => {
      const period = Metrics.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period ?? 0;
      return AlarmName.length <= 255 && DatapointsToAlarm <= EvaluationPeriods && period * EvaluationPeriods <= 86_400;
    }),
    names: Object.values(alarms).every(({ AlarmName }) => rest.Alarms.AlarmNames.includes(AlarmName)),
  };
  return Object.keys(rules).filter((rule) => !rules[rule]);
}

const refusedBy = (planned: Plan) => rulingsOf(planned, ECS_LIMITS).some(({ verdict }) => verdict === 'refused');

test('What ECS does not refuse, and the nearest to what it refuses, is emitted in numbers that ECS takes.', () => {
  let emitted = 0;
  fc.assert(
    fc.property(strategies(), (written) => {
      const asked = plan(Strategy.parse(written));
      const taken = refusedBy(asked) ? nearest(asked, ECS_LIMITS)?.plan : asked;
      if (taken === undefined) return;
      emitted += 1;
      expect(problemsOf(taken)).toEqual([]);
      expect(ecs.trace(ecs.emit(taken, { name: NAME })).segments.at(-1)?.weight).toBe(100);
    }),
    runs,
  );
  expect(emitted).toBeGreaterThan(100);
});

const minutes = (min: number, max: number) => fc.integer({ min, max }).map((count) => `${count}m`);
const tenths = (min: number, max: number) => fc.integer({ min: min * 10, max: max * 10 }).map((count) => count / 10);
const check = fc.oneof(
  fc.constant({ kind: 'http', path: '/health' }),
  fc.record({ kind: fc.constant('function'), function: fc.constantFrom('smoke', 'load') }),
);
const checks = fc.uniqueArray(check, { minLength: 1, maxLength: 2, selector: (one) => JSON.stringify(one) });
const guard = fc.oneof(
  fc.record({ metric: fc.constant('errorRate'), max: tenths(1, 50), over: minutes(1, 3) }),
  fc.record({ metric: fc.constant('latency'), max: fc.constant('500ms'), percentile: fc.constantFrom(50, 95, 99.9) }),
  fc.record({ metric: fc.constant('successRate'), min: tenths(50, 99), minRequests: fc.integer({ min: 1, max: 99 }) }),
);
const approve = fc.oneof(
  fc.constant(true),
  fc.record({ timeout: minutes(1, 1440), onTimeout: fc.constantFrom('rollback', 'continue') }),
);
const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });

const common = {
  guards: optional(fc.array(guard, { minLength: 1, maxLength: 1 })),
  bake: optional(minutes(3, 100)),
  drain: optional(fc.integer({ min: 1, max: 3600 }).map((seconds) => `${seconds}s`)),
};
const staged = {
  ...common,
  checks: optional(
    fc.record({ beforeTraffic: checks, testTraffic: checks, afterTraffic: checks }, { requiredKeys: [] }),
  ),
};

/** Strategies in the numbers that ECS counts in. */
const native = fc
  .oneof(
    fc.record({ kind: fc.constant('recreate'), guards: common.guards, drain: common.drain }),
    fc.record({
      kind: fc.constant('rolling'),
      guards: common.guards,
      surge: fc.integer({ min: 1, max: 100 }),
      unavailable: fc.integer({ min: 0, max: 99 }),
    }),
    fc.record({
      ...staged,
      kind: fc.constant('blueGreen'),
      preview: optional(
        fc
          .record({ hold: minutes(3, 60), approve, checks }, { requiredKeys: [] })
          .map((one) => (Object.keys(one).length === 0 ? { hold: '5m' } : one)),
      ),
    }),
    fc.record({
      ...staged,
      kind: fc.constant('canary'),
      steps: fc
        .record({ weight: tenths(1, 99), hold: minutes(3, 1440 / 2), checks: optional(checks) })
        .map((step) => [step]),
    }),
    fc.record({
      ...staged,
      kind: fc.constant('canary'),
      steps: fc
        .record({ weight: tenths(1, 99), hold: minutes(3, 100), wait: optional(minutes(1, 100)), approve, checks })
        .map(({ wait, weight, hold, ...gate }) => [
          { hold: wait, ...gate },
          { weight, hold, approve: gate.approve },
        ]),
    }),
    fc.record({ ...staged, kind: fc.constant('linear'), step: tenths(3, 50), every: minutes(3, 50) }),
  )
  .map((strategy) => JSON.parse(JSON.stringify(strategy)) as unknown);

test('Where everything is exact, ECS does what the plan says, second by second.', () => {
  let exact = 0;
  fc.assert(
    fc.property(native, (written) => {
      const planned = plan(Strategy.parse(written));
      if (rulingsOf(planned, ECS_LIMITS).some(({ verdict }) => verdict !== 'exact')) return;
      exact += 1;
      expect(ecs.trace(ecs.emit(planned, { name: NAME }))).toEqual(trace(planned));
    }),
    runs,
  );
  expect(exact).toBeGreaterThan(Number(runs.numRuns) / 4);
});

test('The constructs take what is native to ECS, or throw all of their findings, and never anything else.', () => {
  const stack = new Stack(new App(), 'Shop');
  const vpc = new Vpc(stack, 'Vpc');
  const cluster = new Cluster(stack, 'Cluster', { vpc });
  const loadBalancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc });
  const functions = Object.fromEntries(
    ['smoke', 'load'].map((name) => [name, LambdaFunction.fromFunctionName(stack, name, name)]),
  );
  let made = 0;
  fc.assert(
    fc.property(fc.oneof(native, strategies()), (written) => {
      const strategy = Strategy.parse(written) as Strategy & { kind: 'rolling' };
      const props = { strategy, image, cluster, loadBalancer, listenerPort: 1000 + made, desiredCount: 100, functions };
      try {
        const service = new RollingEcsService(stack, `Service${made}`, { ...props, serviceName: 'checkout' });
        made += 1;
        expect(service.service.serviceName).toBeDefined();
      } catch (error) {
        expect(error).toBeInstanceOf(CutoverError);
        stack.node.tryRemoveChild(`Service${made}`);
      }
    }),
    { ...runs, numRuns: Math.ceil(Number(runs.numRuns) / 20) },
  );
  expect(made).toBeGreaterThan(0);
});
