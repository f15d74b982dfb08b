import fc from 'fast-check';
import { dashboardConfigMap, prometheusRule } from '../../../constructs-k8s/observability/emit';
import { plan } from '../../../lib/plan';
import { parseStrategy } from '../../../lib/strategy';
import { FULL } from '../../observability/releases';
import { strategies } from '../../support/arbitrary';
import { describeWith, install, Space, saw } from '../cluster';

const options = {
  name: 'web',
  ruleLabels: { release: 'kube-prometheus-stack' },
  labels: { team: 'shop' },
  runbookUrl: 'https://runbooks.example.com/web',
  dashboard: { label: { grafana_dashboard: '1' }, folder: 'Releases' },
};

describeWith(['kubernetes'], 'Alerts and dashboards in a cluster', () => {
  let space: Space;
  beforeAll(async () => {
    space = await Space.create('observability');
    await install('prometheus-operator');
  });
  afterAll(() => space.delete());

  test('are accepted by the API server, with the definitions of the Prometheus operator', async () => {
    for (const written of fc.sample(strategies(), { numRuns: 60, seed: 1 })) {
      const { strategy } = parseStrategy(written);
      if (strategy === undefined) continue;
      const planned = plan(strategy);
      await space.apply([prometheusRule(planned, options), dashboardConfigMap(planned, options)], { dryRun: true });
    }
    const [rule, dashboard] = await space.apply([prometheusRule(FULL, options), dashboardConfigMap(FULL, options)]);
    expect([rule?.kind, dashboard?.kind]).toEqual(['PrometheusRule', 'ConfigMap']);
    saw({ target: 'argo-rollouts', engine: 'kubernetes', how: 'accepted' }, 'a PrometheusRule and a dashboard');
  });

  test('a rule with a field that nobody knows is refused', async () => {
    const { spec, ...rest } = prometheusRule(FULL, options);
    const groups = spec.groups.map((group) => ({ ...group, intervall: '1m' }));
    await expect(space.apply([{ ...rest, spec: { groups } }], { dryRun: true })).rejects.toThrow('intervall');
  });
});
