import fc from 'fast-check';
import { carriedByService } from '../../../constructs-k8s/cloud-run/driver';
import { knative } from '../../../constructs-k8s/cloud-run/knative/target';
import { cloudRun } from '../../../constructs-k8s/cloud-run/target';
import { type ClauseKey, nearest, rulingsOf } from '../../../lib/fidelity';
import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { strategies } from '../../support/arbitrary';
import { describeWith, install, Space, saw } from '../cluster';

const options = { concurrency: 80, minInstances: 1, maxInstances: 20, serviceAccount: 'web' } as const;

describeWith(['kubernetes'], 'What is emitted for Knative and Cloud Run', () => {
  let space: Space;
  beforeAll(async () => {
    space = await Space.create('knative-accepted');
    await install('knative');
  });
  afterAll(() => space.delete());

  test('is accepted by the API server, with the definitions of Knative', async () => {
    const carried = new Set<ClauseKey>();
    let accepted = 0;
    for (const written of fc.sample(strategies(), { numRuns: 120, seed: 1 })) {
      const asked = plan(Strategy.parse(written));
      const refused = rulingsOf(asked, knative.limits).some(({ verdict }) => verdict === 'refused');
      const planned = refused ? nearest(asked, knative.limits)?.plan : asked;
      if (planned === undefined) continue;
      const { phases } = knative.emit(planned, { name: 'web', ...options });
      await space.apply(
        phases.map(({ service }) => service),
        { dryRun: true },
      );
      for (const { clause } of rulingsOf(planned, knative.limits)) {
        if (carriedByService(clause.key) || clause.key === 'preview') carried.add(clause.key);
      }
      accepted += 1;
    }
    expect(accepted).toBeGreaterThan(10);
    saw({ target: 'knative', engine: 'kubernetes', how: 'schema' }, ...carried);
  });

  test('the Service of Cloud Run is one of Knative', async () => {
    const strategy = Strategy.canary({
      steps: [{ weight: 10, hold: '1h' }],
      stickiness: { by: 'cookie', lasts: '30d' },
    });
    const { service } = cloudRun.emit(plan(strategy), { name: 'web', ingress: 'internal', ...options });
    await space.apply([service], { dryRun: true });
    saw({ target: 'cloud-run', engine: 'kubernetes', how: 'schema' }, 'its Service, by the definitions of Knative');
  });

  test('what Knative does not know is refused', async () => {
    const [first] = knative.emit(plan(Strategy.canary({ steps: [{ weight: 10 }] })), { name: 'web' }).phases;
    const traffic = first?.service.spec.traffic?.map((target) => ({ ...target, weight: target.percent }));
    const broken = { ...first?.service, spec: { ...first?.service.spec, traffic } };
    await expect(space.apply([broken], { dryRun: true })).rejects.toThrow('weight');
  });
});
