import { lambdaSamTarget } from '../../../constructs-aws/lambda/sam/target';
import { lambdaTarget } from '../../../constructs-aws/lambda/target';
import { compile } from '../../../lib/fidelity';
import { plan, trace } from '../../../lib/plan';
import { Check, type DurationText, Guard, Strategy } from '../../../lib/strategy';

const name = 'pricing';
const canary = (weight: number, hold: DurationText) => Strategy.canary({ steps: [{ weight, hold }] });
const linear = (step: number, every: DurationText) => Strategy.linear({ step, every });
const emitted = (strategy: Strategy) => compile(strategy, lambdaTarget, { name }).fragment;

describe('Traffic', () => {
  const predefined: ReadonlyArray<readonly [string, Strategy]> = [
    ['AllAtOnce', Strategy.blueGreen({})],
    ['Canary10Percent5Minutes', canary(10, '5m')],
    ['Canary10Percent10Minutes', canary(10, '10m')],
    ['Canary10Percent15Minutes', canary(10, '15m')],
    ['Canary10Percent30Minutes', canary(10, '30m')],
    ['Linear10PercentEvery1Minute', linear(10, '1m')],
    ['Linear10PercentEvery2Minutes', linear(10, '2m')],
    ['Linear10PercentEvery3Minutes', linear(10, '3m')],
    ['Linear10PercentEvery10Minutes', linear(10, '10m')],
  ];

  test.each(predefined)('%s is used where it is just what is asked', (type, strategy) => {
    const asked = trace(plan(strategy));
    expect(emitted(strategy).deploymentConfig).toEqual({ DeploymentConfigName: `CodeDeployDefault.Lambda${type}` });
    expect(lambdaTarget.trace(emitted(strategy))).toEqual(asked);
    const sam = compile(strategy, lambdaSamTarget, { name }).fragment;
    expect(sam.function.DeploymentPreference.Type).toBe(type);
    expect(sam.deploymentConfig).toBeUndefined();
    expect(lambdaSamTarget.trace(sam)).toEqual(asked);
  });

  const own: ReadonlyArray<readonly [string, Strategy, object]> = [
    ['10 % for 6 minutes', canary(10, '6m'), { TimeBasedCanary: { CanaryPercentage: 10, CanaryInterval: 6 } }],
    ['99 % for 34 hours', canary(99, '34h'), { TimeBasedCanary: { CanaryPercentage: 99, CanaryInterval: 2040 } }],
    ['11 % every 2 minutes', linear(11, '2m'), { TimeBasedLinear: { LinearPercentage: 11, LinearInterval: 2 } }],
    ['1 % every minute', linear(1, '1m'), { TimeBasedLinear: { LinearPercentage: 1, LinearInterval: 1 } }],
    ['half, then the rest', linear(50, '5m'), { TimeBasedCanary: { CanaryPercentage: 50, CanaryInterval: 5 } }],
    [
      'equal steps of a canary',
      Strategy.canary({
        steps: [
          { weight: 40, hold: '5m' },
          { weight: 80, hold: '5m' },
        ],
      }),
      { TimeBasedLinear: { LinearPercentage: 40, LinearInterval: 5 } },
    ],
  ];

  test.each(own)('%s is a configuration of its own, without a name', (_, strategy, routing) => {
    const { deploymentConfig } = emitted(strategy);
    expect(deploymentConfig).toEqual({
      ComputePlatform: 'Lambda',
      TrafficRoutingConfig: expect.objectContaining(routing),
    });
    expect(lambdaTarget.trace(emitted(strategy))).toEqual(trace(plan(strategy)));
    const sam = compile(strategy, lambdaSamTarget, { name }).fragment;
    expect(sam.function.DeploymentPreference.Type).toEqual({ Ref: 'DeploymentConfig' });
    expect(lambdaSamTarget.trace(sam)).toEqual(trace(plan(strategy)));
  });
});

