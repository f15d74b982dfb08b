import { EXACT_UP_TO } from './binomial';
import { normalCdf, normalQuantile } from './normal';
import { solve } from './solve';

/** Two versions whose error rates are compared in one window. */
export interface Comparing {
  /** Requests to the new version. */
  readonly canary: number;
  /** Requests to the stable version. */
  readonly stable: number;
  /** The stable version's error rate, 0–1. */
  readonly base: number;
  /** The ratio above which a reading is bad. */
  readonly ratio: number;
}

/** The chances of 0, 1, 2 … of n, as far as they matter. */
function chances(n: number, p: number): number[] {
  const all: number[] = [];
  const odds = p / (1 - p);
  let chance = Math.exp(n * Math.log1p(-p));
  for (let k = 0; k <= n && (k < n * p || chance > 1e-12); k += 1) {
    all.push(chance);
    chance *= ((n - k) / (k + 1)) * odds;
  }
  return all;
}

/** Summed over all counts of both versions. Without an error of the stable version any error of the new one is a higher rate. */
function exactly({ canary, stable, base, ratio }: Comparing, p: number): number {
  const own = chances(canary, p);
  const above = new Float64Array(own.length + 1);
  for (let k = own.length - 1; k >= 0; k -= 1) above[k] = (above[k + 1] ?? 0) + (own[k] ?? 0);
  const scale = (ratio * canary) / stable;
  let sum = 0;
  chances(stable, base).forEach((chance, errors) => {
    sum += chance * (above[Math.floor(errors * scale + 1e-9) + 1] ?? 0);
  });
  return sum;
}

/** The chance that the new version's error rate comes out above `ratio` times the stable one's when its true rate is p. */
export function comesOutAbove(comparing: Comparing, p: number): number {
  const { canary, stable, base, ratio } = comparing;
  if (canary < 1 || stable < 1) return 0;
  if (p >= 1) return ratio * base >= 1 ? 0 : 1;
  if (p < 0.5 && stable * base <= 2 * EXACT_UP_TO && canary * p <= EXACT_UP_TO) return exactly(comparing, p);
  const variance = (p * (1 - p)) / canary + (ratio * ratio * base * (1 - base)) / stable;
  return normalCdf((p - ratio * base) / Math.sqrt(variance + 1e-18));
}

/** The true rate at which the new version's error rate comes out above with the wanted chance; 1 when there is none below. */
export function rateFor(comparing: Comparing, chance: number): number {
  const { canary, stable, base, ratio } = comparing;
  if (canary < 1 || stable < 1 || comesOutAbove(comparing, 1) < chance) return 1;
  const z = normalQuantile(chance);
  const limit = ratio * base;
  const noise = (ratio * ratio * base * (1 - base)) / stable;
  const a = 1 + (z * z) / canary;
  const b = 2 * limit + (z * z) / canary;
  const c = limit * limit - z * z * noise;
  const guess = (b + Math.sign(z) * Math.sqrt(Math.max(0, b * b - 4 * a * c))) / (2 * a);
  return solve((p) => comesOutAbove(comparing, p), chance, 0, 1, {
    guess: Math.min(0.99, Math.max(1 / canary / 10, guess)),
    precision: 1e-6,
  });
}
