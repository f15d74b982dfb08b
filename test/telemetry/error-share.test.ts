import fc from 'fast-check';
import { errorShareRule } from '../../lib/evidence';
import { type PlannedGuard, plan } from '../../lib/plan';
import { Guard, Strategy } from '../../lib/strategy';
import {
  type CloudWatchVersion,
  cloudWatchReading,
  cloudWatchReadings,
  comparedSeconds,
  comparesWithoutEnd,
  datadogReading,
  errorShareStop,
  prometheusReading,
  sliceOf,
  watchedSeconds,
} from '../../lib/telemetry';
import { runs } from '../support/arbitrary';
import { planned, versions } from './guards';

interface Counts {
  /** Requests, and how many of them failed. */
  readonly canary: readonly [requests: number, failed: number];
  readonly stable: readonly [requests: number, failed: number];
}

const counts: fc.Arbitrary<Counts> = fc.record({
  canary: fc
    .tuple(fc.integer({ min: 1, max: 100_000 }), fc.nat(1000))
    .map(([all, failed]) => [all, Math.min(all, failed)] as const),
  stable: fc.tuple(fc.nat(1_000_000), fc.nat(1000)).map(([all, failed]) => [all, Math.min(all, failed)] as const),
});
const rises = fc.integer({ min: 11, max: 200 }).map((tenths) => tenths / 10);

/** The sum by the definition: the logarithm of how much likelier these errors are after the rise. */
function scoreOf({ canary, stable }: Counts, rise: number): number {
  const w = canary[0] / (canary[0] + stable[0]);
  if (w === 1) return 0;
  const rule = errorShareRule(w, rise, 0.05);
  return canary[1] * rule.canary + stable[1] * rule.stable;
}

/** Computes a formula of a backend; its names and functions are those of the scope. */
function computed(formula: string, scope: Readonly<Record<string, unknown>>): number {
  return new Function(...Object.keys(scope), `return ${formula}`)(...Object.values(scope)) as number;
}

const near = (value: number, wanted: number, errors: number): void =>
  expect(Math.abs(value - wanted)).toBeLessThan(1e-4 + errors * 3e-6);
const failures = ({ canary, stable }: Counts): number => canary[1] + stable[1];

const share = (more: object = {}): PlannedGuard => planned(Guard.errorShare({ rise: 3, ...more }));
const series = (metric: string) => ({ namespace: 'Shop', metric, dimensions: { Version: 'new' } });
const version = (name: string): CloudWatchVersion => ({
  requests: series(`${name}-requests`),
  errors: [series(`${name}-errors`)],
  latency: { ...series(`${name}-latency`), unit: 's' },
});

describe('the score of an error share', () => {
  test('has the golden coefficients for a share of 5 % and a threefold rise', () => {
    const score = (failed: 'canary' | 'stable') =>
      scoreOf({ canary: [5, failed === 'canary' ? 1 : 0], stable: [95, failed === 'stable' ? 1 : 0] }, 3);
    expect(score('canary')).toBeCloseTo(1.0033, 4);
    expect(score('stable')).toBeCloseTo(-0.0953, 4);
    expect(Math.log(3) - Math.log(1 + 0.05 * 2)).toBeCloseTo(1.0033, 4);
    expect(-Math.log(1 + 0.05 * 2)).toBeCloseTo(-0.0953, 4);
    expect(errorShareStop({ kind: 'sequential', rise: 3, falseAborts: 5 })).toBeCloseTo(2.996, 3);
  });

  test('stops at no less than the promise asks for', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 99, noNaN: true }), (falseAborts) => {
        const stop = errorShareStop({ kind: 'sequential', rise: 3, falseAborts });
        expect(Math.exp(-stop)).toBeLessThanOrEqual((falseAborts / 100) * (1 + 1e-9));
        expect(stop).toBeCloseTo(Math.log(100 / falseAborts), 3);
      }),
      runs,
    );
  });

  test('is the same in CloudWatch metric math, whatever is counted', () => {
    fc.assert(
      fc.property(counts, rises, (counted, rise) => {
        const guard = planned(Guard.errorShare({ rise }));
        const { expression } = cloudWatchReading(guard, { candidate: version('new'), stable: version('old') });
        const value = computed(expression.replace(/^IF\(requests >= 1, (.*), 0\)$/, '$1'), {
          requests: counted.canary[0],
          errors: counted.canary[1],
          requests_stable: counted.stable[0] || undefined,
          errors_stable: counted.stable[1] || undefined,
          FILL: (one: number | undefined, instead: number) => one ?? instead,
          LOG10: Math.log10,
        });
        near(value, scoreOf(counted, rise), failures(counted));
      }),
      runs,
    );
  });

  test('is the same as a formula of Datadog, which has no natural logarithm', () => {
    fc.assert(
      fc.property(counts, rises, (counted, rise) => {
        const { formula } = datadogReading(planned(Guard.errorShare({ rise })), { ...versions, compared: 600 });
        const value = computed(formula, {
          requests: counted.canary[0],
          failed: counted.canary[1] || undefined,
          requests_stable: counted.stable[0] || undefined,
          failed_stable: counted.stable[1] || undefined,
          default_zero: (one: number | undefined) => one ?? 0,
          log2: Math.log2,
        });
        near(value, scoreOf(counted, rise), failures(counted));
      }),
      runs,
    );
  });
});

