import type { Metric } from '../../../constructs-k8s/argo-rollouts/manifest';
import {
  canary,
  inline,
  labels,
  metric,
  route,
  router,
  service,
  services,
  template,
  virtualService,
} from '../../constructs-k8s/argo-rollouts/written';
import { type Daemon, describeWith, install, type Manifest, Prometheus, Space, saw, startArgo } from '../cluster';

interface AnalysisRun extends Manifest {
  readonly spec: { readonly terminate?: boolean };
  readonly status: {
    readonly phase: string;
    readonly metricResults?: readonly {
      readonly measurements?: readonly { readonly phase: string; readonly message?: string }[];
    }[];
  };
}

const measurementsOf = ({ status }: AnalysisRun) => status?.metricResults?.[0]?.measurements ?? [];

describeWith(
  ['argo-rollouts', 'prometheus'],
  'What our findings refuse and Argo Rollouts takes, does another thing',
  () => {
    let space: Space;
    let argo: Daemon;
    let prometheus: Prometheus;

    beforeAll(async () => {
      await install('istio');
      prometheus = await Prometheus.start('constants', { jobs: {} });
      argo = await startArgo();
    });
    afterAll(async () => {
      await argo.stop();
      await prometheus.stop();
    });
    beforeEach(async () => {
      space = await Space.create('misbehaves');
    });
    afterEach(() => space.delete());

    const asking = (query: string, spec: Partial<Metric> = {}): Metric =>
      metric({ interval: '1s', provider: { prometheus: { address: prometheus.address, query } }, ...spec });

    /** Runs an analysis of one metric until it has come so far. */
    async function run(one: Metric, what: string, will: (run: AnalysisRun) => boolean): Promise<AnalysisRun> {
      const { spec } = template([one]);
      await space.apply({ apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisRun', metadata: { name: 'run' }, spec });
      return space.until<AnalysisRun>('AnalysisRun', 'run', what, will);
    }

    /** A Rollout of a first version, with everything that it refers to. */
    async function begin(spec: Parameters<typeof canary>[0], analysis: Metric) {
      await space.apply([
        ...['web-stable', 'web-canary'].map((name) => service(name, labels)),
        virtualService(route('primary', 'web-stable', 'web-canary')),
        template([analysis]),
        canary({ ...services, trafficRouting: router, ...spec }),
      ]);
      const web = space.rollout('web');
      await web.until('Healthy', { explain: () => argo.tail() });
      return web;
    }

    const runs = () => space.list<AnalysisRun>('AnalysisRun');
    const tell = (sentence: `${string} ${string}`) => {
      for (const target of ['argo-rollouts', 'argo-rollouts-istio']) saw({ target, engine: 'argo-rollouts' }, sentence);
    };

    test('A metric without a condition is good whatever it says.', async () => {
      const one = asking('vector(100)', { successCondition: undefined, count: 1 } as unknown as Partial<Metric>);
      const ended = await run(one, 'has ended', ({ status }) => status?.phase === 'Successful');
      expect(measurementsOf(ended)).toMatchObject([{ phase: 'Successful' }]);
      tell('a metric without a condition is good whatever it says, which is why `argo-metric-condition` warns');
    });

    test('A condition that reads the first of no results is an error.', async () => {
      const one = asking('vector(1) > 2', { successCondition: 'result[0] < 1' });
      const begun = await run(one, 'has a measurement', (seen) => measurementsOf(seen).length > 0);
      expect(measurementsOf(begun)[0]).toMatchObject({
        phase: 'Error',
        message: expect.stringContaining('index out of range'),
      });
      tell('a condition that reads the first of no results is an error, which is why `argo-metric-empty` warns');
    });

    test('An address without a scheme cannot be asked.', async () => {
      const address = prometheus.address.replace('http://', '');
      const one = asking('', { provider: { prometheus: { address, query: 'vector(0)' } } });
      const begun = await run(one, 'has a measurement', (seen) => measurementsOf(seen).length > 0);
      expect(measurementsOf(begun)[0]).toMatchObject({ phase: 'Error' });
      tell(
        'an address without a scheme cannot be asked, and nothing says so before the release: `argo-metric-address`',
      );
    });

    test('A background analysis without a first step measures before there is traffic.', async () => {
      const analysis = { templates: [{ templateName: 'errors' }] };
      const web = await begin(
        { analysis, steps: [{ pause: {} }, { setWeight: 50 }] },
        asking('vector(0)', { count: undefined }),
      );
      await web.release('2');
      const paused = await web.until('Paused');
      const [background] = await runs();
      expect(paused.status?.currentStepIndex).toBe(0);
      expect(paused.status?.canary?.weights?.canary.weight).toBe(0);
      expect(background?.status.phase).toBe('Running');
      tell(
        'a background analysis without `startingStep` measures while the new version has no requests: `argo-starting-step`',
      );
    });

    test('A background metric with a count ends, and nobody watches the rest of the release.', async () => {
      const analysis = { ...inline.analysis, startingStep: 1 };
      const web = await begin(
        { analysis, steps: [{ setWeight: 50 }, { pause: {} }] },
        asking('vector(0)', { count: 2 }),
      );
      await web.release('2');
      await web.until('Paused');
      const [background] = await runs();
      await space.until<AnalysisRun>(
        'AnalysisRun',
        background?.metadata.name ?? '',
        'has ended',
        ({ status }) => status.phase === 'Successful',
      );
      expect((await web.get()).status).toMatchObject({ phase: 'Paused', currentStepIndex: 1 });
      tell('a background metric with a `count` ends while the release goes on, which is why `argo-metric-ends` warns');
    });

    test('A step with two actions waits for one of them: a release that its analysis refuses is promoted.', async () => {
      const bad = asking('vector(100)', { count: 5, failureLimit: 4 });
      const web = await begin({ steps: [{ setCanaryScale: { replicas: 1 }, ...inline }] }, bad);
      await web.release('2');
      const promoted = await web.until('Healthy');
      expect(promoted.status?.stableRS).toBe(promoted.status?.currentPodHash);
      const [analysis] = await runs();
      expect(analysis?.spec).toMatchObject({ terminate: true });
      expect(measurementsOf(analysis as AnalysisRun).map(({ phase }) => phase)).not.toContain('Successful');
      tell(
        'a step with a scale and an analysis does not wait for the analysis, and lint says nothing: `argo-step-fields`',
      );
    });
  },
);
