import { type Answers, meanOf, percentileOf } from './latency';
import type { Counter, Ledger } from './ledger';
import type { Random } from './random';

/** Whose requests a metric counts. */
export type Version = 'canary' | 'stable' | 'both';

const COUNTERS: Readonly<Record<Version, readonly [requests: readonly Counter[], errors: readonly Counter[]]>> = {
  canary: [['canary'], ['canaryErrors']],
  stable: [['stable'], ['stableErrors']],
  both: [
    ['canary', 'stable'],
    ['canaryErrors', 'stableErrors'],
  ],
};

/** What a metrics backend answers at one moment of the release. */
export class Seen {
  readonly #ledger: Ledger;
  readonly #random: Random;
  readonly #latency: number;

  /** @param at the end of every window, in seconds; `weight` is the new version's share then, 0–1 */
  constructor(
    ledger: Ledger,
    random: Random,
    latency: number,
    readonly at: number,
    readonly weight: number,
    /** Whose metrics cannot be read: the new version's, or nobody's since the backend is down. */
    readonly missing: 'none' | 'canary' | 'all',
  ) {
    this.#ledger = ledger;
    this.#random = random;
    this.#latency = latency;
  }

  /** What tells one played release apart from another. */
  get release(): object {
    return this.#ledger;
  }

  /** What the backend, as it answers now, says about so many seconds ago. */
  before(seconds: number): Seen {
    return new Seen(this.#ledger, this.#random, this.#latency, this.at - seconds, this.weight, this.missing);
  }

  /** Nothing can be read: the backend is down. */
  get down(): boolean {
    return this.missing === 'all';
  }

  /** Requests in the window of so many seconds that ends now. */
  requests(of: Version, seconds: number): number {
    return this.#sum(COUNTERS[of][0], seconds);
  }

  /** Of these, the ones that failed. */
  errors(of: Version, seconds: number): number {
    return this.#sum(COUNTERS[of][1], seconds);
  }

  /** A percentile of the response times in milliseconds, as the sample has it; undefined without requests. */
  percentile(of: Version, percentile: number, seconds: number): number | undefined {
    return percentileOf(this.#answers(of, seconds), percentile, this.#random);
  }

  /** The mean response time in milliseconds; undefined without requests. */
  mean(of: Version, seconds: number): number | undefined {
    return meanOf(this.#answers(of, seconds));
  }

  #sum(counters: readonly Counter[], seconds: number): number {
    let sum = 0;
    for (const counter of counters) sum += this.#ledger.rise(counter, this.at - seconds, this.at);
    return sum;
  }

  #answers(of: Version, seconds: number): Answers[] {
    const slow = of === 'stable' ? 0 : this.#sum(['slow'], seconds);
    const usual = { median: this.#latency, requests: this.requests(of, seconds) - slow };
    if (slow === 0) return [usual];
    const slowness = Math.exp(this.#sum(['slowness'], seconds) / slow);
    return [usual, { median: this.#latency * slowness, requests: slow }];
  }
}
