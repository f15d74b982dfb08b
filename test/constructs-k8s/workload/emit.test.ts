import type { WorkloadEmitOptions, WorkloadSettings } from '../../../constructs-k8s/workload';
import { workloads } from '../../../constructs-k8s/workload/target';
import { judge } from '../../../lib/fidelity';
import { plan, trace } from '../../../lib/plan';
import { Check, Guard, Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';

type Loose = {
  kind: string;
  metadata: { name: string; labels?: object; annotations?: object };
  spec: Readonly<Record<string, unknown>>;
};

function emitted(strategy: Strategy, settings: WorkloadSettings = {}, options: Partial<WorkloadEmitOptions> = {}) {
  const target = workloads(settings);
  const planned = plan(strategy);
  const manifests = target.emit(planned, { name: 'web', ...options });
  expectValidManifests(manifests);
  const find = (kind: string, name?: string) =>
    (manifests as unknown as Loose[]).find(
      (one) => one.kind === kind && (name === undefined || one.metadata.name === name),
    ) as Loose;
  const named = (kind: string) =>
    manifests.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name.replace(/-[0-9a-f]{8}$/, ''));
  const waves = Object.fromEntries(
    manifests.flatMap(({ kind, metadata }) => {
      const wave = metadata.annotations?.['argocd.argoproj.io/sync-wave'];
      return wave === undefined ? [] : [[`${kind} ${metadata.name.replace(/-[0-9a-f]{8}$/, '')}`, wave]];
    }),
  );
  return { planned, manifests, find, named, waves, trace: target.trace(manifests) };
}

const judged = (strategy: Strategy, settings: WorkloadSettings = {}) =>
  judge(plan(strategy), workloads(settings)).findings.map(({ id, severity, path }) => `${severity} ${id} ${path}`);

describe('rolling', () => {
  const strategy = Strategy.rolling({ surge: '30%', unavailable: { copies: 1 }, minReady: '20s', drain: '30s' });

  test('is a Deployment that says how fast, with a Service and a budget', () => {
    const { manifests, planned, trace: traced } = emitted(strategy, { replicas: 4 });
    expect(manifests).toMatchSnapshot();
    expect(traced).toEqual(trace(planned));
  });

  test('counts on from the strategy’s minReady until it has failed', () => {
    expect(emitted(strategy).find('Deployment').spec).toMatchObject({
      minReadySeconds: 20,
      progressDeadlineSeconds: 620,
    });
  });

  test('of one copy has no budget, and nowhere to spread', () => {
    const { named, find } = emitted(strategy, { replicas: 1 });
    expect(named('PodDisruptionBudget')).toEqual([]);
    expect(find('Deployment').spec).not.toHaveProperty('template.spec.topologySpreadConstraints');
  });

  test('is spread revision by revision, on a cluster that can', () => {
    const constraints = (kubernetes: '1.26' | '1.27') =>
      (
        emitted(strategy, { kubernetes }).find('Deployment').spec as never as {
          template: { spec: { topologySpreadConstraints: object[] } };
        }
      ).template.spec.topologySpreadConstraints;
    expect(constraints('1.27')[0]).toEqual({
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      matchLabelKeys: ['pod-template-hash'],
    });
    expect(constraints('1.26')[0]).not.toHaveProperty('matchLabelKeys');
  });

  test('with an autoscaler leaves the number of copies to it', () => {
    const { find } = emitted(strategy, {}, { autoscaler: { min: 3, max: 9 } });
    expect(find('Deployment').spec).not.toHaveProperty('replicas');
    expect(find('HorizontalPodAutoscaler').spec).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'web' },
      minReplicas: 3,
      maxReplicas: 9,
    });
  });

  test('keeps client addresses at their pods', () => {
    const sticky = Strategy.rolling({ stickiness: { by: 'clientAddress' } });
    expect(emitted(sticky).find('Service').spec).toMatchObject({ sessionAffinity: 'ClientIP' });
  });

  test('with Argo CD runs the Jobs before and after the Deployment', () => {
    const checked = Strategy.rolling({
      checks: {
        beforeTraffic: [Check.job({ name: 'migrate', image: 'shop/migrate:2' })],
        afterTraffic: [Check.http({ name: 'smoke', path: '/health' })],
      },
      accept: [{ id: 'approximated.on-failure.rollback', reason: 'we undo it by hand' }],
    });
    const { waves, trace: traced } = emitted(checked, { delivery: 'argo-cd' });
    expect(waves).toEqual({ 'Job web-migrate': '1', 'Deployment web': '3', 'Job web-smoke': '4' });
    expect(traced).toEqual(trace(plan(checked)));
    expect(emitted(checked).trace.segments.flatMap(({ gates }) => gates)).toEqual([]);
  });
});

