import { argoRolloutsIstio } from '../../../constructs-k8s/argo-rollouts/target';
import { ReleaseObservability } from '../../../constructs-k8s/pulumi';
import { Guard, Strategy } from '../../../lib/strategy';
import { objectOf, objectsOf, run } from '../../support/pulumi';

const strategy = Strategy.canary({
  steps: [{ weight: 10, hold: '10m' }],
  guards: [Guard.errorRate({ max: '1%', over: '1m' })],
});

test('ReleaseObservability makes the alerts and the dashboard, and writes the runbook', async () => {
  const ran = await run(() => {
    const made = new ReleaseObservability('web-release', {
      strategy,
      application: 'web',
      metadata: { namespace: 'shop' },
    });
    return { runbook: made.runbook(argoRolloutsIstio) };
  });
  expect(
    objectsOf(ran)
      .map(({ type }) => type)
      .sort(),
  ).toEqual(['kubernetes:core/v1:ConfigMap', 'kubernetes:monitoring.coreos.com/v1:PrometheusRule']);
  expect(objectOf(ran, 'ConfigMap', 'web-release-dashboard').inputs).toMatchObject({
    metadata: { namespace: 'shop', labels: { grafana_dashboard: '1' } },
    data: { 'web-release.json': expect.stringContaining('Release of web in shop') },
  });
  expect(ran.outputs.runbook).toContain('web');
});

test('ReleaseObservability makes no dashboard where none is wanted', async () => {
  const ran = await run(() => void new ReleaseObservability('web', { strategy, application: 'web', dashboard: false }));
  expect(objectsOf(ran).map(({ inputs }) => inputs.kind)).toEqual(['PrometheusRule']);
});
