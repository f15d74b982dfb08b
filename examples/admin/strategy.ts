import { Check, Guard, Strategy } from 'cutover';

/** The back office has few users: no canary could see anything. People try the new version, then everybody moves at once. */
export const adminStrategy = Strategy.blueGreen({
  traffic: { requestsPerSecond: 5, errorRate: '0.5%' },
  preview: {
    hold: '10m',
    checks: [Check.http({ name: 'sign-in', path: '/sign-in', expect: { status: 200, body: 'Sign in' } })],
    approve: { timeout: '1d' },
  },
  guards: [Guard.errorRate({ max: '5%', over: '1m', minRequests: 50 })],
  bake: '20m',
  accept: [
    {
      id: 'before-after',
      reason: 'A bad minute is 300 clicks of our own staff, who have tried the version before and know whom to call.',
    },
  ],
});
