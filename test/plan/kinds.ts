import type { Strategy, StrategyKind } from '../../lib/strategy';

const health = { kind: 'http', path: '/health' } as const;

/** One strategy of each kind that uses every field the kind has of its own. */
export const KINDS: Readonly<Record<StrategyKind, Strategy>> = {
  recreate: {
    kind: 'recreate',
    maintenance: { message: 'Back at noon', expected: '10m' },
    bake: '5m',
  },
  rolling: {
    kind: 'rolling',
    surge: '50%',
    unavailable: { copies: 1 },
    minReady: '30s',
    guards: [{ metric: 'errorRate', versusStable: 1.5 }],
  },
  blueGreen: {
    kind: 'blueGreen',
    preview: { hold: '10m', approve: { timeout: '2h' }, checks: [health] },
    checks: { beforeTraffic: [{ kind: 'function', function: 'migrate' }], afterTraffic: [health] },
    bake: '1h',
    guards: [{ metric: 'latency', max: '300ms' }],
  },
  canary: {
    kind: 'canary',
    steps: [
      { audience: { header: { name: 'x-beta', equals: 'yes' } }, hold: '30m' },
      { weight: '5%', mirror: 10, hold: '10m' },
      { weight: 25, hold: '1h', approve: true, checks: [{ kind: 'job', image: 'smoke:1', timeout: '5m' }] },
    ],
    guards: [
      { metric: 'errorRate', max: '1%', over: '5m', every: '1m', failures: 1, minRequests: 100, onNoData: 'hold' },
      { metric: 'errorShare', rise: 3 },
    ],
    bake: '2h',
  },
  linear: { kind: 'linear', step: 30, every: '5m' },
  abTest: { kind: 'abTest', split: '50%', duration: '7d', stickiness: { by: 'cookie', lasts: '7d' } },
  shadow: { kind: 'shadow', mirror: 20, duration: '1h' },
};
