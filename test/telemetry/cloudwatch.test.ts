import { type PlannedGuard, plan } from '../../lib/plan';
import { type Guard, Strategy } from '../../lib/strategy';
import { type CloudWatchVersion, cloudWatchPeriod, cloudWatchReading, cloudWatchReadings } from '../../lib/telemetry';

const guard = (one: object): PlannedGuard => {
  const [planned] = plan(Strategy.canary({ steps: [{ weight: 5, hold: '2d' }], guards: [one as Guard] })).guards;
  if (planned === undefined) throw new Error('there is no guard');
  return planned;
};

const version = (group: string): CloudWatchVersion => {
  const series = (metric: string) => ({ namespace: 'AWS/ApplicationELB', metric, dimensions: { TargetGroup: group } });
  return {
    requests: series('RequestCount'),
    errors: [series('HTTPCode_Target_5XX_Count'), series('TargetConnectionErrorCount')],
    latency: { ...series('TargetResponseTime'), unit: 's' },
    cpu: { namespace: 'AWS/ECS', metric: 'CPUUtilization', dimensions: { ServiceName: 'checkout' } },
  };
};
const candidate = version('new');
const stable = version('old');

const ERRORS = '(FILL(errors, 0) + FILL(errors2, 0))';

test.each<[string, object, string]>([
  ['an error rate', { metric: 'errorRate', max: '1%' }, `IF(requests >= 1, 100 * ${ERRORS} / requests, 0)`],
  [
    'an error rate of enough requests',
    { metric: 'errorRate', max: '1%', minRequests: 50 },
    `IF(requests >= 50, 100 * ${ERRORS} / requests, 0)`,
  ],
  [
    'a success rate, whose silence is good',
    { metric: 'successRate', min: '99%' },
    `IF(requests >= 1, 100 - 100 * ${ERRORS} / requests, 100)`,
  ],
  ['a latency, in milliseconds', { metric: 'latency', max: '500ms' }, 'IF(requests >= 1, 1000 * latency, 0)'],
  ['a saturation', { metric: 'saturation', resource: 'cpu', max: 80 }, 'cpu'],
  ['a queue', { metric: 'queueDepth', queue: 'orders', max: 100 }, 'messages'],
  [
    'a query of your own, with enough requests',
    {
      metric: 'custom',
      name: 'orders',
      min: 5,
      minRequests: 10,
      query: { cloudwatch: { namespace: 'Shop', metric: 'Orders' } },
    },
    'IF(requests >= 10, value, 100)',
  ],
  [
    'silence that is bad: above every limit',
    { metric: 'errorRate', max: '1%', onNoData: 'fail' },
    `IF(requests >= 1, 100 * ${ERRORS} / requests, 2)`,
  ],
  [
    'a latency in comparison, where a millisecond is the least',
    { metric: 'latency', versusStable: 1.5 },
    'IF(requests >= 1 AND requests_stable >= 1, (1000 * latency) / IF(1000 * latency_stable > 1, 1000 * latency_stable, 1), 0)',
  ],
])('CloudWatch reads %s.', (_, one, expression) => {
  expect(cloudWatchReading(guard(one), { candidate, stable }).expression).toBe(expression);
});

test('A reading has its metrics with statistic, dimensions and period.', () => {
  expect(
    cloudWatchReading(guard({ metric: 'latency', max: '1s', percentile: 99.9, over: '5m' }), { candidate }),
  ).toEqual({
    expression: 'IF(requests >= 1, 1000 * latency, 0)',
    metrics: [
      {
        id: 'latency',
        namespace: 'AWS/ApplicationELB',
        metric: 'TargetResponseTime',
        dimensions: { TargetGroup: 'new' },
        statistic: 'p99.9',
        period: 300,
      },
      {
        id: 'requests',
        namespace: 'AWS/ApplicationELB',
        metric: 'RequestCount',
        dimensions: { TargetGroup: 'new' },
        statistic: 'Sum',
        period: 300,
      },
    ],
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 1000,
    period: 300,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    treatMissingData: 'notBreaching',
  });
});

test.each([
  [0, '1m', 1, 1],
  [1, '1m', 2, 3],
  [100, '1m', 101, 201],
  [3, '12h', 2, 2],
])('%p tolerated bad readings over %s are %p of %p.', (failures, over, datapointsToAlarm, evaluationPeriods) => {
  const reading = cloudWatchReading(guard({ metric: 'errorRate', max: 1, failures, over }), { candidate });
  expect(reading).toMatchObject({ datapointsToAlarm, evaluationPeriods });
  expect(reading.period * reading.evaluationPeriods).toBeLessThanOrEqual(86_400);
});

test.each([
  [1, 60],
  [60, 60],
  [61, 120],
  [200_000, 86_400],
])('A window of %p seconds is a period of %p.', (over, period) => {
  expect(cloudWatchPeriod(over)).toBe(period);
});

test('Of two colours, either is watched; a measurement of neither is read once.', () => {
  const colours = { blue: version('blue'), green: version('green') };
  const groups = (one: object) =>
    Object.entries(cloudWatchReadings(guard(one), colours)).map(([colour, { metrics }]) => [
      colour,
      metrics.find(({ id }) => id === 'requests')?.dimensions.TargetGroup,
      metrics.find(({ id }) => id === 'requests_stable')?.dimensions.TargetGroup,
    ]);
  expect(groups({ metric: 'errorRate', max: 1 })).toEqual([
    ['blue', 'blue', undefined],
    ['green', 'green', undefined],
  ]);
  expect(groups({ metric: 'errorRate', versusStable: 2 })).toEqual([
    ['blue', 'blue', 'green'],
    ['green', 'green', 'blue'],
  ]);
  expect(groups({ metric: 'queueDepth', queue: 'orders', max: 5 })).toEqual([['', undefined, undefined]]);
});

test('What CloudWatch cannot read is no reading.', () => {
  const read = (one: object) => () => cloudWatchReading(guard(one), { candidate });
  expect(read({ metric: 'errorShare', rise: 3 })).toThrow(/no stable version/);
  expect(read({ metric: 'custom', name: 'x', max: 1, query: { prometheus: 'up' } })).toThrow(/no reading/);
  expect(read({ metric: 'saturation', resource: 'memory', max: 1 })).toThrow(/no reading/);
  expect(read({ metric: 'errorRate', versusStable: 2 })).toThrow(/no stable version/);
});
