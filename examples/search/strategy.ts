import { Guard, Strategy } from 'cutover';

/** Finds things, from an index that each copy loads: copies are replaced a few at a time, and all of them answer meanwhile. */
export const searchStrategy = Strategy.rolling({
  surge: '50%',
  unavailable: '0%',
  traffic: { requestsPerSecond: 80, errorRate: '0.2%', latency: '60ms' },
  guards: [Guard.errorRate({ max: '2%', over: '1m', minRequests: 500 })],
  bake: '15m',
  accept: [
    {
      id: 'approximated.bake',
      reason: 'Searches are read-only; going back copy by copy within the quarter of an hour is fast enough.',
    },
  ],
});