describe('blue/green', () => {
  const strategy = Strategy.blueGreen({
    preview: { approve: true, checks: [Check.http({ name: 'smoke', path: '/health' })] },
  });
  const options = { images: { blue: 'shop/web:1', green: 'shop/web:2' } } as const;
  const argo = { delivery: 'argo-cd' } as const;

  test('is two Deployments, and a Service of which one value says whose it is', () => {
    const { manifests, find, planned, trace: traced } = emitted(strategy, argo, options);
    expect(manifests).toMatchSnapshot();
    expect(traced).toEqual(trace(planned));
    const selected = (name: string) =>
      (find('Service', name).spec as { selector: { version?: string } }).selector.version;
    expect(['web', 'web-preview', 'web-blue', 'web-green'].map(selected)).toEqual(['blue', 'green', 'blue', 'green']);
  });

  test('the switch changes two selectors, and nothing else', () => {
    const before = emitted(strategy, argo, { ...options, live: 'blue' }).manifests;
    const after = emitted(strategy, argo, { ...options, live: 'green' }).manifests;
    const changed = before.filter((one, at) => JSON.stringify(one) !== JSON.stringify(after[at]));
    expect(changed.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Service web-preview',
      'Service web',
    ]);
  });

  test('a new image of the other version is checked by a new Job; the serving one is left alone', () => {
    const jobs = (green: string) =>
      emitted(strategy, argo, { images: { blue: 'shop/web:1', green } })
        .manifests.filter(({ kind }) => kind === 'Job')
        .map(({ metadata }) => metadata);
    const [blue, green] = jobs('shop/web:2');
    const [sameBlue, otherGreen] = jobs('shop/web:3');
    expect(blue).toEqual(sameBlue);
    expect(green?.labels).toEqual(otherGreen?.labels);
    expect(green?.name).not.toBe(otherGreen?.name);
  });

  test('with Argo CD the Service waits for the Jobs, which wait for the Deployments', () => {
    const { waves } = emitted(strategy, argo, options);
    expect(waves).toEqual({
      'Deployment web-blue': '0',
      'Deployment web-green': '0',
      'Job web-smoke': '2',
      'Service web': '3',
    });
  });

  test('asks each version by its own Service', () => {
    const urls = emitted(strategy, argo, options)
      .manifests.filter(({ kind }) => kind === 'Job')
      .map((job) => /http:\/\/[^"]+/.exec(JSON.stringify(job))?.[0]);
    expect(urls).toEqual(['http://web-blue:80/health', 'http://web-green:80/health']);
  });

  test('while its pods are exchanged, a version is asked by the new ones only, which nobody else has to know', () => {
    const { find } = emitted(strategy, {}, options);
    const { selector } = find('Service', 'web-green').spec as { selector: Record<string, string> };
    const { template, selector: own } = find('Deployment', 'web-green').spec as never as {
      template: { metadata: { labels: object } };
      selector: { matchLabels: object };
    };
    expect(template.metadata.labels).toEqual(selector);
    expect(Object.keys(selector)).toContain('cutover/revision');
    expect(own.matchLabels).toEqual({ 'app.kubernetes.io/name': 'web', version: 'green' });
    expect(find('Service', 'web').spec.selector).toEqual({ 'app.kubernetes.io/name': 'web', version: 'blue' });
  });

  test('applied all at once, a Job waits for the first pod that answers', () => {
    const { find } = emitted(strategy, {}, options);
    expect(find('Job').spec).toMatchObject({
      activeDeadlineSeconds: 120 + 60 + 600,
      template: { spec: { initContainers: [{ name: 'wait', env: [{ name: 'URL', value: 'http://web-blue:80' }] }] } },
    });
    expect(JSON.stringify(emitted(strategy, argo, options).find('Job'))).not.toContain('initContainers');
  });

  test('one budget protects the pods of both', () => {
    expect(emitted(strategy, argo, options).find('PodDisruptionBudget').spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
    });
  });

  test('the idle version may have fewer copies', () => {
    const { find } = emitted(strategy, { ...argo, replicas: 4 }, { ...options, live: 'green', idleReplicas: 1 });
    expect([find('Deployment', 'web-blue').spec.replicas, find('Deployment', 'web-green').spec.replicas]).toEqual([
      1, 4,
    ]);
  });

  test('with Argo CD, the version that served shrinks after the Service has moved, and is checked when it is switched to', () => {
    const { manifests } = emitted(strategy, { ...argo, replicas: 4 }, { ...options, live: 'green', idleReplicas: 0 });
    const wave = (kind: string, name: string) =>
      manifests.find((one) => one.kind === kind && one.metadata.name === name)?.metadata.annotations?.[
        'argocd.argoproj.io/sync-wave'
      ];
    const [green, serve, blue] = [
      wave('Deployment', 'web-green'),
      wave('Service', 'web'),
      wave('Deployment', 'web-blue'),
    ];
    expect([green, serve, blue].map((one) => Number(one ?? 0))).toEqual([0, 3, 5]);
    const checked = manifests.filter(({ kind }) => kind === 'Job').map(({ metadata }) => metadata.labels?.version);
    expect(new Set(checked)).toEqual(new Set(['green']));
  });

  test('without anybody who waits, the checks have to be accepted', () => {
    expect(judged(strategy)).toEqual([
      'error approximated.check.test-traffic preview.checks[0]',
      'error approximated.on-failure.rollback onFailure',
    ]);
    expect(judged(strategy, argo)).toEqual([]);
  });

  test('without an approval, and without Argo CD, the switch waits for somebody all the same', () => {
    expect(judged(Strategy.blueGreen({}))).toEqual(['warning approximated.shift.at-once ']);
    expect(emitted(Strategy.blueGreen({})).trace.segments).toMatchObject([
      { weight: 0, gates: [{ kind: 'approval' }] },
      { weight: 100, gates: [] },
    ]);
  });
});

