import { LATENCY_SPREAD } from '../evidence';
import { normalCdf, normalQuantile } from '../evidence/normal';

import type { Random } from './random';

/** Requests whose response times are log-normal around a median, in milliseconds. */
export interface Answers {
  readonly median: number;
  readonly requests: number;
}

/** The response time that a share of the requests is above. */
function aboveIn(groups: readonly Answers[], tail: number): number {
  const [only, ...others] = groups;
  if (only === undefined) return Number.NaN;
  const at = (median: number) => median * Math.exp(-LATENCY_SPREAD * normalQuantile(tail));
  if (others.length === 0) return at(only.median);
  const total = groups.reduce((sum, { requests }) => sum + requests, 0);
  let low = Math.log(Math.min(...groups.map(({ median }) => at(median))));
  let high = Math.log(Math.max(...groups.map(({ median }) => at(median))));
  for (let halving = 0; halving < 40; halving += 1) {
    const middle = (low + high) / 2;
    const above = groups.reduce(
      (sum, { median, requests }) => sum + requests * normalCdf((Math.log(median) - middle) / LATENCY_SPREAD),
      0,
    );
    if (above / total > tail) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/**
 * A percentile as it comes out of so many requests, in milliseconds; undefined without any. It is above a limit just when more than
 * `100 - percentile` percent of them are.
 */
export function percentileOf(groups: readonly Answers[], percentile: number, random: Random): number | undefined {
  const some = groups.filter(({ requests }) => requests > 0);
  const n = some.reduce((sum, { requests }) => sum + requests, 0);
  if (n < 1) return undefined;
  const fromTop = Math.min(n, Math.floor((1 - percentile / 100) * n + 1e-9) + 1);
  return aboveIn(some, random.fromTop(fromTop, n));
}

/** The mean response time, in milliseconds; undefined without requests. */
export function meanOf(groups: readonly Answers[]): number | undefined {
  const n = groups.reduce((sum, { requests }) => sum + requests, 0);
  if (n < 1) return undefined;
  const sum = groups.reduce((all, { median, requests }) => all + median * requests, 0);
  return (sum / n) * Math.exp((LATENCY_SPREAD * LATENCY_SPREAD) / 2);
}
