import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evidence } from '../../lib/evidence';
import { type Plan, plan } from '../../lib/plan';
import { type PreviewModel, previewModel } from '../../lib/preview';
import { Strategy } from '../../lib/strategy';

const FOLDER = join(__dirname, '../../examples/strategies');

/** The strategies of the example shop, by name. */
export const EXAMPLES: ReadonlyArray<readonly [name: string, plan: Plan]> = readdirSync(FOLDER)
  .sort()
  .map((file) => [file.replace('.yaml', ''), plan(Strategy.fromYaml(readFileSync(join(FOLDER, file), 'utf8')))]);

/** What is drawn of a plan, with its evidence. */
export const modelOf = (planned: Plan): PreviewModel => previewModel(planned, evidence(planned));

const traffic = { requestsPerSecond: 20, errorRate: '0.1%', latency: '80ms' } as const;
const guards = [{ metric: 'errorRate', max: '1%' }] as const;

/** Releases that are hard to draw. */
export const HARD = {
  'one step': { kind: 'canary', traffic, guards, steps: [{ weight: 5, hold: '10m' }] },
  'six steps': {
    kind: 'canary',
    traffic,
    guards,
    steps: [1, 5, 10, 25, 50, 75].map((weight, at) => ({
      weight,
      hold: `${5 * (at + 1)}m`,
      ...(at % 2 === 1 ? { approve: true } : {}),
    })),
    bake: '2d',
  },
  'thirty steps': { kind: 'linear', traffic, guards, step: 3.3, every: '2m', bake: '20m' },
  'a hundred steps': { kind: 'linear', traffic, guards, step: 1, every: '1m' },
  'many approvals': {
    kind: 'canary',
    steps: Array.from({ length: 20 }, (_, at) => ({ weight: 4 * (at + 1), hold: '1m', approve: true })),
  },
  'blue/green': { kind: 'blueGreen', traffic, guards, preview: { hold: '10m', approve: true }, bake: '1h' },
  shadow: { kind: 'shadow', traffic, guards, mirror: '20%', duration: '1h' },
  'whole shadow': { kind: 'shadow', traffic, guards, mirror: '100%', duration: '1h' },
  'two versions': { kind: 'abTest', guards, split: '50%', duration: '14d' },
  'two audiences': {
    kind: 'abTest',
    guards,
    audience: { cookie: { name: 'group', equals: 'b' } },
    duration: '14d',
  },
  recreate: { kind: 'recreate', checks: { afterTraffic: [{ kind: 'http', path: '/health' }] } },
  rolling: { kind: 'rolling', traffic, guards, bake: '10m' },
  'no traffic profile': { kind: 'canary', guards, steps: [{ weight: 5, hold: '10m' }], bake: '1h' },
  'everything at once': {
    kind: 'canary',
    traffic,
    onFailure: 'halt',
    checks: {
      beforeTraffic: [{ kind: 'http', path: '/a', name: 'before-anything-else-happens' }],
      afterTraffic: [{ kind: 'http', path: '/b', name: 'in-the-end' }],
    },
    steps: [
      { weight: 5, hold: '10m', checks: [{ kind: 'http', path: '/c', name: 'the-first-check-of-all' }] },
      {
        weight: 50,
        mirror: '20%',
        hold: '1d',
        approve: { timeout: '2h' },
        audience: { header: { name: 'x-beta-customer', equals: 'yes' } },
      },
    ],
    guards: [
      { metric: 'errorRate', max: '0.2%', name: 'error-rate-of-the-checkout-of-everything' },
      { metric: 'errorRate', max: '1.2%', name: 'another-guard-with-a-long-name' },
      { metric: 'errorRate', max: '2.2%', name: 'w' },
      { metric: 'errorRate', max: '3.2%', name: 'wwwwwwwwwwwwwwwwwwwwwwwwwwwwww' },
      { metric: 'latency', max: '1200ms', name: 'latency-at-the-99th-percentile' },
    ],
    bake: '5d',
  },
} as const;

/** A hard release as a plan. */
export const hard = (name: keyof typeof HARD): Plan => plan(Strategy.parse(HARD[name]));
