import { atLeast, triesForOne, upperBound } from '../../lib/evidence/binomial';
import { budgetUsed, burnRate, burnRateFor, downtimeAllowed, overallErrorRate } from '../../lib/evidence/budget';
import {
  alwaysValidInterval,
  logDirichletMultinomial,
  logMixture,
  logMultinomial,
  mixtureBound,
  mixtureRho,
} from '../../lib/evidence/confidence-sequence';
import { errorShareRule } from '../../lib/evidence/error-share';
import {
  alphaSpending,
  naiveFalseAlarm,
  obrienFleming,
  pocock,
  spendEvenly,
  spendLate,
} from '../../lib/evidence/looks';
import { power, requestsNeeded, sampleSize } from '../../lib/evidence/proportions';
import { solve } from '../../lib/evidence/solve';
import { sprtLength, sprtLines } from '../../lib/evidence/sprt';

const HOUR = 3600;
const DAY = 24 * HOUR;
const MONTH = { slo: 99.9, window: 30 * DAY };

describe('two versions compared by their error rates', () => {
  const half = { base: 0.5, other: 0.75, sides: 2 } as const;

  test('50 requests each tell 50 % from 75 % with a power of 74 % (R, power.prop.test)', () => {
    expect(power(half, 50)).toBeCloseTo(0.74017, 5);
  });

  test('a power of 90 % needs 76.7 requests each, or 62.3 when only worse counts (R, statsmodels)', () => {
    expect(requestsNeeded(half, 0.9)).toBeCloseTo(76.70693, 5);
    expect(requestsNeeded({ ...half, sides: 1 }, 0.9)).toBeCloseTo(62.33551, 5);
  });

  test('50 requests each and a power of 90 % leave a significance level of 0.00132 (R)', () => {
    const level = solve((alpha) => power({ base: 0.5, other: 0.9, sides: 2, alpha }, 50), 0.9, 1e-6, 0.1);
    expect(Math.abs(level - 0.0013214)).toBeLessThan(1e-7);
    expect(Math.abs(level - 0.00131)).toBeLessThan(2e-5);
  });

  test('550 requests each tell 0.1 % from 1.5 % errors with a power of 74 % (Stata)', () => {
    expect(power({ base: 0.001, other: 0.015, sides: 2 }, 550)).toBeCloseTo(0.74156, 6);
  });

  test.each([
    [0.002, 8603],
    [0.005, 872],
    [0.01, 272],
  ])('a canary with 5 %% of the traffic sees 0.1 %% rise to %d with %d requests', (other, requests) => {
    expect(Math.ceil(requestsNeeded({ base: 0.001, other, ratio: 19 }, 0.8))).toBe(requests);
  });
});

describe('one version against a limit', () => {
  test('10 % is told from 20 % by 102 requests, 112 with the continuity correction (NIST 7.2.4.2)', () => {
    const { plain, corrected } = sampleSize({ limit: 0.1, other: 0.2, alpha: 0.05, beta: 0.1 });
    expect(plain).toBeCloseTo(101.22, 2);
    expect(Math.ceil(plain)).toBe(102);
    expect(Math.ceil(corrected)).toBe(112);
  });

  test('no error in 300 requests leaves room for 0.99 %; one error in a thousand is seen by 2 995 requests', () => {
    expect(100 * upperBound(0, 300, 0.95)).toBeCloseTo(0.9936, 4);
    expect(atLeast(1, 1000, 0.001)).toBeCloseTo(0.6323, 4);
    expect(triesForOne(0.001, 0.95)).toBe(2995);
  });
});

