import type { PlannedGuard } from '../plan';
import { formatDuration } from '../strategy';
import { errorShareQuery } from './error-share-prometheus';
import { fill } from './placeholder';
import {
  PROMETHEUS_CONVENTIONS,
  type PrometheusConvention,
  type PrometheusConventionName,
} from './prometheus-convention';
import { type Good, goodOf, type WatchedVersion, type WatchedVersions } from './reading';

/** What a guard is read with. */
export interface PrometheusWatched extends WatchedVersions {
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

/** A text as the value of a label. */
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;

class Version {
  readonly #convention: PrometheusConvention;
  readonly #values: Readonly<Record<string, string>>;
  readonly #window: string;

  constructor(convention: PrometheusConvention, { name, namespace, version }: WatchedVersion, window: string) {
    this.#convention = convention;
    this.#values = { name, namespace, version };
    this.#window = window;
  }

  #requests(filter = ''): string {
    return `${this.series(filter)}[${this.#window}]`;
  }

  series(filter = ''): string {
    const { requests, version } = this.#convention;
    return `${requests}{${fill(version, this.#values)}${filter === '' ? '' : `,${filter}`}}`;
  }

  /** The counters of an error share. */
  counters(): { readonly requests: string; readonly failed: string } {
    return { requests: this.series(), failed: this.series(this.#convention.failed) };
  }

  /** How many requests the version answered in the window. */
  count(): string {
    return `sum(increase(${this.#requests()}))`;
  }

  /** A failed request makes the series of failures; before the first one there is none, which is no failure. */
  errorRate(): string {
    const failed = `(sum(rate(${this.#requests(this.#convention.failed)})) or vector(0))`;
    return `100 * ${failed} / sum(rate(${this.#requests()}))`;
  }

  latency(percentile: number): string {
    const { latency, version } = this.#convention;
    const buckets = `${latency.histogram}{${fill(version, this.#values)}}[${this.#window}]`;
    const quantile = Number((percentile / 100).toFixed(6));
    const value = `histogram_quantile(${quantile}, sum by (le) (rate(${buckets})))`;
    return latency.unit === 's' ? `1000 * ${value}` : value;
  }

  saturation(resource: 'cpu' | 'memory'): string {
    const { cpuUsed, memoryUsed, limits, pods } = this.#convention;
    const own = fill(pods, this.#values);
    const series = `${resource === 'cpu' ? cpuUsed : memoryUsed}{${own},container!=""}`;
    const used = resource === 'cpu' ? `rate(${series}[${this.#window}])` : `avg_over_time(${series}[${this.#window}])`;
    return `100 * sum(${used}) / sum(${limits}{${own},resource="${resource}"})`;
  }
}

function valueQuery(
  guard: PlannedGuard,
  convention: PrometheusConvention,
  of: WatchedVersion,
  both: WatchedVersions,
): string {
  const { measure, name } = guard;
  const window = formatDuration(guard.over);
  const version = new Version(convention, of, window);
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
  const counters = (version: WatchedVersion) => new Version(convention, version, formatDuration(over)).counters();
  const both = { canary: counters(candidate), stable: counters(stable) };
  return errorShareQuery(bad, both, { slice: over, lookback: release, minRequests });
}

/**
 * A guard as PromQL about the new version alone, or against the stable one. Too few requests leave nothing, so that they are told apart from a good
 * reading.
 * @throws Error for what is no query: a sequential guard without the length of the release, a custom guard without a query for Prometheus.
 */
export function prometheusReading(guard: PlannedGuard, watched: PrometheusWatched): PrometheusReading {
  const { convention: asked = 'http', candidate, stable } = watched;
  const convention = typeof asked === 'string' ? PROMETHEUS_CONVENTIONS[asked] : asked;
  const good = goodOf(guard);
  if (guard.measure.metric === 'errorShare') return { query: sumQuery(guard, convention, watched), good };
  const own = valueQuery(guard, convention, candidate, watched);
  const value =
    guard.bad.kind === 'versusStable'
      ? `${own} - ${guard.bad.ratio} * (${valueQuery(guard, convention, stable, watched)})`
      : own;
  if (guard.minRequests === 0) return { query: value, good };
  const count = new Version(convention, candidate, formatDuration(guard.over)).count();
  return { query: `(${value}) and on () (${count} >= ${guard.minRequests})`, good };
}
