import { ApiObject, type Chart, Duration, JsonPatch } from 'cdk8s';
import { Deployment, DeploymentStrategy, k8s, PercentOrAbsolute } from 'cdk8s-plus-27';
import { cdk8sCase } from './cdk8s';
import { CONTAINER } from './web';

export function addService(chart: Chart): void {
  const deployment = new Deployment(chart, 'Web', {
    metadata: { name: 'web' },
    replicas: 4,
    minReady: Duration.seconds(20),
    progressDeadline: Duration.seconds(620),
    strategy: DeploymentStrategy.rollingUpdate({
      maxSurge: PercentOrAbsolute.absolute(1),
      maxUnavailable: PercentOrAbsolute.percent(0),
    }),
    spread: false,
    containers: [CONTAINER],
  });
  const { matchLabels } = deployment;
  const spread = ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels },
    matchLabelKeys: ['pod-template-hash'],
  }));
  ApiObject.of(deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/topologySpreadConstraints', spread));
  new k8s.KubePodDisruptionBudget(chart, 'Budget', {
    metadata: { name: 'web' },
    spec: { maxUnavailable: k8s.IntOrString.fromNumber(1), selector: { matchLabels } },
  });
  deployment.exposeViaService({ name: 'web' });
}

export const { synthesize } = cdk8sCase(addService);
