import { percentileOf } from '../../lib/simulate/latency';
import { random } from '../../lib/simulate/random';

const many = (draw: () => number, count = 20_000): number[] => Array.from({ length: count }, draw);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function variance(values: readonly number[]): number {
  const center = mean(values);
  return mean(values.map((value) => (value - center) ** 2));
}

describe('random numbers', () => {
  test('are the same for the same seed on every machine', () => {
    const source = random(42);
    expect(many(source.next, 4).map((value) => Number(value.toFixed(9)))).toMatchInlineSnapshot(`
[
  0.456255805,
  0.564175358,
  0.574377717,
  0.964942479,
]
`);
    expect(many(() => source.count(3.5), 8)).toMatchInlineSnapshot(`
[
  5,
  4,
  3,
  2,
  3,
  7,
  0,
  2,
]
`);
    expect(many(() => source.count(2000), 4)).toMatchInlineSnapshot(`
[
  2002,
  2006,
  2028,
  2038,
]
`);
    expect(many(() => source.of(500, 0.02), 8)).toMatchInlineSnapshot(`
[
  14,
  9,
  14,
  9,
  9,
  7,
  8,
  3,
]
`);
    expect(many(() => source.of(100_000, 0.02), 4)).toMatchInlineSnapshot(`
[
  1951,
  2053,
  1969,
  2009,
]
`);
  });

  test('of different seeds differ', () => {
    expect(random(1).next()).not.toBe(random(2).next());
    expect(random(0).next()).not.toBe(random(-1).next());
  });

  test.each([0.3, 5, 39, 41, 900])('counts with a mean of %d have the mean and the variance of Poisson', (expected) => {
    const { count } = random(7);
    const counts = many(() => count(expected));
    expect(Math.abs(mean(counts) - expected)).toBeLessThan(4 * Math.sqrt(expected / counts.length));
    expect(variance(counts) / expected).toBeGreaterThan(0.94);
    expect(variance(counts) / expected).toBeLessThan(1.06);
  });

  test.each([
    [10, 0.3],
    [300, 0.13],
    [300, 0.9],
    [5000, 0.001],
    [5000, 0.4],
  ])('%d of which each happens with probability %d have the mean and the variance of the binomial', (n, p) => {
    const { of } = random(11);
    const counts = many(() => of(n, p));
    expect(Math.abs(mean(counts) - n * p)).toBeLessThan(4 * Math.sqrt((n * p * (1 - p)) / counts.length));
    expect(variance(counts) / (n * p * (1 - p))).toBeGreaterThan(0.94);
    expect(variance(counts) / (n * p * (1 - p))).toBeLessThan(1.06);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...counts)).toBeLessThanOrEqual(n);
  });

  test('nothing happens of nothing, and all of it with certainty', () => {
    const { of, count } = random(3);
    expect([of(0, 0.5), of(10, 0), of(10, 1), of(10, Number.NaN), count(0), count(-1)]).toEqual([0, 0, 10, 0, 0, 0]);
  });

  test('the j-th largest of n lies where order statistics put it', () => {
    const { fromTop } = random(5);
    expect(mean(many(() => fromTop(11, 1000)))).toBeCloseTo(11 / 1001, 4);
    expect(mean(many(() => fromTop(1, 1)))).toBeCloseTo(0.5, 2);
  });
});

describe('response times', () => {
  const usual = (requests: number) => [{ median: 100, requests }];

  test('a percentile of many requests is that of the distribution', () => {
    const source = random(1);
    expect(mean(many(() => percentileOf(usual(100_000), 99, source) ?? 0, 200))).toBeCloseTo(403.8, 0);
    expect(mean(many(() => percentileOf(usual(100_000), 50, source) ?? 0, 200))).toBeCloseTo(100, 0);
  });

  test('a few slow requests raise a high percentile and leave the median', () => {
    const source = random(1);
    const mixed = [...usual(90_000), { median: 1000, requests: 10_000 }];
    expect(percentileOf(mixed, 99, source)).toBeGreaterThan(1800);
    expect(percentileOf(mixed, 50, source)).toBeLessThan(115);
  });

  test('no requests have no percentile', () => {
    expect(percentileOf(usual(0), 99, random(1))).toBeUndefined();
  });
});
