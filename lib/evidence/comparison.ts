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

/** The chance that the new version's error rate comes out above `ratio` times the stable one's, as a function of its true rate. */
export class Comparison {
  /** The chances of each number of stable errors, and above how many errors of the new version the ratio is then. */
  #stable: ReadonlyArray<readonly [chance: number, limit: number]> | undefined;

  constructor(readonly versions: Comparing) {}

  /** Summed over all counts of both versions. Without an error of the stable version any error of the new one is a higher rate. */
  #exactly(p: number): number {
    const { canary, stable, base, ratio } = this.versions;
    const scale = (ratio * canary) / stable;
    this.#stable ??= chances(stable, base).map((chance, errors) => [chance, Math.floor(errors * scale + 1e-9)]);
    const odds = p / (1 - p);
    let own = Math.exp(canary * Math.log1p(-p));
    let atMost = 0;
    let counted = 0;
    let sum = 0;
    for (const [chance, limit] of this.#stable) {
      for (; counted <= Math.min(limit, canary); counted += 1) {
        atMost += own;
        own *= ((canary - counted) / (counted + 1)) * odds;
      }
      if (atMost > 1 - 1e-12) break;
      sum += chance * (1 - atMost);
    }
    return sum;
  }

  comesOutAbove(p: number): number {
    const { canary, stable, base, ratio } = this.versions;
    if (canary < 1 || stable < 1) return 0;
    if (p >= 1) return ratio * base >= 1 ? 0 : 1;
    if (p < 0.5 && stable * base <= 2 * EXACT_UP_TO && canary * p <= EXACT_UP_TO) return this.#exactly(p);
    const variance = (p * (1 - p)) / canary + (ratio * ratio * base * (1 - base)) / stable;
    return normalCdf((p - ratio * base) / Math.sqrt(variance + 1e-18));
  }

  /** The true rate at which the new version's error rate comes out above with the wanted chance; 1 when there is none below. */
  rateFor(chance: number): number {
    const { canary, stable, base, ratio } = this.versions;
    if (canary < 1 || stable < 1 || this.comesOutAbove(1) < chance) return 1;
    const z = normalQuantile(chance);
    const limit = ratio * base;
    const noise = (ratio * ratio * base * (1 - base)) / stable;
    const a = 1 + (z * z) / canary;
    const b = 2 * limit + (z * z) / canary;
    const c = limit * limit - z * z * noise;
    const guess = (b + Math.sign(z) * Math.sqrt(Math.max(0, b * b - 4 * a * c))) / (2 * a);
    return solve((p) => this.comesOutAbove(p), chance, 0, 1, {
      guess: Math.min(0.99, Math.max(1 / canary / 10, guess)),
      precision: 1e-5,
    });
  }
}
