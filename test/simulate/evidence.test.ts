import { evidence } from '../../lib/evidence';
import { plan } from '../../lib/plan';
import { type Fault, type Playable, play, playable, type Scenario, scenario } from '../../lib/simulate';
import { Guard, Strategy } from '../../lib/strategy';

/** How often of so many releases, each with its own seed, a guard stops the release. */
function stopped(release: Playable, parts: Partial<Scenario>, runs: number): number {
  let count = 0;
  for (let seed = 1; seed <= runs; seed += 1)
    if (play(release, { ...scenario(undefined), arrivals: 'even', ...parts, seed }).result === 'rolledBack') count += 1;
  return count / runs;
}

/** Four standard errors of a share that was counted in so many runs. */
const tolerance = (share: number, runs: number): number => 4 * Math.sqrt((share * (1 - share) + 1 / runs) / runs);

const RUNS = 4000;
const PROFILE = { requestsPerSecond: 40, errorRate: '0.5%', latency: '100ms' } as const;

interface Case {
  readonly name: string;
  readonly guard: Guard;
  readonly hold?: '10m' | '30m';
}

const CASES: readonly Case[] = [
  { name: 'an absolute error rate', guard: Guard.errorRate({ max: '1.5%' }) },
  { name: 'an absolute error rate with tolerated readings', guard: Guard.errorRate({ max: '1%', failures: 1 }) },
  { name: 'a success rate', guard: Guard.successRate({ min: '98.5%', over: '2m' }) },
  { name: 'a comparison with the stable version', guard: Guard.errorRate({ versusStable: 3, over: '2m' }) },
  {
    name: 'a percentile of the response times',
    guard: Guard.latency({ max: '420ms', percentile: 99, over: '5m' }),
    hold: '30m',
  },
];

describe('what is computed and what is played agree', () => {
  test.each(CASES)('false aborts by $name', ({ guard, hold = '10m' }) => {
    const planned = plan(Strategy.canary({ steps: [{ weight: 10, hold }], guards: [guard], traffic: PROFILE }));
    const computed = evidence(planned).guards[0]?.falseAborts ?? Number.NaN;
    const played = stopped(playable(planned), trafficOf(), RUNS);
    expect(computed).toBeGreaterThan(0.001);
    expect(Math.abs(played - computed)).toBeLessThan(tolerance(computed, RUNS));
  });

  test.each(CASES.filter(({ guard }) => guard.metric !== 'latency'))(
    'power to see a doubling by $name',
    ({ guard, hold = '10m' }) => {
      const planned = plan(Strategy.canary({ steps: [{ weight: 10, hold }], guards: [guard], traffic: PROFILE }));
      const computed = evidence(planned).guards[0]?.seesDouble ?? Number.NaN;
      const faults: Fault[] = [{ kind: 'errorBurst', to: 0.01, at: 0 }];
      const played = stopped(playable(planned), { ...trafficOf(), faults }, RUNS);
      expect(Math.abs(played - computed)).toBeLessThan(tolerance(computed, RUNS));
    },
  );

  test('the error-share guard keeps its promise, however often it is read', () => {
    const guard = Guard.errorShare({ rise: 3, falseAborts: '5%', every: '30s' });
    const planned = plan(
      Strategy.canary({
        steps: [
          { weight: 5, hold: '1h' },
          { weight: 25, hold: '1h' },
        ],
        guards: [guard],
        traffic: PROFILE,
      }),
    );
    const played = stopped(playable(planned), { ...trafficOf(), arrivals: 'random' }, 600);
    expect(played).toBeLessThan(0.05);
    expect(played).toBeGreaterThan(0.005);
  });
});

const trafficOf = (): Partial<Scenario> => ({
  traffic: { kind: 'constant', requestsPerSecond: PROFILE.requestsPerSecond },
  errorRate: 0.005,
  latency: 100,
});
