import { ApiObject, type Chart, Lazy } from 'cdk8s';
import { k8s, Service, Workload, type WorkloadProps } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { cdk8sCase } from './cdk8s';
import { CONTAINER } from './web';

/** A Rollout whose pods are made by cdk8s-plus, as those of a Deployment. */
class Rollout extends Workload {
  readonly resourceType = 'rollouts';
  protected readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: WorkloadProps, strategy: object) {
    super(scope, id, props);
    const template = () => k8s.toJson_PodTemplateSpec({ metadata: this.podMetadata.toJson(), spec: this._toPodSpec() });
    const spec = () => ({
      replicas: 4,
      progressDeadlineSeconds: 600,
      progressDeadlineAbort: true,
      selector: { matchLabels: this.matchLabels },
      template: template(),
      strategy,
    });
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'web' },
      spec: Lazy.any({ produce: spec }),
    });
  }
}

const requests = (more = '') =>
  `sum(rate(istio_requests_total{reporter="destination",namespace="{{args.namespace}}",pod=~"web-{{args.latest-hash}}-.+"${more}}[1m]))`;
const buckets =
  'sum by (le) (rate(istio_request_duration_milliseconds_bucket{reporter="destination",namespace="{{args.namespace}}",pod=~"web-{{args.latest-hash}}-.+"}[1m]))';

const metric = (name: string, query: string, good: string, failureLimit: number) => ({
  name,
  interval: '1m',
  initialDelay: '1m',
  failureLimit,
  consecutiveErrorLimit: 4,
  successCondition: `len(result) == 0 || isNaN(result[0]) || ${good}`,
  provider: { prometheus: { address: 'http://prometheus.monitoring:9090', query } },
});

const destination = (host: string, weight: number) => ({
  destination: { host, port: { number: 8080 } },
  weight,
});

export function addService(chart: Chart): void {
  const args = [
    { name: 'latest-hash', valueFrom: { podTemplateHashValue: 'Latest' } },
    { name: 'namespace', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
  ];
  const rollout = new Rollout(
    chart,
    'Web',
    { containers: [CONTAINER] },
    {
      canary: {
        stableService: 'web',
        canaryService: 'web-canary',
        abortScaleDownDelaySeconds: 30,
        trafficRouting: { istio: { virtualService: { name: 'web', routes: ['primary'] } } },
        analysis: { templates: [{ templateName: 'web-guards' }], args, startingStep: 1 },
        steps: [
          { setWeight: 5 },
          { pause: { duration: '10m' } },
          { setWeight: 25 },
          { pause: { duration: '20m' } },
          { setWeight: 50 },
          { pause: { duration: '20m' } },
          { setWeight: 100 },
          { pause: { duration: '30m' } },
        ],
      },
    },
  );
  for (const name of ['web', 'web-canary']) {
    new Service(chart, name, { metadata: { name }, selector: rollout, ports: [{ port: 8080, targetPort: 8080 }] });
  }
  const rate = `100 - 100 * (${requests(',response_code=~"5.."')} or vector(0)) / ${requests()}`;
  new ApiObject(chart, 'Guards', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: 'web-guards' },
    spec: {
      args: args.map(({ name }) => ({ name })),
      metrics: [
        metric('success-rate', rate, 'result[0] >= 99', 1),
        metric('latency-p99', `histogram_quantile(0.99, ${buckets})`, 'result[0] <= 900', 0),
      ],
    },
  });
  new ApiObject(chart, 'Route', {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'web' },
    spec: {
      hosts: ['web'],
      http: [{ name: 'primary', route: [destination('web', 100), destination('web-canary', 0)] }],
    },
  });
}

export const { synthesize } = cdk8sCase(addService);
