import * as pulumi from '@pulumi/pulumi';
import { RecreateDeployment, RollingDeployment } from '../../../constructs-k8s/pulumi';
import { Check, Strategy } from '../../../lib/strategy';
import { describeWith, READY_AFTER, type Sight, Space, saw } from '../cluster';
import { type Body, Program } from './program';

const HERE = { target: 'kubernetes', engine: 'pulumi-kubernetes' };

const ROLLING = Strategy.rolling({
  surge: 1,
  unavailable: 0,
  checks: {
    beforeTraffic: [Check.job({ name: 'migrated', image: 'check:1' })],
    afterTraffic: [Check.job({ name: 'verify', image: 'verify:1' })],
  },
  accept: [{ id: 'approximated.on-failure.rollback', reason: 'We undo by hand.' }],
});
const RECREATE = Strategy.recreate({
  maintenance: { message: 'Back soon.' },
  accept: [
    { id: 'approximated.on-failure.rollback', reason: 'We undo by hand.' },
    { id: 'approximated.maintenance', reason: 'Two updates.' },
  ],
});

interface Release {
  readonly image: string;
  readonly mode: 'live' | 'maintenance';
}

/** `web` is rolled, `shop` is recreated: side by side. */
const release =
  ({ image, mode }: Release): Body =>
  (namespace, opts) => {
    const template = (name: string, tag: string) => ({
      metadata: { annotations: { [READY_AFTER]: '1s' } },
      spec: {
        containers: [
          {
            name,
            image: pulumi.output(Promise.resolve(`${name}:${tag}`)),
            ports: [{ containerPort: 8080 }],
            readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
            lifecycle: { preStop: { sleep: { seconds: 5 } } },
          },
        ],
      },
    });
    const args = { metadata: { namespace }, replicas: 2 };
    new RollingDeployment('web', { ...args, strategy: ROLLING, template: template('web', image) }, opts);
    const migration = { image: pulumi.output(`migrate:${image}`) };
    // The new version comes with the end of the maintenance.
    const shop = template('shop', mode === 'live' ? image : '1');
    new RecreateDeployment('shop', { ...args, strategy: RECREATE, mode, migration, template: shop }, opts);
  };

interface Deployment {
  readonly metadata: { readonly name: string; readonly generation: number };
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly containers: readonly [{ readonly image: string }] } };
  };
  readonly status: {
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly observedGeneration?: number;
  };
}
interface Job {
  readonly metadata: { readonly name: string };
  readonly status: { readonly startTime?: string; readonly succeeded?: number };
}
interface Service {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly selector: Readonly<Record<string, string>> };
}

/** When something was first seen. */
function at<T>(seen: readonly Sight<T>[], will: (object: T) => boolean): number {
  const found = seen.find(({ object }) => will(object))?.at;
  if (found === undefined) throw new Error(`never seen: ${will}`);
  return found;
}

const isDone = ({ spec, status, metadata }: Deployment): boolean =>
  status.observedGeneration === metadata.generation &&
  status.updatedReplicas === spec.replicas &&
  status.readyReplicas === spec.replicas;

const inOrder = (...times: readonly number[]) => expect([...times].sort((a, b) => a - b)).toEqual(times);

describeWith(['pulumi-kubernetes'], 'Deployments by Pulumi', () => {
  let space: Space;
  let program: Program;
  beforeAll(async () => {
    space = await Space.create('pulumi-deployments');
    program = await Program.create(space);
  });
  afterAll(async () => {
    program.dispose();
    await space.delete();
  });

  /** Everything that an update did; the watches begin together. */
  async function during(body: Body) {
    const before = new Set((await space.list<Job>('batch/v1 Job')).map(({ metadata }) => metadata.name));
    const [deployments, jobs, services] = await Promise.all([
      space.record<Deployment>('Deployment'),
      space.record<Job>('batch/v1 Job'),
      space.record<Service>('Service'),
    ]);
    await program.up(body);
    for (const { stop } of [deployments, jobs, services]) stop();
    return {
      deployment: (name: string) => deployments.seen.filter(({ object }) => object.metadata.name === name),
      /** The states of the Job that the update made. */
      job: (name: string) =>
        jobs.seen.filter(
          ({ object: { metadata } }) => metadata.name.startsWith(`${name}-`) && !before.has(metadata.name),
        ),
      service: (name: string) => services.seen.filter(({ object }) => object.metadata.name === name),
    };
  }

  const image = ({ spec }: Deployment) => spec.template.spec.containers[0].image;

  test('are made ready and checked', async () => {
    await program.up(release({ image: '1', mode: 'live' }));
    for (const name of ['web', 'shop']) expect(isDone(await space.get<Deployment>('Deployment', name))).toBe(true);
    expect(Object.keys((await program.preview(release({ image: '1', mode: 'live' }))).changes)).toEqual(['same']);
  });

  test('a rolling release is checked before and after; maintenance is the page, then its requests, then the end of the pods, then the migration', async () => {
    const { deployment, job, service } = await during(release({ image: '2', mode: 'maintenance' }));
    inOrder(
      at(job('web-migrated'), ({ status }) => status.succeeded === 1),
      at(deployment('web'), (one) => image(one) === 'web:2'),
      at(deployment('web'), (one) => image(one) === 'web:2' && isDone(one)),
      at(job('web-verify'), () => true),
      at(job('web-verify'), ({ status }) => status.succeeded === 1),
    );
    const page = service('shop')[0]?.object.spec.selector;
    inOrder(
      at(deployment('shop-maintenance'), isDone),
      at(service('shop'), ({ spec }) => JSON.stringify(spec.selector) !== JSON.stringify(page)),
      at(deployment('shop'), ({ spec }) => spec.replicas === 0),
      at(job('shop-migrate'), () => true),
      at(job('shop-migrate'), ({ status }) => status.succeeded === 1),
    );
    saw(HERE, 'checks run before and after a rolling update', 'maintenance is in order');
  });

  test('the new version serves when its pods are ready, and the page goes last', async () => {
    const { deployment, service } = await during(release({ image: '2', mode: 'live' }));
    const before = service('shop')[0]?.object.spec.selector;
    inOrder(
      at(deployment('shop'), (one) => image(one) === 'shop:2'),
      at(deployment('shop'), (one) => image(one) === 'shop:2' && isDone(one)),
      at(service('shop'), ({ spec }) => JSON.stringify(spec.selector) !== JSON.stringify(before)),
    );
    saw(HERE, 'after maintenance the version serves when it is ready');
  });

  test('leave nothing behind', async () => {
    await program.destroy();
    for (const kind of ['Service', 'Deployment', 'batch/v1 Job', 'policy/v1 PodDisruptionBudget'])
      await expect(space.list(kind).then((items) => [kind, items.length])).resolves.toEqual([kind, 0]);
  });
});
