import { normalCdf, normalQuantile } from './normal';
import { solve } from './solve';

/** Up to so many successes, seen or expected, chances are summed exactly; beyond, Peizer and Pratt's normal form is within 1e-5. */
export const EXACT_UP_TO = 60;

/** The chance of at least k of n, summed; k and n × p are small. */
function summed(k: number, n: number, p: number): number {
  const odds = p / (1 - p);
  let term = Math.exp(n * Math.log1p(-p));
  if (k <= n * p) {
    let fewer = 0;
    for (let i = 0; i < k; i += 1) {
      fewer += term;
      term *= ((n - i) / (i + 1)) * odds;
    }
    return 1 - fewer;
  }
  for (let i = 0; i < k; i += 1) term *= ((n - i) / (i + 1)) * odds;
  let sum = 0;
  for (let i = k; i <= n && term > 1e-17 * sum; i += 1) {
    sum += term;
    term *= ((n - i) / (i + 1)) * odds;
  }
  return sum;
}

function bend(x: number): number {
  const e = 1 - x;
  if (Math.abs(e) < 1e-3) return e / 3 + (e * e) / 6;
  return x <= 0 ? 1 : (1 - x * x + 2 * x * Math.log(x)) / (e * e);
}

/** Peizer and Pratt's normal deviate of at least k of n (Journal of the American Statistical Association 63, 1968). */
function deviate(k: number, n: number, p: number): number {
  const q = 1 - p;
  const most = k - 1;
  const distance =
    most + 2 / 3 - (n + 1 / 3) * p + 0.02 * (q / (most + 1) - p / Math.max(0.5, n - most) + (q - 0.5) / (n + 1));
  const shape = 1 + q * bend((most + 0.5) / (n * p)) + p * bend((n - most - 0.5) / (n * q));
  return -distance * Math.sqrt(shape / ((n + 1 / 6) * p * q));
}

/** The chance of at least k successes in n tries of probability p: exact where k and n × p are at most {@link EXACT_UP_TO}. */
export function atLeast(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  if (n <= 2 * EXACT_UP_TO && p > 0.5) return 1 - summed(n - k + 1, n, 1 - p);
  if (k <= EXACT_UP_TO && n * p <= EXACT_UP_TO) return summed(k, n, p);
  return normalCdf(deviate(k, n, p));
}

/** Whether {@link atLeast} is exact there. */
export const isExact = (k: number, n: number): boolean => k <= EXACT_UP_TO || n <= 2 * EXACT_UP_TO;

/** The probability at which at least k of n successes have the chance `value` (0–1, both excluded); 1 when k is above n. */
export function probabilityFor(k: number, n: number, value: number): number {
  if (k > n) return 1;
  if (k <= 0) return 0;
  if (k === 1) return -Math.expm1(Math.log1p(-value) / n);
  const wilsonHilferty = 1 - 1 / (9 * k) + normalQuantile(value) / (3 * Math.sqrt(k));
  const guess = Math.min(0.99, Math.max(1e-12, (k * wilsonHilferty ** 3) / (n + (k - 1) / 2)));
  return solve((p) => atLeast(k, n, p), value, 0, 1, {
    guess,
    precision: 1e-9 * value * (1 - value),
  });
}

/**
 * The upper confidence bound of a probability of which k of n were seen (Clopper–Pearson, one-sided): none of 300 leaves room for 0.99 %.
 */
export const upperBound = (k: number, n: number, confidence: number): number => probabilityFor(k + 1, n, confidence);

/** The tries that are needed to see at least one success of probability p with the given confidence. */
export const triesForOne = (p: number, confidence: number): number =>
  Math.ceil(Math.log1p(-confidence) / Math.log1p(-p));
