import * as pulumi from '@pulumi/pulumi';
import { BlueGreenDeployment } from '../../../constructs-k8s/pulumi';
import { Check, Strategy } from '../../../lib/strategy';
import { describeWith, READY, Space, saw } from '../cluster';
import { type Body, Program } from './program';

const HERE = { target: 'kubernetes', engine: 'pulumi-kubernetes' };

interface Release {
  readonly live: 'blue' | 'green';
  readonly green: string;
  /** Which pods never get ready: those of the smoke test of green, or those of green itself. */
  readonly stuck?: 'smoke' | 'green';
  readonly idleReplicas?: number;
}

interface Labelled {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: { readonly template?: Labelled };
}

/** The same object, whose pods never get ready. */
const stuckPods = (object: Labelled): Labelled => {
  const template = object.spec?.template;
  const labels = { ...template?.metadata?.labels, [READY]: 'never' };
  return {
    ...object,
    spec: { ...object.spec, template: { ...template, metadata: { ...template?.metadata, labels } } },
  };
};

const release =
  ({ live, green, stuck, idleReplicas }: Release): Body =>
  (namespace, opts) => {
    const target = stuck === 'smoke' ? 'web-smoke-green' : 'web-green';
    const transform: pulumi.ResourceTransform = ({ name, type, props, opts: own }) =>
      stuck !== undefined && name === target && /:(Job|Deployment)$/.test(type)
        ? { props: stuckPods(props), opts: own }
        : undefined;
    new BlueGreenDeployment(
      'web',
      {
        metadata: { namespace },
        strategy: Strategy.blueGreen({
          checks: { beforeTraffic: [Check.job({ name: 'smoke', image: 'smoke:1', timeout: '10s' })] },
        }),
        replicas: 2,
        ...(idleReplicas !== undefined && { idleReplicas }),
        progressDeadline: '20s',
        live,
        images: { blue: 'web:1', green: pulumi.output(Promise.resolve(`web:${green}`)) },
        template: {
          spec: {
            containers: [
              {
                name: 'web',
                ports: [{ containerPort: 8080 }],
                readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
                lifecycle: { preStop: { sleep: { seconds: 5 } } },
              },
            ],
          },
        },
      },
      { ...opts, transforms: [transform] },
    );
  };

interface Service {
  readonly spec: { readonly selector: { readonly version?: string } };
}
interface Deployment {
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly containers: readonly [{ readonly image: string }] } };
  };
  readonly status: { readonly readyReplicas?: number };
}
interface Job {
  readonly metadata: { readonly name: string; readonly labels: { readonly version: string } };
  readonly status: { readonly succeeded?: number };
}

describeWith(['pulumi-kubernetes'], 'A blue/green release by Pulumi', () => {
  let space: Space;
  let program: Program;
  beforeAll(async () => {
    space = await Space.create('pulumi-blue-green');
    program = await Program.create(space);
  });
  afterAll(async () => {
    program.dispose();
    await space.delete();
  });

  const live = async () => (await space.get<Service>('Service', 'web')).spec.selector.version;
  const jobs = async (version: string) =>
    (await space.list<Job>('batch/v1 Job')).filter(({ metadata }) => metadata.labels.version === version);

  test('is made with everything ready and checked', async () => {
    await program.up(release({ live: 'blue', green: '1' }));
    expect(await live()).toBe('blue');
    for (const version of ['blue', 'green']) {
      expect((await space.get<Deployment>('Deployment', `web-${version}`)).status.readyReplicas).toBe(2);
      expect((await jobs(version)).map(({ status }) => status.succeeded)).toEqual([1]);
    }
  });

  test('does not switch to a version whose smoke test fails', async () => {
    await expect(program.up(release({ live: 'green', green: '2', stuck: 'smoke' }))).rejects.toThrow(/smoke/);
    const green = await space.get<Deployment>('Deployment', 'web-green');
    expect(green.spec.template.spec.containers[0].image).toBe('web:2');
    expect(green.status.readyReplicas).toBe(2);
    expect(await live()).toBe('blue');
    saw(HERE, 'a failed smoke Job ends pulumi up before the switch');
  });

  test('switches once the version is ready and its smoke test has succeeded, and runs a failed test again for that', async () => {
    const services = await space.record<Service>('Service', 'web');
    const runs = await space.record<Job>('batch/v1 Job');
    await program.up(release({ live: 'green', green: '2' }));
    for (const sights of [services, runs]) sights.stop();
    expect(await live()).toBe('green');
    const switched = services.seen.find(({ object }) => object.spec.selector.version === 'green')?.at;
    const passed = runs.seen.find(
      ({ object }) => object.metadata.labels.version === 'green' && object.status.succeeded === 1,
    )?.at;
    expect(passed).toBeDefined();
    expect(switched).toBeGreaterThan(passed as number);
    expect((await jobs('green')).map(({ status }) => status.succeeded)).toEqual([1]);
    saw(HERE, 'shift.at-once', 'check.before-traffic', 'replace.side-by-side');
  });

  test('has nothing to do when nothing changes, and does not know better after a refresh', async () => {
    const same = release({ live: 'green', green: '2' });
    expect((await program.preview(same)).changes).toEqual({ same: expect.any(Number) });
    await program.refresh();
    expect((await program.preview(same)).changes).toEqual({ same: expect.any(Number) });
  });

  test('goes back at once: both versions stand ready, and neither is checked again', async () => {
    const before = (await jobs('blue')).map(({ metadata }) => metadata.name);
    const { changes } = await program.up(release({ live: 'blue', green: '2' }));
    expect(await live()).toBe('blue');
    expect((await jobs('blue')).map(({ metadata }) => metadata.name)).toEqual(before);
    // The Service that clients call, and that of the preview.
    expect(changes).toMatchObject({ update: 2 });
    expect(changes.create).toBeUndefined();
    saw(HERE, 'going back is one change of the Service');
  });

  test('does not switch to a version that does not get ready', async () => {
    await expect(program.up(release({ live: 'green', green: '3', stuck: 'green' }))).rejects.toThrow(/web-green/);
    expect(await live()).toBe('blue');
    saw(HERE, 'a version that is not ready ends pulumi up before the switch');
  });

  test('takes the pods of the old version away when the switch is over', async () => {
    const services = await space.record<Service>('Service', 'web');
    const deployments = await space.record<Deployment>('Deployment', 'web-blue');
    await program.up(release({ live: 'green', green: '4', idleReplicas: 0 }));
    for (const sights of [services, deployments]) sights.stop();
    const switched = services.seen.find(({ object }) => object.spec.selector.version === 'green')?.at;
    const gone = deployments.seen.find(({ object }) => object.spec.replicas === 0)?.at;
    expect(switched).toBeDefined();
    expect(gone).toBeGreaterThan(switched as number);
    saw(HERE, 'idle pods go after the switch');
  });

  test('leaves nothing behind', async () => {
    await program.destroy();
    for (const kind of ['Service', 'Deployment', 'batch/v1 Job', 'policy/v1 PodDisruptionBudget'])
      await expect(space.list(kind).then((items) => [kind, items.length])).resolves.toEqual([kind, 0]);
  });
});
