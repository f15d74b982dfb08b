import type { Series } from './promtool';

/** A version that runs from the first minute on, or from a later one. Counters are by minute. */
export interface Version {
  /** The hash of its ReplicaSet. */
  readonly hash: string;
  /** The minute in which it was made. */
  readonly made: number;
  /** Values of its copies, one a minute. Default: two copies all the time. */
  readonly copies?: string;
  /** Requests that it answers, and that fail, as counters. */
  readonly requests?: string;
  readonly failed?: string;
}

/** What Prometheus knows of a version of the application `web` in `shop`. */
export function versionSeries({ hash, made, copies = '2x600', requests, failed }: Version): Series {
  const replicaSet = `namespace="shop",replicaset="web-${hash}"`;
  const pod = `namespace="shop",pod="web-${hash}-x7k2p"`;
  return {
    [`kube_replicaset_created{${replicaSet}}`]: `${made * 60}x600`,
    [`kube_replicaset_spec_replicas{${replicaSet}}`]: copies,
    ...(requests !== undefined && { [`http_requests_total{${pod},code="200"}`]: requests }),
    ...(failed !== undefined && { [`http_requests_total{${pod},code="503"}`]: failed }),
  };
}
