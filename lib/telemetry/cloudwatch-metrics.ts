import type { PlannedGuard } from '../plan';

/** A CloudWatch metric. `V` is what a dimension's value is: text, or a reference to a resource that is not made yet. */
export interface Series<V = string> {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, V>>;
  /** Default: what the measure needs (`Sum` for counts, a percentile for latency, `Average` for the rest). */
  readonly statistic?: string;
  /** A series that is taken off: where the platform counts all versions together, the rest of them is one version. */
  readonly less?: Series<V>;
}

/** The metrics of one version of an application. */
export interface CloudWatchVersion<V = string> {
  readonly requests: Series<V>;
  /** Counts of failed requests; they are added up. */
  readonly errors: readonly Series<V>[];
  readonly latency: Series<V> & { readonly unit: 's' | 'ms' };
  /** Percent of the processor time. */
  readonly cpu?: Series<V>;
  /** Percent of the memory. */
  readonly memory?: Series<V>;
}

/** A metric of a reading, with the id that the expression uses. Periods are seconds. */
export interface CloudWatchMetric<V = string> {
  readonly id: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, V | string>>;
  readonly statistic: string;
  readonly period: number;
}

/** Collects the metrics that an expression names. */
export class CloudWatchMetrics<V> {
  readonly all: CloudWatchMetric<V>[] = [];
  readonly #period: number;

  constructor(period: number) {
    this.#period = period;
  }

  /** The id of a metric. */
  id(id: string, series: Series<V | string>, statistic: string): string {
    const { namespace, metric, dimensions } = series;
    if (!this.all.some((known) => known.id === id)) {
      this.all.push({
        id,
        namespace,
        metric,
        dimensions,
        statistic: series.statistic ?? statistic,
        period: this.#period,
      });
    }
    return id;
  }
}

/** A count that may have to be taken off another one. */
function count<V>(metrics: CloudWatchMetrics<V>, id: string, series: Series<V>, show: (id: string) => string): string {
  const all = show(metrics.id(id, series, 'Sum'));
  return series.less === undefined ? all : `(${all} - ${show(metrics.id(`${id}_less`, series.less, 'Sum'))})`;
}

const zero = (id: string): string => `FILL(${id}, 0)`;

/** The number of requests of a version. */
export const requests = <V>(metrics: CloudWatchMetrics<V>, version: CloudWatchVersion<V>, suffix: string): string =>
  count(metrics, `requests${suffix}`, version.requests, (id) => id);

/** The number of requests of a version that may get none. */
export const anyRequests = <V>(metrics: CloudWatchMetrics<V>, version: CloudWatchVersion<V>, suffix: string): string =>
  count(metrics, `requests${suffix}`, version.requests, zero);

/** The number of failed requests of a version. */
export const errors = <V>(metrics: CloudWatchMetrics<V>, version: CloudWatchVersion<V>, suffix: string): string => {
  const terms = version.errors.map((series, at) =>
    count(metrics, `errors${at === 0 ? '' : at + 1}${suffix}`, series, zero),
  );
  return terms.length === 1 ? `${terms[0]}` : `(${terms.join(' + ')})`;
};

const QUEUE = { namespace: 'AWS/SQS', metric: 'ApproximateNumberOfMessagesVisible' } as const;

/** What a guard measures of a version, in the guard's unit. */
export function measured<V>(
  { measure, name }: PlannedGuard,
  metrics: CloudWatchMetrics<V>,
  version: CloudWatchVersion<V>,
  suffix: string,
): string {
  const rate = () => `100 * ${errors(metrics, version, suffix)} / ${requests(metrics, version, suffix)}`;
  const missing = () => new Error(`CloudWatch has no reading for the guard ${name}`);
  switch (measure.metric) {
    case 'errorRate':
      return rate();
    case 'successRate':
      return `100 - ${rate()}`;
    case 'latency': {
      const id = metrics.id(`latency${suffix}`, version.latency, `p${measure.percentile}`);
      return version.latency.unit === 's' ? `1000 * ${id}` : id;
    }
    case 'saturation': {
      const series = version[measure.resource];
      if (series === undefined) throw missing();
      return metrics.id(`${measure.resource}${suffix}`, series, 'Average');
    }
    case 'queueDepth':
      return metrics.id('messages', { ...QUEUE, dimensions: { QueueName: measure.queue } }, 'Maximum');
    case 'custom': {
      const query = measure.query.cloudwatch;
      if (query === undefined) throw missing();
      return metrics.id('value', { ...query, dimensions: query.dimensions ?? {} }, 'Average');
    }
    case 'errorShare':
      throw missing();
  }
}
