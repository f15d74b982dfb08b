import * as pulumi from '@pulumi/pulumi';
import { KnativeCanaryService, type KnativeCanaryServiceArgs } from '../../../constructs-k8s/pulumi';
import { CutoverError } from '../../../lib/findings';
import { Guard, Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';
import { objectOf, objectsOf, run } from '../../support/pulumi';

const canary = {
  steps: [
    { weight: 10, hold: '15m' },
    { weight: 50, hold: '15m' },
  ],
} as const;

const args = (own: Partial<KnativeCanaryServiceArgs> = {}): KnativeCanaryServiceArgs => ({
  metadata: { name: 'web', namespace: 'shop' },
  strategy: Strategy.canary(canary),
  revisions: { stable: 'web-1', candidate: 'web-2' },
  containers: [{ name: 'web', image: 'registry.example.com/web:2', ports: [{ containerPort: 8080 }] }],
  ...own,
});

const made = async (own?: Partial<KnativeCanaryServiceArgs>) => {
  const ran = await run(() => {
    const { phase, service } = new KnativeCanaryService('front', args(own));
    return { phase: phase?.name, service };
  });
  return { ran, service: objectOf(ran, 'Service', 'web') };
};

/** The findings of what the component throws, and how much it had registered by then. */
async function refused(own: Partial<KnativeCanaryServiceArgs>) {
  const thrown: unknown[] = [];
  const ran = await run(() => {
    try {
      new KnativeCanaryService('front', args(own));
    } catch (error) {
      thrown.push(error);
    }
  });
  const [error] = thrown;
  if (!(error instanceof CutoverError)) throw error ?? new Error('nothing was thrown');
  return { findings: error.findings.map(({ id, path }) => `${id} ${path}`), registered: ran.resources.length };
}

describe('KnativeCanaryService', () => {
  test('divides the requests as its phase says', async () => {
    const { ran, service } = await made({ phase: 'step 2' });
    expect(ran.outputs.phase).toBe('step 2');
    expect(service.type).toBe('kubernetes:serving.knative.dev/v1:Service');
    expect(service.inputs.spec).toEqual({
      template: {
        metadata: { name: 'web-2' },
        spec: { containers: [{ name: 'web', image: 'registry.example.com/web:2', ports: [{ containerPort: 8080 }] }] },
      },
      traffic: [
        { revisionName: 'web-1', percent: 50, tag: 'stable' },
        { revisionName: 'web-2', percent: 50, tag: 'preview' },
      ],
    });
    expectValidManifests(objectsOf(ran).map(({ inputs }) => inputs));
  });

  test('begins with the first phase', async () => {
    const { ran, service } = await made();
    expect(ran.outputs.phase).toBe('step 1');
    expect(service.inputs.spec).toMatchObject({ traffic: [{ percent: 90 }, { percent: 10 }] });
  });

  test('the first release of all goes to its one revision', async () => {
    const { service } = await made({ revisions: { candidate: 'web-1' } });
    expect(service.inputs.spec).toMatchObject({
      template: { metadata: { name: 'web-1' } },
      traffic: [{ revisionName: 'web-1', percent: 100, tag: 'preview' }],
    });
  });

  test('is called in the cluster as it is told, and waited for until Knative has it ready', async () => {
    const { service } = await made();
    expect(service.name).toBe('front');
    expect(service.inputs.metadata).toEqual({
      name: 'web',
      namespace: 'shop',
      annotations: { 'pulumi.com/waitFor': 'condition=Ready', 'pulumi.com/patchForce': 'true' },
    });
    const unnamed = await run(() => void new KnativeCanaryService('web', args({ metadata: {} })));
    expect(objectOf(unnamed, 'Service', 'web').inputs.metadata).toMatchObject({ name: 'web' });
  });

  test('leaves alone what Knative writes, and not the traffic', async () => {
    const { service } = await made();
    expect(service.ignoreChanges).toEqual([
      'metadata.annotations["serving.knative.dev/creator"]',
      'metadata.annotations["serving.knative.dev/lastModifier"]',
    ]);
  });

  test('takes outputs wherever they decide nothing', async () => {
    const out = (text: string) => pulumi.output(text);
    const { service } = await made({
      metadata: { name: 'web', namespace: out('store'), labels: { team: out('front') } },
      containers: [{ name: 'web', image: out('web:2'), ports: [{ containerPort: 8080 }] }],
      serviceAccount: out('runner'),
      annotations: { 'example.com/owner': out('shop') },
    });
    expect(service.inputs).toMatchObject({
      metadata: { namespace: 'store', labels: { team: 'front' }, annotations: { 'example.com/owner': 'shop' } },
      spec: { template: { spec: { serviceAccountName: 'runner', containers: [{ image: 'web:2' }] } } },
    });
  });

  test('refuses everything that is wrong at once, before anything is registered', async () => {
    const { findings, registered } = await refused({
      phase: 'step 3',
      revisions: { stable: 'shop-1', candidate: 'web-2' },
      concurrency: 1.5,
    });
    expect(findings).toEqual([
      'cloud-run-phase phase',
      'cloud-run-revision revisions.stable',
      'cloud-run-number concurrency',
    ]);
    expect(registered).toBe(0);
  });

  test('says what nobody runs, until that is accepted', async () => {
    const guarded = { ...canary, guards: [Guard.errorRate({ max: 1 })] };
    const { findings } = await refused({ strategy: Strategy.canary(guarded) });
    expect(findings).toEqual(['cloud-run-nobody-watches drivenBy']);
    const accept = [{ id: 'cloud-run-nobody-watches', reason: 'The team watches its dashboard.' }];
    const { ran } = await made({ strategy: Strategy.canary({ ...guarded, accept }) });
    expect(objectsOf(ran)).toHaveLength(1);
  });
});