describe('an error share as PromQL', () => {
  const read = (more: object = {}) => prometheusReading(share(more), { ...versions, release: 1750 });
  const counter = (pod: string, failed = '') => `http_requests_total{namespace="shop",pod=~"${pod}"${failed}}`;
  const counted = (one: string, slice = '1m') =>
    `sum((last_over_time(${one}[1h]) - last_over_time(${one}[1h] offset ${slice}) >= 0) or last_over_time(${one}[1h]))`;
  const [canary, stable] = ['web-abc-.+', 'web-xyz-.+'];
  const FAILED = ',code=~"5.."';

  test('adds up the scores of the slices, each with the share that was measured in it', () => {
    expect(read()).toEqual({
      query: [
        'sum_over_time((',
        `  (${counted(counter(canary, FAILED))} or vector(0)) * 1.098612 - (`,
        `  (${counted(counter(canary, FAILED))} or vector(0)) +`,
        `  (${counted(counter(stable, FAILED))} or vector(0))) * ln(1 + 2 / (1 +`,
        `  ${counted(counter(stable))} /`,
        `  (${counted(counter(canary))} >= 1)))`,
        ')[31m:1m])',
      ].join('\n'),
      good: { operator: '<', threshold: 2.9958 },
    });
  });

  test('cuts slices as long as its window, and leaves out those with too few requests', () => {
    const { query } = read({ over: '5m', minRequests: 50 });
    expect(query).toContain(counted(counter(canary), '5m'));
    expect(query).toContain(' >= 50)))');
    expect(query).toMatch(/\[35m:5m\]\)$/);
    expect(sliceOf(query)).toBe(300);
  });

  test('is known from other queries', () => {
    const query = (guard: Guard) => prometheusReading(planned(guard), { ...versions, release: 60 }).query;
    expect(sliceOf(query(Guard.errorRate({ max: 1, over: '5m' })))).toBeUndefined();
    expect(sliceOf(query(Guard.errorShare({ rise: 2, over: '90s' })))).toBe(90);
    expect(sliceOf('sum_over_time(up[1h])')).toBeUndefined();
  });
});

describe('an error share in CloudWatch', () => {
  const colours = { blue: version('blue'), green: version('green') };

  test('has one period for as long as both versions get requests, and a day at the most', () => {
    const period = (compared: number) =>
      cloudWatchReading(share(), { candidate: version('new'), stable: version('old') }, { compared });
    expect(period(1790)).toMatchObject({
      period: 1800,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      threshold: 2.9958,
      treatMissingData: 'notBreaching',
    });
    expect(period(200_000).period).toBe(86_400);
  });

  test('of two colours, each may abort falsely half as often', () => {
    const readings = Object.values(cloudWatchReadings(share(), colours, { compared: 600 }));
    const half = errorShareStop({ kind: 'sequential', rise: 3, falseAborts: 2.5 });
    expect(readings.map(({ threshold }) => threshold)).toEqual([half, half]);
  });

  test('waits for the requests that it is told to wait for', () => {
    const { expression } = cloudWatchReading(share({ minRequests: 100 }), {
      candidate: version('new'),
      stable: version('old'),
    });
    expect(expression).toBe(
      'IF(requests >= 100, FILL(errors, 0) * 1.098612 - (FILL(errors, 0) + FILL(errors_stable, 0)) * 2.302586 * LOG10(1 + 2 / (1 + FILL(requests_stable, 0) / requests)), 0)',
    );
  });
});

test('An error share in Datadog looks back over as long as both versions get requests.', () => {
  expect(datadogReading(share(), { ...versions, compared: 1800 })).toMatchObject({
    formula:
      'default_zero(failed) * 1.098612 - (default_zero(failed) + default_zero(failed_stable)) * 0.693147 * log2(1 + 2 / (1 + default_zero(requests_stable) / requests))',
    aggregator: 'sum',
    interval: 1800,
    good: { operator: '<', threshold: 2.9958 },
  });
});

describe('the time that an error share reaches back over', () => {
  const steps = plan(
    Strategy.canary({
      steps: [
        { hold: '1h', audience: { header: { name: 'x-beta', equals: 'yes' } } },
        { weight: 5, hold: '10m', approve: { timeout: '2h' } },
        { weight: 25, hold: '20m' },
      ],
      bake: '30m',
    }),
  );

  test('is compared while both versions get requests', () => {
    expect(comparedSeconds(steps)).toBe(90 * 60);
  });

  test('is that of the whole release, with the longest that people and changes take', () => {
    expect(watchedSeconds(steps, 0)).toBe((90 + 120 + 30) * 60);
    expect(watchedSeconds(steps, 600)).toBe((90 + 120 + 30) * 60 + 5 * 600);
  });

  test('is not known when a person may take as long as they like', () => {
    expect(comparesWithoutEnd(steps)).toBe(false);
    expect(comparesWithoutEnd(plan(Strategy.canary({ steps: [{ weight: 5, hold: '1m', approve: true }] })))).toBe(true);
  });
});
