import * as pulumi from '@pulumi/pulumi';
import {
  BlueGreenDeployment,
  type BlueGreenDeploymentArgs,
  RecreateDeployment,
  RollingDeployment,
} from '../../../constructs-k8s/pulumi';
import { CutoverError } from '../../../lib/findings';
import { Check, Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';
import { objectOf, objectsOf, type Ran, run } from '../../support/pulumi';

type Labels = Readonly<Record<string, string>>;

const container = {
  name: 'web',
  ports: [{ containerPort: 8080 }],
  readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
  lifecycle: { preStop: { sleep: { seconds: 5 } } },
};
const template = { spec: { containers: [{ ...container, image: 'web:1' }] } };

const blueGreen = (own: Partial<BlueGreenDeploymentArgs> = {}): BlueGreenDeploymentArgs => ({
  strategy: Strategy.blueGreen({
    checks: {
      beforeTraffic: [Check.job({ name: 'smoke', image: 'smoke:1' })],
      afterTraffic: [Check.job({ name: 'verify', image: 'verify:1' })],
    },
    accept: [{ id: 'approximated.on-failure.rollback', reason: 'The check after the traffic tells us.' }],
  }),
  template: { spec: { containers: [container] } },
  live: 'blue',
  images: { blue: 'web:1', green: 'web:1' },
  ...own,
});

/** What everything of one object waits for, however far away. */
function waitsFor(ran: Ran, urn: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (one: string) => {
    const object = objectsOf(ran).find((each) => one.endsWith(`$${each.type}::${each.name}`) || one === each.urn);
    for (const other of object?.dependsOn ?? []) {
      const name = other.split('$').at(-1) ?? '';
      if (!found.has(name)) {
        found.add(name);
        visit(other);
      }
    }
  };
  visit(urn);
  return found;
}

const DEPLOYMENT = 'kubernetes:apps/v1:Deployment';
const JOB = 'kubernetes:batch/v1:Job';
const SERVICE = 'kubernetes:core/v1:Service';

describe('BlueGreenDeployment', () => {
  test('switches when the live version is ready and its Jobs have succeeded; what does not serve is touched last', async () => {
    const ran = await run(
      () =>
        void new BlueGreenDeployment('web', blueGreen({ live: 'green', images: { blue: 'web:1', green: 'web:2' } })),
    );
    expectValidManifests(objectsOf(ran).map(({ inputs }) => inputs));
    const active = objectOf(ran, 'Service', 'web');
    expect(active.inputs).toMatchObject({ spec: { selector: { version: 'green' } } });
    const first = waitsFor(ran, active.urn);
    expect(first).toContain(`${DEPLOYMENT}::web-green`);
    expect(first).toContain(`${JOB}::web-smoke-green`);
    expect(first).not.toContain(`${DEPLOYMENT}::web-blue`);
    const last = waitsFor(ran, objectOf(ran, 'Deployment', 'web-blue').urn);
    expect(last).toContain(`${SERVICE}::web`);
    expect(last).toContain(`${JOB}::web-verify-green`);
    const smoke = objectsOf(ran).find(({ name }) => name === 'web-smoke-green');
    expect(waitsFor(ran, smoke?.urn ?? '')).toEqual(
      new Set([
        `${DEPLOYMENT}::web-green`,
        ...['web-blue', 'web-green', 'web-preview'].map((name) => `${SERVICE}::${name}`),
        'kubernetes:policy/v1:PodDisruptionBudget::web',
      ]),
    );
    expect(smoke?.inputs).toMatchObject({ metadata: { annotations: { 'pulumi.com/replaceUnready': 'true' } } });
  });

  test('waits for the pods of this very update, however many there are', async () => {
    const ran = await run(() => void new BlueGreenDeployment('web', blueGreen({ idleReplicas: 0 })));
    for (const name of ['web-blue', 'web-green']) {
      const { annotations } = objectOf(ran, 'Deployment', name).inputs.metadata as { annotations: Labels };
      // No space behind a path that is compared: the provider does not parse that.
      expect(annotations['pulumi.com/waitFor']).toBe(
        'jsonpath={.status.conditions[?@.type=="Available"&&$.status.updatedReplicas==$.spec.replicas&&' +
          '$.status.replicas==$.spec.replicas&&$.status.availableReplicas==$.spec.replicas' +
          '||@.type=="Available"&&$.spec.replicas==0&&!$.status.replicas]}',
      );
    }
  });

  test('takes fewer idle pods: they go when the switch is over', async () => {
    const ran = await run(
      () => void new BlueGreenDeployment('web', blueGreen({ replicas: 4, idleReplicas: 0, live: 'green' })),
    );
    expect(objectOf(ran, 'Deployment', 'web-green').inputs).toMatchObject({ spec: { replicas: 4 } });
    expect(objectOf(ran, 'Deployment', 'web-blue').inputs).toMatchObject({ spec: { replicas: 0 } });
  });

  test('checks another image by another Job under the same name, also when the image is known late', async () => {
    const of = (green: pulumi.Input<string>) =>
      run(() => void new BlueGreenDeployment('web', blueGreen({ live: 'green', images: { blue: 'web:1', green } })));
    const [early, late, next] = [await of('web:2'), await of(pulumi.output('web:2')), await of(pulumi.output('web:3'))];
    const inputsOf = (ran: Ran) =>
      Object.fromEntries(objectsOf(ran).map(({ type, name, inputs }) => [`${type} ${name}`, inputs]));
    expect(inputsOf(late)).toEqual(inputsOf(early));
    const jobName = (ran: Ran) =>
      (inputsOf(ran)[`${JOB} web-smoke-green`]?.metadata as { name: string } | undefined)?.name;
    expect(jobName(late)).toMatch(/^web-smoke-[0-9a-f]{8}$/);
    expect(jobName(next)).not.toBe(jobName(late));
    expect(inputsOf(next)[`${JOB} web-smoke-blue`]).toEqual(inputsOf(late)[`${JOB} web-smoke-blue`]);
  });

  test('answers its Deployments and Services', async () => {
    await run(() => {
      const made = new BlueGreenDeployment('front', blueGreen({ metadata: { name: 'web' } }));
      expect(Object.keys(made.objects)).toEqual(expect.arrayContaining(['Deployment/web-blue', 'Service/web-preview']));
      expect(made.objects['Job/web-smoke-blue']).toBeDefined();
      expect(made.deployments.green).toBe(made.objects['Deployment/web-green']);
      expect(made.active).toBe(made.objects['Service/web']);
      expect(made.preview).toBe(made.objects['Service/web-preview']);
    });
  });

  test('says everything that is wrong at once', async () => {
    const strategy = Strategy.blueGreen({ preview: { hold: '5m' } });
    const wrong = run(() => void new BlueGreenDeployment('web', blueGreen({ metadata: { name: 'Web' }, strategy })));
    const error = await wrong.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CutoverError);
    expect((error as CutoverError).findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['refused.preview.hold', 'workload-name']),
    );
  });
});

