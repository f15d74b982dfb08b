import { type Plan, plan } from '../../lib/plan';
import type { Strategy } from '../../lib/strategy';
import { KINDS } from './kinds';

const stairs = (one: Plan) => one.phases.map(({ stage, weight, hold }) => `${stage} ${weight}% ${hold}s`);

describe('the phases of each kind', () => {
  test('recreate stops the old version first and keeps what is said about the downtime', () => {
    const made = plan(KINDS.recreate);
    expect(made.replacement).toBe('stop-first');
    expect(made.maintenance).toEqual({ message: 'Back at noon', expected: '10m' });
    expect(stairs(made)).toEqual(['full 100% 0s', 'bake 100% 300s']);
  });

  test('rolling exchanges copies in place at its pace', () => {
    const made = plan(KINDS.rolling);
    expect(made.replacement).toBe('in-place');
    expect(made.pace).toEqual({ surge: { percent: 50 }, unavailable: { copies: 1 }, minReady: 30 });
    expect(stairs(made)).toEqual(['full 100% 0s']);
  });

  test('rolling without a pace has a surge of a quarter and never less than the wanted capacity', () => {
    expect(plan({ kind: 'rolling' }).pace).toEqual({
      surge: { percent: 25 },
      unavailable: { percent: 0 },
      minReady: 0,
    });
  });

  test('blue/green checks, tests, then moves everything and bakes', () => {
    const made = plan(KINDS.blueGreen);
    expect(made.replacement).toBe('side-by-side');
    expect(stairs(made)).toEqual(['before 0% 0s', 'test 0% 600s', 'full 100% 0s', 'bake 100% 3600s']);
    expect(made.phases[1]?.approve).toEqual({ timeout: 7200, onTimeout: 'rollback' });
  });

  test('a canary keeps its weight and its audiences until they change, and mirrors for one step only', () => {
    const [first, second, third] = plan(KINDS.canary).phases;
    expect(first).toMatchObject({ weight: 0, mirror: 0, hold: 1800 });
    expect(second).toMatchObject({ weight: 5, mirror: 10, hold: 600, audience: first?.audience });
    expect(third).toMatchObject({
      weight: 25,
      mirror: 0,
      hold: 3600,
      audience: first?.audience,
      approve: { onTimeout: 'rollback' },
    });
  });

  test('linear has the equal steps below 100 %, also when the last one is shorter', () => {
    expect(stairs(plan(KINDS.linear))).toEqual(['share 30% 300s', 'share 60% 300s', 'share 90% 300s', 'full 100% 0s']);
    const weights = (step: number) => plan({ kind: 'linear', step, every: '1m' }).phases.map(({ weight }) => weight);
    expect(weights(50)).toEqual([50, 100]);
    expect(weights(33.3)).toEqual([33.3, 66.6, 99.9, 100]);
    expect(weights(1)).toHaveLength(100);
  });

  test('an A/B test and a shadow wait for a person before everybody gets the new version', () => {
    for (const kind of ['abTest', 'shadow'] as const) {
      expect(plan(KINDS[kind]).phases[0]?.approve).toEqual({ onTimeout: 'rollback' });
    }
    expect(plan(KINDS.abTest).phases[0]).toMatchObject({ weight: 50, hold: 604_800 });
    expect(plan(KINDS.shadow).phases[0]).toMatchObject({ weight: 0, mirror: 20, hold: 3600 });
  });

  test.each(Object.entries(KINDS))('%s ends with everything at the new version', (_, strategy) => {
    const { phases } = plan(strategy);
    expect(phases.at(-1)?.weight).toBe(100);
    expect(new Set(phases.map(({ name }) => name)).size).toBe(phases.length);
  });
});

describe('defaults are settled in the plan', () => {
  test('a guard reads a minute, once a minute, tolerates nothing and passes without data', () => {
    const { guards } = plan({ kind: 'blueGreen', guards: [{ metric: 'errorRate', max: 1 }], bake: '10m' });
    expect(guards).toEqual([
      {
        name: 'error-rate',
        path: 'guards[0]',
        measure: { metric: 'errorRate' },
        bad: { kind: 'max', value: 1 },
        over: 60,
        every: 60,
        failures: 0,
        minRequests: 0,
        onNoData: 'pass',
      },
    ]);
  });

  test('guards get names that tell them apart, and given names are kept', () => {
    const { guards } = plan({
      kind: 'canary',
      steps: [{ weight: 5, hold: '10m' }],
      guards: [
        { metric: 'latency', max: '1s' },
        { metric: 'latency', percentile: 99.9, max: '2s' },
        { metric: 'latency', max: '3s', over: '10m' },
        { metric: 'saturation', resource: 'cpu', max: 80 },
        { metric: 'errorRate', versusStable: 2 },
        { metric: 'errorRate', max: 1, name: 'latency-p99-2' },
      ],
    });
    expect(guards.map(({ name }) => name)).toEqual([
      'latency-p99',
      'latency-p99-9',
      'latency-p99-3',
      'saturation-cpu',
      'error-rate-versus-stable',
      'latency-p99-2',
    ]);
  });

  test('checks get names that tell them apart, and a given name is kept wherever it stands', () => {
    const health = { kind: 'http', path: '/health' } as const;
    const made = plan({
      kind: 'blueGreen',
      checks: { beforeTraffic: [health, health, { ...health, name: 'before-traffic-http-2' }] },
    });
    expect(made.phases[0]?.checks.map(({ name }) => name)).toEqual([
      'before-traffic-http',
      'before-traffic-http-3',
      'before-traffic-http-2',
    ]);
  });

  test('an HTTP check keeps the path that it asks for beside its place in the strategy', () => {
    const made = plan({ kind: 'blueGreen', checks: { afterTraffic: [{ kind: 'http', path: '/health' }] } });
    expect(made.phases[0]?.checks).toEqual([
      { kind: 'http', path: '/health', name: 'after-traffic-http', at: 'checks.afterTraffic[0]', timeout: 60 },
    ]);
  });

  test('durations, percentages and latencies of every spelling become the same numbers', () => {
    const traffic = (latency: '500ms' | '0.5s'): Strategy => ({
      kind: 'blueGreen',
      drain: '1m30s',
      traffic: { requestsPerSecond: 10, errorRate: '0.1%', latency },
    });
    expect(plan(traffic('0.5s'))).toEqual(plan(traffic('500ms')));
    expect(plan(traffic('500ms'))).toMatchObject({ drain: 90, traffic: { errorRate: 0.1, latency: 500 } });
  });
});

describe('a plan is plain data', () => {
  test.each(Object.entries(KINDS))('%s survives JSON', (_, strategy) => {
    const made = plan(strategy);
    expect(JSON.parse(JSON.stringify(made))).toStrictEqual(made);
  });

  test('it is frozen to the bottom', () => {
    const { phases, guards } = plan(KINDS.canary);
    expect([phases, phases[0], phases[0]?.audience, guards[0]?.bad].every(Object.isFrozen)).toBe(true);
  });
});
