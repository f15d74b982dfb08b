import { argoRolloutsIstio } from '../../constructs-k8s/argo-rollouts/target';
import { CutoverError } from '../../lib/findings';
import {
  type AlertingRule,
  alertRules,
  BURN_RATES,
  type ObservabilityOptions,
  type OperatedTarget,
} from '../../lib/observability';
import { type Plan, plan } from '../../lib/plan';
import { Guard, Strategy } from '../../lib/strategy';
import { prometheusReading } from '../../lib/telemetry';
import { FULL, UNGUARDED } from './releases';

const NAMES = { candidate: 'canary-[^-]+', stable: 'stable-[^-]+' };
const options: ObservabilityOptions = { name: 'web', namespace: 'shop' };
const named: ObservabilityOptions = { ...options, versions: NAMES };

const alertsOf = (planned: Plan, given: ObservabilityOptions): AlertingRule[] =>
  alertRules(planned, given).groups.flatMap(({ rules }) => rules.flatMap((rule) => ('alert' in rule ? rule : [])));

const alertOf = (planned: Plan, given: ObservabilityOptions, name: string): AlertingRule => {
  const found = alertsOf(planned, given).find(({ alert }) => alert === name);
  if (found === undefined) throw new Error(`no alert ${name}`);
  return found;
};

const guarded = (...guards: Parameters<typeof Strategy.canary>[0]['guards'] & object) =>
  plan(Strategy.canary({ steps: [{ weight: 10, hold: '1h' }], guards }));

describe('alerts of guards', () => {
  test('an alert asks just what its guard asks, and is bad where the guard is', () => {
    const version = (version: string) => ({ name: 'web', namespace: 'shop', version });
    const versions = { candidate: version(NAMES.candidate), stable: version(NAMES.stable) };
    for (const guard of FULL.guards.filter(({ measure }) => measure.metric !== 'errorShare')) {
      const { query, good } = prometheusReading(guard, versions);
      const bad = { '<=': '>', '>=': '<', '<': '>=' }[good.operator];
      const exprs = alertsOf(FULL, named).flatMap(({ expr, labels }) => (labels.guard === guard.name ? expr : []));
      expect(exprs).toContain(`(${query}) ${bad} ${good.threshold}`);
    }
  });

  test('a bad reading lasts as long as bad ones are tolerated', () => {
    expect(alertOf(FULL, options, 'NewVersionErrorRate').for).toBe('2m');
    expect(alertOf(FULL, options, 'NewVersionLatencyP99')).not.toHaveProperty('for');
  });

  test('an error share adds up over all of the release', () => {
    expect(alertOf(FULL, named, 'NewVersionErrorShare').expr).toMatch(
      /^\(sum_over_time\([\s\S]+\[\w+:1m\]\)\) >= 2\.9958$/,
    );
  });

  test('no data is an alert where the guard says so, while both versions run', () => {
    const missing = alertsOf(FULL, options).filter(({ alert }) => alert.endsWith('NoData'));
    expect(missing.map(({ alert, labels, for: lasts }) => [alert, labels.severity, lasts])).toEqual([
      ['NewVersionLatencyP99NoData', 'warning', '2m'],
      ['NewVersionSuccessRateNoData', 'critical', '2m'],
    ]);
    expect(missing[0]?.expr).toMatch(
      /^absent\(.+ > -Inf\) and on \(\) \(count\(cutover:replicaset:older\{.+\}\) > 0\)$/,
    );
    expect(alertOf(FULL, named, 'NewVersionSuccessRateNoData').expr).toMatch(
      /count\(kube_pod_info\{namespace="shop",pod=~"web-stable-\[\^-\]\+-\.\+"\}\) > 0\)\)$/,
    );
  });

  test('a guard of another backend has no alert, and a finding', () => {
    const planned = guarded(
      Guard.custom({ name: 'mine', query: { datadog: 'avg:x{*}' }, max: 1 }),
      Guard.custom({ name: 'by-version', query: { prometheus: 'x{version="{{canary}}"}' }, max: 1 }),
    );
    expect(alertRules(planned, options).findings).toMatchObject([
      {
        id: 'observe-no-alert',
        severity: 'warning',
        path: 'guards[0]',
        message: expect.stringContaining('Prometheus'),
      },
      { id: 'observe-no-alert', severity: 'warning', path: 'guards[1]', message: expect.stringContaining('by a name') },
    ]);
    expect(alertsOf(planned, options).map(({ alert }) => alert)).not.toContain('NewVersionMine');
    expect(alertRules(planned, named).findings.map(({ path }) => path)).toEqual(['guards[0]']);
    expect(alertOf(planned, named, 'NewVersionByVersion').expr).toBe('(x{version="canary-[^-]+"}) > 1');
  });

  test('says what happens then', () => {
    const description = (onFailure: 'rollback' | 'halt', platform?: OperatedTarget) =>
      alertOf(
        plan(
          Strategy.canary({ steps: [{ weight: 10, hold: '1h' }], guards: [Guard.errorRate({ max: 1 })], onFailure }),
        ),
        { ...options, ...(platform && { platform }) },
        'NewVersionErrorRate',
      ).annotations.description;
    const abort = /`kubectl argo rollouts abort \S+ -n \S+`$/;
    expect(description('rollback')).toBe(
      'The guard says: above 1% over 1m. It is {{ $value | printf "%.4g" }} %. If a release is running, see whether what runs it takes the traffic back, and take it back by hand where it does not.',
    );
    expect(description('rollback', argoRolloutsIstio)).toContain(
      'Argo Rollouts with Istio should take the traffic of a running release back by itself: see whether it does.',
    );
    expect(description('rollback', argoRolloutsIstio)).toMatch(abort);
    expect(description('halt', argoRolloutsIstio)).toContain('stays where it is, and waits for you.');
    expect(description('halt', argoRolloutsIstio)).toMatch(abort);
  });
});

