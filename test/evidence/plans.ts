import fc from 'fast-check';
import { parse } from 'yaml';
import type { Edit } from '../../lib/evidence';
import { type Plan, plan } from '../../lib/plan';
import { parseStrategy, Strategy } from '../../lib/strategy';

/** The example of the documentation: 5 % of 50 requests a second for ten minutes. */
export const CHECKOUT = Strategy.canary({
  traffic: { requestsPerSecond: 50, errorRate: '0.1%' },
  steps: [{ weight: '5%', hold: '10m' }],
  guards: [{ metric: 'errorRate', max: '1%' }],
});

const KEYS = /([A-Za-z]+)|\[(\d+)\]/g;

/** The strategy with the edits written into it. */
export function edited(strategy: Strategy, edits: readonly Edit[]): Strategy {
  const data: Record<string, unknown> = structuredClone(strategy) as never;
  for (const { path, to } of edits) {
    const keys = [...path.matchAll(KEYS)].map(([, name, index]) => name ?? Number(index));
    const last = keys.pop() as string | number;
    const owner = keys.reduce<Record<string | number, unknown>>((node, key) => node[key] as never, data);
    owner[last] = parse(to);
  }
  const { strategy: made, findings } = parseStrategy(data);
  if (made === undefined) throw new Error(JSON.stringify(findings));
  return made;
}

const minutes = (most: number) => fc.integer({ min: 1, max: most }).map((n) => `${n}m` as const);

const timing = {
  over: fc.constantFrom('1m' as const, '2m' as const, '5m' as const),
  failures: fc.constantFrom(0, 0, 1, 2),
};

const guard = fc.oneof(
  fc.record({ metric: fc.constant('errorRate' as const), max: fc.constantFrom(1, 2, 5), ...timing }),
  fc.record({ metric: fc.constant('errorRate' as const), versusStable: fc.constantFrom(1.5, 3, 6), ...timing }),
  fc.record({ metric: fc.constant('successRate' as const), min: fc.constantFrom(95, 98, 99), ...timing }),
  fc.record({
    metric: fc.constant('latency' as const),
    max: fc.constantFrom('400ms' as const, '1s' as const),
    ...timing,
  }),
  fc.record({ metric: fc.constant('errorShare' as const), rise: fc.constantFrom(2, 3, 10) }),
);

/** Canaries with traffic and guards, not all of them sensible. */
export const canaries = fc
  .record({
    kind: fc.constant('canary' as const),
    traffic: fc.record({
      requestsPerSecond: fc.constantFrom(0.5, 5, 50, 500, 5000),
      errorRate: fc.constantFrom(0.02, 0.1, 0.5),
      latency: fc.constant('80ms' as const),
    }),
    weights: fc.uniqueArray(fc.constantFrom(1, 2, 5, 10, 25, 50, 75), { minLength: 1, maxLength: 4 }),
    holds: fc.array(minutes(30), { minLength: 4, maxLength: 4 }),
    guards: fc.uniqueArray(guard, {
      maxLength: 3,
      selector: (one) => `${one.metric}${'max' in one}${'versusStable' in one}`,
    }),
    bake: fc.option(minutes(60), { nil: undefined }),
  })
  .map(({ weights, holds, ...rest }) => ({
    ...rest,
    steps: [...weights].sort((a, b) => a - b).map((weight, at) => ({ weight, hold: holds[at] })),
  }))
  .map((data) => parseStrategy(data).strategy)
  .filter((strategy): strategy is Strategy => strategy !== undefined);

export const planned = (strategy: Strategy): Plan => plan(strategy);

/** How many random cases are tried. */
export const RUNS = Number(process.env.CUTOVER_RUNS ?? 2000);

const { imul } = Math;

/** A random number generator with a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
