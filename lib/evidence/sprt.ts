import { normalCdf } from './normal';

/** Wald's test of a rate p0 against a rate p1. */
export interface Sprt {
  readonly p0: number;
  readonly p1: number;
  /** The chance to reject a rate of p0. */
  readonly alpha: number;
  /** The chance to accept a rate of p1. */
  readonly beta: number;
}

/** The lines between which Wald's test goes on: failures within `slope × n - accept` and `slope × n + reject`. */
export function sprtLines({ p0, p1, alpha, beta }: Sprt) {
  const odds = Math.log((p1 * (1 - p0)) / (p0 * (1 - p1)));
  const accept = Math.log((1 - alpha) / beta) / odds;
  const reject = Math.log((1 - beta) / alpha) / odds;
  const slope = Math.log((1 - p0) / (1 - p1)) / odds;
  return { accept, reject, slope, firstAccept: Math.ceil(accept / slope) };
}

/** The requests that Wald's test takes on average when the rate is p0 and when it is p1. */
export function sprtLength(test: Sprt): { readonly good: number; readonly bad: number } {
  const { p0, p1, alpha, beta } = test;
  const up = Math.log((1 - beta) / alpha);
  const down = Math.log(beta / (1 - alpha));
  const step = (p: number) => p * Math.log(p1 / p0) + (1 - p) * Math.log((1 - p1) / (1 - p0));
  return { good: (alpha * up + (1 - alpha) * down) / step(p0), bad: ((1 - beta) * up + beta * down) / step(p1) };
}

/** The chance that a random walk with this drift and variance per unit reaches `height` within `time`. */
export function reaches(height: number, drift: number, variance: number, time: number): number {
  const spread = Math.sqrt(variance * time);
  if (spread === 0) return drift * time >= height ? 1 : 0;
  const direct = normalCdf((drift * time - height) / spread);
  const reflected = normalCdf((-drift * time - height) / spread);
  return Math.min(1, direct + (reflected === 0 ? 0 : Math.exp((2 * drift * height) / variance) * reflected));
}
