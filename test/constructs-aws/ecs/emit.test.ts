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
