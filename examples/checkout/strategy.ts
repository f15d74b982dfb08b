import { Check, Guard, Strategy } from 'cutover';

/** Takes the money: one small step with real orders, a person's word, then everybody. */
export const checkoutStrategy = Strategy.canary({
  traffic: { requestsPerSecond: 120, errorRate: '0.2%', latency: '180ms' },
  checks: {
    testTraffic: [Check.http({ name: 'health', path: '/health', expect: { status: 200, within: '1s' } })],
  },
  steps: [{ weight: '10%', hold: '15m', approve: { timeout: '4h' } }],
  guards: [
    Guard.errorRate({ max: '1%', over: '1m', failures: 1, minRequests: 200 }),
    Guard.latency({ percentile: 99, max: '1500ms', over: '1m', failures: 2, minRequests: 200 }),
  ],
  bake: '30m',
  drain: '1m',
  accept: [
    {
      id: 'approximated.approve.between-steps',
      reason: 'Whoever releases watches from the start, and continues the first shift as well.',
    },
    {
      id: 'approximated.guard.failures',
      reason: 'A fault lasts; two bad minutes among three are what must abort.',
    },
  ],
});
