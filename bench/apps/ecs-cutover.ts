import type { Stack } from 'aws-cdk-lib';
import { Guard, Strategy } from 'cutover';
import { CanaryEcsService } from 'cutover/aws';
import { cdkCase } from './cdk';
import { clusterOf, IMAGE, releaseNameOf } from './ecs';

export function addService(stack: Stack): void {
  new CanaryEcsService(stack, 'Checkout', {
    cluster: clusterOf(stack),
    image: IMAGE,
    containerPort: 80,
    releaseName: releaseNameOf(stack),
    strategy: Strategy.canary({
      steps: [{ weight: 10, hold: '10m' }],
      guards: [
        Guard.errorRate({ max: '1%', over: '1m', minRequests: 100 }),
        Guard.latency({ percentile: 99, max: '1s', over: '1m', minRequests: 100 }),
      ],
      bake: '15m',
    }),
  });
}

export const { synthesize } = cdkCase(addService);
