import type { VirtualService } from '../../../constructs-k8s/istio/manifest';
import { ArgoRollout, type ArgoRolloutArgs } from '../../../constructs-k8s/pulumi';
import { Strategy } from '../../../lib/strategy';
import { type Daemon, describeWith, install, type RolloutObject, Space, saw, startArgo } from '../cluster';
import { type Body, Program } from './program';

const HERE = { target: 'argo-rollouts-istio', engine: 'pulumi-kubernetes' };

/** Everything that the cluster still has of a release. */
const KINDS = [
  'Service',
  'ReplicaSet',
  'argoproj.io/v1alpha1 Rollout',
  'argoproj.io/v1alpha1 AnalysisTemplate',
  'networking.istio.io/v1 VirtualService',
];

interface Release {
  readonly image: string;
  readonly host?: string;
  readonly hold?: '2s' | '10m';
  readonly wait?: ArgoRolloutArgs['wait'];
}

const release =
  ({ image, host = 'shop.example.com', hold = '2s', wait }: Release): Body =>
  (namespace, opts) =>
    void new ArgoRollout(
      'web',
      {
        metadata: { namespace },
        strategy: Strategy.canary({
          steps: [
            { weight: 20, hold },
            { weight: 60, hold },
          ],
        }),
        replicas: 5,
        router: { kind: 'istio', hosts: [host] },
        ...(wait !== undefined && { wait }),
        template: {
          spec: {
            containers: [
              {
                name: 'web',
                image: `web:${image}`,
                ports: [{ containerPort: 8080 }],
                readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
                lifecycle: { preStop: { sleep: { seconds: 5 } } },
              },
            ],
          },
        },
      },
      opts,
    );

const weightOf = ({ spec }: VirtualService): number | undefined => spec.http[0]?.route?.[1]?.weight;
const imageOf = ({ spec }: RolloutObject): unknown =>
  (spec as { template: { spec: { containers: { image: string }[] } } }).template.spec.containers[0]?.image;

describeWith(['pulumi-kubernetes', 'argo-rollouts'], 'A Rollout by Pulumi', () => {
  let space: Space;
  let argo: Daemon;
  let program: Program;
  beforeAll(async () => {
    space = await Space.create('pulumi');
    await install('istio');
    argo = await startArgo({ space });
    program = await Program.create(space);
  });
  afterAll(async () => {
    program.dispose();
    await argo.stop();
    await space.delete();
  });

  const routes = () => space.get<VirtualService>('networking.istio.io/v1 VirtualService', 'web');

  test('is only looked at in a preview', async () => {
    const { changes } = await program.preview(release({ image: '1' }));
    // The stack, the provider, the component, two Services, the VirtualService and the Rollout.
    expect(changes).toEqual({ create: 7 });
    expect(await space.find('Service', 'web')).toBeUndefined();
  });

  test('is made, and is healthy when the update ends', async () => {
    const { changes } = await program.up(release({ image: '1' }));
    expect(changes).toEqual({ create: 7 });
    expect(await space.rollout('web').get()).toMatchObject({ status: { phase: 'Healthy' } });
    expect((await program.preview(release({ image: '1' }))).changes).toEqual({ same: 7 });
  });

  test('releases a second version, and the update ends when the release does', async () => {
    const before = await space.rollout('web').get();
    const sights = await space.record<VirtualService>('networking.istio.io/v1 VirtualService', 'web');
    const { changes, seconds } = await program.up(release({ image: '2' }));
    sights.stop();
    const after = await space.rollout('web').get();
    expect(changes).toEqual({ update: 1, same: 6 });
    expect(imageOf(after)).toBe('web:2');
    expect(after.status).toMatchObject({ phase: 'Healthy', currentPodHash: after.status?.stableRS });
    expect(after.status?.stableRS).not.toBe(before.status?.stableRS);
    expect(seconds).toBeGreaterThan(4);
    expect(sights.seen.map(({ object }) => weightOf(object))).toEqual(expect.arrayContaining([20, 60, 0]));
    saw(HERE, 'pulumi up ends when the release does', 'weight', 'hold');
  });

  test('is left alone in the middle of a release: no difference, before and after a refresh', async () => {
    const third = release({ image: '3', hold: '10m', wait: false });
    const { seconds } = await program.up(third);
    expect(seconds).toBeLessThan(60);
    await space.rollout('web').untilStep(1);
    expect(weightOf(await routes())).toBe(20);
    const service = await space.get<{ readonly spec: { readonly selector: object } }>('Service', 'web-canary');
    expect(service.spec.selector).toHaveProperty('rollouts-pod-template-hash');

    expect((await program.preview(third)).changes).toEqual({ same: 7 });
    await program.refresh();
    expect((await program.preview(third)).changes).toEqual({ same: 7 });
    saw(HERE, 'a preview in the middle of a release shows no difference');
  });

  test('keeps the weights of the controller when something else changes beside them', async () => {
    const moved = release({ image: '3', hold: '10m', wait: false, host: 'new.example.com' });
    const { changes } = await program.up(moved);
    expect(changes).toEqual({ update: 1, same: 6 });
    const { spec } = await routes();
    expect(spec.hosts).toEqual(['new.example.com']);
    expect(weightOf(await routes())).toBe(20);
    saw(HERE, 'a change beside the weights keeps them');
  });

  test('is released by the image of the program again after somebody wrote into the Rollout by hand', async () => {
    await space.patch('argoproj.io/v1alpha1 Rollout', 'web', { spec: { restartAt: new Date().toISOString() } });
    const { changes } = await program.up(release({ image: '4', host: 'new.example.com' }));
    expect(changes).toMatchObject({ update: 1 });
    const rollout = await space.rollout('web').get();
    expect(imageOf(rollout)).toBe('web:4');
    expect(rollout.status).toMatchObject({ phase: 'Healthy' });
  });

  test('leaves nothing behind', async () => {
    await program.destroy();
    for (const kind of KINDS)
      await expect(space.list(kind).then((items) => [kind, items.length])).resolves.toEqual([kind, 0]);
  });
});
