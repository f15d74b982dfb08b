import type { Chart } from 'cdk8s';
import { Strategy } from 'cutover';
import { GatewayCanaryRouting } from 'cutover/k8s';
import { cdk8sCase } from './cdk8s';

export function addService(chart: Chart): void {
  new GatewayCanaryRouting(chart, 'Web', {
    name: 'web',
    strategy: Strategy.canary({
      steps: [
        { weight: 5, hold: '10m' },
        { weight: 25, hold: '20m' },
      ],
    }),
    phase: 'step 1',
    parents: [{ gateway: 'public', namespace: 'infra', listener: 'https' }],
    hostnames: ['shop.example.com'],
    versions: { stable: 'web', canary: 'web-canary' },
  });
}

export const { synthesize } = cdk8sCase(addService);
