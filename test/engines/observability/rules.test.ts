import fc from 'fast-check';
import { flaggerIstio } from '../../../constructs-k8s/flagger/target';
import { kubernetes } from '../../../constructs-k8s/workload/target';
import { type AlertingRule, alertRules, grafanaDashboard, type RuleGroup } from '../../../lib/observability';
import { type Plan, plan } from '../../../lib/plan';
import { Guard, parseStrategy, Strategy } from '../../../lib/strategy';
import { FULL, UNGUARDED } from '../../observability/releases';
import { strategies } from '../../support/arbitrary';
import { describeWith, saw } from '../cluster';
import { alertsIn, checked, muted, played } from './promtool';
import { type Version, versionSeries } from './series';

const options = { name: 'web', namespace: 'shop', saturation: false } as const;
const NAMES = { candidate: 'canary-[^-]+', stable: 'stable-[^-]+' };

const guarded = (...guards: NonNullable<Parameters<typeof Strategy.canary>[0]['guards']>): Plan =>
  plan(Strategy.canary({ steps: [{ weight: 10, hold: '1h' }], guards }));

const only = (groups: readonly RuleGroup[], name: RegExp): AlertingRule[] => {
  const found = alertsIn(groups).filter(({ alert, labels }) => name.test(`${alert} ${labels.guard ?? ''}`));
  if (found.length === 0) throw new Error(`no alert is ${name}`);
  return found;
};

/** Rules of guards alone, without the burn rates. */
const guardRules = (planned: Plan): RuleGroup[] =>
  muted(alertRules(planned, options).groups.filter(({ name }) => !name.endsWith('burn-rate')));
const burnRules = (): RuleGroup[] =>
  muted(alertRules(UNGUARDED, options).groups).map(({ name, rules }) => ({
    name,
    rules: rules.filter((rule) => 'record' in rule || rule.alert === 'NewVersionBurnsBudget'),
  }));

const OLD: Version = { hash: 'aaa', made: 0, requests: '0+900x600', failed: '0+0x600' };
/** Made after ten minutes; 600 requests a minute, of which so many fail. */
const fresh = (failed: string): Version => ({
  hash: 'bbb',
  made: 10,
  copies: '_x9 2x600',
  requests: '_x9 0+600x600',
  failed: `_x9 ${failed}`,
});
const both = (...versions: readonly Version[]) => Object.assign({}, ...versions.map(versionSeries));

const FINE = { fine: true, text: expect.stringContaining('SUCCESS') };

