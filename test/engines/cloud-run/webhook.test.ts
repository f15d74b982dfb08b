import fc from 'fast-check';
import { knative } from '../../../constructs-k8s/cloud-run/knative/target';
import { nearest } from '../../../lib/fidelity';
import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { strategies } from '../../support/arbitrary';
import { clausesIn, plansOfEveryClause } from '../../support/every-clause';
import { describeWith, saw } from '../cluster';
import { program } from '../setup';
import { run } from '../setup/run';
import { changed } from './changed';

const options = { concurrency: 80, minInstances: 1, maxInstances: 20, serviceAccount: 'web' } as const;

/** What Knative's webhook says against each Service; nothing when it admits it. */
const saidOf = async (services: readonly object[]): Promise<readonly string[]> =>
  JSON.parse(await run(program('validate-services'), [], { input: JSON.stringify(services) }));

describeWith(['knative'], 'The webhook of Knative', () => {
  test('admits what is emitted for every clause, and for any strategy, in each phase', async () => {
    const drawn = fc
      .sample(strategies(), { numRuns: 300, seed: 1 })
      .flatMap((written) => nearest(plan(Strategy.parse(written)), knative.limits)?.plan ?? []);
    const plans = [...plansOfEveryClause(knative.limits), ...drawn];
    const services = plans.flatMap((one) =>
      [{ name: 'web' }, { name: 'web', ...options }].flatMap((given) =>
        knative.emit(one, given).phases.map(({ service }) => service),
      ),
    );
    expect((await saidOf(services)).filter((said) => said !== '')).toEqual([]);
    expect(plans.length).toBeGreaterThan(100);
    saw({ target: 'knative', engine: 'knative', how: 'accepted' }, ...clausesIn(plans));
  });

  const [first] = knative.emit(plan(Strategy.canary({ steps: [{ weight: 10 }] })), { name: 'web', ...options }).phases;
  const { service = {} } = first ?? {};
  const broken: readonly [title: string, path: string, value: unknown, said: string][] = [
    ['shares of less than everything', 'spec.traffic.1.percent', 9, 'Traffic targets sum to 99, want 100'],
    ['a tag twice', 'spec.traffic.1.tag', 'stable', 'Multiple definitions for "stable"'],
    ['a revision of another Service', 'spec.template.metadata.name', 'shop-1', 'must have prefix'],
    ['concurrency below nothing', 'spec.template.spec.containerConcurrency', -1, 'expected 0 <= -1 <= 1000'],
    [
      'fewer instances at most than at least',
      'spec.template.metadata.annotations',
      { 'autoscaling.knative.dev/min-scale': '3', 'autoscaling.knative.dev/max-scale': '2' },
      'less than',
    ],
    ['an unknown field', 'spec.template.spec.minScale', 1, 'unknown field "minScale"'],
    ['two ports', 'spec.template.spec.containers.0.ports', [{ containerPort: 1 }, { containerPort: 2 }], 'ports'],
  ];

  test.each(broken)('refuses %s', async (_, path, value, said) => {
    expect(await saidOf([changed(service, path, value)])).toEqual([expect.stringContaining(said)]);
  });
});
