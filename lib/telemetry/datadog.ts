import type { PlannedGuard } from '../plan';
import { errorShareScore } from './error-share';
import { fill } from './placeholder';
import { type Good, goodOf, type WatchedVersion, type WatchedVersions } from './reading';

/** How an application's metrics are called in Datadog. `{{namespace}}`, `{{name}}` and `{{version}}` are replaced in every filter. */
export interface DatadogConvention {
  /** The count of requests. */
  readonly requests: string;
  /** The filter of a failed request. */
  readonly failed: string;
  /** The distribution of response times, with percentiles enabled. */
  readonly latency: { readonly distribution: string; readonly unit: 's' | 'ms' };
  /** The filter of one version. */
  readonly version: string;
  /** Waiting messages, and the tag with the queue's name. */
  readonly queue: { readonly gauge: string; readonly tag: string };
}

/** Prometheus metrics as the Datadog Agent collects them, told apart by the ReplicaSet; queues as its RabbitMQ check does. */
export const DATADOG_CONVENTION: DatadogConvention = {
  requests: 'http_requests.count',
  failed: 'code:5*',
  latency: { distribution: 'http_request_duration_seconds', unit: 's' },
  version: 'kube_namespace:{{namespace}},kube_replica_set:{{name}}-{{version}}',
  queue: { gauge: 'rabbitmq.queue.messages', tag: 'rabbitmq_queue' },
};

/** What a guard is read with. */
export interface DatadogWatched extends WatchedVersions {
  /** Default: {@link DATADOG_CONVENTION}. */
  readonly convention?: DatadogConvention;
  /** Seconds in which both versions get requests: what a sequential guard looks back over. */
  readonly compared?: number;
}

/** A guard as Datadog's scalar query reads it: a formula over named queries. Without data it is null. */
export interface DatadogReading {
  readonly queries: Readonly<Record<string, string>>;
  readonly formula: string;
  readonly aggregator: 'sum' | 'avg' | 'last';
  /** Seconds. */
  readonly interval: number;
  readonly good: Good;
}

type Term = Pick<DatadogReading, 'queries' | 'formula' | 'aggregator'>;

const NANO = 1e9;

/** Counts of requests of a version: the failed ones, and all. */
function countsOf(convention: DatadogConvention, own: string, suffix: string): Readonly<Record<string, string>> {
  const count = (filter: string) => `sum:${convention.requests}{${filter}}.as_count()`;
  return { [`failed${suffix}`]: count(`${own},${convention.failed}`), [`requests${suffix}`]: count(own) };
}

/** Datadog has logarithms to the bases 2 and 10. */
const ln = (value: string): string => `${Math.LN2.toFixed(6)} * log2(${value})`;

/** The score of all requests since the sequential guard looks back. */
function shareReading(guard: PlannedGuard, convention: DatadogConvention, watched: DatadogWatched): DatadogReading {
  const { bad, name } = guard;
  const { candidate, stable, compared } = watched;
  if (bad.kind !== 'sequential') throw new Error(`the guard ${name} has no error share`);
  if (compared === undefined) throw new Error(`the sequential guard ${name} needs the time that it compares`);
  const filter = (version: WatchedVersion) => fill(convention.version, { ...version });
  const formula = errorShareScore(bad, {
    canary: 'default_zero(failed)',
    stable: 'default_zero(failed_stable)',
    ratio: 'default_zero(requests_stable) / requests',
    ln,
  });
  return {
    queries: {
      ...countsOf(convention, filter(candidate), ''),
      ...countsOf(convention, filter(stable), '_stable'),
    },
    formula,
    aggregator: 'sum',
    interval: Math.max(guard.over, compared),
    good: goodOf(guard),
  };
}

function termOf(
  guard: PlannedGuard,
  convention: DatadogConvention,
  of: WatchedVersion,
  both: WatchedVersions,
  suffix: string,
): Term {
  const { measure, name } = guard;
  const own = fill(convention.version, { ...of });
  const rate = (): Term => ({
    queries: countsOf(convention, own, suffix),
    formula: `100 * default_zero(failed${suffix}) / requests${suffix}`,
    aggregator: 'sum',
  });
  switch (measure.metric) {
    case 'errorRate':
      return rate();
    case 'successRate':
      return { ...rate(), formula: `100 - ${rate().formula}` };
    case 'latency': {
      const { distribution, unit } = convention.latency;
      return {
        queries: { [`latency${suffix}`]: `p${measure.percentile}:${distribution}{${own}}` },
        formula: unit === 's' ? `1000 * latency${suffix}` : `latency${suffix}`,
        aggregator: 'avg',
      };
    }
    case 'saturation': {
      const [used, per] = measure.resource === 'cpu' ? ['cpu.usage.total', ` / ${NANO}`] : ['memory.usage', ''];
      const query = (metric: string) => `sum:kubernetes.${metric}{${own}}`;
      return {
        queries: { used: query(used), limits: query(`${measure.resource}.limits`) },
        formula: `100 * used${per} / limits`,
        aggregator: 'avg',
      };
    }
    case 'queueDepth': {
      const { gauge, tag } = convention.queue;
      return {
        queries: { messages: `sum:${gauge}{${tag}:${measure.queue}}` },
        formula: 'messages',
        aggregator: 'last',
      };
    }
    case 'custom': {
      if (measure.query.datadog === undefined) throw new Error(`the guard ${name} has no query for Datadog`);
      const values = {
        service: both.candidate.name,
        canary: both.candidate.version,
        stable: both.stable.version,
        window: `${guard.over}`,
      };
      return { queries: { value: fill(measure.query.datadog, values) }, formula: 'value', aggregator: 'last' };
    }
    case 'errorShare':
      throw new Error(`the guard ${name} is sequential`);
  }
}

/**
 * A guard as a Datadog query about the new version alone, or against the stable one.
 * @throws Error for what is no query: a sequential guard without the time that it compares, a custom guard without one for Datadog, a minimum of requests, which a formula cannot ask for.
 */
export function datadogReading(guard: PlannedGuard, watched: DatadogWatched): DatadogReading {
  if (guard.minRequests > 0) throw new Error(`Datadog has no reading for the minRequests of the guard ${guard.name}`);
  const { convention = DATADOG_CONVENTION, candidate, stable } = watched;
  if (guard.measure.metric === 'errorShare') return shareReading(guard, convention, watched);
  const good = goodOf(guard);
  const own = termOf(guard, convention, candidate, watched, '');
  if (guard.bad.kind !== 'versusStable') return { ...own, interval: guard.over, good };
  const other = termOf(guard, convention, stable, watched, '_stable');
  return {
    queries: { ...own.queries, ...other.queries },
    formula: `${own.formula} - ${guard.bad.ratio} * (${other.formula})`,
    aggregator: own.aggregator,
    interval: guard.over,
    good,
  };
}
