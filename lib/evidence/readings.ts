import { atLeast } from './binomial';

/** Readings that are each bad with the same probability. */
export interface Readings {
  readonly bad: number;
  readonly count: number;
}

/** Counts bad readings. */
export interface Counter {
  /** The chance that it has tripped. */
  readonly tripped: number;
  /** Takes readings; answers the chance that they trip it, given that nothing did before. */
  take(readings: Readings): number;
}

/** Counts bad readings over a release; a state is a chance for each number of bad readings that is still tolerated. */
export class Tolerance implements Counter {
  readonly #chances: Float64Array;
  tripped = 0;

  constructor(readonly failures: number) {
    this.#chances = new Float64Array(failures + 1);
    this.#chances[0] = 1;
  }

  take({ bad, count }: Readings): number {
    const chances = this.#chances;
    const before = 1 - this.tripped;
    if (count === 0 || bad === 0 || before <= 0) return 0;
    if (this.failures === 0) {
      const trips = count === 1 ? bad : -Math.expm1(count * Math.log1p(-bad));
      this.tripped += before * trips;
      return trips;
    }
    let tripped = 0;
    if (count <= 4) {
      for (let reading = 0; reading < count; reading += 1) {
        tripped += (chances[this.failures] ?? 0) * bad;
        for (let k = this.failures; k >= 0; k -= 1)
          chances[k] = (chances[k] ?? 0) * (1 - bad) + (k > 0 ? (chances[k - 1] ?? 0) * bad : 0);
      }
    } else {
      const exactly = Array.from(
        { length: this.failures + 1 },
        (_, k) => atLeast(k, count, bad) - atLeast(k + 1, count, bad),
      );
      for (let k = this.failures; k >= 0; k -= 1) {
        tripped += (chances[k] ?? 0) * atLeast(this.failures + 1 - k, count, bad);
        let sum = 0;
        for (let from = 0; from <= k; from += 1) sum += (chances[from] ?? 0) * (exactly[k - from] ?? 0);
        chances[k] = sum;
      }
    }
    this.tripped += tripped;
    return Math.min(1, tripped / before);
  }
}

/**
 * The chance that a rule which tolerates a number of bad readings trips, the readings being independent (Argo Rollouts' failureLimit, Flagger's
 * threshold: bad readings are counted over the whole release). Exact.
 */
export function tripsOverRelease(readings: readonly Readings[], failures: number): number {
  const tolerance = new Tolerance(failures);
  for (const group of readings) tolerance.take(group);
  return Math.min(1, tolerance.tripped);
}

/** The longest memory that {@link Window} keeps. */
export const LONGEST_WINDOW = 12;

const bits = (state: number): number => {
  let count = 0;
  for (let rest = state; rest > 0; rest >>= 1) count += rest & 1;
  return count;
};

/** Trips when m of the last n readings are bad (CloudWatch's datapoints to alarm); the last n - 1 readings are the state. */
export class Window implements Counter {
  #states: Float64Array;
  readonly #ones: readonly number[];
  tripped = 0;

  /** n is at most {@link LONGEST_WINDOW}. */
  constructor(
    readonly m: number,
    readonly n: number,
  ) {
    this.#states = new Float64Array(2 ** (n - 1));
    this.#states[0] = 1;
    this.#ones = Array.from(this.#states, (_, state) => bits(state));
  }

  take({ bad, count }: Readings): number {
    const before = 1 - this.tripped;
    const last = this.#states.length - 1;
    for (let reading = 0; reading < count; reading += 1) {
      const next = new Float64Array(this.#states.length);
      for (let state = 0; state <= last; state += 1) {
        const chance = this.#states[state] ?? 0;
        if (chance === 0) continue;
        const shifted = (state << 1) & last;
        next[shifted] = (next[shifted] ?? 0) + chance * (1 - bad);
        if ((this.#ones[state] ?? 0) + 1 >= this.m) this.tripped += chance * bad;
        else next[shifted | (last > 0 ? 1 : 0)] = (next[shifted | (last > 0 ? 1 : 0)] ?? 0) + chance * bad;
      }
      this.#states = next;
    }
    return before <= 0 ? 0 : Math.min(1, (this.tripped - 1 + before) / before);
  }
}

/** The chance that M of the last N readings are bad at some time, the readings being independent. Exact. */
export function tripsInWindow(readings: readonly Readings[], m: number, n: number): number {
  const window = new Window(m, n);
  for (const group of readings) window.take(group);
  return Math.min(1, window.tripped);
}
