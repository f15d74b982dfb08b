import { formatDuration, parseDuration } from '../strategy';
import { type ErrorShareTerms, errorShareScore } from './error-share';

/** How far back a counter may have its last sample: failed scrapes and restarts of Prometheus must not make an old counter look new. */
const MEMORY = '1h';

/** Each counter stands in a line of its own. */
const LINE = '\n  ';

/** The counters of one version. */
interface Counters {
  readonly requests: string;
  readonly failed: string;
  /** Leaves the version's series of a vector. */
  readonly keep?: ((vector: string) => string) | undefined;
}

/** The counters of both versions. */
export interface ErrorShareSeries {
  readonly canary: Counters;
  readonly stable: Counters;
}

/** Seconds. */
interface ErrorShareTiming {
  readonly slice: number;
  readonly lookback: number;
  /** Slices with fewer requests of the new version are left out. */
  readonly minRequests: number;
}

/**
 * What a counter counted in a slice, from its last sample before to its last sample in it. Nothing is extrapolated, and nothing between two slices
 * is lost, as it is with `increase`. A counter that fell, or was not there before, began at zero.
 */
function counted(series: string, slice: string, keep: Counters['keep'] = (vector) => vector): string {
  const now = `last_over_time(${series}[${MEMORY}])`;
  const before = `last_over_time(${series}[${MEMORY}] offset ${slice})`;
  return `sum(${keep(`(${now} - ${before} >= 0) or ${now}`)})`;
}

/**
 * The sum of the scores of all slices in PromQL, a vector of one number. A slice in which one of the versions got no requests adds nothing; without
 * any other one the vector is empty.
 */
export function errorShareQuery(
  terms: ErrorShareTerms,
  { canary, stable }: ErrorShareSeries,
  { slice, lookback, minRequests }: ErrorShareTiming,
): string {
  const step = formatDuration(slice);
  const failed = (of: Counters) => `${LINE}(${counted(of.failed, step, of.keep)} or vector(0))`;
  const enough = `${LINE}(${counted(canary.requests, step, canary.keep)} >= ${Math.max(1, minRequests)})`;
  const score = errorShareScore(terms, {
    canary: failed(canary),
    stable: failed(stable),
    ratio: `${LINE}${counted(stable.requests, step, stable.keep)} / ${enough}`,
    ln: (value) => `ln(${value})`,
  }).replaceAll(` ${LINE}`, LINE);
  const reach = formatDuration((Math.ceil(lookback / slice) + 1) * slice);
  return `sum_over_time((${score}\n)[${reach}:${step}])`;
}

/** Seconds of the slices that a query adds up; undefined for another query. */
export function sliceOf(query: string): number | undefined {
  const step = /^sum_over_time\(\(.*\)\[\w+:(\w+)\]\)$/s.exec(query)?.[1];
  return step === undefined ? undefined : parseDuration(step);
}
