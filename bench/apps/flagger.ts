import type { Chart } from 'cdk8s';
import { Deployment, LabelSelector } from 'cdk8s-plus-27';
import { CONTAINER } from './web';

const LABELS = { app: 'web' };

/** The Deployment that both ways release. */
export function deploymentOf(chart: Chart): Deployment {
  const deployment = new Deployment(chart, 'Web', {
    metadata: { name: 'web' },
    select: false,
    podMetadata: { labels: LABELS },
    replicas: 4,
    containers: [CONTAINER],
  });
  deployment.select(LabelSelector.of({ labels: LABELS }));
  return deployment;
}