describe('recreate', () => {
  const strategy = Strategy.recreate({
    drain: '20s',
    maintenance: { message: 'Back at <noon> & later', expected: '15m' },
  });
  const migration = { image: 'shop/migrate:2', command: ['migrate', 'up'], env: { TO: 'head' } };

  test('is a Deployment that stops first, and a page that stands ready', () => {
    const { manifests, trace: traced } = emitted(strategy, {}, { migration });
    expect(manifests).toMatchSnapshot();
    expect(traced.segments).toMatchObject([{ weight: 100, reached: 'after a stop' }]);
  });

  test('the page says what it is told, and when to come back', () => {
    const { data } = emitted(strategy).find('ConfigMap', 'web-maintenance') as never as {
      data: Record<string, string>;
    };
    expect(data['maintenance.html']).toContain('<p>Back at &lt;noon&gt; &amp; later</p>');
    expect(data['default.conf']).toContain('add_header Retry-After 900 always;');
    expect(emitted(strategy).find('Deployment', 'web-maintenance').metadata.annotations).toEqual({
      'cutover/expected-downtime': '15m',
    });
  });

  test('in maintenance the page answers, the application stops, and the migration waits until it has', () => {
    const { find, waves } = emitted(strategy, { delivery: 'argo-cd' }, { mode: 'maintenance', migration });
    expect(find('Deployment', 'web').spec.replicas).toBe(0);
    expect(find('Service', 'web').spec).toMatchObject({
      selector: { 'app.kubernetes.io/name': 'web-maintenance' },
      ports: [{ port: 80, targetPort: 8080 }],
    });
    const job = find('Job');
    expect(job.spec).toMatchObject({
      activeDeadlineSeconds: 25 + 120 + 600,
      template: {
        spec: {
          initContainers: [{ name: 'wait', command: ['sleep', '25'] }],
          containers: [{ name: 'migrate', image: 'shop/migrate:2', env: [{ name: 'TO', value: 'head' }] }],
        },
      },
    });
    expect(waves).toEqual({
      'ConfigMap web-maintenance': '0',
      'Deployment web-maintenance': '0',
      'Service web': '2',
      'Deployment web': '3',
      'Job web-migrate': '4',
    });
  });

  test('back from it, the Service waits for the application', () => {
    const { find, waves } = emitted(strategy, { delivery: 'argo-cd' }, { mode: 'live', migration });
    expect(find('Deployment', 'web').spec.replicas).toBe(2);
    expect(find('Service', 'web').spec).toMatchObject({ selector: { 'app.kubernetes.io/name': 'web' } });
    expect(find('Job')).toBeUndefined();
    expect(waves).toMatchObject({ 'Deployment web': '2', 'Service web': '3' });
  });

  test('without maintenance has no page', () => {
    expect(emitted(Strategy.recreate({})).named('Deployment')).toEqual(['web']);
  });
});

