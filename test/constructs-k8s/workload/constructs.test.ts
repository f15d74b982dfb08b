import { ApiObject, Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as kplus33 from 'cdk8s-plus-33';
import {
  BlueGreenDeployment,
  type BlueGreenDeploymentProps,
  RecreateDeployment,
  type RecreateDeploymentProps,
  RollingDeployment,
  type RollingDeploymentProps,
} from '../../../constructs-k8s/workload';
import { workloads } from '../../../constructs-k8s/workload/target';
import type { CutoverError } from '../../../lib/findings';
import { trace } from '../../../lib/plan';
import { Check, Guard, Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';

const readiness = kplus.Probe.fromHttpGet('/ready', { port: 8080 });
const containers = [{ image: 'shop/web:1', portNumber: 8080, readiness }];
const drained = Strategy.rolling({ drain: '30s' });
const blueGreen = Strategy.blueGreen({
  preview: { approve: true, checks: [Check.http({ name: 'smoke', path: '/' })] },
});
const images = { blue: 'shop/web:1', green: 'shop/web:2' } as const;
const metadata = { name: 'web' };

const chart = () => new Chart(Testing.app(), 'shop', { namespace: 'shop' });
const rolling = (props: Partial<RollingDeploymentProps> = {}) =>
  new RollingDeployment(chart(), 'Web', { metadata, containers, strategy: drained, ...props });
const recreate = (props: Partial<RecreateDeploymentProps> = {}) =>
  new RecreateDeployment(chart(), 'Web', { metadata, containers, strategy: Strategy.recreate({}), ...props });
const both = (props: Partial<BlueGreenDeploymentProps> = {}) =>
  new BlueGreenDeployment(chart(), 'Web', {
    metadata,
    containers: [{ portNumber: 8080, readiness }],
    strategy: blueGreen,
    delivery: 'argo-cd',
    live: 'blue',
    images,
    ...props,
  });

const synth = (construct: { readonly node: { readonly scopes: unknown[] } }) =>
  Testing.synth(construct.node.scopes.find((scope): scope is Chart => scope instanceof Chart) as Chart);
const find = (manifests: ReturnType<typeof synth>, kind: string, name?: string) =>
  manifests.find((one) => one.kind === kind && (name === undefined || one.metadata.name === name));
const idsOf = (make: () => unknown): readonly string[] => {
  try {
    make();
    return [];
  } catch (error) {
    return (error as CutoverError).findings.map(({ id }) => id);
  }
};

describe('a rolling Deployment', () => {
  test('is a workload of cdk8s-plus, released by a strategy', () => {
    const web = rolling({ replicas: 4 });
    const manifests = synth(web);
    expectValidManifests(manifests);
    expect(manifests).toMatchSnapshot();
    expect(workloads({ replicas: 4 }).trace(manifests)).toEqual(trace(web.plan));
    expect(web.findings).toEqual([]);
  });

  test('what is said of its pods afterwards is in all that is made of them', () => {
    const checks = { afterTraffic: [Check.http({ name: 'smoke', path: '/health' })] };
    const accept = [{ id: 'approximated.on-failure.rollback', reason: 'by hand' }];
    const make = () => rolling({ delivery: 'argo-cd', strategy: Strategy.rolling({ checks, accept }) });
    const web = make();
    web.addContainer({ name: 'admin', image: 'shop/admin:1', portNumber: 9090, readiness });
    const manifests = synth(web);
    expectValidManifests(manifests);
    expect(find(manifests, 'Service').spec.ports).toHaveLength(2);
    const [before, after] = [synth(make()), manifests].map((all) => find(all, 'Job').metadata.name);
    expect(before).toMatch(/^web-smoke-[0-9a-f]{8}$/);
    expect(after).toMatch(/^web-smoke-[0-9a-f]{8}$/);
    expect(after).not.toBe(before);
  });

  test('is scaled by an autoscaler of cdk8s-plus, or by one of its own', () => {
    const web = rolling();
    new kplus.HorizontalPodAutoscaler(web, 'Scaler', { target: web, maxReplicas: 9 });
    const manifests = synth(web);
    expectValidManifests(manifests);
    expect(find(manifests, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(find(manifests, 'HorizontalPodAutoscaler').spec.scaleTargetRef).toMatchObject({
      kind: 'Deployment',
      name: 'web',
    });
    const own = synth(rolling({ autoscaler: { min: 3, max: 6, cpu: 60 } }));
    expectValidManifests(own);
    expect(find(own, 'HorizontalPodAutoscaler').spec).toMatchObject({ minReplicas: 3, maxReplicas: 6 });
  });

  test('is exposed by its Service, and others of other names', () => {
    const web = rolling();
    web.exposeViaService({ serviceType: kplus.ServiceType.LOAD_BALANCER });
    web.exposeViaService({ name: 'internal', ports: [{ port: 80, targetPort: 8080 }] });
    const manifests = synth(web);
    expectValidManifests(manifests);
    expect(find(manifests, 'Service', 'web').spec).toMatchObject({ type: 'LoadBalancer', ports: [{ port: 8080 }] });
    expect(find(manifests, 'Service', 'internal').spec.ports).toEqual([{ port: 80, targetPort: 8080 }]);
  });

  test('a worker, which nobody calls, needs no port', () => {
    const worker = rolling({ containers: [{ image: 'shop/worker:1' }] });
    const manifests = synth(worker);
    expectValidManifests(manifests);
    expect(find(manifests, 'Service').spec).toMatchObject({ clusterIP: 'None' });
  });

  test('keeps what the props say besides', () => {
    const web = rolling({
      progressDeadline: Duration.minutes(20),
      revisionHistoryLimit: 3,
      budget: { minAvailable: 1 },
      topologySpread: false,
    });
    const manifests = synth(web);
    const { spec } = find(manifests, 'Deployment');
    expect(spec).toMatchObject({ progressDeadlineSeconds: 1200, revisionHistoryLimit: 3 });
    expect(spec.template.spec).not.toHaveProperty('topologySpreadConstraints');
    expect(find(manifests, 'PodDisruptionBudget').spec.minAvailable).toBe(1);
    expect(find(synth(rolling({ budget: 'none' })), 'PodDisruptionBudget')).toBeUndefined();
  });

  test('guards are refused, and where they are taken is said', () => {
    const strategy = Strategy.rolling({ guards: [Guard.errorRate({ max: '1%' })] });
    expect(() => rolling({ strategy })).toThrow(/cannot do “error-rate guard”[\s\S]*argo-rollouts/);
  });

  test.each<[string, Partial<RollingDeploymentProps>, string[]]>([
    ['a name that is too long', { metadata: { name: 'w'.repeat(52) } }, ['workload-name']],
    ['a budget that lets no pod go', { budget: { minAvailable: 2 } }, []],
  ])('%s', (_name, props, expected) => {
    expect(idsOf(() => rolling(props))).toEqual(expected);
  });

  test('a budget that lets no pod go, and an autoscaler without room, are warnings', () => {
    const said = (props: Partial<RollingDeploymentProps>) =>
      rolling(props).findings.map(({ id, message }) => `${id}: ${message}`);
    expect(said({ budget: { minAvailable: 2 } })).toEqual([
      'drain-budget: Of 2 pods none may be evicted: no node with one of them can be drained',
    ]);
    const strategy = Strategy.rolling({ drain: '30s', surge: 0, unavailable: { copies: 1 } });
    expect(said({ strategy, autoscaler: { min: 2, max: 9 } })).toEqual([
      'drain-autoscaler-pace: The autoscaler holds 2 pods at 70 %; while 1 of them are missing, the other 1 are at 140 % of what they ask for',
    ]);
  });
});

describe('what a patch breaks is refused at synthesis', () => {
  const patched = (path: string, value: unknown) => {
    const web = rolling();
    ApiObject.of(web).addJsonPatch(JsonPatch.add(path, value));
    return () => synth(web);
  };

  test.each([
    ['no pace', '/spec/strategy/rollingUpdate', { maxSurge: 0, maxUnavailable: '0%' }, 'workload-pace'],
    ['a share that is not whole', '/spec/strategy/rollingUpdate/maxSurge', '12.5%', 'workload-number'],
    ['more missing than there are', '/spec/strategy/rollingUpdate/maxUnavailable', '101%', 'workload-number'],
    ['half a copy', '/spec/replicas', 1.5, 'workload-number'],
    ['a deadline before a pod can count', '/spec/minReadySeconds', 600, 'workload-deadline'],
    ['another selector', '/spec/selector/matchLabels', { app: 'api' }, 'workload-selector'],
    ['no selector', '/spec/selector', {}, 'workload-selector'],
    ['pods that end', '/spec/template/spec/restartPolicy', 'Never', 'workload-restart-policy'],
    ['a drain without the time', '/spec/template/spec/terminationGracePeriodSeconds', 20, 'drain-grace-period'],
  ])('%s', (_name, path, value, id) => {
    expect(patched(path, value)).toThrow(`[${id}]`);
  });

  test('two objects of one name', () => {
    const web = rolling();
    new kplus.Service(web, 'Other', { metadata, ports: [{ port: 80 }] });
    expect(() => synth(web)).toThrow('There are two Services web [workload-duplicate]');
  });

  test('an HTTP check of pods without a port', () => {
    const web = both({ containers: [{ name: 'web' }] });
    expect(() => synth(web)).toThrow('The pods have no port [workload-ports]');
  });
});

describe('a blue/green Deployment', () => {
  test('is two Deployments of the same pods, and Services', () => {
    const web = both();
    const manifests = synth(web);
    expectValidManifests(manifests);
    expect(manifests.map(({ kind, metadata: { name } }) => `${kind} ${name.replace(/-[0-9a-f]{8}$/, '')}`)).toEqual([
      'Deployment web-blue',
      'Deployment web-green',
      'Job web-smoke',
      'Job web-smoke',
      'PodDisruptionBudget web',
      'Service web-blue',
      'Service web-green',
      'Service web-preview',
      'Service web',
    ]);
    const imageOf = (name: string) => find(manifests, 'Deployment', name).spec.template.spec.containers[0].image;
    expect([imageOf('web-blue'), imageOf('web-green')]).toEqual(['shop/web:1', 'shop/web:2']);
    expect([web.name, web.active.name, web.preview.name]).toEqual(['web', 'web', 'web-preview']);
    expect(find(manifests, 'Service', 'web').metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-wave': '3',
      'cutover/approval': 'change live when the checks have passed',
    });
    expect(workloads({ delivery: 'argo-cd' }).trace(manifests)).toEqual(trace(web.plan));
  });

  test('live is the whole switch', () => {
    const [blue, green] = [synth(both({ live: 'blue' })), synth(both({ live: 'green' }))];
    const changed = blue.filter((one, at) => JSON.stringify(one) !== JSON.stringify(green[at]));
    expect(changed.map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
      'Service web-preview',
      'Service web',
    ]);
  });

  test('its connections and an Ingress follow the switch', () => {
    const web = both({ live: 'green' });
    web.exposeViaIngress('/', { ports: [{ port: 80, targetPort: 8080 }] });
    const manifests = synth(web);
    expectValidManifests(manifests);
    const [{ backend }] = find(manifests, 'Ingress').spec.rules[0].http.paths;
    expect(backend.service.name).toBe('web');
    expect(find(manifests, 'Service', 'web').spec.selector.version).toBe('green');
  });

  test('a Service past the switch is refused', () => {
    expect(idsOf(() => both().exposeViaService({ name: 'other' }))).toEqual(['workload-bypass']);
    const web = both();
    new kplus.Service(web, 'Other', { metadata: { name: 'other' }, selector: web, ports: [{ port: 80 }] });
    expect(() => synth(web)).toThrow('The Service other does not follow the switch [workload-bypass]');
  });

  test('too few idle copies are refused, where nothing waits for more', () => {
    const accept = ['check.test-traffic', 'on-failure.rollback'].map((clause) => ({
      id: `approximated.${clause}`,
      reason: 'a pipeline waits',
    }));
    const strategy = Strategy.blueGreen({ ...blueGreen, accept });
    const props = { replicas: 4, idleReplicas: 1, strategy };
    expect(idsOf(() => both({ ...props, delivery: 'apply' }))).toEqual(['workload-idle']);
    expect(idsOf(() => both({ ...props, delivery: 'argo-cd' }))).toEqual([]);
  });

  test('a choice that there is not is refused, also where nobody checks types', () => {
    expect(idsOf(() => both({ live: 'red' as never }))).toEqual(['not-allowed-value']);
    expect(idsOf(() => both({ images: { blue: 'web:1' } as never }))).toEqual(['missing-field']);
    expect(idsOf(() => both({ delivery: 'argocd' as never }))).toEqual(['not-allowed-value']);
  });

  test('a load balancer of pods gets all of its targets at once, and that takes time', () => {
    const loadBalancer = { targets: 'pods', healthCheck: { interval: 10 } } as const;
    const web = both({ loadBalancer });
    expect(web.findings).toMatchObject([
      {
        id: 'workload-switched-targets',
        severity: 'warning',
        message:
          'The load balancer needs 30 s to trust the pods that the switch gives it, and loses the others at once',
      },
    ]);
    const warnings: string[] = [];
    const spy = jest.spyOn(process, 'emitWarning').mockImplementation((message) => warnings.push(String(message)));
    synth(web);
    spy.mockRestore();
    expect(warnings.join()).not.toContain('drain-min-ready');
    expect(both({ loadBalancer: { targets: 'nodes', healthCheck: { interval: 10 } } }).findings).toEqual([]);
  });

  test('each version has its autoscaler, and the idle one stays small', () => {
    const web = both({ autoscaler: { min: 2, max: 10 } });
    const manifests = synth(web);
    expectValidManifests(manifests);
    expect(manifests.filter(({ kind }) => kind === 'HorizontalPodAutoscaler')).toHaveLength(2);
    expect(web.findings.map(({ id, message }) => `${id}: ${message}`)).toEqual([
      'workload-idle-autoscaler: The idle version has 2 copies, and after the switch they get the requests of up to 10',
    ]);
  });
});

describe('a recreated Deployment', () => {
  const strategy = Strategy.recreate({ drain: '30s', maintenance: { message: 'Back soon', expected: '20m' } });
  const migration = { image: 'shop/migrate:2', timeout: 300 };

  test('stops before it starts', () => {
    const manifests = synth(recreate());
    expectValidManifests(manifests);
    expect(find(manifests, 'Deployment').spec.strategy).toEqual({ type: 'Recreate' });
    expect(workloads().trace(manifests).segments).toMatchObject([{ reached: 'after a stop' }]);
  });

  test('goes into maintenance and comes back by one value', () => {
    const maintenance = synth(recreate({ strategy, migration, mode: 'maintenance' }));
    const live = synth(recreate({ strategy, migration, mode: 'live' }));
    for (const manifests of [maintenance, live]) expectValidManifests(manifests);
    expect(find(maintenance, 'Service', 'web').spec).toMatchObject({
      selector: { 'app.kubernetes.io/name': 'web-maintenance' },
      ports: [{ port: 8080, targetPort: 8080 }],
    });
    expect(find(maintenance, 'Deployment', 'web').spec.replicas).toBe(0);
    expect(find(maintenance, 'Job').spec.activeDeadlineSeconds).toBe(35 + 120 + 300);
    expect(find(live, 'Service', 'web').spec.selector).not.toHaveProperty(['app.kubernetes.io/name']);
    expect(find(live, 'Deployment', 'web').spec.replicas).toBe(2);
    expect(find(live, 'Job')).toBeUndefined();
  });

  test('that nobody goes into is said', () => {
    expect(idsOf(() => recreate({ mode: 'maintenance' }))).toEqual(['workload-maintenance']);
    expect(idsOf(() => recreate({ migration }))).toEqual(['workload-maintenance']);
    expect(recreate({ strategy }).findings.map(({ id }) => id)).toEqual(['approximated.maintenance']);
  });

  test('a downtime that may be longer than expected is a warning with its parts', () => {
    const short = Strategy.recreate({
      drain: '30s',
      maintenance: { expected: '5m' },
      accept: [{ id: 'approximated.maintenance', reason: 'known' }],
    });
    const warnings: string[] = [];
    const spy = jest.spyOn(process, 'emitWarning').mockImplementation((message) => warnings.push(String(message)));
    synth(recreate({ strategy: short, migration, mode: 'maintenance' }));
    spy.mockRestore();
    expect(warnings.join('\n')).toContain(
      'There may be 8m5s of downtime: the old copies 35s to stop, the migration 7m, the new copies 30s to start',
    );
  });
});

describe('a Deployment that exists', () => {
  test.each([
    ['cdk8s-plus-27', kplus],
    ['cdk8s-plus-33', kplus33],
  ] as const)('of %s keeps its name, its pods and its Service', (_name, plus) => {
    const shop = chart();
    const deployment = new plus.Deployment(shop, 'Api', {
      metadata: { name: 'api' },
      replicas: 3,
      containers: [{ image: 'shop/api:7', portNumber: 8080 }],
    } as never);
    const service = deployment.exposeViaService({ name: 'shop-api' });
    const api = RollingDeployment.fromDeployment(shop, 'Release', {
      deployment,
      service: service.name,
      strategy: drained,
    });
    const manifests = Testing.synth(shop);
    expectValidManifests(manifests);
    expect(manifests.filter(({ kind }) => kind === 'Deployment')).toHaveLength(1);
    expect(find(manifests, 'Deployment', 'api').spec).toMatchObject({
      replicas: 3,
      strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '0%' } },
      template: { spec: { terminationGracePeriodSeconds: 35 } },
    });
    expect(manifests.filter(({ kind }) => kind === 'Service').map(({ metadata: { name } }) => name)).toEqual([
      'shop-api',
    ]);
    expect(api.plan.replacement).toBe('in-place');
  });

  test('without a number of pods leaves it to the autoscaler', () => {
    const shop = chart();
    const deployment = new kplus.Deployment(shop, 'Api', { metadata: { name: 'api' }, containers });
    new kplus.HorizontalPodAutoscaler(shop, 'Scaler', { target: deployment, maxReplicas: 9 });
    RollingDeployment.fromDeployment(shop, 'Release', { deployment, strategy: drained });
    const manifests = Testing.synth(shop);
    expectValidManifests(manifests);
    expect(find(manifests, 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test('becomes blue and green, and its autoscaler has nothing left to scale', () => {
    const shop = chart();
    const deployment = new kplus.Deployment(shop, 'Api', { metadata: { name: 'api' }, containers });
    const props = { deployment, strategy: blueGreen, live: 'blue', images, delivery: 'argo-cd' } as const;
    const api = BlueGreenDeployment.fromDeployment(shop, 'Release', props);
    expectValidManifests(Testing.synth(shop));
    expect(Object.keys(api.services)).toEqual(['api-blue', 'api-green', 'api-preview', 'api']);
    new kplus.HorizontalPodAutoscaler(shop, 'Scaler', { target: deployment, maxReplicas: 9 });
    expect(() => Testing.synth(shop)).toThrow('[workload-autoscaler]');
  });

  test('is a Deployment', () => {
    const shop = chart();
    const deployment = new kplus.ConfigMap(shop, 'Config');
    expect(
      idsOf(() => RecreateDeployment.fromDeployment(shop, 'Release', { deployment, strategy: Strategy.recreate({}) })),
    ).toEqual(['workload-deployment']);
  });
});
