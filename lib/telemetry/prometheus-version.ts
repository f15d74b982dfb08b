import { fill } from './placeholder';
import type { PrometheusConvention } from './prometheus-convention';
import type { WatchedVersion } from './reading';

/** A text as the value of a label. */
export const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;

/** A version whose series may have to be picked out of a vector. */
export interface PrometheusWatchedVersion extends WatchedVersion {
  /**
   * Leaves the version's series of a vector that has those of others as well, where `version` is not enough to tell them apart. Default: the vector
   * as it is.
   */
  readonly keep?: (vector: string) => string;
}

/** What Prometheus knows of one version of an application, in a window. */
export class PrometheusVersion {
  readonly #convention: PrometheusConvention;
  readonly #values: Readonly<Record<string, string>>;
  readonly #window: string;
  readonly #keep: (vector: string) => string;

  constructor(convention: PrometheusConvention, watched: PrometheusWatchedVersion, window: string) {
    const { name, namespace, version, keep = (vector) => vector } = watched;
    this.#convention = convention;
    this.#values = { name, namespace, version };
    this.#window = window;
    this.#keep = keep;
  }

  #requests(calls: 'rate' | 'increase', filter = ''): string {
    return this.#keep(`${calls}(${this.series(filter)}[${this.#window}])`);
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
    return `sum(${this.#requests('increase')})`;
  }

  /** Requests per second. */
  rate(): string {
    return `sum(${this.#requests('rate')})`;
  }

  /** A failed request makes the series of failures; before the first one there is none, which is no failure. */
  errorRate(): string {
    const failed = `(sum(${this.#requests('rate', this.#convention.failed)}) or vector(0))`;
    return `100 * ${failed} / ${this.rate()}`;
  }

  latency(percentile: number): string {
    const { latency, version } = this.#convention;
    const buckets = `${latency.histogram}{${fill(version, this.#values)}}[${this.#window}]`;
    const quantile = Number((percentile / 100).toFixed(6));
    const value = `histogram_quantile(${quantile}, sum by (le) (${this.#keep(`rate(${buckets})`)}))`;
    return latency.unit === 's' ? `1000 * ${value}` : value;
  }

  saturation(resource: 'cpu' | 'memory'): string {
    const { cpuUsed, memoryUsed, limits, pods } = this.#convention;
    const own = fill(pods, this.#values);
    const series = `${resource === 'cpu' ? cpuUsed : memoryUsed}{${own},container!=""}`;
    const used = resource === 'cpu' ? `rate(${series}[${this.#window}])` : `avg_over_time(${series}[${this.#window}])`;
    const allowed = this.#keep(`${limits}{${own},resource="${resource}"}`);
    return `100 * sum(${this.#keep(used)}) / sum(${allowed})`;
  }
}
