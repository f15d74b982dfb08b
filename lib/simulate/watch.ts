import type { PlayableGuard } from './playable';
import type { Random } from './random';
import type { Tallies } from './tally';

/** What a reading says. */
export type Reading = 'good' | 'bad' | 'no data';

/** Response times are log-normal around the usual one with this spread, as in the evidence. */
const LATENCY_SPREAD = 0.6;

const tail = (z: number): number => {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const area =
    density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? area : 1 - area;
};

/** One guard on the virtual clock: reads its window, and counts as the engine counts. */
export class Watch {
  readonly guard: PlayableGuard;
  readonly #recent: boolean[] = [];
  #bad = 0;
  #score = 0;

  constructor(guard: PlayableGuard) {
    this.guard = guard;
  }

  /** Reads the last window. `latency` is the usual response time in milliseconds. */
  read(seen: Tallies, tick: number, latency: number, random: Random): Reading {
    const ticks = Math.max(1, Math.round(this.guard.over / tick));
    const requests = seen.canary.last(ticks);
    if (seen.missing.last(1) > 0 || requests < Math.max(1, this.guard.minRequests)) return 'no data';
    const errors = seen.canaryErrors.last(ticks);
    const { measure, bad } = this.guard;
    if (measure.metric === 'latency') return this.#slow(seen, ticks, requests, latency, random) ? 'bad' : 'good';
    const share = errors / requests;
    switch (bad.kind) {
      case 'max':
        return measure.metric === 'errorRate' && share * 100 > bad.value ? 'bad' : 'good';
      case 'min':
        return measure.metric === 'successRate' && (1 - share) * 100 < bad.value ? 'bad' : 'good';
      case 'versusStable': {
        const stable = seen.stable.last(ticks);
        if (stable < 1) return 'no data';
        return share > bad.ratio * (seen.stableErrors.last(ticks) / stable) ? 'bad' : 'good';
      }
      case 'sequential':
        return this.#sequence(seen, ticks) ? 'bad' : 'good';
    }
  }

  /** Whether the engine gives up after this reading. */
  trips(reading: 'good' | 'bad'): boolean {
    const { counting } = this.guard;
    if (counting.rule === 'total') {
      if (reading === 'bad') this.#bad += 1;
      return this.#bad > counting.tolerated;
    }
    this.#recent.push(reading === 'bad');
    if (this.#recent.length > counting.of) this.#recent.shift();
    return this.#recent.filter(Boolean).length >= counting.bad;
  }

  #slow(seen: Tallies, ticks: number, requests: number, latency: number, random: Random): boolean {
    const { measure, bad } = this.guard;
    if (measure.metric !== 'latency') return false;
    const slowness = seen.slowness.last(ticks) / requests;
    const limit =
      bad.kind === 'max'
        ? bad.value
        : bad.kind === 'versusStable'
          ? bad.ratio * latency * Math.exp(2.326 * LATENCY_SPREAD)
          : 0;
    const slower = tail(Math.log(limit / (latency * slowness)) / LATENCY_SPREAD);
    return random.of(requests, slower) > requests * (1 - measure.percentile / 100);
  }

  #sequence(seen: Tallies, ticks: number): boolean {
    const { bad, every, over } = this.guard;
    if (bad.kind !== 'sequential') return false;
    const since = Math.max(1, Math.round((ticks * every) / over));
    const [canary, stable] = [seen.canary.last(since), seen.stable.last(since)];
    if (canary === 0 || stable === 0) return false;
    const w = canary / (canary + stable);
    const q = (bad.rise * w) / (bad.rise * w + 1 - w);
    this.#score +=
      seen.canaryErrors.last(since) * Math.log(q / w) + seen.stableErrors.last(since) * Math.log((1 - q) / (1 - w));
    return this.#score >= Math.log(100 / bad.falseAborts);
  }
}
