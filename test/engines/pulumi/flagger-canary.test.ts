import { FlaggerCanary } from '../../../constructs-k8s/pulumi';
import { Strategy } from '../../../lib/strategy';
import { type Daemon, describeWith, install, READY, Space, saw, startFlagger } from '../cluster';
import { type Body, Program } from './program';

const HERE = { target: 'flagger-istio', engine: 'pulumi-kubernetes' };

interface Version {
  readonly image: string;
  /** Pods that never get ready, which Pulumi waits for as short as it may. */
  readonly isStuck?: boolean;
}

interface Release {
  readonly web: Version;
  readonly cart: Version;
  readonly wait?: false;
}

/** Two applications, released side by side. */
const release =
  ({ wait, ...versions }: Release): Body =>
  (namespace, opts) => {
    for (const [name, { image, isStuck }] of Object.entries(versions))
      new FlaggerCanary(
        name,
        {
          metadata: { namespace },
          strategy: Strategy.canary({ steps: [{ weight: 50, hold: '10s' }] }),
          provider: { kind: 'istio' },
          evidence: 'off',
          progressDeadline: '20s',
          ...(wait === false ? { wait } : isStuck && { wait: '50s' }),
          template: {
            ...(isStuck && { metadata: { labels: { [READY]: 'never' } } }),
            spec: {
              containers: [
                {
                  name,
                  image: `${name}:${image}`,
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
  };

interface Canary {
  readonly status: { readonly phase: string; readonly canaryWeight: number };
}
interface Deployment {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly [{ readonly image: string }] } };
  };
}

describeWith(['pulumi-kubernetes', 'flagger'], 'A Canary of Flagger by Pulumi', () => {
  let space: Space;
  let flagger: Daemon;
  let program: Program;
  beforeAll(async () => {
    space = await Space.create('pulumi-flagger');
    await install('istio', 'flagger');
    flagger = await startFlagger({ space, provider: 'istio', metrics: 'http://127.0.0.1:9' });
    program = await Program.create(space);
  });
  afterAll(async () => {
    program.dispose();
    await flagger.stop();
    await space.delete();
  });

  const phaseOf = async (name: string) => (await space.get<Canary>('Canary', name)).status.phase;
  /** The version that has the requests between two releases. */
  const servedBy = async (name: string) =>
    (await space.get<Deployment>('Deployment', `${name}-primary`)).spec.template.spec.containers[0].image;
  const first: Release = { web: { image: '1' }, cart: { image: '1' } };

  test('is made, and has its primary when the update ends', async () => {
    await program.up(release(first));
    for (const name of ['web', 'cart']) {
      expect(await phaseOf(name)).toBe('Initialized');
      expect(await servedBy(name)).toBe(`${name}:1`);
    }
    expect(Object.keys((await program.preview(release(first))).changes)).toEqual(['same']);
  });

  test('ends the update when the release does, and fails it when the release has failed', async () => {
    const second: Release = { web: { image: '2' }, cart: { image: '2', isStuck: true } };
    const sights = await space.record<Canary>('Canary', 'web');
    await expect(program.up(release(second))).rejects.toThrow(/cart/);
    sights.stop();
    expect(await phaseOf('web')).toBe('Succeeded');
    expect(await servedBy('web')).toBe('web:2');
    expect(sights.seen.map(({ object }) => object.status.canaryWeight)).toEqual(expect.arrayContaining([50, 100]));
    expect(await phaseOf('cart')).toBe('Failed');
    expect(await servedBy('cart')).toBe('cart:1');
    // The Canary of `cart` is waited for again.
    expect((await program.preview(release(second))).changes).toMatchObject({ update: 1 });
    saw(HERE, 'pulumi up ends when the release does', 'a release that was rolled back fails pulumi up');
  });

  const third: Release = { web: { image: '3' }, cart: { image: '1' } };

  test('is left alone in the middle of a release: no difference, before and after a refresh', async () => {
    const unawaited = release({ ...third, wait: false });
    const { changes, seconds } = await program.up(unawaited);
    // The Deployment and the Canary of both; Pulumi makes a ConfigMap anew.
    expect(changes).toMatchObject({ update: 4, replace: 2 });
    expect(seconds).toBeLessThan(20);
    await space.until<Canary>('Canary', 'web', 'has requests', ({ status }) => status.canaryWeight === 50);
    expect(Object.keys((await program.preview(unawaited)).changes)).toEqual(['same']);
    await program.refresh();
    expect(Object.keys((await program.preview(unawaited)).changes)).toEqual(['same']);
    expect(await phaseOf('web')).toBe('Progressing');
    saw(HERE, 'a preview in the middle of a release shows no difference');
  });

  test('is waited for from the middle of a release on, also for a version that was taken back', async () => {
    const { changes, seconds } = await program.up(release(third));
    expect(changes).toMatchObject({ update: 2 });
    expect(seconds).toBeGreaterThan(10);
    for (const name of ['web', 'cart']) expect(await phaseOf(name)).toBe('Succeeded');
    expect([await servedBy('web'), await servedBy('cart')]).toEqual(['web:3', 'cart:1']);
  });
});
