/** How an application's metrics are called in Prometheus. `{{namespace}}`, `{{name}}` and `{{version}}` are replaced in every matcher. */
export interface PrometheusConvention {
  /** The counter of requests. */
  readonly requests: string;
  /** The matchers of a failed request. */
  readonly failed: string;
  /** The histogram of response times, with `_bucket`. */
  readonly latency: { readonly histogram: string; readonly unit: 's' | 'ms' };
  /** The matchers of one version's requests. */
  readonly version: string;
  /** The matchers of one version's pods, on the metrics of containers. */
  readonly pods: string;
  /** Processor time used, in cores, by each container; a counter. */
  readonly cpuUsed: string;
  /** Memory used, in bytes, by each container; a gauge. */
  readonly memoryUsed: string;
  /** What each container may use, by the label `resource`; a gauge. */
  readonly limits: string;
  /** The gauge of waiting messages, and the label with the queue's name. */
  readonly queue: { readonly gauge: string; readonly label: string };
}

const PODS = 'namespace="{{namespace}}",pod=~"{{name}}-{{version}}-.+"';

/** Metrics of containers as cAdvisor and kube-state-metrics name them; queues as RabbitMQ's own exporter does. */
const CLUSTER = {
  pods: PODS,
  cpuUsed: 'container_cpu_usage_seconds_total',
  memoryUsed: 'container_memory_working_set_bytes',
  limits: 'kube_pod_container_resource_limits',
  queue: { gauge: 'rabbitmq_queue_messages', label: 'queue' },
} as const;

/** The conventions that are known by name. */
export const PROMETHEUS_CONVENTIONS = {
  /**
   * What most HTTP client libraries count by themselves, with the labels `namespace` and `pod` that a scrape of Kubernetes adds.
   * A pod's name begins with its ReplicaSet's, which ends in the version's hash: no relabelling is needed.
   */
  http: {
    requests: 'http_requests_total',
    failed: 'code=~"5.."',
    latency: { histogram: 'http_request_duration_seconds_bucket', unit: 's' },
    version: PODS,
    ...CLUSTER,
  },
  /** Istio's standard metrics, counted by the sidecar of the pod that answers. */
  istio: {
    requests: 'istio_requests_total',
    failed: 'response_code=~"5.."',
    latency: { histogram: 'istio_request_duration_milliseconds_bucket', unit: 'ms' },
    version: `reporter="destination",${PODS}`,
    ...CLUSTER,
    // The proxy's own share would hide that of the application.
    pods: `${PODS},container!="istio-proxy"`,
  },
} as const satisfies Readonly<Record<string, PrometheusConvention>>;

export type PrometheusConventionName = keyof typeof PROMETHEUS_CONVENTIONS;

/** A convention, or the one of a name. Default: `http`. */
export const conventionOf = (
  convention: PrometheusConvention | PrometheusConventionName = 'http',
): PrometheusConvention => (typeof convention === 'string' ? PROMETHEUS_CONVENTIONS[convention] : convention);
