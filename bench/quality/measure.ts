import { type Playable, play, scenario } from '../../lib/simulate';
import { median } from '../statistics';
import type { Ill, Service } from './cases';

/** A value and the interval that holds the true one in 95 of 100 such benches. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What so many releases came to. Times are seconds. */
export interface Measured {
  readonly runs: number;
  /** The share of the releases that was rolled back, or stopped before its beginning; 0–1. */
  readonly stopped: Estimate;
  /** Median of the releases that were stopped; absent without any. */
  readonly timeToStop?: number;
  /** Median of the releases that were promoted; absent without any. */
  readonly timeToPromote?: number;
  /** Requests to the new version until it was stopped or promoted, on average. */
  readonly hit: Estimate;
  /** Of these, the ones that failed. */
  readonly failed: Estimate;
}

const Z = 1.959963984540054;

/** The interval of Wilson, which is right at 0 and at 1 too. */
export function shareOf(count: number, of: number): Estimate {
  const value = count / of;
  const center = (value + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const half = (Z * Math.sqrt((value * (1 - value)) / of + (Z * Z) / (4 * of * of))) / (1 + (Z * Z) / of);
  return { value, low: Math.max(0, center - half), high: Math.min(1, center + half) };
}

export function meanOf(values: readonly number[]): Estimate {
  const value = values.reduce((sum, each) => sum + each, 0) / values.length;
  const variance = values.reduce((sum, each) => sum + (each - value) ** 2, 0) / Math.max(1, values.length - 1);
  const half = Z * Math.sqrt(variance / values.length);
  return { value, low: Math.max(0, value - half), high: value + half };
}

/** Plays a release so many times. */
export function measure(release: Playable, service: Service, { faults }: Ill, runs: number): Measured {
  const outcomes = Array.from({ length: runs }, (_, run) =>
    play(release, scenario(service, { faults, seed: run + 1 })),
  );
  const times = (result: string) => outcomes.filter((outcome) => outcome.result === result).map(({ at }) => at);
  const [stops, promotions] = [times('rolledBack'), times('promoted')];
  return {
    runs,
    stopped: shareOf(stops.length, runs),
    ...(stops.length > 0 && { timeToStop: median(stops) }),
    ...(promotions.length > 0 && { timeToPromote: median(promotions) }),
    hit: meanOf(outcomes.map(({ requestsHit }) => requestsHit)),
    failed: meanOf(outcomes.map(({ failed }) => failed)),
  };
}
