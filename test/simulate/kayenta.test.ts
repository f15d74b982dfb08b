import { classify, cohensD, outliersBeyond, percentile, rankSum } from '../../bench/quality/mann-whitney';

const times = (count: number, value: number): number[] => new Array<number>(count).fill(value);

describe('the judge of Kayenta, as the bench plays it', () => {
  test('outliers: Q1 50, Q3 100, factor 3', () => {
    expect(outliersBeyond(50, 100, 3)).toEqual([-100, 250]);
  });

  test('effect sizes and percentiles of its own suite', () => {
    expect(cohensD([5, 5, 5, 10, 10, 10], [1, 1, 1, 2, 2, 2])).toBeCloseTo(3.03821, 4);
    const nist = [
      95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.061, 95.1591, 95.1195, 95.1065, 95.0925, 95.199, 95.1682,
    ];
    expect(percentile(nist, 90)).toBeCloseTo(95.19568, 5);
  });

  test('seven of ten readings a hundred times as high pass, eight do not (spinnaker #6278)', () => {
    const seven = [...times(7, 100), ...times(3, 1)];
    const { estimate, low } = rankSum(seven, times(10, 1), 0.98);
    expect(estimate).toBeCloseTo(99, 2);
    expect(0.25 * estimate).toBeCloseTo(24.75, 2);
    expect(Math.abs(low)).toBeLessThan(1e-3);
    expect(classify(seven, times(10, 1))).toBe('Pass');
    expect(classify([...times(8, 100), ...times(2, 1)], times(10, 1))).toBe('High');
  });

  test('more is high, less is low, the same passes, nothing is nothing', () => {
    const low = Array.from({ length: 30 }, (_, at) => 10 + (at % 7) / 2);
    const high = low.map((value) => value + 10);
    expect([classify(high, low), classify(low, high), classify(low, low), classify([], low)]).toEqual([
      'High',
      'Low',
      'Pass',
      'Nodata',
    ]);
  });
});
