import { normalCdf, normalQuantile } from './normal';

/** Two versions compared by the share of requests that fail. */
export interface TwoProportions {
  /** The stable version's probability. */
  readonly base: number;
  /** The new version's probability. */
  readonly other: number;
  /** Stable requests for each request of the new version. Default: 1. */
  readonly ratio?: number;
  /** The chance to call a difference where there is none. Default: 5 %. */
  readonly alpha?: number;
  /** 1: only worse counts; 2: any difference. Default: 1. */
  readonly sides?: 1 | 2;
}

const settle = ({ ratio = 1, alpha = 0.05, sides = 1, base, other }: TwoProportions) => {
  const pooled = (other + ratio * base) / (1 + ratio);
  return {
    z: normalQuantile(1 - alpha / sides),
    difference: Math.abs(other - base),
    same: Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio)),
    apart: Math.sqrt(other * (1 - other) + (base * (1 - base)) / ratio),
  };
};

/** The requests that the new version needs so that the difference is seen with the given power. */
export function requestsNeeded(case_: TwoProportions, power: number): number {
  const { z, difference, same, apart } = settle(case_);
  return ((z * same + normalQuantile(power) * apart) / difference) ** 2;
}

/** The chance that the difference is seen with n requests to the new version. */
export function power(case_: TwoProportions, n: number): number {
  const { z, difference, same, apart } = settle(case_);
  const shift = difference * Math.sqrt(n);
  const otherTail = case_.sides === 2 ? normalCdf((-shift - z * same) / apart) : 0;
  return normalCdf((shift - z * same) / apart) + otherTail;
}

/** One probability against a fixed one. */
export interface OneProportion {
  readonly limit: number;
  readonly other: number;
  readonly alpha: number;
  readonly beta: number;
}

/** The requests needed to tell `other` from `limit` (normal approximation), without and with the continuity correction. */
export function sampleSize({ limit, other, alpha, beta }: OneProportion): {
  readonly plain: number;
  readonly corrected: number;
} {
  const difference = Math.abs(other - limit);
  const spread =
    normalQuantile(1 - alpha) * Math.sqrt(limit * (1 - limit)) +
    normalQuantile(1 - beta) * Math.sqrt(other * (1 - other));
  const plain = (spread / difference) ** 2;
  return { plain, corrected: plain + 1 / difference };
}
