import type { Metric } from '../../../constructs-k8s/argo-rollouts/manifest';
import type { ArgoRolloutsSettings } from '../../../constructs-k8s/argo-rollouts/settings';
import { argoRollouts } from '../../../constructs-k8s/argo-rollouts/target';
import { judge } from '../../../lib/fidelity';
import { plan, trace } from '../../../lib/plan';
import { Guard, Strategy } from '../../../lib/strategy';
import { problemsOf } from '../../support/kubernetes';

const istio = { router: { kind: 'istio' } } as const;

function emitted(strategy: Strategy, settings: ArgoRolloutsSettings = {}) {
  const planned = plan(strategy);
  const target = argoRollouts(settings);
  const manifests = target.emit(planned, { name: 'web' });
  expect(manifests.flatMap(problemsOf)).toEqual([]);
  const template = manifests.find(({ metadata }) => metadata.name === 'web-guards');
  const [metric] = (template as unknown as { readonly spec: { readonly metrics: readonly Metric[] } }).spec.metrics;
  return { planned, metric, trace: target.trace(manifests) };
}

const judged = (strategy: Strategy, settings: ArgoRolloutsSettings = {}) =>
  judge(plan(strategy), argoRollouts(settings)).findings.map(({ id, severity }) => `${severity} ${id}`);

describe('an error share', () => {
  const share = Guard.errorShare({ rise: 3, every: '30s' });
  const released = (approve = false, onNoData: 'pass' | 'fail' = 'pass') =>
    Strategy.canary({
      steps: [
        { weight: 5, hold: '10m', ...(approve && { approve: true as const }) },
        { weight: 25, hold: '20m' },
      ],
      guards: [{ ...share, onNoData }],
      bake: '30m',
      accept: [{ id: 'approximated.guard.sequential', reason: 'it is one look more' }],
    });
  const series = { namespace: 'Shop', metric: 'x', dimensions: {} };
  const candidate = { requests: series, errors: [series], latency: { ...series, unit: 's' as const } };

  test('is just what Prometheus sums up, over the whole release and what Argo takes for its changes', () => {
    const { metric, trace: traced, planned } = emitted(released(), istio);
    expect(judged(released(), istio)).toEqual([]);
    expect(metric).toMatchObject({
      name: 'error-share',
      successCondition: 'len(result) == 0 || isNaN(result[0]) || result[0] < 2.9958',
      failureLimit: 0,
      interval: '30s',
      initialDelay: '1m',
      provider: {
        prometheus: {
          query: expect.stringMatching(/^sum_over_time\(\((.|\n)*istio_requests_total(.|\n)*\)\[1h41m:1m\]\)$/),
        },
      },
    });
    expect(traced).toEqual(trace(planned));
  });

  test('waits for a whole slice where no data is bad', () => {
    const { metric, trace: traced, planned } = emitted(released(false, 'fail'), istio);
    expect(metric).toMatchObject({
      initialDelay: '2m',
      successCondition: 'len(result) > 0 && !isNaN(result[0]) && result[0] < 2.9958',
    });
    expect(traced).toEqual(trace(planned));
  });

  test('forgets what is a day old when a person takes longer, and says so', () => {
    const { findings } = judge(plan({ ...released(true), accept: [] }), argoRollouts(istio));
    expect(findings).toMatchObject([{ id: 'approximated.guard.sequential', severity: 'error', path: 'guards[0]' }]);
    expect(emitted(released(true), istio).metric?.provider.prometheus?.query).toMatch(/\[1d1h41m:1m\]\)$/);
  });

  test('is one window in Datadog and in CloudWatch, which must be accepted', () => {
    const datadog = { metrics: { kind: 'datadog' } } as const;
    const cloudwatch = { metrics: { kind: 'cloudwatch', candidate, stable: candidate } } as const;
    for (const settings of [datadog, cloudwatch]) {
      const { findings } = judge(plan({ ...released(), accept: [] }), argoRollouts({ ...istio, ...settings }));
      expect(findings.map(({ id, severity }) => `${severity} ${id}`)).toEqual(['error approximated.guard.sequential']);
      expect(emitted(released(), settings).trace.guards).toMatchObject([
        { name: 'error-share', over: 1800, every: 30 },
      ]);
    }
    expect(emitted(released(), cloudwatch).metric?.successCondition).toBe(
      'len(result[0].Values) == 0 || result[0].Values[0] < 2.9958',
    );
    expect(emitted(released(), datadog).metric?.provider.datadog?.interval).toBe('30m');
  });

  test('needs the stable version’s metrics, and in CloudWatch and Datadog a time in which both get requests', () => {
    const settings = { metrics: { kind: 'cloudwatch', candidate } } as const;
    expect(judged(released(), settings)).toContain('error refused.guard.sequential');
    const rolling = Strategy.rolling({ guards: [share], bake: '10m' });
    expect(judged(rolling, { metrics: { kind: 'datadog' } })).toContain('error refused.guard.sequential');
    expect(judged(rolling)).not.toContain('error refused.guard.sequential');
  });
});
