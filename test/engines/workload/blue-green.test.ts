import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import type { Colour } from '../../../constructs-k8s/workload/settings';
import { type Budget, disruptionsAllowed } from '../../../lib/drain';
import { Check, Strategy } from '../../../lib/strategy';
import { describeWith, READY, Space, saw, until } from '../cluster';
import { type DeploymentObject, emitted, endpointsOf, pods } from './emitted';
import { synced } from './waves';

const WHERE = { target: 'kubernetes', engine: 'kubernetes' } as const;

const strategy = Strategy.blueGreen({
  checks: { testTraffic: [Check.http({ name: 'smoke', path: '/health', timeout: '1s' })] },
});

interface Service {
  readonly spec: { readonly selector: Readonly<Record<string, string>> };
}

interface Job {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly status: { readonly succeeded?: number; readonly completionTime?: string };
}

describeWith(['kubernetes'], 'A blue/green Deployment', () => {
  let space: Space;
  beforeAll(async () => {
    space = await Space.create('blue-green');
  });
  afterAll(() => space.delete());

  const release = (live: Colour, blue: string, green: string): readonly Manifest[] =>
    emitted(
      strategy,
      { replicas: 2, delivery: 'argo-cd' },
      { template: pods('0'), live, images: { blue: `shop/web:${blue}`, green: `shop/web:${green}` } },
    );

  const follows = (service: string, deployment: string) =>
    until(
      `the endpoints of ${service} are those of ${deployment}`,
      () => endpointsOf(space, service),
      (names) => names.length === 2 && names.every((name) => name.startsWith(`${deployment}-`)),
      { within: 10 },
    );

  /** The same, but no pod of a check's Job of one version ever ends well. */
  const failing = (manifests: readonly Manifest[], colour: Colour): readonly Manifest[] =>
    manifests.map((manifest) => {
      if (manifest.kind !== 'Job' || manifest.metadata.labels?.version !== colour) return manifest;
      const { spec } = manifest as unknown as { spec: { template: object } };
      const template = { ...spec.template, metadata: { labels: { [READY]: 'never' } } };
      return { ...manifest, spec: { ...spec, activeDeadlineSeconds: 2, template } } as unknown as Manifest;
    });

  test('switches when the Job has succeeded, and the endpoints follow', async () => {
    expect((await synced(space, release('blue', '1', '1'))).succeeded).toBe(true);
    await follows('web', 'web-blue');
    await follows('web-preview', 'web-green');

    const [services, jobs] = [await space.record<Service>('Service', 'web'), await space.record<Job>('Job')];
    const { waves, succeeded } = await synced(space, release('green', '1', '2'));
    await follows('web', 'web-green');
    services.stop();
    jobs.stop();
    expect(succeeded).toBe(true);
    expect(waves.at(-1)).toEqual(['Service web']);
    const flip = services.seen.find(({ object }) => object.spec.selector.version === 'green');
    const passed = jobs.seen.filter(
      ({ object }) => object.metadata.labels.version === 'green' && object.status.succeeded,
    );
    expect(flip?.at).toBeGreaterThan(passed.at(-1)?.at ?? Number.POSITIVE_INFINITY);
    await follows('web-preview', 'web-blue');
    saw(WHERE, 'replace.side-by-side', 'shift.at-once', 'preview', 'check.test-traffic', 'check.http', 'bake');
  });

  test('a Job that fails ends the release: the Service stays, also when it is tried again', async () => {
    const before = await space.get<Service>('Service', 'web');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { succeeded, waves } = await synced(space, failing(release('blue', '3', '2'), 'blue'));
      expect(succeeded).toBe(false);
      expect(waves.flat()).not.toContain('Service web');
    }
    expect((await space.get<Service>('Service', 'web')).spec.selector).toEqual(before.spec.selector);
    await follows('web', 'web-green');
    saw(WHERE, 'on-failure.rollback');
  });

  test('goes back by one value, at once and without a new Job', async () => {
    expect((await synced(space, release('green', '1', '2'))).succeeded).toBe(true);
    const known = new Set((await space.list<Job>('Job')).map(({ metadata }) => metadata.name));
    await space.apply(release('blue', '1', '2'));
    await follows('web', 'web-blue');
    const after = await space.list<Job>('Job');
    expect(after.filter(({ metadata }) => !known.has(metadata.name))).toEqual([]);
    saw(WHERE, 'approve.before-traffic');
  });

  test('while a version is exchanged, its Service sends checks to the new pods only', async () => {
    const name = 'web-green';
    const old = await endpointsOf(space, name);
    const slow = emitted(
      strategy,
      { replicas: 2 },
      { template: pods('0', 3), live: 'blue', images: { blue: 'shop/web:1', green: 'shop/web:4' } },
    );
    await space.apply(slow.filter(({ metadata }) => metadata.name === name));
    const look = () => endpointsOf(space, name);
    await until('nobody is asked', look, ({ length }) => length === 0, { within: 2, every: 30 });
    const { status } = await space.get<DeploymentObject>('Deployment', name);
    expect(status.availableReplicas).toBe(2);
    const fresh = await until('the new pods are asked', look, ({ length }) => length === 2);
    expect(fresh.filter((pod) => old.includes(pod))).toEqual([]);
  });

  test.each<Budget>([{ maxUnavailable: 1 }, { minAvailable: 3 }, { minAvailable: '75%' }, { maxUnavailable: '30%' }])(
    'a budget of %j over both versions lets as many pods go as we count',
    async (budget) => {
      const manifests = emitted(strategy, { replicas: 2 }, { template: pods('0'), budget }).filter(
        ({ kind }) => kind === 'PodDisruptionBudget',
      );
      await space.apply(manifests);
      interface Disruptions {
        readonly metadata: { readonly generation: number };
        readonly status?: {
          readonly observedGeneration?: number;
          readonly disruptionsAllowed: number;
          readonly expectedPods: number;
          readonly currentHealthy: number;
        };
      }
      const { status } = await until(
        'the budget is counted',
        () => space.get<Disruptions>('policy/v1 PodDisruptionBudget', 'web'),
        ({ metadata, status: counted }) =>
          counted?.observedGeneration === metadata.generation &&
          counted.expectedPods === 4 &&
          counted.currentHealthy === 4,
      );
      expect(status?.disruptionsAllowed).toBe(disruptionsAllowed(budget, 4));
      await space.remove('policy/v1 PodDisruptionBudget', 'web');
    },
  );
});
