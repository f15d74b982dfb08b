import type { PlannedGuard, TrafficProfile } from '../plan';
import { atLeast, isExact, probabilityFor } from './binomial';
import { Comparison } from './comparison';
import { normalCdf, normalPdf, normalQuantile } from './normal';
import type { Span } from './span';

/**
 * Response times are taken as log-normal around the usual one (p50) with this spread: p99 is then 4 times p50. An assumption, used only where
 * a latency guard needs one.
 */
export const LATENCY_SPREAD = 0.6;

/** How a chance was computed: from the binomial distribution, from a normal one near it, or from a random walk. */
export type Method = 'exact' | 'normal' | 'random walk';

/** What one reading of a guard sees in a span. */
export interface Sight {
  /** Requests to the new version in the window. */
  readonly canary: number;
  /** Requests to the stable version in the window. */
  readonly stable: number;
  readonly method: Method;
  /** The chance that a reading is bad when the new version is `rise` times as bad as usual. */
  bad(rise: number): number;
  /** The rise at which a reading is bad with this chance; absent: none. */
  riseFor(chance: number): number | undefined;
}

type Chances = Pick<Sight, 'method' | 'bad' | 'riseFor'>;

const slowShare = (median: number, limit: number): number => normalCdf(-Math.log(limit / median) / LATENCY_SPREAD);

/** The spread of the logarithm of a sample percentile of n response times. */
function percentileSpread(percentile: number, n: number): number {
  const q = percentile / 100;
  return (LATENCY_SPREAD * Math.sqrt((q * (1 - q)) / n)) / normalPdf(normalQuantile(q));
}

/** More than a share `limit` of the requests is bad. */
function above(
  requests: number,
  limit: number,
  probability: (rise: number) => number,
  rise: (probability: number) => number,
): Chances {
  const n = Math.round(requests);
  const needed = Math.floor(limit * n + 1e-9) + 1;
  return {
    method: isExact(needed, n) ? 'exact' : 'normal',
    bad: (times) => atLeast(needed, n, probability(times)),
    riseFor: (chance) => (needed > n ? undefined : rise(probabilityFor(needed, n, chance))),
  };
}

function errorsOver(limit: number, { errorRate }: TrafficProfile, canary: number): Chances {
  const base = errorRate / 100;
  return above(
    canary,
    limit / 100,
    (rise) => Math.min(1, base * rise),
    (probability) => probability / base,
  );
}

function errorsOverStable(ratio: number, { errorRate }: TrafficProfile, canary: number, stable: number): Chances {
  const base = errorRate / 100;
  const comparison = new Comparison({ canary: Math.round(canary), stable: Math.round(stable), base, ratio });
  return {
    method: stable * base <= 120 ? 'exact' : 'normal',
    bad: (rise) => comparison.comesOutAbove(Math.min(1, base * rise)),
    riseFor(chance) {
      const rate = comparison.rateFor(chance);
      return rate >= 1 ? undefined : rate / base;
    },
  };
}

function slowerThan(limit: number, percentile: number, median: number, canary: number): Chances {
  return above(
    canary,
    1 - percentile / 100,
    (rise) => slowShare(median * rise, limit),
    (probability) => (limit / median) * Math.exp(LATENCY_SPREAD * normalQuantile(probability)),
  );
}

function slowerThanStable(ratio: number, percentile: number, canary: number, stable: number): Chances {
  const seen = canary >= 1 && stable >= 1;
  const spread = seen ? Math.hypot(percentileSpread(percentile, canary), percentileSpread(percentile, stable)) : 1;
  return {
    method: 'normal',
    bad: (rise) => (seen ? normalCdf(Math.log(rise / ratio) / spread) : 0),
    riseFor: (chance) => (seen ? ratio * Math.exp(spread * normalQuantile(chance)) : undefined),
  };
}

function chancesOf(guard: PlannedGuard, traffic: TrafficProfile, canary: number, stable: number): Chances | undefined {
  const { measure, bad } = guard;
  if (measure.metric === 'errorRate' || measure.metric === 'successRate') {
    if (bad.kind === 'versusStable') return errorsOverStable(bad.ratio, traffic, canary, stable);
    if (bad.kind === 'max') return errorsOver(bad.value, traffic, canary);
    if (bad.kind === 'min') return errorsOver(100 - bad.value, traffic, canary);
  }
  if (measure.metric === 'latency') {
    if (bad.kind === 'versusStable') return slowerThanStable(bad.ratio, measure.percentile, canary, stable);
    if (bad.kind === 'max' && traffic.latency !== undefined)
      return slowerThan(bad.value, measure.percentile, traffic.latency, canary);
  }
  return undefined;
}

/** Remembers the answers: the same few rises are asked for again and again. */
function remembered(bad: (rise: number) => number): (rise: number) => number {
  const known = new Map<number, number>();
  return (rise) => {
    const before = known.get(rise);
    if (before !== undefined) return before;
    const chance = bad(rise);
    known.set(rise, chance);
    return chance;
  };
}

/** What a guard sees in one reading of a span; undefined where nothing is known (an audience, a metric without a usual value). */
export function sightOf(guard: PlannedGuard, span: Span, traffic: TrafficProfile): Sight | undefined {
  if (span.canary === undefined) return undefined;
  const requests = traffic.requestsPerSecond * guard.over;
  const canary = requests * span.canary;
  const stable = requests * span.stable;
  const chances = chancesOf(guard, traffic, canary, stable);
  if (chances === undefined) return undefined;
  if (Math.round(canary) < Math.max(1, guard.minRequests)) {
    const chance = guard.onNoData === 'fail' ? 1 : 0;
    return { canary, stable, method: 'exact', bad: () => chance, riseFor: () => (chance === 1 ? 1 : undefined) };
  }
  return { canary, stable, ...chances, bad: remembered(chances.bad) };
}