describe('repeated looks', () => {
  test.each([
    [1, 0.05],
    [2, 0.0831],
    [3, 0.1073],
    [4, 0.1262],
    [5, 0.1417],
    [10, 0.1934],
    [20, 0.2479],
  ])(
    'a test for one look, read %d times, is wrong with a chance of %d (Armitage, McPherson, Rowe)',
    (looks, chance) => {
      expect(naiveFalseAlarm(looks)).toBeCloseTo(chance, 4);
    },
  );

  test.each([
    [2, 2.178, 1.977],
    [3, 2.289, 2.004],
    [4, 2.361, 2.024],
    [5, 2.413, 2.04],
    [10, 2.555, 2.087],
  ])(
    '%d looks need %d (Pocock) or %d (O’Brien and Fleming; Jennison and Turnbull, tables 2.1 and 2.3)',
    (looks, even, late) => {
      expect(pocock(looks)).toBeCloseTo(even, 3);
      expect(obrienFleming(looks)).toBeCloseTo(late, 3);
    },
  );

  test('alpha that is spent over five equal looks has the boundaries of Lan and DeMets (Reboussin and others 2000)', () => {
    const looks = [0.2, 0.4, 0.6, 0.8, 1];
    const rounded = (bounds: readonly number[]) => bounds.map((bound) => Number(bound.toFixed(2)));
    expect(rounded(alphaSpending(looks, spendLate(0.05)).bounds)).toEqual([4.88, 3.36, 2.68, 2.29, 2.03]);
    expect(rounded(alphaSpending(looks, spendEvenly(0.05)).bounds)).toEqual([2.44, 2.43, 2.41, 2.4, 2.39]);
  });
});

describe('sequential tests', () => {
  test('Wald’s test of 1 % against 10 % has these lines and lengths', () => {
    const test = { p0: 0.01, p1: 0.1, alpha: 0.05, beta: 0.2 };
    const { accept, reject, slope, firstAccept } = sprtLines(test);
    expect(accept).toBeCloseTo(0.6498, 5);
    expect(reject).toBeCloseTo(1.15626, 5);
    expect(slope).toBeCloseTo(0.039747, 6);
    expect(firstAccept).toBe(17);
    expect(sprtLength(test).good).toBeCloseTo(18.81, 2);
    expect(sprtLength(test).bad).toBeCloseTo(13.2, 2);
  });

  test('the normal mixture is that of the confseq library', () => {
    expect(mixtureRho(100, 0.05)).toBeCloseTo(12.60056, 5);
    expect(mixtureBound(100, 12.60056, 0.05)).toBeCloseTo(30.35209, 5);
    expect(logMixture(10, 100, 12.60056)).toBeCloseTo(-0.6510052, 6);
  });

  test('700 of 1 000 leave 65.2 % to 74.6 %, whenever one looks (confseq)', () => {
    const [low, high] = alwaysValidInterval(700, 1000, 0.05, 100);
    expect(Math.abs(low - 0.651629)).toBeLessThan(1e-6);
    expect(Math.abs(high - 0.745949)).toBeLessThan(1e-6);
  });

  test('counts of 20, 17 and 9 have these chances under any split and under 40:40:20 (ssrm)', () => {
    const counts = [20, 17, 9];
    expect(logDirichletMultinomial(counts, [1, 1, 1])).toBeCloseTo(-7.0282014, 7);
    expect(logMultinomial(counts, [0.4, 0.4, 0.2])).toBeCloseTo(-4.0776406, 7);
  });

  test('the error-share rule for 5 % of the requests and a threefold rise has these coefficients', () => {
    const { canary, stable, stop } = errorShareRule(0.05, 3, 0.05);
    expect(canary).toBeCloseTo(1.0033, 4);
    expect(stable).toBeCloseTo(-0.0953, 4);
    expect(stop).toBeCloseTo(2.996, 3);
  });
});

describe('error budgets', () => {
  test('20 % errors on 5 % of the traffic are 1 % of all, ten times what 99.9 % allows, 0.23 % of the month in ten minutes (SRE workbook)', () => {
    const overall = overallErrorRate(0.05, 20);
    expect(overall).toBeCloseTo(1, 12);
    expect(burnRate(overall, MONTH)).toBeCloseTo(10, 9);
    expect(budgetUsed(burnRate(overall, MONTH), 600, MONTH)).toBeCloseTo(0.2315, 4);
  });

  test.each([
    [2, HOUR, 30 * DAY, 14.4],
    [5, 6 * HOUR, 30 * DAY, 6],
    [10, DAY, 30 * DAY, 3],
    [10, 3 * DAY, 30 * DAY, 1],
    [25 / 12, HOUR, 28 * DAY, 14],
    [25, DAY, 28 * DAY, 7],
  ])('%d %% of the budget in %d seconds of %d is a burn rate of %d', (used, seconds, window, rate) => {
    expect(burnRateFor(used, seconds, { slo: 99.9, window })).toBeCloseTo(rate, 9);
  });

  test('99.9 % over 30 days allow 43.2 minutes', () => {
    expect(downtimeAllowed(MONTH) / 60).toBeCloseTo(43.2, 9);
  });
});
