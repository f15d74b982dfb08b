import type { Chart } from 'cdk8s';
import { Guard, Strategy } from 'cutover';
import { FlaggerCanary } from 'cutover/k8s';
import { cdk8sCase } from './cdk8s';
import { deploymentOf } from './flagger';

export function addService(chart: Chart): void {
  new FlaggerCanary(chart, 'Release', {
    deployment: deploymentOf(chart),
    provider: { kind: 'istio' },
    metrics: { kind: 'prometheus', address: 'http://prometheus.monitoring:9090' },
    strategy: Strategy.canary({
      steps: [
        { weight: 5, hold: '10m' },
        { weight: 25, hold: '10m' },
        { weight: 50, hold: '10m' },
      ],
      guards: [Guard.errorRate({ max: '1%', over: '10m' })],
      bake: '10m',
      accept: [{ id: 'approximated.release.length', reason: 'Two intervals more do no harm.' }],
    }),
  });
}

export const { synthesize } = cdk8sCase(addService);
