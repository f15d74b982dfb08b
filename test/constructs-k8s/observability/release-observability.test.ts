import { App, Chart, Testing } from 'cdk8s';
import { ArgoRollout, ReleaseObservability } from '../../../constructs-k8s';
import { argoRolloutsIstio } from '../../../constructs-k8s/argo-rollouts';
import { CutoverError } from '../../../lib/findings';
import { alertRules, grafanaDashboard } from '../../../lib/observability';
import { plan } from '../../../lib/plan';
import { Guard, Strategy } from '../../../lib/strategy';
import { expectValidManifests, problemsOf } from '../../support/kubernetes';

const strategy = Strategy.canary({
  traffic: { requestsPerSecond: 120, errorRate: '0.2%' },
  steps: [{ weight: '10%', hold: '15m' }],
  guards: [Guard.errorRate({ max: '1%', over: '1m' })],
});

const chartOf = () => new Chart(new App(), 'shop', { namespace: 'store' });

interface Synthesised {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> };
  readonly spec: { readonly groups: readonly unknown[] };
  readonly data: Record<string, string>;
}

const synth = (chart: Chart): Synthesised[] => Testing.synth(chart);

describe('the observability of a release', () => {
  test('is a PrometheusRule and a ConfigMap', () => {
    const chart = chartOf();
    new ReleaseObservability(chart, 'Web', { strategy, application: 'web', ruleLabels: { release: 'prometheus' } });
    const manifests = synth(chart);
    expectValidManifests(manifests);
    expect(manifests).toMatchSnapshot();
  });

  test('has the rules and the dashboard of its options', () => {
    const chart = chartOf();
    const options = { slo: '99.5%', labels: { team: 'shop' }, runbookUrl: 'https://runbooks.example.com/web' } as const;
    new ReleaseObservability(chart, 'Web', { ...options, strategy, application: 'web' });
    const [rule, dashboard] = synth(chart);
    const given = { ...options, name: 'web', namespace: 'store' };
    expect(rule?.spec.groups).toEqual(alertRules(plan(strategy), given).groups);
    expect(Object.values(dashboard?.data ?? {}).map((json) => JSON.parse(json))).toEqual([
      grafanaDashboard(plan(strategy), given),
    ]);
  });

  test('finds its way into Grafana by a label, and by another one if that is wanted', () => {
    const labelsOf = (dashboard?: { readonly label: Record<string, string>; readonly folder: string }) => {
      const chart = chartOf();
      new ReleaseObservability(chart, 'Web', { strategy, application: 'web', ...(dashboard && { dashboard }) });
      return synth(chart)[1]?.metadata;
    };
    expect(labelsOf()).toEqual({
      name: 'shop-web-c8c78d13-dashboard',
      namespace: 'store',
      labels: { grafana_dashboard: '1' },
    });
    expect(labelsOf({ label: { dashboards: 'yes' }, folder: 'Releases' })).toMatchObject({
      labels: { dashboards: 'yes' },
      annotations: { grafana_folder: 'Releases' },
    });
  });

  test('needs no dashboard', () => {
    const chart = chartOf();
    const { dashboard } = new ReleaseObservability(chart, 'Web', { strategy, application: 'web', dashboard: false });
    expect(dashboard).toBeUndefined();
    expect(synth(chart).map(({ kind }) => kind)).toEqual(['PrometheusRule']);
  });

  test('is made of a construct that releases an application', () => {
    const chart = chartOf();
    const release = new ArgoRollout(chart, 'Release', {
      metadata: { name: 'web' },
      strategy,
      router: { kind: 'istio' },
      metrics: { kind: 'prometheus', address: 'http://prometheus:9090' },
      containers: [{ image: 'web:1', portNumber: 8080 }],
    });
    const observability = ReleaseObservability.fromRelease(chart, 'Watch', { release, convention: 'istio' });
    const [rule] = synth(chart).filter(({ kind }) => kind === 'PrometheusRule');
    expect(rule?.spec.groups).toEqual(
      alertRules(plan(strategy), { name: 'web', namespace: 'store', convention: 'istio' }).groups,
    );
    expect(observability.runbook(argoRolloutsIstio, { approvers: 'The on-call' })).toContain(
      'kubectl argo rollouts abort web -n store',
    );
  });

  test('says what has no alert', () => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const custom = Guard.custom({ name: 'mine', query: { datadog: 'avg:x{*}' }, max: 1 });
    const { findings } = new ReleaseObservability(chartOf(), 'Web', {
      strategy: Strategy.canary({ steps: [{ weight: 10, hold: '1h' }], guards: [custom] }),
      application: 'web',
    });
    expect(findings.map(({ id, path }) => [id, path])).toEqual([['observe-no-alert', 'guards[0]']]);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('has no alert'), {
      type: 'CutoverWarning',
      code: 'observe-no-alert',
    });
    warned.mockRestore();
  });

  test('refuses wrong options', () => {
    const make = () => new ReleaseObservability(chartOf(), 'Web', { strategy, application: 'Web', slo: 100 });
    expect(make).toThrow(CutoverError);
    expect(make).toThrow(/observe-name[\s\S]+observe-option/);
  });
});

test('the schema of a PrometheusRule is strict', () => {
  const chart = chartOf();
  const { rules } = new ReleaseObservability(chart, 'Web', { strategy, application: 'web' });
  const manifest = structuredClone(rules.toJson());
  manifest.spec.groups[0].rules[2].annotation = {};
  manifest.spec.groups[0].intervall = '1m';
  expect(problemsOf(manifest)).toEqual([
    '/spec/groups/0/rules/2/annotation: unknown field',
    '/spec/groups/0/intervall: unknown field',
  ]);
});
