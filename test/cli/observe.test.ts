import { parseAllDocuments } from 'yaml';
import { problemsOf } from '../support/kubernetes';
import { cutover, files } from './run';

const at = files({
  'web.yaml': `
kind: canary
traffic: { requestsPerSecond: 120, errorRate: 0.2% }
steps:
  - { weight: 10%, hold: 15m }
guards:
  - { metric: errorRate, max: 1%, over: 1m }
`,
  'wrong.yaml': 'kind: canary\nstep: []\n',
  'custom.yaml': `
kind: canary
steps: [{ weight: 10%, hold: 15m }]
guards: [{ metric: custom, name: mine, query: { datadog: 'avg:x{*}' }, max: 1 }]
`,
});

const observe = (...args: string[]) => cutover(['observe', at['web.yaml'], ...args]);

describe('observe', () => {
  test('--rules writes a PrometheusRule', async () => {
    const { exit, out, err } = await observe('--target', 'argo-rollouts', '--rules', '--namespace', 'shop');
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    const [manifest] = parseAllDocuments(out).map((document) => document.toJS());
    expect(problemsOf(manifest)).toEqual([]);
    expect(manifest.metadata).toEqual({ name: 'web-release', namespace: 'shop' });
    expect(out).toContain('cutover:replicaset:newest');
  });

  test('the platform says how requests are counted and versions told apart; options say it better', async () => {
    const istio = await observe('--target', 'istio', '--rules');
    expect(istio.out).toContain(
      'istio_requests_total{reporter="destination",namespace="default",pod=~"web-canary-[^-]+-.+"',
    );
    const named = await observe(
      '--target',
      'istio',
      '--rules',
      '--candidate',
      'v2',
      '--stable',
      'v1',
      '--convention',
      'http',
    );
    expect(named.out).toContain('http_requests_total{namespace="default",pod=~"web-v2-.+"');
  });

  test('--dashboard writes JSON for Grafana', async () => {
    const { exit, out } = await observe('--target', 'argo-rollouts-istio', '--dashboard', '--name', 'front');
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ title: 'Release of front in default', schemaVersion: 39 });
  });

  test('--runbook writes Markdown, for every platform', async () => {
    const { exit, out } = await observe('--target', 'aws-ecs', '--runbook', '--approvers', 'Ann');
    expect(exit).toBe(0);
    expect(out).toMatch(/^# Release of web on Amazon ECS\n/);
    expect(out).toContain('--stop-type ROLLBACK');
  });

  test('--json has all of it, and null where the platform has none', async () => {
    const k8s = JSON.parse((await observe('--target', 'argo-rollouts', '--json')).out);
    expect(Object.keys(k8s)).toEqual(['file', 'target', 'rules', 'dashboard', 'runbook', 'findings']);
    expect(k8s).toMatchObject({ rules: { kind: 'PrometheusRule' }, dashboard: { schemaVersion: 39 }, findings: [] });
    const ecs = JSON.parse((await observe('--target', 'aws-ecs', '--json')).out);
    expect(ecs).toMatchObject({ rules: null, dashboard: null, runbook: expect.stringContaining('Amazon ECS') });
  });

  test('says what has no alert', async () => {
    const { exit, out, err } = await cutover(['observe', at['custom.yaml'], '--target', 'argo-rollouts', '--rules']);
    expect(exit).toBe(0);
    expect(out).toContain('PrometheusRule');
    expect(err).toContain('[observe-no-alert]');
  });

  test('a wrong strategy and wrong options are findings, in the words of the command line', async () => {
    const wrong = await cutover(['observe', at['wrong.yaml'], '--target', 'argo-rollouts', '--rules']);
    expect(wrong).toMatchObject({ exit: 1, out: '' });
    const { exit, out, err } = await observe('--target', 'istio', '--rules', '--slo', '100%', '--runbook-url', 'here');
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain('--slo: --slo is out of its range');
    expect(err).toContain('--runbook-url: This is no URL');
  });

  test.each([
    [['--target', 'argo-rollouts'], 'observe writes one of --rules, --dashboard, --runbook, --json'],
    [
      ['--target', 'argo-rollouts', '--rules', '--runbook'],
      'observe writes one of --rules, --dashboard, --runbook, --json',
    ],
    [['--rules'], 'observe needs a target'],
    [['--rules', '--target', 'aws-ecs'], '--rules: the versions of Amazon ECS are not told apart in Prometheus'],
    [['--rules', '--target', 'istio', '--candidate', 'v2'], '--candidate and --stable stand together'],
    [['--rules', '--target', 'istio', '--convention', 'linkerd'], 'convention'],
  ])('%j is a misuse', async (args, message) => {
    const { exit, out, err } = await observe(...args);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain(message);
  });
});