describeWith(['prometheus'], 'Alerts on a real Prometheus', () => {
  test('rules of every guard are rules', () => {
    expect(checked(alertRules(FULL, options).groups)).toEqual(FINE);
    expect(checked(alertRules(FULL, { ...options, versions: NAMES, convention: 'istio' }).groups)).toEqual(FINE);
  });

  test('rules and dashboards of random strategies are PromQL', () => {
    const groups = fc.sample(strategies(), 150).flatMap((written, at): RuleGroup[] => {
      const { strategy } = parseStrategy(written);
      if (strategy === undefined) return [];
      const planned = plan(strategy);
      const versions = at % 2 === 0 ? ('newest' as const) : NAMES;
      const drawn = grafanaDashboard(planned, { ...options, versions });
      const queries = [
        ...drawn.panels.flatMap((panel) => (panel.type === 'timeseries' ? panel.targets.map(({ expr }) => expr) : [])),
        ...drawn.annotations.list.flatMap(({ expr }) => expr ?? []),
        ...drawn.templating.list.flatMap(
          ({ definition }) => definition?.replace(/^query_result\(([\s\S]*)\)$/, '$1') ?? [],
        ),
      ].map((query) =>
        query.replaceAll('$candidate', 'bbb').replaceAll('$stable', 'aaa').replaceAll('$__rate_interval', '5m'),
      );
      const rules = queries.map((expr, n) => ({ record: 'drawn', expr, labels: { query: String(n) } }));
      const named = (group: RuleGroup): RuleGroup => ({ ...group, name: `${group.name}-${at}` });
      return [...alertRules(planned, { ...options, versions }).groups, { name: 'drawn', rules }].map(named);
    });
    expect(groups.length).toBeGreaterThan(300);
    expect(checked(groups, 'none')).toEqual(FINE);
  }, 120_000);

  test('errors of the new version alone make its alert', () => {
    const rules = guardRules(guarded(Guard.errorRate({ max: '1%' })));
    const alert = only(rules, /^NewVersionErrorRate /);
    const bad = both(OLD, fresh('0+12x600'));
    expect(played(rules, bad, { '9m': [], '30m': alert })).toEqual(FINE);
    const others = both({ ...OLD, failed: '0+450x600' }, fresh('0+1x600'));
    expect(played(rules, others, { '30m': [] })).toEqual(FINE);
    saw({ target: 'argo-rollouts', engine: 'prometheus' }, 'an alert of the new version alone');
  });

  test('a version that was taken back is not the new one any more', () => {
    const rules = guardRules(guarded(Guard.errorRate({ max: '1%' })));
    const back = both(OLD, { ...fresh('0+12x20 240x600'), copies: '_x9 2x20 0x600' });
    expect(played(rules, back, { '25m': only(rules, /^NewVersionErrorRate /), '45m': [] })).toEqual(FINE);
  });

  test('as many bad readings are tolerated as the guard tolerates', () => {
    const rules = guardRules(guarded(Guard.errorRate({ max: '1%', failures: 2 })));
    const alert = only(rules, /^NewVersionErrorRate /);
    const burst = (minutes: number) => both(OLD, fresh(`0x10 0+60x${minutes} ${60 * minutes}x600`));
    expect(played(rules, burst(2), { '22m': [], '23m': [], '24m': [] })).toEqual(FINE);
    expect(played(rules, burst(10), { '22m': [], '24m': alert })).toEqual(FINE);
  });

  test('too few requests are no reading', () => {
    const rules = guardRules(guarded(Guard.errorRate({ max: '1%', minRequests: 1000 })));
    expect(played(rules, both(OLD, fresh('0+60x600')), { '30m': [] })).toEqual(FINE);
  });

  test('no data is an alert while both versions run', () => {
    const rules = guardRules(guarded(Guard.successRate({ min: '99%', onNoData: 'fail' })));
    const missing = only(rules, /NoData/);
    const silent: Version = { hash: 'bbb', made: 10, copies: '_x9 2x600' };
    expect(played(rules, both(OLD, silent), { '9m': [], '30m': missing })).toEqual(FINE);
    const alone = both({ ...OLD, copies: '2x20 0x600' }, silent);
    expect(played(rules, alone, { '30m': [] })).toEqual(FINE);
    expect(played(rules, both(OLD, fresh('0+0x600')), { '30m': [] })).toEqual(FINE);
  });

  test('a comparison is with the stable version', () => {
    const rules = guardRules(guarded(Guard.errorRate({ versusStable: 2 })));
    const alert = only(rules, /VersusStable/);
    const old = { ...OLD, failed: '0+18x600' };
    expect(played(rules, both(old, fresh('0+18x600')), { '30m': [] })).toEqual(FINE);
    expect(played(rules, both(old, fresh('0+30x600')), { '30m': alert })).toEqual(FINE);
  });

  test('an error share adds up until it is too much', () => {
    const rules = guardRules(guarded(Guard.errorShare({ rise: 3 })));
    const alert = only(rules, /ErrorShare/);
    const old = { ...OLD, failed: '0+9x600' };
    expect(played(rules, both(old, fresh('0+6x600')), { '40m': [] })).toEqual(FINE);
    expect(played(rules, both(old, fresh('0+18x600')), { '9m': [], '40m': alert })).toEqual(FINE);
  });

  test('latency is read from the buckets of the new version', () => {
    const rules = guardRules(guarded(Guard.latency({ percentile: 99, max: '500ms' })));
    const alert = only(rules, /LatencyP99 /);
    const buckets = (hash: string, from: string, below: number) => ({
      [`http_request_duration_seconds_bucket{namespace="shop",pod="web-${hash}-x7k2p",le="0.1"}`]: `${from}0+${below}x600`,
      [`http_request_duration_seconds_bucket{namespace="shop",pod="web-${hash}-x7k2p",le="1"}`]: `${from}0+600x600`,
      [`http_request_duration_seconds_bucket{namespace="shop",pod="web-${hash}-x7k2p",le="+Inf"}`]: `${from}0+600x600`,
    });
    const run = both(OLD, fresh('0+0x600'));
    const slow = { ...run, ...buckets('aaa', '', 600), ...buckets('bbb', '_x9 ', 580) };
    expect(played(rules, slow, { '30m': alert })).toEqual(FINE);
    const fast = { ...run, ...buckets('aaa', '', 580), ...buckets('bbb', '_x9 ', 600) };
    expect(played(rules, fast, { '30m': [] })).toEqual(FINE);
  });

  test('saturation is what the containers of the new version may use', () => {
    const rules = guardRules(guarded(Guard.saturation({ resource: 'memory', max: 80 })));
    const alert = only(rules, /Memory/);
    const container = (hash: string) => `namespace="shop",pod="web-${hash}-x7k2p",container="web"`;
    const use = (hash: string, from: string, bytes: number) => ({
      [`container_memory_working_set_bytes{${container(hash)}}`]: `${from}${bytes}x600`,
      [`kube_pod_container_resource_limits{${container(hash)},resource="memory"}`]: `${from}1000x600`,
    });
    const run = both(OLD, fresh('0+0x600'));
    expect(played(rules, { ...run, ...use('aaa', '', 300), ...use('bbb', '_x9 ', 900) }, { '30m': alert })).toEqual(
      FINE,
    );
    expect(played(rules, { ...run, ...use('aaa', '', 900), ...use('bbb', '_x9 ', 300) }, { '30m': [] })).toEqual(FINE);
  });

  test('a burn rate fires when both windows are bad, and ends with the short one', () => {
    const rules = burnRules();
    const [fast, slow] = [only(rules, /burn-rate-1h/), only(rules, /burn-rate-6h/)];
    const all = only(rules, /BurnsBudget/);
    // 2 % of the requests: above 1.44 % of the fastest row, and above all others.
    const lasting = both(OLD, fresh('0+12x600'));
    expect(played(rules, lasting, { '9m': [], '80m': all })).toEqual(FINE);
    // 1 %: above 0.6 %, 0.3 % and 0.1 %.
    const some = both(OLD, fresh('0+6x600'));
    expect(played(rules, some, { '80m': all.filter((alert) => !fast.includes(alert)) })).toEqual(FINE);
    // Over after an hour: the five minutes are clean, the longer short windows are not yet.
    const ended = both(OLD, fresh('0+12x60 720x600'));
    expect(played(rules, ended, { '79m': all.filter((alert) => !fast.includes(alert)) })).toEqual(FINE);
    expect(
      played(rules, ended, { '110m': all.filter((alert) => !fast.includes(alert) && !slow.includes(alert)) }),
    ).toEqual(FINE);
    saw({ target: 'argo-rollouts', engine: 'prometheus' }, 'burn-rate alerts of four pairs of windows');
  });

  test('an alert reads as it should', () => {
    const planned = guarded(Guard.errorRate({ max: '1%' }));
    const groups = alertRules(planned, { ...options, runbookUrl: 'https://runbooks.example.com/web' }).groups.slice(
      0,
      1,
    );
    const [alert] = only(groups, /^NewVersionErrorRate /);
    if (alert === undefined) throw new Error('there is no alert');
    const description =
      'The guard says: above 1% over 1m. It is 100 %. If a release is running, see whether what runs it takes the traffic back, and take it back by hand where it does not.';
    const firing = [{ ...alert, annotations: { ...alert.annotations, description } }];
    const dead: Version = { hash: 'bbb', made: 10, copies: '_x9 2x600', failed: '_x9 0+60x600' };
    expect(played(groups, both(OLD, dead), { '30m': firing })).toEqual(FINE);
  });

  test('versions with names of their own need no ReplicaSet', () => {
    const planned = guarded(Guard.errorRate({ max: '1%' }));
    const groups = muted(alertRules(planned, { ...options, versions: NAMES }).groups.slice(0, 1));
    const requests = (version: string, failed: number) => ({
      [`http_requests_total{namespace="shop",pod="web-${version}-aaa-x7k2p",code="200"}`]: '0+600x600',
      [`http_requests_total{namespace="shop",pod="web-${version}-aaa-x7k2p",code="503"}`]: `0+${failed}x600`,
    });
    const alert = only(groups, /^NewVersionErrorRate /);
    expect(played(groups, { ...requests('canary', 60), ...requests('stable', 0) }, { '10m': alert })).toEqual(FINE);
    expect(played(groups, { ...requests('canary', 0), ...requests('stable', 60) }, { '10m': [] })).toEqual(FINE);
  });

  const requests = (pod: string, failed: number) => ({
    [`http_requests_total{namespace="shop",pod="${pod}",code="200"}`]: '0+600x600',
    [`http_requests_total{namespace="shop",pod="${pod}",code="503"}`]: `0+${failed}x600`,
  });
  const rulesOf = ({ prometheus }: typeof flaggerIstio | typeof kubernetes) => {
    const versions = typeof prometheus === 'object' ? prometheus.versions : 'newest';
    return muted(alertRules(guarded(Guard.errorRate({ max: '1%' })), { ...options, versions }).groups.slice(0, 1));
  };

  test('Flagger: the primary is not the new version, though its name begins the same', () => {
    const groups = rulesOf(flaggerIstio);
    const [canary, primary] = ['web-6d5f8c9b7-x7k2p', 'web-primary-7c4d9f6b8-m2n4q'];
    const alert = only(groups, /^NewVersionErrorRate /);
    expect(played(groups, { ...requests(canary, 60), ...requests(primary, 0) }, { '10m': alert })).toEqual(FINE);
    expect(played(groups, { ...requests(canary, 0), ...requests(primary, 60) }, { '10m': [] })).toEqual(FINE);
    saw({ target: 'flagger-istio', engine: 'prometheus' }, 'an alert of the new version alone');
  });

  test('Deployments: blue or green, the new version is the one that was made last', () => {
    const groups = rulesOf(kubernetes);
    const replicaSet = (name: string, made: number) => ({
      [`kube_replicaset_created{namespace="shop",replicaset="${name}"}`]: `${made}x600`,
      [`kube_replicaset_spec_replicas{namespace="shop",replicaset="${name}"}`]: '2x600',
    });
    const [blue, green, other] = ['web-blue-6d5f8c9b7', 'web-green-7c4d9f6b8', 'web-api-7c4d9f6b8'];
    const both = { ...replicaSet(blue, 10), ...replicaSet(green, 20), ...replicaSet(other, 30) };
    const alert = only(groups, /^NewVersionErrorRate /);
    const from = (name: string) => `${name}-x7k2p`;
    expect(
      played(groups, { ...both, ...requests(from(green), 60), ...requests(from(blue), 0) }, { '10m': alert }),
    ).toEqual(FINE);
    const fine = { ...requests(from(green), 0), ...requests(from(blue), 60), ...requests(from(other), 60) };
    expect(played(groups, { ...both, ...fine }, { '10m': [] })).toEqual(FINE);
    saw({ target: 'kubernetes', engine: 'prometheus' }, 'an alert of the new version alone');
  });
});
