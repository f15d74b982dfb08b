import { KnativeCanaryService } from '../../../constructs-k8s/pulumi';
import { Strategy } from '../../../lib/strategy';
import { describeWith, install, Space, saw, until } from '../cluster';
import { type Body, Program } from './program';

const KIND = 'serving.knative.dev/v1 Service';

const phase =
  (name: string): Body =>
  (namespace, opts) =>
    void new KnativeCanaryService(
      'web',
      {
        metadata: { namespace },
        strategy: Strategy.canary({
          steps: [
            { weight: 10, hold: '15m' },
            { weight: 50, hold: '15m' },
          ],
        }),
        phase: name,
        revisions: { stable: 'web-1', candidate: 'web-2' },
        containers: [{ name: 'web', image: 'web:2', ports: [{ containerPort: 8080 }] }],
      },
      opts,
    );

interface Service {
  readonly metadata: { readonly generation: number };
  readonly spec: { readonly traffic: readonly { readonly percent: number }[] };
}

/** Knative's controller cannot be had: its resources are real, and the test says what the controller would say. */
describeWith(['pulumi-kubernetes', 'kubernetes'], 'A Service of Knative by Pulumi', () => {
  let space: Space;
  let program: Program;
  beforeAll(async () => {
    space = await Space.create('pulumi-knative');
    await install('knative');
    program = await Program.create(space);
  });
  afterAll(async () => {
    program.dispose();
    await space.delete();
  });

  const percents = async () => (await space.get<Service>(KIND, 'web')).spec.traffic.map(({ percent }) => percent);
  /** Says that a generation is ready, once it is there and the update has had time to end without that. */
  async function controller(generation: number, ended: () => boolean): Promise<void> {
    const { metadata } = await until(
      `the Service has generation ${generation}`,
      () => space.find<Service>(KIND, 'web'),
      (found) => found?.metadata.generation === generation,
    ).then((found) => found as Service);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(ended()).toBe(false);
    const conditions = [{ type: 'Ready', status: 'True' }];
    await space.patch(KIND, 'web', { status: { observedGeneration: metadata.generation, conditions } }, 'status');
  }
  async function applied(name: string, generation: number) {
    let isOver = false;
    const update = program.up(phase(name)).finally(() => {
      isOver = true;
    });
    const [{ changes }] = await Promise.all([update, controller(generation, () => isOver)]);
    return changes;
  }

  test('is made, and waited for until it is ready', async () => {
    await applied('step 1', 1);
    expect(await percents()).toEqual([90, 10]);
  });

  test('takes the next phase by one update, which a Ready of the phase before does not end', async () => {
    expect(await applied('step 2', 2)).toMatchObject({ update: 1 });
    expect(await percents()).toEqual([50, 50]);
    saw({ target: 'knative', engine: 'pulumi-kubernetes', how: 'accepted' }, 'a phase is one update of one object');
  });

  test('keeps what Knative writes into its annotations', async () => {
    const annotations = { 'serving.knative.dev/creator': 'ann', 'serving.knative.dev/lastModifier': 'ann' };
    await space.patch(KIND, 'web', { metadata: { annotations } });
    await program.refresh();
    expect(Object.keys((await program.preview(phase('step 2'))).changes)).toEqual(['same']);
  });
});
