import {
  DATADOG_CONVENTION,
  type DatadogConvention,
  PROMETHEUS_CONVENTIONS,
  type PrometheusConvention,
  type PrometheusConventionName,
} from '../../lib/telemetry';

/**
 * The pods of a Deployment, and of no other one whose name begins with its name: the hash of a version and a pod's own letters have neither vowels nor
 * the digits that look like letters. Source: k8s.io/apimachinery pkg/util/rand, SafeEncodeString.
 */
const PODS = 'namespace="{{namespace}}",pod=~"{{version}}-[b-df-hj-np-tv-xz24-9]{5,10}-.+"';

/** How metrics are called by name, when a version is a Deployment. */
export const CONVENTIONS: Readonly<Record<PrometheusConventionName, PrometheusConvention>> = {
  http: { ...PROMETHEUS_CONVENTIONS.http, version: PODS, pods: PODS },
  istio: {
    ...PROMETHEUS_CONVENTIONS.istio,
    version: 'reporter="destination",destination_workload_namespace="{{namespace}}",destination_workload="{{version}}"',
    pods: `${PODS},container!="istio-proxy"`,
  },
};

/** The pods of a revision of Knative, which makes a Deployment of each. */
const REVISION_PODS = 'namespace="{{namespace}}",pod=~"{{version}}-deployment-.+"';

/** How metrics are called by name, when a version is a revision of Knative. */
export const REVISIONS: Readonly<Record<PrometheusConventionName, PrometheusConvention>> = {
  http: { ...PROMETHEUS_CONVENTIONS.http, version: REVISION_PODS, pods: REVISION_PODS },
  istio: {
    ...CONVENTIONS.istio,
    version:
      'reporter="destination",destination_workload_namespace="{{namespace}}",destination_workload="{{version}}-deployment"',
    pods: `${REVISION_PODS},container!="istio-proxy"`,
  },
};

/** Datadog tells pods by their Deployment. */
export const DATADOG: DatadogConvention = {
  ...DATADOG_CONVENTION,
  version: 'kube_namespace:{{namespace}},kube_deployment:{{version}}',
};

export const DATADOG_REVISIONS: DatadogConvention = {
  ...DATADOG_CONVENTION,
  version: `${DATADOG.version}-deployment`,
};
