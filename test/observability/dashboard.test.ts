import { grafanaDashboard } from '../../lib/observability';
import { plan } from '../../lib/plan';
import { Guard, Strategy } from '../../lib/strategy';
import { dashboardProblems } from '../support/grafana';
import { FULL, UNGUARDED } from './releases';

const options = { name: 'web', namespace: 'shop' } as const;
const NAMES = { candidate: 'canary-[^-]+', stable: 'stable-[^-]+' };

const charts = (dashboard: ReturnType<typeof grafanaDashboard>) =>
  dashboard.panels.flatMap((panel) => (panel.type === 'timeseries' ? panel : []));

const chartOf = (dashboard: ReturnType<typeof grafanaDashboard>, title: string) => {
  const found = charts(dashboard).find((panel) => panel.title === title);
  if (found === undefined) throw new Error(`no chart ${title}`);
  return found;
};

describe('a dashboard', () => {
  test("is what Grafana's own types describe", () => {
    expect(dashboardProblems(grafanaDashboard(FULL, options))).toEqual([]);
    expect(
      dashboardProblems(grafanaDashboard(UNGUARDED, { ...options, versions: NAMES, convention: 'istio' })),
    ).toEqual([]);
  }, 60_000);

  test('the types would refuse an unknown field and a wrong value, at any depth', () => {
    const dashboard = grafanaDashboard(UNGUARDED, options);
    const [first] = charts(dashboard);
    const broken = {
      ...dashboard,
      panels: [
        { ...first, fieldConfig: { ...first?.fieldConfig, defaults: { ...first?.fieldConfig.defaults, units: 'ms' } } },
        { ...first, id: 99, options: { ...first?.options, tooltip: { mode: 'all', sort: 'desc' } } },
      ],
    };
    const problems = dashboardProblems(broken as never).join('\n');
    expect(problems).toMatch(/"units"' does not exist/);
    expect(problems).toMatch(/"all"/);
  }, 60_000);

  test('has rate, errors, duration and saturation of both versions, and a chart for each guard', () => {
    const dashboard = grafanaDashboard(FULL, options);
    expect(charts(dashboard).map(({ title }) => title)).toEqual([
      'Requests per second',
      'Share of the new version',
      'Failed requests',
      'Duration, p50',
      'Duration, p99',
      'Saturation, cpu',
      'Saturation, memory',
      ...FULL.guards.map(({ name }) => `Guard ${name}`),
    ]);
    expect(chartOf(dashboard, 'Failed requests').targets.map(({ legendFormat }) => legendFormat)).toEqual([
      'new version',
      'stable version',
    ]);
  });

  test('the weights of the strategy and the limits of the guards are lines', () => {
    const dashboard = grafanaDashboard(FULL, options);
    const lines = (title: string) => chartOf(dashboard, title).fieldConfig.defaults.thresholds.steps.slice(1);
    expect(lines('Share of the new version').map(({ value }) => value)).toEqual([5, 25, 100]);
    expect(lines('Failed requests')).toEqual([{ value: 1, color: 'red' }]);
    expect(lines('Duration, p99')).toEqual([{ value: 500, color: 'red' }]);
    expect(lines('Duration, p50')).toEqual([]);
    expect(lines('Saturation, cpu')).toEqual([{ value: 80, color: 'red' }]);
    expect(lines('Saturation, memory')).toEqual([{ value: 90, color: 'red' }]);
    expect(lines('Guard error-share')).toEqual([{ value: 2.9958, color: 'red' }]);
    expect(chartOf(dashboard, 'Guard success-rate').fieldConfig.defaults.thresholds.steps).toEqual([
      { value: null, color: 'red' },
      { value: 99, color: 'transparent' },
    ]);
  });

  test('the planned share is a staircase from the time at which the ReplicaSet was made', () => {
    const { targets } = chartOf(grafanaDashboard(FULL, options), 'Share of the new version');
    const created =
      'max(max by (namespace, replicaset) (kube_replicaset_created{namespace="shop",replicaset=~"web-$candidate"} and on (namespace, replicaset) (kube_replicaset_spec_replicas{namespace="shop",replicaset=~"web-$candidate"} > 0)))';
    expect(targets[1]?.expr).toBe(
      [
        `5 * (time() - ${created} >= bool 0)`,
        `20 * (time() - ${created} >= bool 600)`,
        `75 * (time() - ${created} >= bool 2400)`,
      ].join(' + '),
    );
  });

  test('releases, planned changes and firing alerts are marks on the time axis', () => {
    const { list } = grafanaDashboard(FULL, options).annotations;
    expect(list.map(({ name }) => name)).toEqual(['Notes', 'Releases', 'Planned changes of the traffic', 'Alerts']);
    expect(list[2]?.expr).toMatch(
      /^1000 \* \(label_replace\(.+ \+ 0, "phase", "5%", "", ""\) or label_replace\(.+ \+ 600, "phase", "25%"/,
    );
    expect(list[3]?.expr).toBe('ALERTS{alertstate="firing",namespace="shop",service="web"}');
  });

  test('hashes are chosen above the panels; versions with names need no choice', () => {
    const chosen = grafanaDashboard(FULL, options);
    expect(chosen.templating.list.map(({ name }) => name)).toEqual(['datasource', 'candidate', 'stable']);
    expect(chartOf(chosen, 'Requests per second').targets[0]?.expr).toContain('pod=~"web-$candidate-.+"');
    const named = grafanaDashboard(FULL, { ...options, versions: NAMES });
    expect(named.templating.list.map(({ name }) => name)).toEqual(['datasource']);
    expect(JSON.stringify(named)).not.toMatch(/\$(candidate|stable)/);
    expect(chartOf(named, 'Requests per second').targets[0]?.expr).toContain('pod=~"web-canary-[^-]+-.+"');
  });

  test('no two panels are at one place', () => {
    const { panels } = grafanaDashboard(FULL, options);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, at) => `${x + (at % w)}:${y + Math.floor(at / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  test('an application keeps its dashboard, and another one has another', () => {
    const uid = (name: string, namespace: string) => grafanaDashboard(UNGUARDED, { name, namespace }).uid;
    expect(uid('web', 'shop')).toBe(uid('web', 'shop'));
    expect(new Set([uid('web', 'shop'), uid('web', 'store'), uid('api', 'shop')]).size).toBe(3);
  });

  test('text of the strategy means nothing in Markdown', () => {
    const audience = { header: { name: 'x-beta', equals: '**a** | <b>' } };
    const planned = plan(Strategy.canary({ steps: [{ audience, hold: '1h' }], guards: [Guard.errorRate({ max: 1 })] }));
    const text = grafanaDashboard(planned, options).panels.flatMap((panel) =>
      panel.type === 'text' ? panel.options.content : [],
    );
    expect(text.join()).toContain('\\*\\*a\\*\\* \\| \\<b\\>');
  });
});
