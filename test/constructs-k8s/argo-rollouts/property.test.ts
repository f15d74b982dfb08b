import fc from 'fast-check';
import { validateRollout } from '../../../constructs-k8s/argo-rollouts/check';
import type { RolloutManifest } from '../../../constructs-k8s/argo-rollouts/manifest';
import type { ArgoRolloutsSettings, Router } from '../../../constructs-k8s/argo-rollouts/settings';
import { argoRollouts } from '../../../constructs-k8s/argo-rollouts/target';
import { judge, nearest, rulingsOf } from '../../../lib/fidelity';
import { errorsOf } from '../../../lib/findings';
import { type Plan, plan, trace } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { runs, strategies } from '../../support/arbitrary';
import { problemsOf } from '../../support/kubernetes';

const series = (metric: string) => ({ namespace: 'AWS/ApplicationELB', metric, dimensions: { TargetGroup: 'tg' } });
const version = {
  requests: series('RequestCount'),
  errors: [series('HTTPCode_Target_5XX_Count')],
  latency: { ...series('TargetResponseTime'), unit: 's' as const },
};

const settings: fc.Arbitrary<ArgoRolloutsSettings> = fc.record({
  router: fc.constantFrom<Router>(
    { kind: 'none' },
    { kind: 'istio' },
    { kind: 'plugin' },
    { kind: 'plugin', name: 'contour' },
    { kind: 'gateway-api', parents: [{ gateway: 'public' }] },
    { kind: 'gateway-api', parents: [{ service: 'web' }], protocol: 'grpc' },
  ),
  replicas: fc.integer({ min: 1, max: 20 }),
  surge: fc.constantFrom('25%' as const, '100%' as const, 1),
  metrics: fc.constantFrom(
    { kind: 'prometheus' as const, address: 'http://prometheus:9090' },
    { kind: 'datadog' as const },
    { kind: 'cloudwatch' as const, candidate: version, stable: version },
  ),
});

describe('any strategy on Argo Rollouts', () => {
  /** Emits a plan, and holds the manifests against the schemas and, where all is exact, against the plan. */
  function holds(planned: Plan, chosen: ArgoRolloutsSettings): 'exact' | 'approximated' {
    const target = argoRollouts(chosen);
    const manifests = target.emit(planned, { name: 'web' });
    expect(manifests.flatMap(problemsOf)).toEqual([]);
    const [rollout, ...others] = manifests;
    expect(validateRollout(rollout as RolloutManifest, others, { complete: true })).toEqual([]);
    const traced = target.trace(manifests);
    if (rulingsOf(planned, target.limits).some(({ verdict }) => verdict !== 'exact')) return 'approximated';
    expect(traced).toEqual(trace(planned));
    return 'exact';
  }

  test('is refused with findings, or becomes valid manifests that do what the plan says; and so does the nearest plan of a refused one', () => {
    const seen = { refused: 0, exact: 0, approximated: 0, nearest: 0 };
    fc.assert(
      fc.property(strategies(), settings, (written, chosen) => {
        const planned = plan(Strategy.parse(written));
        const target = argoRollouts(chosen);
        const refused = rulingsOf(planned, target.limits).some(({ verdict }) => verdict === 'refused');
        if (!refused && errorsOf(judge(planned, target).findings).length === 0) {
          seen[holds(planned, chosen)] += 1;
          return;
        }
        seen.refused += 1;
        const taken = nearest(planned, target.limits);
        if (taken === undefined) return;
        seen.nearest += 1;
        holds(taken.plan, chosen);
      }),
      runs,
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  });
});
