import { type Change, difference, plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';

const BASE = {
  steps: [
    { weight: '5%', hold: '10m', approve: true },
    { weight: '25%', hold: '10m' },
  ],
  guards: [
    { metric: 'errorRate', max: '1%' },
    { metric: 'latency', max: '500ms', minRequests: 100 },
  ],
  checks: { afterTraffic: [{ kind: 'http', path: '/health' }] },
  bake: '1h',
} as const satisfies Parameters<typeof Strategy.canary>[0];

const changed = (change: object): Change[] =>
  difference(plan(Strategy.canary(BASE)), plan(Strategy.parse({ kind: 'canary', ...BASE, ...change })));

test('A plan does not differ from itself', () => {
  expect(changed({})).toEqual([]);
});

test.each([
  ['a guard that is gone', { guards: [BASE.guards[0]] }, 'guards', 'guard latency-p99 is gone', 'weaker'],
  [
    'a guard that is new',
    { guards: [...BASE.guards, { metric: 'successRate', min: 99 }] },
    'guards',
    'guard success-rate is new',
    'safer',
  ],
  [
    'a threshold that lets more pass',
    { guards: [{ metric: 'errorRate', max: '2%' }, BASE.guards[1]] },
    'guards[0]',
    'guard error-rate is above 2%, was above 1%',
    'weaker',
  ],
  [
    'a threshold that lets less pass',
    { guards: [BASE.guards[0], { metric: 'latency', max: '400ms', minRequests: 100 }] },
    'guards[1]',
    'guard latency-p99 is above 400ms, was above 500ms',
    'safer',
  ],
  [
    'more bad readings tolerated',
    { guards: [{ metric: 'errorRate', max: '1%', failures: 2 }, BASE.guards[1]] },
    'guards[0].failures',
    'the tolerated bad readings of guard error-rate is 2, was 0',
    'weaker',
  ],
  [
    'silence that counts as bad',
    { guards: [{ metric: 'errorRate', max: '1%', onNoData: 'fail' }, BASE.guards[1]] },
    'guards[0].onNoData',
    'guard error-rate without data is fail, was pass',
    'safer',
  ],
  ['a shorter bake', { bake: '10m' }, 'bake', 'the bake is 10m, was 1h', 'weaker'],
  ['a check that is gone', { checks: {} }, 'checks', 'check after-traffic-http is gone', 'weaker'],
  [
    'an approval that is gone',
    { steps: [{ weight: '5%', hold: '10m' }, BASE.steps[1]] },
    'steps',
    'approval after step 1 is gone',
    'weaker',
  ],
  [
    'a larger first share',
    { steps: [{ weight: '10%', hold: '10m', approve: true }, BASE.steps[1]] },
    'steps',
    'the first share of the requests is 10%, was 5%',
    'weaker',
  ],
  ['no rollback', { onFailure: 'halt' }, 'onFailure', 'a failure is halt, was rollback', 'weaker'],
  [
    'an acceptance',
    { accept: [{ id: 'approximated.bake', reason: 'short' }] },
    'accept',
    'approximated.bake is accepted now',
    'weaker',
  ],
  [
    'a guard that reads something else under its old name',
    {
      guards: [
        BASE.guards[0],
        { metric: 'latency', percentile: 50, max: '500ms', minRequests: 100, name: 'latency-p99' },
      ],
    },
    'guards[1]',
    'what guard latency-p99 reads is latency 50, was latency 99',
    'neutral',
  ],
  [
    'a check of the old name that does something else',
    { checks: { afterTraffic: [{ kind: 'http', path: '/other' }] } },
    'checks.afterTraffic[0]',
    'check after-traffic-http is another one than before',
    'neutral',
  ],
  [
    'a person whose silence is consent',
    { steps: [{ weight: '5%', hold: '10m', approve: { timeout: '1h', onTimeout: 'continue' } }, BASE.steps[1]] },
    'steps[0].approve',
    'the wait after step 1 is approval within 1h, else go on, was approval',
    'weaker',
  ],
  ['another drain', { drain: '30s' }, 'drain', "the drain is 30s, was the platform's own", 'neutral'],
  [
    'another profile of the traffic',
    { traffic: { requestsPerSecond: 5, errorRate: 0.5 } },
    'traffic',
    'what is normal is 5 requests a second with 0.5% errors, was none',
    'neutral',
  ],
])('%s is told, with its effect on safety', (_, change, path, message, effect) => {
  expect(changed(change)).toContainEqual(expect.objectContaining({ path, message, effect }));
});

test('How copies are exchanged is compared where they are exchanged in place', () => {
  const before = plan(Strategy.rolling({ surge: '50%', minReady: '1m' }));
  const after = plan(Strategy.rolling({ surge: { copies: 1 }, minReady: '10s', unavailable: '10%' }));
  expect(difference(before, after).map(({ path, message, effect }) => [path, message, effect])).toEqual([
    ['surge', 'the surge is 1 copies, was 50%', 'neutral'],
    ['unavailable', 'what may be unavailable is 10%, was 0%', 'neutral'],
    ['minReady', 'the time that a copy must be healthy is 10s, was 1m', 'weaker'],
  ]);
});

test('An acceptance that is taken back makes a release safer', () => {
  const accept = [{ id: 'approximated.bake', reason: 'short' }];
  const before = plan(Strategy.canary({ ...BASE, accept }));
  expect(difference(before, plan(Strategy.canary(BASE)))).toEqual([
    {
      path: 'accept',
      message: 'approximated.bake is not accepted any more',
      effect: 'safer',
      before: 'approximated.bake',
    },
  ]);
});
