import { ecs } from '../../../constructs-aws/ecs/target';
import { compile, Guard, Strategy, traceText } from '../../../lib';

const emitted = (strategy: Strategy) => compile(strategy, ecs, { name: 'checkout' }).fragment;

test('A release is properties of CloudFormation, with references that a template must have.', () => {
  const fragment = emitted(
    Strategy.blueGreen({
      preview: { hold: '5m', approve: true },
      guards: [Guard.errorRate({ max: '1%', minRequests: 50 })],
      bake: '15m',
      drain: '20s',
    }),
  );
  expect(fragment).toMatchSnapshot();
  expect(JSON.parse(JSON.stringify(fragment))).toEqual(fragment);
});

test('Guards whose names differ by a hyphen only have alarms of their own.', () => {
  const guards = [
    Guard.errorRate({ max: '1%', name: 'p-99' }),
    Guard.latency({ percentile: 99, max: '1s', name: 'p99' }),
  ];
  const { alarms, service } = emitted(Strategy.blueGreen({ bake: '15m', guards }));
  expect(Object.keys(alarms)).toEqual(['AlarmP99Blue', 'AlarmP99Green', 'AlarmP99N2Blue', 'AlarmP99N2Green']);
  expect(service.DeploymentConfiguration.Alarms.AlarmNames).toHaveLength(4);
});

test('A guard that no version is told apart by is one alarm, the others are one for each colour.', () => {
  const { alarms, service } = emitted(
    Strategy.blueGreen({
      bake: '15m',
      guards: [
        Guard.latency({ percentile: 99.9, max: '1s' }),
        Guard.queueDepth({ queue: 'orders', max: 100 }),
        Guard.custom({ name: 'refunds', max: 5, query: { cloudwatch: { namespace: 'Shop', metric: 'Refunds' } } }),
      ],
    }),
  );
  expect(Object.keys(alarms)).toEqual([
    'AlarmLatencyP999Blue',
    'AlarmLatencyP999Green',
    'AlarmQueueDepth',
    'AlarmRefunds',
  ]);
  expect(service.DeploymentConfiguration.Alarms.AlarmNames).toEqual([
    'checkout-latency-p99-9-blue',
    'checkout-latency-p99-9-green',
    'checkout-queue-depth',
    'checkout-refunds',
  ]);
});

test('An error share is one period of both colours, each of which may abort falsely half as often.', () => {
  const fragment = emitted(
    Strategy.canary({
      steps: [{ weight: 5, hold: '25m' }],
      guards: [Guard.errorShare({ rise: 3, every: '30s' })],
      bake: '10m',
      accept: [
        { id: 'approximated.guard.sequential', reason: 'one more look is all right' },
        { id: 'approximated.guard.every', reason: 'once a minute is enough' },
      ],
    }),
  );
  expect(Object.keys(fragment.alarms)).toEqual(['AlarmErrorShareBlue', 'AlarmErrorShareGreen']);
  for (const alarm of Object.values(fragment.alarms)) {
    expect(alarm).toMatchObject({
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 3.6889,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
    });
    const [reading, ...metrics] = alarm.Metrics;
    const [own, other] = ['(FILL(errors, 0) + FILL(errors2, 0))', '(FILL(errors_stable, 0) + FILL(errors2_stable, 0))'];
    expect(reading?.Expression).toBe(
      `IF(requests >= 1, ${own} * 1.098612 - (${own} + ${other}) * 2.302586 * LOG10(1 + 2 / (1 + FILL(requests_stable, 0) / requests)), 0)`,
    );
    expect(new Set(metrics.map(({ MetricStat }) => MetricStat?.Period))).toEqual(new Set([1500]));
  }
  expect(ecs.trace(fragment).guards).toEqual([
    { name: 'error-share', over: 1500, every: 60, failures: 0, onNoData: 'pass' },
  ]);
});

test('Alarms of yours stand beside the guards.', () => {
  const planned = compile(Strategy.blueGreen({}), ecs, { name: 'checkout' }).plan;
  const { service } = ecs.emit(planned, { name: 'checkout', extraAlarms: ['orders'] });
  expect(service.DeploymentConfiguration.Alarms).toEqual({ AlarmNames: ['orders'], Enable: true, Rollback: true });
});

test('A linear release of steps that do not divide 100 goes on as long as a step is below 100 %.', () => {
  const fragment = emitted(Strategy.linear({ step: '30%', every: '5m', bake: '10m' }));
  expect(traceText(ecs.trace(fragment))).toMatchInlineSnapshot(`
"  0s – 5m    30%
  5m – 10m   60%
  10m – 15m  90%
  15m – 25m  100%

  on failure  roll back"
`);
});
