import { incompleteBeta } from './gamma';

/** The chance of at least k successes in n tries of probability p; exact. */
export function atLeast(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  return incompleteBeta(p, k, n - k + 1);
}

/**
 * The upper confidence bound of a probability of which k of n were seen (Clopper–Pearson, one-sided): none of 300 leaves room for 0.99 %.
 */
export function upperBound(k: number, n: number, confidence: number): number {
  if (k >= n) return 1;
  return solve((p) => atLeast(k + 1, n, p), confidence, 0, 1);
}

/** The x in [low, high] at which a rising function reaches a value; `high` when it never does. */
export function solve(rising: (x: number) => number, value: number, low: number, high: number): number {
  if (rising(high) < value) return high;
  let [from, to] = [low, high];
  for (let round = 0; round < 60 && to - from > 1e-12 * Math.max(1e-6, to); round += 1) {
    const middle = (from + to) / 2;
    if (rising(middle) < value) from = middle;
    else to = middle;
  }
  return to;
}

/** The tries that are needed to see at least one success of probability p with the given confidence. */
export const triesForOne = (p: number, confidence: number): number =>
  Math.ceil(Math.log1p(-confidence) / Math.log1p(-p));