describe('alerts of what is usual', () => {
  test('the latency and the saturation, where no guard watches them', () => {
    const alerts = alertsOf(UNGUARDED, options).filter(({ labels }) => labels.guard === undefined);
    expect(alerts.map(({ alert, expr }) => [alert, expr.slice(expr.lastIndexOf('>'))])).toEqual([
      ['NewVersionLatency', '> 240'],
      ['NewVersionSaturationCpu', '> 90'],
      ['NewVersionSaturationMemory', '> 90'],
    ]);
    expect(alertsOf(FULL, options).map(({ alert }) => alert)).not.toContain('NewVersionLatency');
    expect(alertsOf(FULL, options).filter(({ alert }) => alert === 'NewVersionSaturationCpu')).toHaveLength(1);
  });

  test('none of the saturation, if none is wanted', () => {
    const alerts = alertsOf(UNGUARDED, { ...options, saturation: false }).map(({ alert }) => alert);
    expect(alerts.filter((alert) => alert.includes('Saturation'))).toEqual([]);
  });
});

describe('burn rates', () => {
  const burns = (given: ObservabilityOptions) =>
    alertsOf(UNGUARDED, given).filter(({ alert }) => alert === 'NewVersionBurnsBudget');

  test('are those of the SRE workbook: 14.4, 6, 3 and 1 times the budget of 30 days', () => {
    const rows = burns(named).map(({ expr, labels }) => [
      labels.guard,
      labels.severity,
      [...expr.matchAll(/\) > ([\d.]+)/g)].map(([, limit]) => Number(limit)),
      [...new Set([...expr.matchAll(/\[(\w+)\]\)\)/g)].map(([, window]) => window))],
    ]);
    expect(rows).toEqual([
      ['burn-rate-1h', 'critical', [1.44, 1.44], ['1h', '5m']],
      ['burn-rate-6h', 'critical', [0.6, 0.6], ['6h', '30m']],
      ['burn-rate-1d', 'warning', [0.3, 0.3], ['1d', '2h']],
      ['burn-rate-3d', 'warning', [0.1, 0.1], ['3d', '6h']],
    ]);
    expect(BURN_RATES.map(({ short, long }) => long / short)).toEqual([12, 12, 12, 12]);
  });

  test('need as many requests as a guard of the errors does', () => {
    expect(alertOf(FULL, named, 'NewVersionBurnsBudget').expr).toMatch(/\[1h\]\)\) >= 100\)$/);
    expect(burns(named)[0]?.expr).not.toContain('increase');
  });

  test('a burn rate that cannot be is left out, and said', () => {
    expect(burns({ ...named, slo: '90%' }).map(({ labels }) => labels.guard)).toEqual([
      'burn-rate-6h',
      'burn-rate-1d',
      'burn-rate-3d',
    ]);
    expect(alertRules(UNGUARDED, { ...named, slo: '90%' }).findings).toMatchObject([
      { id: 'observe-burn-rate', severity: 'note', path: 'slo', received: '90%' },
    ]);
  });
});

