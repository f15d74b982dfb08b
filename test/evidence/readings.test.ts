import { atLeast, probabilityFor } from '../../lib/evidence/binomial';
import { Comparison } from '../../lib/evidence/comparison';
import { countOf } from '../../lib/evidence/counting';
import { incompleteBeta } from '../../lib/evidence/gamma';
import { tripsInWindow, tripsOverRelease } from '../../lib/evidence/readings';
import type { PlannedGuard } from '../../lib/plan';
import { seeded } from './plans';

const { floor, log } = Math;

const RUNS = 8_000;

function frequency(trial: (random: () => number) => boolean, seed = 7): number {
  const random = seeded(seed);
  let hits = 0;
  for (let run = 0; run < RUNS; run += 1) if (trial(random)) hits += 1;
  return hits / RUNS;
}

const TOLERANCE = 4 * Math.sqrt(0.25 / RUNS);

describe('readings that share no request', () => {
  const parts = [
    { bad: 0.02, count: 20 },
    { bad: 0.1, count: 10 },
    { bad: 0.3, count: 3 },
  ];
  const each = parts.flatMap(({ bad, count }) => new Array<number>(count).fill(bad));

  test.each([0, 1, 2, 4])('tolerating %d bad ones over a release trips as often as a simulation', (failures) => {
    const simulated = frequency((random) => each.filter((bad) => random() < bad).length > failures);
    expect(Math.abs(tripsOverRelease(parts, failures) - simulated)).toBeLessThan(TOLERANCE);
  });

  test.each([
    [1, 1],
    [2, 3],
    [3, 5],
    [4, 10],
  ])('%d bad ones of the last %d trip as often as a simulation', (m, n) => {
    const simulated = frequency((random) => {
      const bad = each.map((chance) => random() < chance);
      return bad.some((_, at) => bad.slice(Math.max(0, at - n + 1), at + 1).filter(Boolean).length >= m);
    });
    expect(Math.abs(tripsInWindow(parts, m, n) - simulated)).toBeLessThan(TOLERANCE);
  });

  test('M of N with N as long as the release is the count over the release', () => {
    const few = [{ bad: 0.2, count: 12 }];
    expect(tripsInWindow(few, 3, 12)).toBeCloseTo(tripsOverRelease(few, 2), 12);
  });

  test('readings one by one or in groups are the same', () => {
    const single = each.map((bad) => ({ bad, count: 1 }));
    for (const failures of [0, 1, 3]) {
      expect(tripsOverRelease(parts, failures)).toBeCloseTo(tripsOverRelease(single, failures), 12);
    }
  });
});

describe('windows that overlap', () => {
  const guardOf = (failures: number): PlannedGuard => ({
    name: 'error-rate',
    path: 'guards[0]',
    measure: { metric: 'errorRate' },
    bad: { kind: 'max', value: 1 },
    over: 300,
    every: 60,
    failures,
    minRequests: 0,
    onNoData: 'pass',
  });

  /** Failed requests come a minute at a time; a reading is bad when the last five minutes have more than two. */
  const poisson = (mean: number, random: () => number): number => {
    let [product, n] = [random(), 0];
    for (const stop = Math.exp(-mean); product > stop; n += 1) product *= random();
    return n;
  };

  test.each([
    [0, 0.05],
    [1, 0.05],
    [3, 0.1],
    [0, 0.6],
    [2, 0.6],
    [6, 1.5],
  ])('the chance to trip lies between the two bounds (tolerating %d, %d failures a minute)', (failures, mean) => {
    const total = 40;
    const bad = 1 - [0, 1, 2].reduce((sum, k) => sum + (Math.exp(-5 * mean) * (5 * mean) ** k) / (k === 2 ? 2 : 1), 0);
    const simulated = frequency((random) => {
      const minutes = Array.from({ length: total }, () => poisson(mean, random));
      let count = 0;
      for (let end = 5; end <= total; end += 1) {
        if (minutes.slice(end - 5, end).reduce((sum, value) => sum + value, 0) > 2) count += 1;
      }
      return count > failures;
    });
    const count = countOf(guardOf(failures), 'release');
    const parts = [{ hold: 60 * total, bad }];
    expect(count.bounds).toBe(true);
    expect(count.trips(parts)).toBeLessThanOrEqual(simulated + TOLERANCE);
    expect(count.tripsAtMost(parts)).toBeGreaterThanOrEqual(simulated - TOLERANCE);
  });
});

describe('the binomial distribution', () => {
  const cases = [10, 50, 121, 150, 1000, 1e5, 1e8].flatMap((n) =>
    [1, 2, 5, 30, 60, 61, 100, 400].filter((k) => k <= n / 2).map((k) => [k, n] as const),
  );

  test.each(cases)('at least %d of %d has the chance of the incomplete beta function', (k, n) => {
    for (const factor of [0.2, 0.6, 0.9, 1, 1.1, 1.5, 2]) {
      const p = Math.min(0.95, (k / n) * factor);
      const exact = incompleteBeta(p, k, n - k + 1);
      expect(Math.abs(atLeast(k, n, p) - exact)).toBeLessThan(k <= 60 && n * p <= 60 && n <= 1e5 ? 1e-9 : 2e-5);
    }
    for (const chance of [0.01, 0.2, 0.8, 0.99])
      expect(atLeast(k, n, probabilityFor(k, n, chance))).toBeCloseTo(chance, 7);
  });
});

test.each([
  [150, 2850, 0.001, 3, 0.005],
  [30, 300, 0.01, 2, 0.05],
  [1000, 1000, 0.01, 1.5, 0.02],
])(
  '%d requests against %d with %d errors: the ratio comes out above as often as a simulation',
  (canary, stable, base, ratio, p) => {
    const draw = (n: number, chance: number, random: () => number): number => {
      let hits = 0;
      for (let at = 0; at < n; at += 1) {
        at += floor(log(1 - random()) / log(1 - chance));
        if (at < n) hits += 1;
      }
      return hits;
    };
    const simulated = frequency(
      (random) => draw(canary, p, random) / canary > (ratio * draw(stable, base, random)) / stable + 1e-12,
    );
    const comparison = new Comparison({ canary, stable, base, ratio });
    expect(Math.abs(comparison.comesOutAbove(p) - simulated)).toBeLessThan(TOLERANCE);
    const rate = comparison.rateFor(0.8);
    expect(comparison.comesOutAbove(rate)).toBeCloseTo(0.8, 3);
  },
);
