import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import type { Part } from './play';

const ISTIO = { router: { kind: 'istio' }, replicas: 4 } as const;
const COPIES = { replicas: 4 } as const;

const http = (path: string) => ({ kind: 'http' as const, path });
const guards = [{ metric: 'errorRate' as const, max: '1%' as const, over: '2s' as const, every: '1s' as const }];

/** Strategies that each show something of the language, and the settings that they are played with. */
const WRITTEN: Readonly<Record<string, readonly [Strategy, Part['settings']]>> = {
  'two steps of copies': [
    Strategy.canary({
      steps: [
        { weight: 25, hold: '2s' },
        { weight: 50, hold: '2s' },
      ],
    }),
    COPIES,
  ],
  'steps of three copies, which are not what was asked for': [
    Strategy.canary({
      steps: [
        { weight: 5, hold: '2s' },
        { weight: 70, hold: '1s' },
      ],
    }),
    { replicas: 3, surge: 1 },
  ],
  'one copy after the other': [Strategy.rolling({ surge: 25, unavailable: 0, minReady: '1s' }), COPIES],
  'equal steps': [Strategy.linear({ step: 20, every: '1s' }), ISTIO],
  'a person between the steps': [
    Strategy.canary({
      steps: [
        { weight: 10, approve: true },
        { weight: 50, hold: '2s', approve: true },
      ],
    }),
    ISTIO,
  ],
  'headers, a cookie and users before the first percent': [
    Strategy.canary({
      steps: [
        { audience: { header: { name: 'X-Beta', equals: 'yes' } }, hold: '2s' },
        { audience: [{ cookie: { name: 'beta', prefix: 'on' } }, { users: ['ann', 'bob'] }], hold: '2s' },
        { weight: 30, hold: '2s' },
      ],
    }),
    ISTIO,
  ],
  'copies of requests, then a share of them': [
    Strategy.canary({
      steps: [
        { mirror: 20, hold: '2s' },
        { weight: 10, mirror: 50, hold: '2s' },
        { weight: 40, hold: '1s' },
      ],
    }),
    ISTIO,
  ],
  'a shadow': [Strategy.shadow({ mirror: 100, duration: '3s' }), ISTIO],
  'a test of two versions': [Strategy.abTest({ split: 50, duration: '3s' }), ISTIO],
  'a test on an audience': [
    Strategy.abTest({ audience: { header: { name: 'x-beta', matches: '^y.*$' } }, duration: '2s' }),
    ISTIO,
  ],
  'checks before, between and after': [
    Strategy.canary({
      checks: { beforeTraffic: [http('/before')], testTraffic: [http('/test')], afterTraffic: [http('/after')] },
      steps: [
        { weight: 20, hold: '1s', checks: [http('/20'), { kind: 'job', image: 'smoke:1' }] },
        { weight: 60, hold: '1s' },
      ],
    }),
    ISTIO,
  ],
  'guards in the background, and a bake': [
    Strategy.canary({
      steps: [
        { weight: 10, hold: '3s' },
        { weight: 50, hold: '3s' },
      ],
      guards,
      bake: '4s',
    }),
    ISTIO,
  ],
  'guards from the first audience on': [
    Strategy.canary({
      checks: { testTraffic: [http('/test')] },
      steps: [
        { audience: { users: ['ann'] }, hold: '2s' },
        { weight: 25, hold: '2s' },
      ],
      guards,
    }),
    ISTIO,
  ],
  'everything at once': [Strategy.blueGreen({}), COPIES],
  'everything at once after a look': [Strategy.blueGreen({ preview: { hold: '3s' } }), COPIES],
  'everything at once after a look, checks and a person': [
    Strategy.blueGreen({ preview: { hold: '3s', approve: true, checks: [http('/preview')] } }),
    COPIES,
  ],
  'everything at once, watched while the old version stays': [
    Strategy.blueGreen({
      checks: { beforeTraffic: [http('/before')], afterTraffic: [http('/after')] },
      guards,
      bake: '5s',
    }),
    COPIES,
  ],
};

/** The written strategies as parts, each with a name for its objects. */
export const PARTS: ReadonlyMap<string, Part> = new Map(
  Object.entries(WRITTEN).map(([title, [strategy, settings]], at) => [
    title,
    { name: `part-${at + 1}`, plan: plan(strategy), settings },
  ]),
);
