import type { PlannedGuard } from '../plan';
import { formatDuration } from '../strategy';
import { errorShareQuery } from './error-share-prometheus';
import { fill } from './placeholder';
import { conventionOf, type PrometheusConvention, type PrometheusConventionName } from './prometheus-convention';
import { PrometheusVersion, type PrometheusWatchedVersion, quoted } from './prometheus-version';
import { type Good, goodOf, type WatchedVersions } from './reading';

/** What a guard is read with. */
export interface PrometheusWatched extends WatchedVersions {
  readonly candidate: PrometheusWatchedVersion;
  readonly stable: PrometheusWatchedVersion;
  /** Default: `http`. */
  readonly convention?: PrometheusConvention | PrometheusConventionName;
  /** Seconds that a sequential guard adds up: the longest that the release may take. */
  readonly release?: number;
}

/** A guard as Prometheus reads it. */
export interface PrometheusReading {
  /** PromQL for a vector of one number, in the guard's unit: percent, milliseconds, messages. Without data it is empty or NaN. */
  readonly query: string;
  readonly good: Good;
}

function valueQuery(
  guard: PlannedGuard,
  convention: PrometheusConvention,
  of: PrometheusWatchedVersion,
  both: WatchedVersions,
): string {
  const { measure, name } = guard;
  const window = formatDuration(guard.over);
  const version = new PrometheusVersion(convention, of, window);
  switch (measure.metric) {
    case 'errorRate':
      return version.errorRate();
    case 'successRate':
      return `100 - ${version.errorRate()}`;
    case 'latency':
      return version.latency(measure.percentile);
    case 'saturation':
      return version.saturation(measure.resource);
    case 'queueDepth': {
      const { gauge, label } = convention.queue;
      return `sum(${gauge}{${label}=${quoted(measure.queue)}})`;
    }
    case 'custom': {
      if (measure.query.prometheus === undefined) throw new Error(`the guard ${name} has no query for Prometheus`);
      const { candidate, stable } = both;
      return fill(measure.query.prometheus, {
        service: candidate.name,
        canary: candidate.version,
        stable: stable.version,
        window,
      });
    }
    case 'errorShare':
      throw new Error(`the guard ${name} is sequential`);
  }
}

/** The sum of a sequential guard over slices of its window. */
function sumQuery(guard: PlannedGuard, convention: PrometheusConvention, watched: PrometheusWatched): string {
  const { bad, name, over, minRequests } = guard;
  const { candidate, stable, release } = watched;
  if (bad.kind !== 'sequential') throw new Error(`the guard ${name} has no error share`);
  if (release === undefined) throw new Error(`the sequential guard ${name} needs the length of the release`);
  const counters = (version: PrometheusWatchedVersion) => ({
    ...new PrometheusVersion(convention, version, formatDuration(over)).counters(),
    keep: version.keep,
  });
  const both = { canary: counters(candidate), stable: counters(stable) };
  return errorShareQuery(bad, both, { slice: over, lookback: release, minRequests });
}

/**
 * A guard as PromQL about the new version alone, or against the stable one. Too few requests leave nothing, so that they are told apart from a good
 * reading.
 * @throws Error for what is no query: a sequential guard without the length of the release, a custom guard without a query for Prometheus.
 */
export function prometheusReading(guard: PlannedGuard, watched: PrometheusWatched): PrometheusReading {
  const { candidate, stable } = watched;
  const convention = conventionOf(watched.convention);
  const good = goodOf(guard);
  if (guard.measure.metric === 'errorShare') return { query: sumQuery(guard, convention, watched), good };
  const own = valueQuery(guard, convention, candidate, watched);
  const value =
    guard.bad.kind === 'versusStable'
      ? `${own} - ${guard.bad.ratio} * (${valueQuery(guard, convention, stable, watched)})`
      : own;
  if (guard.minRequests === 0) return { query: value, good };
  const count = new PrometheusVersion(convention, candidate, formatDuration(guard.over)).count();
  return { query: `(${value}) and on () (${count} >= ${guard.minRequests})`, good };
}
