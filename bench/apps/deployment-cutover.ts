import type { Chart } from 'cdk8s';
import { Strategy } from 'cutover';
import { RollingDeployment } from 'cutover/k8s';
import { cdk8sCase } from './cdk8s';
import { CONTAINER } from './web';

export function addService(chart: Chart): void {
  new RollingDeployment(chart, 'Web', {
    metadata: { name: 'web' },
    replicas: 4,
    containers: [CONTAINER],
    strategy: Strategy.rolling({ surge: { copies: 1 }, minReady: '20s' }),
  }).exposeViaService();
}

export const { synthesize } = cdk8sCase(addService);
