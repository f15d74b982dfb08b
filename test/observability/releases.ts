import { type Plan, plan } from '../../lib/plan';
import { Check, Guard, Strategy } from '../../lib/strategy';

/** A canary with a guard of every kind that Prometheus reads. */
export const FULL: Plan = plan(
  Strategy.canary({
    traffic: { requestsPerSecond: 100, errorRate: '0.1%', latency: '50ms' },
    checks: { beforeTraffic: [Check.http({ path: '/healthz', expect: { status: 200 } })] },
    steps: [
      { weight: 5, hold: '10m' },
      { weight: 25, hold: '30m', approve: { timeout: '2h' } },
    ],
    guards: [
      Guard.errorRate({ max: '1%', over: '1m', minRequests: 100, failures: 2 }),
      Guard.errorRate({ versusStable: 2 }),
      Guard.latency({ percentile: 99, max: '500ms', onNoData: 'hold' }),
      Guard.successRate({ min: '99%', onNoData: 'fail' }),
      Guard.errorShare({ rise: 3 }),
      Guard.saturation({ resource: 'cpu', max: 80 }),
      Guard.queueDepth({ queue: 'orders', max: 1000 }),
      Guard.custom({ name: 'carts', query: { prometheus: 'sum(rate(carts_lost_total[{{window}}]))' }, max: 3 }),
    ],
    bake: '1h',
  }),
);

/** What is known of the traffic, and no guard. */
export const UNGUARDED: Plan = plan(
  Strategy.rolling({ traffic: { requestsPerSecond: 10, errorRate: '0.1%', latency: '80ms' } }),
);