describe('Guards', () => {
  const guarded = (...guards: Guard[]) => emitted(Strategy.canary({ steps: [{ weight: 10, hold: '30m' }], guards }));

  test('read the new version by ExecutedVersion, and nothing else', () => {
    const { alarms, deploymentGroup } = guarded(
      Guard.errorRate({ max: '1%' }),
      Guard.latency({ max: '500ms', over: '5m' }),
    );
    expect(deploymentGroup.AlarmConfiguration).toEqual({
      Enabled: true,
      Alarms: [{ Name: 'pricing-error-rate' }, { Name: 'pricing-latency-p99' }],
    });
    const stats = alarms.flatMap(({ Metrics }) => Metrics.flatMap(({ MetricStat }) => MetricStat ?? []));
    expect(stats.map(({ Metric }) => Metric.Dimensions)).toEqual(
      stats.map(() => [
        { Name: 'FunctionName', Value: { Ref: 'Function' } },
        { Name: 'Resource', Value: { 'Fn::Sub': `\${Function}:live` } },
        { Name: 'ExecutedVersion', Value: { 'Fn::GetAtt': ['Version', 'Version'] } },
      ]),
    );
    expect(alarms.map(({ TreatMissingData }) => TreatMissingData)).toEqual(['notBreaching', 'notBreaching']);
  });

  test('compare with the rest of the alias, which is the stable version', () => {
    const { alarms } = guarded(Guard.errorRate({ versusStable: 2 }));
    const [reading, ...metrics] = alarms[0]?.Metrics ?? [];
    expect(reading?.Expression).toMatchInlineSnapshot(
      `"IF(requests >= 1 AND (requests_stable - requests_stable_less) >= 1, (100 * FILL(errors, 0) / requests) / IF(100 * (FILL(errors_stable, 0) - FILL(errors_stable_less, 0)) / (requests_stable - requests_stable_less) > 0.1, 100 * (FILL(errors_stable, 0) - FILL(errors_stable_less, 0)) / (requests_stable - requests_stable_less), 0.1), 0)"`,
    );
    const versioned = metrics.map(({ Id, MetricStat }) => [
      Id,
      MetricStat?.Metric.Dimensions.some((dimension) => dimension.Name === 'ExecutedVersion'),
    ]);
    expect(Object.fromEntries(versioned)).toEqual({
      errors: true,
      requests: true,
      errors_stable: false,
      errors_stable_less: true,
      requests_stable: false,
      requests_stable_less: true,
    });
  });

  test('add an error share up in one period as long as the holds, over the new version and the rest of the alias', () => {
    const { alarms } = emitted(
      Strategy.canary({
        steps: [{ weight: 10, hold: '30m' }],
        guards: [Guard.errorShare({ rise: 3 })],
        accept: [{ id: 'approximated.guard.sequential', reason: 'one window is enough' }],
      }),
    );
    expect(alarms[0]).toMatchObject({
      Threshold: 2.9958,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
    });
    const [reading, ...metrics] = alarms[0]?.Metrics ?? [];
    expect(reading?.Expression).toMatchInlineSnapshot(
      `"IF(requests >= 1, FILL(errors, 0) * 1.098612 - (FILL(errors, 0) + (FILL(errors_stable, 0) - FILL(errors_stable_less, 0))) * 2.302586 * LOG10(1 + 2 / (1 + (FILL(requests_stable, 0) - FILL(requests_stable_less, 0)) / requests)), 0)"`,
    );
    expect(new Set(metrics.map(({ MetricStat }) => MetricStat?.Period))).toEqual(new Set([1800]));
  });

  test('count bad readings over the whole release, as the version’s metrics begin with it', () => {
    const { alarms } = guarded(Guard.errorRate({ max: 1, failures: 2 }));
    expect(alarms[0]).toMatchObject({ DatapointsToAlarm: 3, EvaluationPeriods: 30 });
  });

  test('of which there are none leave the alarms off', () => {
    const { deploymentGroup } = guarded();
    expect(deploymentGroup.AlarmConfiguration).toEqual({ Enabled: false });
    expect(deploymentGroup.AutoRollbackConfiguration).toEqual({
      Enabled: true,
      Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST'],
    });
  });
});

test('Checks become one hook a moment, with the time of the slowest check.', () => {
  const strategy = Strategy.blueGreen({
    checks: {
      beforeTraffic: [Check.function({ function: 'smoke', timeout: '2m' }), Check.function({ function: 'contract' })],
      afterTraffic: [Check.function({ function: 'arn:aws:lambda:eu-west-1:123456789012:function:tell', name: 'tell' })],
    },
  });
  const { alias, hooks } = emitted(strategy);
  expect(hooks.BeforeAllowTraffic).toEqual({
    Timeout: 150,
    Environment: {
      Variables: {
        CUTOVER_STAGE: 'beforeTraffic',
        CUTOVER_VERSION: { Ref: 'Version' },
        CUTOVER_CHECKS: JSON.stringify([
          { name: 'before-traffic-function', timeout: 120 },
          { name: 'before-traffic-function-2', timeout: 60 },
        ]),
        CUTOVER_FUNCTION_1: 'smoke',
        CUTOVER_FUNCTION_2: 'contract',
      },
    },
  });
  expect(alias.UpdatePolicy.CodeDeployLambdaAliasUpdate).toMatchObject({
    BeforeAllowTrafficHook: { Ref: 'BeforeAllowTrafficHook' },
    AfterAllowTrafficHook: { Ref: 'AfterAllowTrafficHook' },
  });
  expect(lambdaTarget.trace(emitted(strategy))).toEqual(trace(plan(strategy)));
});

test('Plain data comes back from JSON as it was.', () => {
  const fragment = emitted(
    Strategy.canary({ steps: [{ weight: 10, hold: '5m' }], guards: [Guard.errorRate({ max: 1 })] }),
  );
  expect(JSON.parse(JSON.stringify(fragment))).toEqual(fragment);
});