describe('RollingDeployment', () => {
  const strategy = Strategy.rolling({
    checks: {
      beforeTraffic: [Check.job({ name: 'migrated', image: 'check:1' })],
      afterTraffic: [Check.job({ name: 'verify', image: 'verify:1' })],
    },
    accept: [{ id: 'approximated.on-failure.rollback', reason: 'We undo by hand.' }],
  });

  test('runs checks before and after, each when the one before is over', async () => {
    const ran = await run(() => void new RollingDeployment('web', { strategy, template }));
    expectValidManifests(objectsOf(ran).map(({ inputs }) => inputs));
    const deployment = objectOf(ran, 'Deployment', 'web');
    expect(waitsFor(ran, deployment.urn)).toContain(`${JOB}::web-migrated`);
    expect(deployment.timeout).toBe('660s');
    const verify = objectsOf(ran).find(({ name }) => name === 'web-verify');
    expect(waitsFor(ran, verify?.urn ?? '')).toContain(`${DEPLOYMENT}::web`);
  });

  test('leaves the number of pods to its autoscaler, and takes it late', async () => {
    const autoscaler = { min: 2, max: 6 };
    const scaled = await run(() => void new RollingDeployment('web', { strategy, template, autoscaler }));
    expect(objectOf(scaled, 'Deployment', 'web').ignoreChanges).toEqual(['spec.replicas']);
    expect(objectOf(scaled, 'Deployment', 'web').inputs).not.toHaveProperty('spec.replicas');
    const late = await run(() => void new RollingDeployment('web', { strategy, template, replicas: pulumi.output(7) }));
    expect(objectOf(late, 'Deployment', 'web').inputs).toMatchObject({ spec: { replicas: 7 } });
  });
});

describe('RecreateDeployment', () => {
  const strategy = Strategy.recreate({
    maintenance: { message: 'Back soon.' },
    accept: [
      { id: 'approximated.on-failure.rollback', reason: 'We undo by hand.' },
      { id: 'approximated.maintenance', reason: 'Two updates.' },
    ],
  });
  const of = (mode: 'live' | 'maintenance') =>
    run(() => {
      const migration = { image: pulumi.output('migrate:1'), env: { URL: pulumi.output('postgres://') } };
      new RecreateDeployment('web', { strategy, template, mode, migration });
    });

  test('in maintenance: the page is ready, then answers, then the application stops, then the migration runs', async () => {
    const ran = await of('maintenance');
    const migrate = objectsOf(ran).find(({ name }) => name === 'web-migrate');
    expect(migrate?.inputs).toMatchObject({
      spec: {
        template: { spec: { containers: [{ image: 'migrate:1', env: [{ name: 'URL', value: 'postgres://' }] }] } },
      },
    });
    expect(waitsFor(ran, migrate?.urn ?? '')).toContain(`${DEPLOYMENT}::web`);
    expect(objectOf(ran, 'Deployment', 'web').inputs).toMatchObject({ spec: { replicas: 0 } });
    expect(waitsFor(ran, objectOf(ran, 'Deployment', 'web').urn)).toContain(`${SERVICE}::web`);
    expect(waitsFor(ran, objectOf(ran, 'Service', 'web').urn)).toContain(`${DEPLOYMENT}::web-maintenance`);
  });

  test('back to live: the application is ready, then answers', async () => {
    const ran = await of('live');
    expect(waitsFor(ran, objectOf(ran, 'Service', 'web').urn)).toContain(`${DEPLOYMENT}::web`);
    expect(objectsOf(ran).map(({ name }) => name)).not.toContain('web-migrate');
  });
});