describe('what Deployments refuse', () => {
  test.each<[string, Strategy, WorkloadSettings, string[]]>([
    [
      'a guard',
      Strategy.rolling({ guards: [Guard.errorRate({ max: '1%' })] }),
      {},
      ['error refused.guard.error-rate guards[0]', 'error approximated.on-failure.rollback onFailure'],
    ],
    [
      'a canary',
      Strategy.canary({ steps: [{ weight: 10, hold: '5m' }] }),
      {},
      [
        'error refused.shift.two-step steps[0]',
        'error refused.weight steps[0].weight',
        'error refused.hold steps[0].hold',
      ],
    ],
    ['a bake of a rolling release', Strategy.rolling({ bake: '10m' }), {}, ['error refused.bake bake']],
    [
      'an HTTP check before a rolling release',
      Strategy.rolling({ checks: { beforeTraffic: [Check.http({ path: '/' })] }, onFailure: 'halt' }),
      {},
      ['error refused.check.before-traffic checks.beforeTraffic[0]'],
    ],
    [
      'a hold of the preview',
      Strategy.blueGreen({ preview: { hold: '10m' } }),
      { delivery: 'argo-cd' },
      ['error refused.preview.hold preview.hold'],
    ],
    [
      'a cookie',
      Strategy.rolling({ stickiness: { by: 'cookie', lasts: '1h' } }),
      {},
      ['error refused.stickiness.cookie stickiness'],
    ],
  ])('%s', (_name, strategy, settings, expected) => {
    expect(judged(strategy, settings)).toEqual(expected);
  });

  test('a rollback that nobody does, with the command that does it', () => {
    const strategy = Strategy.rolling({ checks: { afterTraffic: [Check.http({ path: '/' })] } });
    const [finding] = judge(plan(strategy), workloads({ delivery: 'argo-cd' })).findings;
    expect(finding).toMatchObject({
      id: 'approximated.on-failure.rollback',
      severity: 'error',
      message:
        'Kubernetes Deployments approximates “roll back on failure” by kubectl rollout undo, or the change of `live`: a Deployment never rolls back by itself: after progressDeadlineSeconds it only says that it has failed',
    });
  });

  test('a guard, with a platform that has it', () => {
    const strategy = Strategy.rolling({ guards: [Guard.errorRate({ max: '1%' })], onFailure: 'halt' });
    const [finding] = judge(plan(strategy), workloads()).findings;
    expect(finding?.fix).toContain('use argo-rollouts');
  });

  test('a share that is no copy, where no copy may be added', () => {
    const strategy = Strategy.rolling({ surge: 0, unavailable: '10%' });
    expect(judge(plan(strategy), workloads({ replicas: 3 })).findings).toMatchObject([
      {
        id: 'approximated.pace.unavailable',
        severity: 'warning',
        message: expect.stringContaining('10% of 3 is no whole copy, and none may be added: one may be missing'),
      },
    ]);
    expect(judge(plan(strategy), workloads({ replicas: 10 })).findings).toEqual([]);
  });
});
