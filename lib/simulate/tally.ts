/** A counter that is asked for sums over windows: one slot per tick, summed up from the start. */
export class Tally {
  readonly #sums: number[] = [0];

  add(count: number): void {
    this.#sums.push((this.#sums.at(-1) ?? 0) + count);
  }

  /** The sum of the last `ticks` ticks, as far as there are so many. */
  last(ticks: number): number {
    const end = this.#sums.length - 1;
    return (this.#sums[end] ?? 0) - (this.#sums[Math.max(0, end - ticks)] ?? 0);
  }

  get total(): number {
    return this.#sums.at(-1) ?? 0;
  }
}

/** What is counted of both versions, tick by tick. */
export interface Tallies {
  readonly canary: Tally;
  readonly canaryErrors: Tally;
  readonly stable: Tally;
  readonly stableErrors: Tally;
  /** The sum of the canary's slowness, weighted by its requests; divided by them it is the window's mean. */
  readonly slowness: Tally;
  /** Ticks in which the metrics could not be read. */
  readonly missing: Tally;
}

export const tallies = (): Tallies => ({
  canary: new Tally(),
  canaryErrors: new Tally(),
  stable: new Tally(),
  stableErrors: new Tally(),
  slowness: new Tally(),
  missing: new Tally(),
});
