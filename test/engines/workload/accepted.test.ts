import fc from 'fast-check';
import { workloads } from '../../../constructs-k8s/workload/target';
import { nearest } from '../../../lib/fidelity';
import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { strategies } from '../../support/arbitrary';
import { describeWith, Space, saw } from '../cluster';
import { pods } from './emitted';

describeWith(['kubernetes'], 'Emitted Deployments', () => {
  let space: Space;
  beforeAll(async () => {
    space = await Space.create('accepted');
  });
  afterAll(() => space.delete());

  test('of any strategy are taken by a strict API server', async () => {
    let taken = 0;
    const kinds = ['recreate', 'rolling', 'blueGreen'] as const;
    const settings = fc.record({
      replicas: fc.integer({ min: 1, max: 9 }),
      delivery: fc.constantFrom('apply' as const, 'argo-cd' as const),
      kubernetes: fc.constantFrom('1.26' as const, '1.34' as const),
    });
    const mode = fc.constantFrom('live' as const, 'maintenance' as const);
    await fc.assert(
      fc.asyncProperty(strategies({ kinds }), settings, mode, async (written, chosen, now) => {
        const made = plan(Strategy.parse(written));
        const target = workloads(chosen);
        const fitting = nearest(made, target.limits)?.plan;
        if (fitting === undefined) return;
        taken += 1;
        const options = { name: 'web', template: pods('1'), mode: now, migration: { image: 'shop/migrate:1' } };
        const manifests = target.emit(fitting, { ...options, autoscaler: { min: 2, max: 4 } });
        await space.apply(manifests, { dryRun: true });
      }),
      { numRuns: 150 },
    );
    expect(taken).toBeGreaterThan(100);
    saw(
      { target: 'kubernetes', engine: 'kubernetes', how: 'accepted' },
      'drain',
      'stickiness.address',
      'check.job',
      'check.before-traffic',
      'check.after-traffic',
      'check.timeout',
    );
  });

  test('a pace of nothing is refused, as we say', async () => {
    const [deployment] = workloads().emit(plan(Strategy.rolling({})), { name: 'web', template: pods('1') });
    const { spec } = deployment as unknown as { spec: object };
    const none = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } };
    const apply = (more: object) => space.apply([{ ...deployment, spec: { ...spec, ...more } }], { dryRun: true });
    await expect(apply(none)).rejects.toThrow('may not be 0 when `maxSurge` is 0');
    await expect(apply({ minReadySeconds: 600 })).rejects.toThrow('must be greater than minReadySeconds');
  });
});
