import { App, Chart, Testing } from 'cdk8s';
import {
  CloudDeployPipeline,
  KnativeCanaryService,
  type KnativeCanaryServiceProps,
  releasedShare,
} from '../../../constructs-k8s';
import { CutoverError } from '../../../lib/findings';
import { Check, Guard, Strategy } from '../../../lib/strategy';
import { deployProblems } from '../../support/cloud-deploy';
import { expectValidManifests } from '../../support/kubernetes';

const strategy = Strategy.canary({
  steps: [
    { weight: 10, hold: '15m' },
    { weight: 50, hold: '15m' },
  ],
});
const props = {
  name: 'web',
  strategy,
  revisions: { stable: 'web-1', candidate: 'web-2' },
  containers: [{ name: 'web', image: 'registry.example.com/web:2', ports: [{ containerPort: 8080 }] }],
} satisfies KnativeCanaryServiceProps;
const production = { id: 'production', location: 'projects/shop/locations/europe-west1' };
const account = 'releases@shop.iam.gserviceaccount.com';

const chartOf = (name = 'shop') => new Chart(new App(), name, { namespace: 'store' });

/** The findings of what a construct throws. */
function thrown(make: () => unknown): string[] {
  try {
    make();
  } catch (error) {
    if (error instanceof CutoverError) return error.findings.map(({ id, path }) => `${id} ${path}`);
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('KnativeCanaryService', () => {
  test('divides the requests as its phase says', () => {
    const chart = chartOf();
    const { phase } = new KnativeCanaryService(chart, 'Web', {
      ...props,
      phase: 'step 2',
      concurrency: 80,
      timeout: 60,
    });
    const manifests = Testing.synth(chart);
    expectValidManifests(manifests);
    expect(manifests).toMatchSnapshot();
    expect(phase?.weight).toBe(50);
    expect(manifests[0].spec.traffic).toEqual([
      { revisionName: 'web-1', percent: 50, tag: 'stable' },
      { revisionName: 'web-2', percent: 50, tag: 'preview' },
    ]);
  });

  test('begins with the first phase, and takes its name from its path', () => {
    const chart = chartOf();
    const { phase } = new KnativeCanaryService(chart, 'Web', {
      ...props,
      name: undefined,
      revisions: { stable: 'shop-web-c8c78d13-1', candidate: 'shop-web-c8c78d13-2' },
    } as never);
    expect(phase?.name).toBe('step 1');
    expect(Testing.synth(chart)[0].metadata).toEqual({ name: 'shop-web-c8c78d13', namespace: 'store' });
  });

  test('behind Cloud Deploy it has no traffic of its own', () => {
    const chart = chartOf();
    const { phase } = new KnativeCanaryService(chart, 'Web', {
      name: 'web',
      strategy,
      containers: props.containers,
      drivenBy: 'cloud-deploy',
      maxInstances: 20,
    });
    const [service] = Testing.synth(chart);
    expectValidManifests([service]);
    expect(phase).toBeUndefined();
    expect(service.spec).toEqual({
      template: {
        metadata: { annotations: { 'autoscaling.knative.dev/maxScale': '20' } },
        spec: { containers: props.containers },
      },
    });
  });

  test('says what nobody runs, until that is accepted', () => {
    const guarded = { steps: [{ weight: 10, hold: '1h' }], guards: [Guard.errorRate({ max: 1 })], bake: '1h' } as const;
    const make = (watched: Strategy) => new KnativeCanaryService(chartOf(), 'Web', { ...props, strategy: watched });
    expect(() => make(Strategy.canary(guarded))).toThrow(/nobody runs: guard error-rate, bake of 1h/);
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const accept = [{ id: 'cloud-run-nobody-watches', reason: 'The team watches its dashboard.' }];
    const { findings, node } = make(Strategy.canary({ ...guarded, accept }));
    expect(findings.map(({ id, severity }) => `${id} ${severity}`)).toEqual(['cloud-run-nobody-watches warning']);
    expect(node.metadata.map(({ type }) => type)).toEqual(['cutover:cloud-run-nobody-watches']);
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });

  test('the first release of all goes to its one revision, and says so', () => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const chart = chartOf();
    const first = { ...props, revisions: { candidate: 'web-1' } };
    const { findings } = new KnativeCanaryService(chart, 'Web', first);
    const [service] = Testing.synth(chart);
    expectValidManifests([service]);
    expect(service.spec.template.metadata).toEqual({ name: 'web-1' });
    expect(service.spec.traffic).toEqual([{ revisionName: 'web-1', percent: 100, tag: 'preview' }]);
    expect(releasedShare(service)).toBe(100);
    expect(findings.map(({ id, path }) => `${id} ${path}`)).toEqual(['cloud-run-first-release revisions.stable']);
    expect(warned).toHaveBeenCalledTimes(1);
    const accept = [{ id: 'cloud-run-first-release', reason: 'There is nobody to protect yet.' }];
    new KnativeCanaryService(chartOf(), 'Web', { ...first, strategy: Strategy.canary({ ...strategy, accept }) });
    expect(warned).toHaveBeenCalledTimes(1);
    warned.mockRestore();
  });

  test('where people drive, the revisions are named', () => {
    const { revisions, ...unnamed } = props;
    expect(thrown(() => new KnativeCanaryService(chartOf(), 'Web', unnamed))).toEqual(['cloud-run-revision revisions']);
  });

  test('refuses everything that is wrong at once', () => {
    const containers = [
      { name: 'a', image: 'a' },
      { name: 'b', image: 'b' },
    ];
    expect(
      thrown(
        () =>
          new KnativeCanaryService(chartOf(), 'Web', {
            ...props,
            name: 'Web',
            phase: 'step 3',
            revisions: { stable: 'web-1', candidate: 'web-1' },
            containers,
            concurrency: 1.5,
            minInstances: 5,
            maxInstances: 2,
            timeout: 3600,
          }),
      ),
    ).toEqual([
      'cloud-run-phase phase',
      'cloud-run-name name',
      'cloud-run-revision revisions.stable',
      'cloud-run-revision revisions.candidate',
      'cloud-run-revision revisions',
      'cloud-run-containers containers',
      'cloud-run-number concurrency',
      'cloud-run-number minInstances',
      'cloud-run-number timeout',
    ]);
    expect(() => new KnativeCanaryService(chartOf(), 'Web', { ...props, phase: 'step2' })).toThrow(/write `step 2`/);
    expect(
      thrown(() => new KnativeCanaryService(chartOf(), 'Web', { ...props, drivenBy: 'cloud-deploy', phase: 'step 1' })),
    ).toEqual(['cloud-run-phase phase']);
    const mirrored = Strategy.canary({ steps: [{ mirror: 10, hold: '1h' }] });
    expect(thrown(() => new KnativeCanaryService(chartOf(), 'Web', { ...props, strategy: mirrored }))).toContain(
      'refused.mirror steps[0].mirror',
    );
  });

  test('a name that is too long for Cloud Run is not for Knative', () => {
    const name = `w${'e'.repeat(50)}b`;
    const revisions = { stable: `${name}-1`, candidate: `${name}-2` };
    new KnativeCanaryService(chartOf(), 'Web', { ...props, name, revisions });
    expect(
      thrown(() => new KnativeCanaryService(chartOf(), 'Web', { ...props, name, revisions, platform: 'cloud-run' })),
    ).toEqual(['cloud-run-name name']);
  });
});

describe('CloudDeployPipeline', () => {
  test('is a file for `gcloud deploy apply`, and one for Skaffold', () => {
    const app = new App();
    const [chart, skaffold] = [new Chart(app, 'clouddeploy'), new Chart(app, 'skaffold')];
    new CloudDeployPipeline(chart, 'Web', {
      name: 'web',
      strategy: Strategy.canary({
        ...strategy,
        checks: { beforeTraffic: [Check.http({ path: '/healthz' })] },
      } as never),
      targets: [
        { id: 'staging', location: production.location, atOnce: true },
        { ...production, requireApproval: true, executionServiceAccount: account },
      ],
      automationServiceAccount: account,
      url: 'https://web-123456789012.europe-west1.run.app',
      skaffoldChart: skaffold,
    });
    const files = Testing.synth(chart);
    expect(files.map(({ kind }) => kind)).toEqual(['DeliveryPipeline', 'Target', 'Target', 'Automation']);
    expect(files.flatMap(deployProblems)).toEqual([]);
    expect([...files, ...Testing.synth(skaffold)]).toMatchSnapshot();
    const [{ serialPipeline }, , , automation] = files;
    expect(serialPipeline.stages[0]).toEqual({ targetId: 'staging', strategy: { standard: {} } });
    expect(automation.selector).toEqual({ targets: [{ id: 'production' }] });
  });

  test('needs to know who goes on, and where it asks', () => {
    const checked = Strategy.canary({ steps: [{ weight: 10, checks: [Check.http({ path: '/' })] }] });
    expect(
      thrown(
        () => new CloudDeployPipeline(chartOf(), 'Web', { name: 'web', strategy: checked, targets: [production] }),
      ),
    ).toEqual(['cloud-run-account automationServiceAccount', 'cloud-run-url url']);
    const byHand = Strategy.canary({ steps: [{ weight: 10, approve: true }], onFailure: 'halt' });
    const { automation } = new CloudDeployPipeline(chartOf(), 'Web', {
      name: 'web',
      strategy: byHand,
      targets: [production],
    });
    expect(automation).toBeUndefined();
  });

  test('refuses everything that is wrong at once', () => {
    const bad = Strategy.canary({ steps: [{ weight: 10, hold: '1h' }], guards: [Guard.errorRate({ max: 1 })] });
    expect(
      thrown(
        () =>
          new CloudDeployPipeline(chartOf(), 'Web', {
            name: 'Web',
            strategy: bad,
            targets: [{ id: 'production', location: 'europe-west1' }, production],
            url: 'web.run.app/',
          }),
      ),
    ).toEqual([
      'refused.guard.error-rate guards[0]',
      'cloud-run-name name',
      'cloud-run-target targets[0].location',
      'cloud-run-target targets[1].id',
      'cloud-run-account automationServiceAccount',
      'cloud-run-url url',
    ]);
  });
});