describe('the new version', () => {
  test('is the running ReplicaSet that was made last', () => {
    const [release] = alertRules(FULL, options).groups;
    expect(release?.rules.slice(0, 2)).toEqual([
      {
        record: 'cutover:replicaset:newest',
        expr: 'topk(1, max by (namespace, replicaset) (kube_replicaset_created{namespace="shop",replicaset=~"web-[^-]+"} and on (namespace, replicaset) (kube_replicaset_spec_replicas{namespace="shop",replicaset=~"web-[^-]+"} > 0)))',
        labels: { service: 'web' },
      },
      {
        record: 'cutover:replicaset:older',
        expr: 'max by (namespace, replicaset) (kube_replicaset_spec_replicas{namespace="shop",replicaset=~"web-[^-]+"} > 0) unless on (namespace, replicaset) cutover:replicaset:newest{namespace="shop",service="web"}',
        labels: { service: 'web' },
      },
    ]);
    expect(alertOf(FULL, options, 'NewVersionErrorRate').expr).toContain(
      'sum(label_replace(rate(http_requests_total{namespace="shop",pod=~"web-[^-]+-.+"}[1m]), "replicaset", "$1", "pod", "(.+)-[^-]+") and on (replicaset) cutover:replicaset:newest{namespace="shop",service="web"})',
    );
  });

  test('is the newest among the ReplicaSets of an expression', () => {
    const newest = '(?:(?:blue|green)-)?[^-]+';
    const [release] = alertRules(FULL, { ...options, versions: { newest } }).groups;
    expect(release?.rules[0]?.expr).toContain(`kube_replicaset_created{namespace="shop",replicaset=~"web-${newest}"}`);
    expect(alertOf(FULL, { ...options, versions: { newest } }, 'NewVersionErrorRate').expr).toContain(
      `pod=~"web-${newest}-.+"`,
    );
  });

  test('with names of its own, nothing is recorded', () => {
    const rules = alertRules(FULL, named).groups.flatMap((group) => group.rules);
    expect(rules.filter((rule) => 'record' in rule)).toEqual([]);
    expect(JSON.stringify(rules)).not.toContain('cutover:replicaset');
  });
});

describe('for Alertmanager', () => {
  test('every alert has a severity, a service, a summary, a description and the links', () => {
    const given = {
      ...options,
      labels: { team: 'shop' },
      runbookUrl: 'https://runbooks.example.com/web',
      dashboardUrl: 'https://grafana.example.com/d/web',
    };
    for (const { labels, annotations } of alertsOf(FULL, given)) {
      expect(labels).toMatchObject({ team: 'shop', service: 'web', namespace: 'shop' });
      expect(['critical', 'warning']).toContain(labels.severity);
      expect(annotations).toMatchObject({
        summary: expect.stringMatching(/^web in shop: /),
        description: expect.stringMatching(/\.$/),
        runbook_url: given.runbookUrl,
        dashboard_url: given.dashboardUrl,
      });
    }
  });

  test('no two alerts have the same name and labels', () => {
    const keys = alertsOf(FULL, options).map(({ alert, labels }) => JSON.stringify([alert, labels]));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test('everything that is wrong with the options is said at once', () => {
  const wrong = {
    name: 'Web"}',
    namespace: 'a b',
    slo: 100,
    window: '1d',
    saturation: '0%',
    labels: { severity: 'page', 'a-b': 'c' },
    runbookUrl: 'runbooks/web',
    versions: { candidate: '', stable: 'a"b' },
  } as const;
  let error: unknown;
  try {
    alertRules(FULL, wrong);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(CutoverError);
  expect((error as CutoverError).findings.map(({ id, path }) => `${id} ${path}`)).toEqual([
    'observe-name name',
    'observe-name namespace',
    'observe-versions versions.candidate',
    'observe-versions versions.stable',
    'observe-label labels.severity',
    'observe-label labels.a-b',
    'observe-option slo',
    'observe-option window',
    'observe-option saturation',
    'observe-url runbookUrl',
  ]);
});
