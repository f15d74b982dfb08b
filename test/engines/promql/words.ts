import type { PrometheusConventionName } from '../../../lib/telemetry';

/** How the series of a convention are called. */
export interface Words {
  /** The requests that a pod answered with a status. */
  readonly requests: (pod: string, status: number, namespace?: string) => string;
  /** The requests that a pod answered within milliseconds; all of them without. */
  readonly within: (pod: string, milliseconds?: number) => string;
}

export const WORDS: Readonly<Record<PrometheusConventionName, Words>> = {
  http: {
    requests: (pod, status, namespace = 'shop') =>
      `http_requests_total{namespace="${namespace}",pod="${pod}",method="GET",code="${status}"}`,
    within: (pod, milliseconds) =>
      `http_request_duration_seconds_bucket{namespace="shop",pod="${pod}",le="${milliseconds === undefined ? '+Inf' : milliseconds / 1000}"}`,
  },
  istio: {
    requests: (pod, status, namespace = 'shop') =>
      `istio_requests_total{reporter="destination",namespace="${namespace}",pod="${pod}",response_code="${status}"}`,
    within: (pod, milliseconds) =>
      `istio_request_duration_milliseconds_bucket{reporter="destination",namespace="shop",pod="${pod}",le="${milliseconds ?? '+Inf'}"}`,
  },
};

type Resource = 'cpu' | 'memory';

/** What a container of a pod has used. */
export const used = (resource: Resource, pod: string, container: string): string =>
  `${resource === 'cpu' ? 'container_cpu_usage_seconds_total' : 'container_memory_working_set_bytes'}{namespace="shop",pod="${pod}",container="${container}"}`;

/** What it may use. */
export const allowed = (resource: Resource, pod: string, container: string): string =>
  `kube_pod_container_resource_limits{namespace="shop",pod="${pod}",container="${container}",resource="${resource}"}`;

/** A counter that grows by a number in each step, for five minutes. */
export const counts = (each: number): string => `0+${each}x30`;

/** A gauge that stays. */
export const stays = (value: number): string => `${value}x30`;
