import fc from 'fast-check';
import type { WorkloadEmitOptions, WorkloadSettings } from '../../../constructs-k8s/workload/settings';
import { workloads } from '../../../constructs-k8s/workload/target';
import { podFindings } from '../../../lib/drain';
import { judge, nearest, rulingsOf } from '../../../lib/fidelity';
import { errorsOf } from '../../../lib/findings';
import { type Plan, plan, trace } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { runs, strategies, type WrittenStrategy } from '../../support/arbitrary';
import { problemsOf } from '../../support/kubernetes';

const settings: fc.Arbitrary<WorkloadSettings> = fc.record({
  replicas: fc.integer({ min: 1, max: 20 }),
  delivery: fc.constantFrom('apply' as const, 'argo-cd' as const),
  kubernetes: fc.constantFrom('1.26' as const, '1.29' as const, '1.34' as const),
  loadBalancer: fc.constantFrom(
    { targets: 'pods' as const },
    { targets: 'localNodes' as const, healthCheck: { interval: 10 } },
  ),
});

const options: fc.Arbitrary<WorkloadEmitOptions> = fc.record(
  {
    name: fc.constantFrom('web', 'a-name-of-fifty-letters-which-is-as-long-as-it-goes'),
    namespace: fc.constant('shop'),
    live: fc.constantFrom('blue' as const, 'green' as const),
    images: fc.constant({ blue: 'shop/web:1', green: 'shop/web:2' }),
    mode: fc.constantFrom('live' as const, 'maintenance' as const),
    migration: fc.constant({ image: 'shop/migrate:2', env: { TO: '$(head)' } }),
    autoscaler: fc.constant({ min: 2, max: 9 }),
    budget: fc.constantFrom({ minAvailable: '50%' as const }, 'none' as const),
  },
  { requiredKeys: ['name'] },
);

/** Any strategy, and more of those that a Deployment can take at all. */
const written: fc.Arbitrary<WrittenStrategy> = fc.oneof(
  strategies(),
  strategies({ kinds: ['recreate', 'rolling', 'blueGreen'] }).map(
    ({ guards: _, ...strategy }) => strategy as WrittenStrategy,
  ),
);

describe('any strategy on Deployments', () => {
  function holds(planned: Plan, chosen: WorkloadSettings, emitted: WorkloadEmitOptions): 'exact' | 'approximated' {
    const target = workloads(chosen);
    const manifests = target.emit(planned, emitted);
    expect(manifests.flatMap(problemsOf)).toEqual([]);
    const identities = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(new Set(identities).size).toBe(identities.length);
    for (const { metadata } of manifests) expect(metadata.name).toMatch(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);
    for (const manifest of manifests.filter(({ kind }) => kind === 'Deployment')) {
      const { template } = (manifest as unknown as { spec: { template: { spec: object } } }).spec;
      const { drain } = planned;
      if (!manifest.metadata.name.endsWith('-maintenance'))
        expect(errorsOf(podFindings(template, { ...chosen, drain }))).toEqual([]);
    }
    if (rulingsOf(planned, target.limits).some(({ verdict }) => verdict !== 'exact')) return 'approximated';
    expect(target.trace(manifests)).toEqual(trace(planned));
    return 'exact';
  }

  test('is refused with findings, or becomes valid manifests that do what the plan says; and so does the nearest plan of a refused one', () => {
    const seen = { refused: 0, exact: 0, approximated: 0, nearest: 0 };
    fc.assert(
      fc.property(written, settings, options, (strategy, chosen, emitted) => {
        const planned = plan(Strategy.parse(strategy));
        const target = workloads(chosen);
        const refused = rulingsOf(planned, target.limits).some(({ verdict }) => verdict === 'refused');
        if (!refused && errorsOf(judge(planned, target).findings).length === 0) {
          seen[holds(planned, chosen, emitted)] += 1;
          return;
        }
        seen.refused += 1;
        const taken = nearest(planned, target.limits);
        if (taken === undefined) return;
        seen.nearest += 1;
        holds(taken.plan, chosen, emitted);
      }),
      runs,
    );
    expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
  });
});
