import type { Chart } from 'cdk8s';
import { Guard, Strategy } from 'cutover';
import { ArgoRollout } from 'cutover/k8s';
import { cdk8sCase } from './cdk8s';
import { CONTAINER } from './web';

export function addService(chart: Chart): void {
  new ArgoRollout(chart, 'Web', {
    metadata: { name: 'web' },
    replicas: 4,
    containers: [CONTAINER],
    router: { kind: 'istio' },
    metrics: { kind: 'prometheus', address: 'http://prometheus.monitoring:9090' },
    strategy: Strategy.canary({
      steps: [
        { weight: 5, hold: '10m' },
        { weight: 25, hold: '20m' },
        { weight: 50, hold: '20m' },
      ],
      guards: [
        Guard.successRate({ min: '99%', over: '1m', failures: 1 }),
        Guard.latency({ percentile: 99, max: '900ms', over: '1m' }),
      ],
      bake: '30m',
    }),
  });
}

export const { synthesize } = cdk8sCase(addService);
