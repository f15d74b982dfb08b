import type { Phase, PlannedGuard, TrafficProfile } from '../plan';
import { atLeast } from './binomial';
import { normalCdf, normalPdf, normalQuantile } from './normal';

/**
 * Response times are taken as log-normal around the usual one (p50) with this spread: p99 is then 4 times p50. An assumption, used only where
 * a latency guard needs one.
 */
export const LATENCY_SPREAD = 0.6;

/** More failures than this in a reading are counted with the normal approximation, fewer with the exact binomial. */
const EXACT_UP_TO = 60;

/** What one reading of a guard sees in a phase. */
export interface Sight {
  /** Requests to the new version in the window. */
  readonly canary: number;
  /** Requests to the stable version in the window. */
  readonly stable: number;
  /** The chance that a reading is bad when the new version is `rise` times as bad as usual. */
  bad(rise: number): number;
}

/** The new version's share of the requests, copies included; 0–1. Undefined for an audience, whose size nobody knows. */
export function shareOf(phase: Phase): number | undefined {
  if (phase.weight > 0) return phase.weight / 100;
  if (phase.mirror > 0) return phase.mirror / 100;
  return phase.audience.length > 0 ? undefined : 0;
}

/** The chance that more than `limit` (a share) of n requests fail, each with probability p. */
export function exceeds(n: number, limit: number, p: number): number {
  if (n < 1) return 0;
  const needed = Math.floor(limit * n + 1e-9) + 1;
  if (Math.max(needed, n * p) <= EXACT_UP_TO) return atLeast(needed, Math.round(n), p);
  return normalCdf((n * p - needed + 0.5) / Math.sqrt(n * p * (1 - p) + 1e-12));
}

/** The chance that the new version's failure rate comes out above `ratio` times the stable one's. */
function exceedsStable(canary: number, stable: number, ratio: number, p: number, base: number): number {
  if (canary < 1 || stable < 1) return 0;
  const variance = (p * (1 - p)) / canary + (ratio * ratio * base * (1 - base)) / stable;
  return normalCdf((p - ratio * base) / Math.sqrt(variance + 1e-18));
}

const slowShare = (median: number, limit: number): number => 1 - normalCdf(Math.log(limit / median) / LATENCY_SPREAD);

/** The spread of the logarithm of a sample percentile of n response times. */
function percentileSpread(percentile: number, n: number): number {
  const q = percentile / 100;
  return (LATENCY_SPREAD * Math.sqrt((q * (1 - q)) / n)) / normalPdf(normalQuantile(q));
}

type Bad = (rise: number) => number;

function badOf(guard: PlannedGuard, traffic: TrafficProfile, canary: number, stable: number): Bad | undefined {
  const { measure, bad } = guard;
  const base = traffic.errorRate / 100;
  const failing = (rise: number) => Math.min(1, base * rise);
  if (measure.metric === 'errorRate' || measure.metric === 'successRate') {
    if (bad.kind === 'versusStable') return (rise) => exceedsStable(canary, stable, bad.ratio, failing(rise), base);
    if (bad.kind === 'max') return (rise) => exceeds(canary, bad.value / 100, failing(rise));
    if (bad.kind === 'min') return (rise) => exceeds(canary, (100 - bad.value) / 100, failing(rise));
  }
  if (measure.metric === 'latency' && traffic.latency !== undefined) {
    const median = traffic.latency;
    if (bad.kind === 'max')
      return (rise) => exceeds(canary, 1 - measure.percentile / 100, slowShare(median * rise, bad.value));
    if (bad.kind === 'versusStable') {
      const spread = Math.hypot(
        percentileSpread(measure.percentile, canary),
        percentileSpread(measure.percentile, stable),
      );
      return (rise) => (stable < 1 || canary < 1 ? 0 : normalCdf(Math.log(rise / bad.ratio) / spread));
    }
  }
  return undefined;
}

/** What a guard sees in one reading of a phase; undefined where nothing is known (an audience, a metric without a usual value). */
export function sightOf(guard: PlannedGuard, phase: Phase, traffic: TrafficProfile): Sight | undefined {
  const share = shareOf(phase);
  if (share === undefined) return undefined;
  const requests = traffic.requestsPerSecond * guard.over;
  const canary = requests * share;
  const stable = phase.weight > 0 ? requests - canary : requests;
  const bad = badOf(guard, traffic, canary, stable);
  if (bad === undefined) return undefined;
  if (canary < Math.max(1, guard.minRequests))
    return { canary, stable, bad: () => (guard.onNoData === 'fail' ? 1 : 0) };
  return { canary, stable, bad };
}
