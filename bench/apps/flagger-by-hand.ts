import { ApiObject, type Chart } from 'cdk8s';
import { cdk8sCase } from './cdk8s';
import { deploymentOf } from './flagger';

const requests = (more = '') =>
  `sum(rate(istio_requests_total{reporter="destination",destination_workload_namespace="{{ namespace }}",destination_workload="web"${more}}[10m]))`;

export function addService(chart: Chart): void {
  const { apiVersion, kind, name } = ApiObject.of(deploymentOf(chart));
  new ApiObject(chart, 'Canary', {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name },
    spec: {
      provider: 'istio',
      targetRef: { apiVersion, kind, name },
      progressDeadlineSeconds: 600,
      revertOnDeletion: true,
      service: { port: 8080, targetPort: 8080 },
      analysis: {
        interval: '10m',
        threshold: 1,
        stepWeights: [5, 25, 50, 100],
        metrics: [
          {
            name: 'error-rate',
            interval: '10m',
            templateRef: { name: `${name}-error-rate` },
            thresholdRange: { max: 1 },
          },
        ],
      },
    },
  });
  const rate = `(100 * (${requests(',response_code=~"5.."')} or vector(0)) / ${requests()})`;
  new ApiObject(chart, 'ErrorRate', {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'MetricTemplate',
    metadata: { name: `${name}-error-rate` },
    spec: {
      provider: { type: 'prometheus', address: 'http://prometheus.monitoring:9090' },
      query: `(${rate} >= -Inf) or on () vector(0)`,
    },
  });
}

export const { synthesize } = cdk8sCase(addService);
