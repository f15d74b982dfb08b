/** What the metrics counted in a stretch of time. */
export interface Counts {
  /** Requests to the new version, copies included. */
  readonly canary: number;
  readonly canaryErrors: number;
  readonly stable: number;
  readonly stableErrors: number;
  /** Requests to the new version while it was slow. */
  readonly slow: number;
  /** The logarithm of how many times as slowly each of them was answered, summed up. */
  readonly slowness: number;
}

const COUNTERS = ['canary', 'canaryErrors', 'stable', 'stableErrors', 'slow', 'slowness'] as const;
export type Counter = (typeof COUNTERS)[number];

/** Counters over time, as a metrics backend keeps them: summed up, with a point at each end of a stretch. */
export class Ledger {
  readonly #times: number[];
  readonly #sums: Readonly<Record<Counter, number[]>>;

  /** Begins at this time, in seconds. */
  constructor(from: number) {
    this.#times = [from];
    this.#sums = { canary: [0], canaryErrors: [0], stable: [0], stableErrors: [0], slow: [0], slowness: [0] };
  }

  /** What was counted since the last point. */
  add(to: number, counts: Counts): void {
    const last = this.#times.length - 1;
    this.#times.push(to);
    for (const counter of COUNTERS) {
      const sums = this.#sums[counter];
      sums.push((sums[last] as number) + counts[counter]);
    }
  }

  /** What a counter rose by within a window; between two points it rises evenly. */
  rise(counter: Counter, from: number, to: number): number {
    const difference = this.#at(counter, to) - this.#at(counter, from);
    return counter === 'slowness' ? difference : Math.round(difference);
  }

  #at(counter: Counter, time: number): number {
    const times = this.#times;
    const sums = this.#sums[counter];
    let low = 0;
    let high = times.length - 1;
    if (time >= (times[high] as number)) return sums[high] as number;
    if (time <= (times[0] as number)) return 0;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((times[middle] as number) <= time) low = middle;
      else high = middle;
    }
    const start = times[low] as number;
    const part = (time - start) / ((times[high] as number) - start);
    const before = sums[low] as number;
    return before + part * ((sums[high] as number) - before);
  }
}
