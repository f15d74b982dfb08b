import fc from 'fast-check';
import { plan } from '../../lib/plan';
import { type Fault, play, playable, scenario, type TrafficModel } from '../../lib/simulate';
import { parseStrategy } from '../../lib/strategy';
import { runs, strategies } from '../support/arbitrary';

const share = fc.double({ min: 0.001, max: 1, noNaN: true });
const at = fc.integer({ min: 0, max: 7200 });
const faults: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant('errorBurst' as const), to: share, at }),
  fc.record({ kind: fc.constant('slowCreep' as const), to: share, at, over: fc.integer({ min: 1, max: 7200 }) }),
  fc.record({ kind: fc.constant('latencyStep' as const), times: fc.integer({ min: 2, max: 50 }), at }),
  fc.record({ kind: fc.constant('underLoad' as const), to: share, above: fc.integer({ min: 1, max: 500 }) }),
  fc.record({ kind: fc.constant('oneAudience' as const), size: share }),
  fc.record({ kind: fc.constant('crashLoop' as const) }),
  fc.record({ kind: fc.constant('noData' as const), at, lasts: at }),
  fc.record({ kind: fc.constant('metricsDown' as const), at }),
  fc.record({ kind: fc.constant('alarmAlreadyRed' as const), to: share }),
  fc.record({ kind: fc.constant('retryBursts' as const), size: fc.integer({ min: 1, max: 100 }) }),
);
const requestsPerSecond = fc.constantFrom(0.1, 3, 1000, 1e6);
const models: fc.Arbitrary<TrafficModel> = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), requestsPerSecond }),
  fc.record({
    kind: fc.constant('daily' as const),
    requestsPerSecond,
    swing: fc.double({ min: 0, max: 1, noNaN: true }),
    startsAtHour: fc.integer({ min: 0, max: 23 }),
  }),
  fc.record({
    kind: fc.constant('bursty' as const),
    requestsPerSecond,
    times: fc.constant(10),
    lasts: fc.constant(60),
    every: fc.constant(601),
  }),
);

test('whatever goes wrong with whatever release, it ends, and its numbers hold together', () => {
  fc.assert(
    fc.property(
      strategies(),
      fc.array(faults, { maxLength: 3 }),
      models,
      fc.integer(),
      (written, wrong, traffic, seed) => {
        const { strategy } = parseStrategy(written);
        if (strategy === undefined) return;
        const release = playable(plan(strategy));
        const given = scenario(undefined, { faults: wrong, traffic, seed });
        const outcome = play(release, given);
        expect(play(release, given)).toEqual(outcome);
        expect(outcome.at).toBeGreaterThanOrEqual(0);
        expect(outcome.failed).toBeGreaterThanOrEqual(0);
        expect(outcome.failed).toBeLessThanOrEqual(outcome.requestsHit);
        const most = requestsUntil(traffic, outcome.at);
        expect(outcome.requestsHit).toBeLessThanOrEqual(most + 8 * Math.sqrt(most) + 10);
        const planned = new Set([0, ...release.segments.map(({ weight }) => weight)]);
        for (const { weight } of outcome.weights) expect(planned.has(weight)).toBe(true);
        const times = outcome.timeline.map(({ at: time }) => time);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        if (outcome.result === 'promoted') {
          const passed = outcome.weights.map(({ weight }) => weight);
          expect(passed).toEqual(
            release.segments.map(({ weight }) => weight).filter((weight, i, all) => weight !== all[i - 1]),
          );
        }
        if (outcome.result === 'rolledBack') expect(outcome.weights.at(-1)).toEqual({ at: outcome.at, weight: 0 });
      },
    ),
    { ...runs, numRuns: Math.min(500, Number(runs.numRuns)) },
  );
}, 120_000);

/** At the most. */
const requestsUntil = (traffic: TrafficModel, seconds: number): number =>
  traffic.requestsPerSecond * seconds * (traffic.kind === 'constant' ? 1 : traffic.kind === 'daily' ? 2 : 10);

test('an hour at 1 000 requests per second takes milliseconds, on a busy machine too; the bench of the quality measures it', () => {
  const { strategy } = parseStrategy({
    kind: 'canary',
    steps: [
      { weight: 5, hold: '20m' },
      { weight: 50, hold: '30m' },
    ],
    bake: '10m',
    guards: [{ metric: 'errorRate', max: '1%' }],
  });
  if (strategy === undefined) throw new Error('no strategy');
  const release = playable(plan(strategy));
  const once = (seed: number) => play(release, scenario({ requestsPerSecond: 1000, errorRate: 0.1 }, { seed }));
  for (let seed = 0; seed < 200; seed += 1) once(seed);
  const fastest = Math.min(
    ...Array.from({ length: 20 }, (_, round) => {
      const start = performance.now();
      for (let seed = 0; seed < 20; seed += 1) once(round * 20 + seed);
      return (performance.now() - start) / 20;
    }),
  );
  expect(fastest).toBeLessThan(5);
});
