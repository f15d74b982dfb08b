import { type AnyTarget, TARGETS } from '../../cli/targets';
import { flagger, flaggerIstio } from '../../constructs-k8s/flagger';
import { rulingsOf, runbookOf } from '../../lib/fidelity';
import { alertRules, grafanaDashboard, runbookText } from '../../lib/observability';
import { plan } from '../../lib/plan';
import { Guard, Strategy } from '../../lib/strategy';

const guards = [Guard.errorRate({ max: '1%', over: '5m' })];
const STRATEGIES = [
  Strategy.canary({ steps: [{ weight: 10, hold: '10m' }], guards }),
  Strategy.canary({ steps: [{ weight: 10, hold: '10m', approve: true }], guards }),
  Strategy.rolling({ guards }),
  Strategy.blueGreen({ preview: { hold: '10m' }, bake: '10m', guards }),
];
const NAMES = { name: 'web', namespace: 'shop' } as const;

/** What promises that a machine acts. */
const PROMISES = /by itself: see whether it does|the traffic goes back to the old version by itself/;

const watches = ({ limits }: AnyTarget, strategy: Strategy): boolean =>
  rulingsOf(plan(strategy), limits)
    .filter(({ clause }) => clause.path.startsWith('guards'))
    .every(({ verdict }) => verdict !== 'refused');
const takesBack = ({ limits }: AnyTarget, strategy: Strategy): boolean =>
  rulingsOf(plan(strategy), limits).some(({ clause, verdict }) => clause.path === 'onFailure' && verdict === 'exact');

describe.each(TARGETS.map((target) => [target.id, target] as const))('a bad reading on %s', (_, target) => {
  test.each(STRATEGIES.map((strategy) => [strategy.kind, strategy] as const))('%s', (_, strategy) => {
    const planned = plan(strategy);
    const rules = alertRules(planned, { ...NAMES, platform: target as never }).groups;
    const alert = rules
      .flatMap((group) => group.rules)
      .find((rule) => 'alert' in rule && rule.alert === 'NewVersionErrorRate');
    const description = alert !== undefined && 'annotations' in alert ? alert.annotations.description : '';
    const acts = watches(target, strategy) && takesBack(target, strategy);
    expect(PROMISES.test(description)).toBe(acts);
    expect(PROMISES.test(runbookText(planned, target, NAMES))).toBe(acts);
    const { abort } = target.runbook ? runbookOf(target.runbook, planned) : { abort: { instead: 'nothing' } };
    const first =
      'commands' in abort ? abort.commands[0] : 'phases' in abort ? abort.phases[0]?.commands[0] : abort.instead;
    const how = (first ?? '').replaceAll('{{name}}', 'web').replaceAll('{{namespace}}', 'shop');
    expect(description).toContain(how);
    if (!acts) {
      expect(description).toMatch(/you have to: /);
      expect(runbookText(planned, target, NAMES)).toContain(how);
    }
    // Prometheus reads double braces as a template.
    expect(description.replaceAll('{{ $value | printf "%.4g" }}', '')).not.toContain('{{');
  });
});

describe('by hand on Flagger', () => {
  const [canary, gated] = STRATEGIES as [Strategy, Strategy];
  const text = (strategy: Strategy, settings: Parameters<typeof flagger>[0]) =>
    runbookText(plan(strategy), flagger({ provider: { kind: 'istio' }, ...settings }), NAMES);

  test('a release without approvals has no gate to be aborted by: the Deployment is undone', () => {
    const own = text(canary, {});
    expect(own).toContain('kubectl rollout undo deployment/web -n shop');
    expect(own).toContain('`web-primary` has it already');
    expect(own).not.toContain('LOADTESTER');
    expect(own).not.toContain('curl');
  });

  test('one with approvals has the gates of the loadtester, or those that are named', () => {
    expect(text(gated, {})).toContain('"$LOADTESTER/rollback/open"');
    expect(text(gated, { loadtester: 'http://tester.shop' })).toContain(
      'the URL of the loadtester: http://tester.shop',
    );
    const named = text(gated, { gate: { confirm: 'https://gate/yes', rollback: 'https://gate/no' } });
    expect(named).toContain('Let https://gate/no answer with a yes');
    expect(named).not.toContain('LOADTESTER');
    expect(text(gated, { gate: { confirm: 'https://gate/yes' } })).toContain('kubectl rollout undo deployment/web');
  });

  test('Knative has no Deployment to undo', () => {
    const own = text(canary, { provider: { kind: 'knative' } });
    expect(own).not.toContain('deployment/');
    expect(own).toContain('Apply the Service of the old version again.');
  });
});

describe('the times on Flagger', () => {
  const planned = plan(
    Strategy.canary({
      steps: [
        { weight: 10, hold: '10m' },
        { weight: 50, hold: '30m' },
      ],
      guards: [Guard.errorRate({ max: '1%', over: '10m' })],
    }),
  );
  const { segments } = flaggerIstio.trace(flaggerIstio.emit(planned, NAMES));

  test('are those of its ticks, in the runbook and on the dashboard', () => {
    const runbook = runbookText(planned, flaggerIstio, NAMES);
    const dashboard = JSON.stringify(grafanaDashboard(planned, { ...NAMES, platform: flaggerIstio }));
    expect(segments.map(({ from, weight }) => [from, weight])).toEqual([
      [0, 10],
      [600, 48],
      [1200, 49],
      [1800, 50],
      [2400, 100],
      [3000, 100],
    ]);
    for (const row of ['| 10m | 10m | 48% | error-rate |', '| 30m | 10m | 50% | error-rate |']) {
      expect(runbook).toContain(row);
      expect(dashboard).toContain(row);
    }
    expect(runbook).toContain('It takes 1h10m.');
    expect(dashboard).toContain('>= bool 1800');
  });

  test('also where the whole is as long as it should be', () => {
    const gated = plan(
      Strategy.canary({
        steps: [
          { weight: 10, hold: '10m' },
          { weight: 50, hold: '30m', approve: true },
        ],
      }),
    );
    expect(runbookText(gated, flaggerIstio, NAMES)).toContain('| 10m | 10m | 50% |  | approval |');
  });

  test('and those of the strategy where nothing is known of the platform', () => {
    const dashboard = JSON.stringify(grafanaDashboard(planned, NAMES));
    expect(dashboard).not.toContain('48%');
    expect(dashboard).toContain('>= bool 2400');
  });
});
