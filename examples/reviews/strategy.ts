import { Guard, Strategy } from 'cutover';

/** Editors look first, by a header that the back office sets; then a twentieth, a quarter and all of the shop's customers. */
export const reviewsStrategy = Strategy.canary({
  steps: [
    { audience: { header: { name: 'x-shop-editor', equals: 'yes' } }, hold: '30m', approve: true },
    { weight: 5, hold: '20m' },
    { weight: 25, hold: '20m' },
  ],
  traffic: { requestsPerSecond: 60, errorRate: '0.1%', latency: '90ms' },
  guards: [Guard.errorRate({ max: '1%', over: '5m', minRequests: 100 })],
  bake: '30m',
  drain: '30s',
});
