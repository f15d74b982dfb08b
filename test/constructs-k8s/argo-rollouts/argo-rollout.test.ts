import { ApiObject, Chart, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as kplus33 from 'cdk8s-plus-33';
import { ArgoRollout, type ArgoRolloutProps } from '../../../constructs-k8s/argo-rollouts';
import { argoRollouts } from '../../../constructs-k8s/argo-rollouts/target';
import { CutoverError } from '../../../lib/findings';
import { trace } from '../../../lib/plan';
import { Check, Guard, Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';

const prometheus = { kind: 'prometheus', address: 'http://prometheus:9090' } as const;
const istio = { kind: 'istio' } as const;

const canary = Strategy.canary({
  steps: [
    { weight: 5, hold: '10m', checks: [Check.http({ path: '/health' })] },
    { weight: 50, hold: '30m', approve: true },
  ],
  guards: [Guard.errorRate({ max: '1%', over: '5m' })],
  bake: '1h',
  drain: '30s',
});
const blueGreen = Strategy.blueGreen({
  preview: { approve: true, checks: [Check.http({ path: '/health' })] },
  bake: '10m',
});
const rolling = Strategy.rolling({});

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  // biome-ignore lint/suspicious/noExplicitAny: a manifest of any kind
  readonly spec: any;
}

function rolloutOf(props: Partial<ArgoRolloutProps> = {}, chart = Testing.chart()): ArgoRollout {
  return new ArgoRollout(chart, 'Web', {
    metadata: { name: 'web' },
    containers: [{ image: 'shop/web:1', portNumber: 8080 }],
    strategy: rolling,
    ...props,
  });
}

const synth = (rollout: { readonly node: ArgoRollout['node'] }): Manifest[] =>
  Testing.synth(Chart.of(rollout as ArgoRollout));
const find = (manifests: readonly Manifest[], kind: string, name = 'web') =>
  manifests.find((one) => one.kind === kind && one.metadata.name === name)?.spec;

const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
beforeEach(() => emitWarning.mockClear());

describe('ArgoRollout', () => {
  test('a canary on Istio, whole', () => {
    const manifests = synth(rolloutOf({ strategy: canary, router: istio, metrics: prometheus, replicas: 4 }));
    expectValidManifests(manifests);
    expect(manifests).toMatchSnapshot();
  });

  test('a blue/green release, whole', () => {
    const manifests = synth(rolloutOf({ strategy: blueGreen }));
    expectValidManifests(manifests);
    expect(manifests).toMatchSnapshot();
  });

  test('what is synthesised does what the plan says', () => {
    const rollout = rolloutOf({ strategy: canary, router: istio, metrics: prometheus });
    expect(argoRollouts({ router: istio }).trace(synth(rollout) as never)).toEqual(trace(rollout.plan));
  });

  test('takes a literal strategy, and says everything that is wrong with it', () => {
    const wrong = () => rolloutOf({ strategy: { kind: 'canary', steps: [{ weight: 120 as never }] } });
    expect(wrong).toThrow(CutoverError);
  });

  test('refuses what Argo cannot do, all at once, with the path', () => {
    const strategy = Strategy.canary({
      steps: [{ weight: 10, hold: '5m', approve: { timeout: '1h' }, checks: [Check.function({ function: 'verify' })] }],
      guards: [Guard.custom({ name: 'own', max: 1, query: { datadog: 'x' } })],
      stickiness: { by: 'cookie', lasts: '1h' },
    });
    try {
      rolloutOf({ strategy, router: istio, metrics: prometheus });
      throw new Error('not refused');
    } catch (error) {
      const { findings } = error as CutoverError;
      const ids = findings.map(({ id, path }) => `${id} ${path}`);
      expect(ids).toEqual(
        expect.arrayContaining([
          'refused.approve.timeout steps[0].approve.timeout',
          'refused.check.function steps[0].checks[0]',
          'refused.guard.custom guards[0]',
          'refused.stickiness.cookie stickiness',
        ]),
      );
    }
  });

  test('guards without a metrics backend are refused', () => {
    expect(() => rolloutOf({ strategy: canary, router: istio })).toThrow(/nothing to read them from.*\[argo-metrics\]/);
  });

  test('an audience that Istio cannot tell is refused', () => {
    const strategy = Strategy.canary({
      steps: [{ audience: { header: { name: 'x-beta', matches: '(?=a)b' } }, hold: '5m' }],
    });
    expect(() => rolloutOf({ strategy, router: istio })).toThrow(/\[istio-regex\]/);
  });

  test('a name that leaves no room for the Services is refused', () => {
    expect(() => rolloutOf({ metadata: { name: 'w'.repeat(56) } })).toThrow(/\[argo-name\]/);
    expect(() => rolloutOf({ metadata: { name: 'w'.repeat(55) } })).not.toThrow();
  });

  test('a name whose pods guards would not find, because Kubernetes cuts the hash away, is refused', () => {
    const named = (letters: number) => () =>
      rolloutOf({ metadata: { name: 'w'.repeat(letters) }, strategy: canary, router: istio, metrics: prometheus });
    expect(named(47)).toThrow(/cuts the names of the pods.*\[argo-name\]/);
    expect(named(46)).not.toThrow();
  });

  test('a namespace that the router plugin has to guess is a warning', () => {
    const ids = (namespace?: string) => {
      const chart = new Chart(Testing.app(), 'test', namespace === undefined ? {} : { namespace });
      const strategy = Strategy.canary({ steps: [{ weight: 10, hold: '5m' }] });
      return rolloutOf({ strategy, router: { kind: 'plugin' } }, chart).findings.map(({ id }) => id);
    };
    expect(ids()).toContain('argo-plugin-namespace');
    expect(ids('shop')).not.toContain('argo-plugin-namespace');
  });

  describe('with the Gateway API', () => {
    const strategy = Strategy.canary({ steps: [{ audience: { users: ['ann'] }, hold: '5m' }] });
    const parents = [{ gateway: 'public', namespace: 'infra' }];

    test('it makes its route, whose port is that of the pods', () => {
      const chart = new Chart(Testing.app(), 'test', { namespace: 'shop' });
      const rollout = rolloutOf({ strategy, router: { kind: 'gateway-api', parents } }, chart);
      expect(rollout.findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
      expect(rollout.routing.map(({ kind, name }) => `${kind} ${name}`)).toEqual([`HTTPRoute ${rollout.name}`]);
      const manifests = Testing.synth(chart);
      expectValidManifests(manifests);
      const route = manifests.find(({ kind }) => kind === 'HTTPRoute');
      const service = manifests.find(({ kind, metadata }) => kind === 'Service' && metadata.name === rollout.name);
      expect(route.spec.rules[0].backendRefs.map(({ port }: { port: number }) => port)).toEqual([
        service.spec.ports[0].port,
        service.spec.ports[0].port,
      ]);
      expect(route.metadata.namespace).toBe('shop');
    });

    test('what is wrong with the route is said at the router', () => {
      const found = (): readonly string[] => {
        try {
          rolloutOf({ strategy, router: { kind: 'gateway-api', parents: [], hostnames: ['a b'], path: 'x' } });
          return [];
        } catch (error) {
          return (error as CutoverError).findings.map(({ id, path }) => `${id} ${path}`);
        }
      };
      expect(found()).toEqual(
        expect.arrayContaining([
          'gateway-path router.path',
          'gateway-hostname router.hostnames[0]',
          'gateway-parent router.parents',
        ]),
      );
    });

    test('a route of your own that misses a version is refused at synthesis', () => {
      const chart = new Chart(Testing.app(), 'test', { namespace: 'shop' });
      const rollout = rolloutOf({ strategy, router: { kind: 'plugin' } }, chart);
      new ApiObject(chart, 'Route', {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: rollout.name },
        spec: { rules: [{ backendRefs: [{ name: rollout.name, port: 80 }] }] },
      } as never);
      expect(() => Testing.synth(chart)).toThrow(/\[argo-gateway-route\]/);
    });
  });

  test('without a router the real weight is a warning: in findings, in the metadata, and printed', () => {
    const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }] });
    const rollout = rolloutOf({ strategy, replicas: 3 });
    const finding = rollout.findings.find(({ id }) => id === 'approximated.weight');
    expect(finding?.severity).toBe('warning');
    expect(finding?.message).toMatch(/5% becomes 25%/);
    expect(rollout.node.metadata.map(({ type }) => type)).toContain('cutover:approximated.weight');
    const options = { type: 'CutoverWarning', code: 'approximated.weight' };
    expect(emitWarning).toHaveBeenCalledWith(expect.stringContaining('test/Web\n'), options);
  });

  test('an accepted finding says nothing', () => {
    const accept = ['approximated.weight', 'approximated.shift.two-step'].map((id) => ({ id, reason: 'small shop' }));
    const rollout = rolloutOf({
      strategy: Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], accept }),
      evidence: 'off',
      replicas: 3,
    });
    expect(rollout.findings).toEqual([]);
    expect(emitWarning).not.toHaveBeenCalled();
  });

  test('names itself after its place when it is given no name', () => {
    const { name } = rolloutOf({ metadata: {} });
    expect(name).toMatch(/^test-web-[a-z0-9]+$/);
  });
});

describe('the pods are those of a Deployment', () => {
  const common = {
    containers: [
      {
        image: 'shop/web:1',
        portNumber: 8080,
        liveness: kplus.Probe.fromHttpGet('/live'),
        readiness: kplus.Probe.fromTcpSocket({ port: 8080 }),
        resources: { cpu: { limit: kplus.Cpu.millis(500) }, memory: { limit: Size.mebibytes(256) } },
        envVariables: { MODE: kplus.EnvValue.fromValue('fast') },
      },
    ],
    securityContext: { user: 1000 },
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }],
    dns: { hostnameAsFQDN: true },
  };

  test('containers, probes, resources, variables and security contexts render alike', () => {
    const rollout = synth(rolloutOf(common));
    const chart = Testing.chart();
    new kplus.Deployment(chart, 'Web', { metadata: { name: 'web' }, ...common });
    const deployment = find(Testing.synth(chart), 'Deployment');
    const { template, selector } = find(rollout, 'Rollout');
    expect(template).toEqual(deployment.template);
    expect(selector).toEqual(deployment.selector);
    expect(template.spec.containers[0].resources.limits).toEqual({ cpu: '500m', memory: '256Mi' });
    expect(template.spec.setHostnameAsFQDN).toBe(true);
  });

  test('a container, a volume and a label added later are there', () => {
    const rollout = rolloutOf();
    const config = new kplus.ConfigMap(rollout, 'Config', { data: { a: '1' } });
    const volume = kplus.Volume.fromConfigMap(rollout, 'Volume', config);
    rollout.addContainer({ name: 'side', image: 'shop/side:1', portNumber: 9090 }).mount('/etc/side', volume);
    rollout.addInitContainer({ name: 'init', image: 'shop/init:1' });
    rollout.podMetadata.addLabel('team', 'front');
    const { template } = find(synth(rollout), 'Rollout');
    expect(template.spec.containers.map(({ name }: { name: string }) => name)).toEqual(['main', 'side']);
    expect(template.spec.initContainers).toHaveLength(1);
    expect(template.spec.volumes).toHaveLength(1);
    expect(template.metadata.labels.team).toBe('front');
  });

  test('more labels are selected by the Rollout and by its Services', () => {
    const rollout = rolloutOf({ strategy: blueGreen, podMetadata: { labels: { app: 'web' } } });
    rollout.select(kplus.LabelSelector.of({ labels: { app: 'web' } }));
    const manifests = synth(rollout);
    const labels = { app: 'web', 'cdk8s.io/metadata.addr': 'test-Web-c8a3e3a7' };
    expect(Object.keys(find(manifests, 'Rollout').selector.matchLabels).sort()).toEqual(Object.keys(labels).sort());
    expect(find(manifests, 'Service', 'web-preview').selector).toEqual(find(manifests, 'Rollout').selector.matchLabels);
  });

  test('connections make network policies', () => {
    const chart = Testing.chart();
    const rollout = rolloutOf({}, chart);
    const database = new kplus.Pod(chart, 'Database', { containers: [{ image: 'db', portNumber: 5432 }] });
    rollout.connections.allowTo(database);
    const policies = synth(rollout).filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policies).toHaveLength(2);
    expect(policies[0]?.spec.podSelector.matchLabels).toEqual(find(synth(rollout), 'Rollout').selector.matchLabels);
  });

  test('isolate makes a network policy', () => {
    const manifests = synth(rolloutOf({ isolate: true }));
    expect(manifests.some(({ kind }) => kind === 'NetworkPolicy')).toBe(true);
  });

  test('scheduling and spread stay the same, however often they are rendered', () => {
    const rollout = rolloutOf({ spread: true });
    rollout.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'ssd')));
    synth(rollout);
    const { affinity } = find(synth(rollout), 'Rollout').template.spec;
    expect(affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(2);
    expect(affinity.nodeAffinity).toBeDefined();
  });

  test('minReady, progressDeadline and history', () => {
    const spec = find(
      synth(
        rolloutOf({ minReady: Duration.seconds(20), progressDeadline: Duration.minutes(20), revisionHistoryLimit: 3 }),
      ),
      'Rollout',
    );
    expect(spec).toMatchObject({ minReadySeconds: 20, progressDeadlineSeconds: 1200, revisionHistoryLimit: 3 });
  });

  test('a deadline that ends before minReady is refused at synthesis', () => {
    const rollout = rolloutOf({ minReady: Duration.minutes(10), progressDeadline: Duration.minutes(5) });
    expect(() => synth(rollout)).toThrow(/argo-progress-deadline/);
  });

  test('an autoscaler scales the Rollout, which then leaves the number of pods to it', () => {
    const rollout = rolloutOf();
    new kplus.HorizontalPodAutoscaler(rollout, 'Scaler', { target: rollout, maxReplicas: 9 });
    const manifests = synth(rollout);
    expectValidManifests(manifests);
    expect(find(manifests, 'Rollout').replicas).toBeUndefined();
    const scaler = manifests.find(({ kind }) => kind === 'HorizontalPodAutoscaler');
    expect(scaler?.spec.scaleTargetRef).toEqual({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' });
  });

  test('a strategy with a drain gives the pods the time', () => {
    const { spec } = find(synth(rolloutOf({ strategy: Strategy.rolling({ drain: '40s' }) })), 'Rollout').template;
    expect(spec.terminationGracePeriodSeconds).toBe(45);
    expect(spec.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
  });

  test('and waits for the load balancer, as the cluster can', () => {
    const rollout = rolloutOf({
      strategy: Strategy.rolling({ drain: '40s' }),
      loadBalancer: { targets: 'localNodes', healthCheck: { interval: 10 } },
      kubernetes: '1.29',
    });
    const { spec } = find(synth(rollout), 'Rollout').template;
    expect(spec.terminationGracePeriodSeconds).toBe(75);
    expect(spec.containers[0].lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '35'] } } });
  });

  test('addresses that stay at their pods make another share of the weight', () => {
    const strategy = Strategy.canary({ steps: [{ weight: 50, hold: '1h' }], stickiness: { by: 'clientAddress' } });
    expect(rolloutOf({ strategy }).findings).toContainEqual(
      expect.objectContaining({
        id: 'drain-sticky-share',
        severity: 'warning',
        path: 'steps[0]',
        message: expect.stringContaining('A weight of 50% becomes about 25% of the users'),
      }),
    );
  });

  test('a drain that a patch breaks is refused at synthesis, unless it is accepted', () => {
    const broken = (accept: readonly { id: string; reason: string }[]) => {
      const rollout = rolloutOf({ strategy: Strategy.rolling({ drain: '40s', accept }) });
      const grace = JsonPatch.replace('/spec/template/spec/terminationGracePeriodSeconds', 20);
      ApiObject.of(rollout).addJsonPatch(grace);
      return () => synth(rollout);
    };
    expect(broken([])).toThrow(
      'preStop waits 5 s of a grace period of 20 s: requests in flight get 15 s, not 40 s [drain-grace-period]',
    );
    expect(broken([{ id: 'drain-grace-period', reason: 'no request lasts so long' }])).not.toThrow();
  });
});

describe('the Services', () => {
  test('a canary with a router has the one that clients call, which stays with the stable version, and one for the new version', () => {
    const rollout = rolloutOf({ strategy: canary, router: istio, metrics: prometheus });
    expect(Object.keys(rollout.services)).toEqual(['web', 'web-canary']);
    const manifests = synth(rollout);
    const { canary: spec } = find(manifests, 'Rollout').strategy;
    expect(spec).toMatchObject({ stableService: 'web', canaryService: 'web-canary' });
    const [{ route }] = find(manifests, 'VirtualService').http;
    expect(route.map(({ destination }: { destination: { host: string } }) => destination.host)).toEqual([
      'web',
      'web-canary',
    ]);
  });

  test('a canary without a router has one of all pods for clients, and one for each version', () => {
    const rollout = rolloutOf({ strategy: Strategy.canary({ steps: [{ weight: 50, hold: '5m' }] }) });
    expect(Object.keys(rollout.services)).toEqual(['web', 'web-stable', 'web-canary']);
  });

  test('more than one port has names, which Kubernetes wants, and the mesh keeps the port that was asked for', () => {
    const rollout = rolloutOf({ strategy: canary, router: istio, metrics: prometheus });
    rollout.addContainer({ name: 'admin', image: 'shop/admin:1', portNumber: 9090 });
    const manifests = synth(rollout);
    expect(find(manifests, 'Service', 'web-canary').ports).toEqual([
      { name: 'port-8080', port: 8080, targetPort: 8080 },
      { name: 'port-9090', port: 9090, targetPort: 9090 },
    ]);
    const [{ route }] = find(manifests, 'VirtualService').http;
    expect(route[0].destination).toEqual({ host: 'web' });
  });

  test('versions that are called have a port; a worker, which nobody calls, has a Service without one', () => {
    const containers = [{ image: 'shop/worker:1' }];
    expect(() => synth(rolloutOf({ containers, strategy: blueGreen }))).toThrow(
      /The pods have no port.*\[argo-ports\]/,
    );
    const manifests = synth(rolloutOf({ containers }));
    expectValidManifests(manifests);
    expect(find(manifests, 'Service')).toEqual({ clusterIP: 'None', selector: expect.anything() });
  });

  test('another object of the same name is refused: the one that is applied last would win', () => {
    const chart = Testing.chart();
    rolloutOf({ strategy: canary, router: istio, metrics: prometheus }, chart);
    new ArgoRollout(chart, 'Other', {
      metadata: { name: 'web-canary' },
      containers: [{ image: 'shop/other:1', portNumber: 8080 }],
      strategy: rolling,
    });
    expect(() => Testing.synth(chart)).toThrow(/There are two Services web-canary \[argo-duplicate\]/);
  });

  test('a VirtualService of your own that does not lead to both versions is refused', () => {
    const chart = Testing.chart();
    const router = { kind: 'istio', virtualService: { name: 'shop' } } as const;
    rolloutOf({ strategy: canary, router, metrics: prometheus }, chart);
    const spec = { hosts: ['web'], http: [{ route: [{ destination: { host: 'web' } }] }] };
    const object = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'shop' }, spec };
    new ApiObject(chart, 'Route', object);
    expect(() => Testing.synth(chart)).toThrow(/does not lead to both versions \[argo-virtual-service\]/);
  });

  test('blue/green has an active one and a preview', () => {
    const rollout = rolloutOf({ strategy: blueGreen });
    expect(Object.keys(rollout.services)).toEqual(['web', 'web-preview']);
    expect(find(synth(rollout), 'Service').ports).toEqual([{ port: 8080, targetPort: 8080 }]);
  });

  test('exposeViaService exposes the one that clients call', () => {
    const rollout = rolloutOf({ strategy: blueGreen });
    const service = rollout.exposeViaService({
      ports: [{ port: 80, targetPort: 8080 }],
      serviceType: kplus.ServiceType.LOAD_BALANCER,
    });
    expect(service).toBe(rollout.services.web);
    expect(find(synth(rollout), 'Service')).toMatchObject({
      type: 'LoadBalancer',
      ports: [{ port: 80, targetPort: 8080 }],
    });
  });

  test('exposeViaIngress leads there', () => {
    const rollout = rolloutOf({ strategy: blueGreen });
    rollout.exposeViaIngress('/');
    const ingress = synth(rollout).find(({ kind }) => kind === 'Ingress');
    expect(ingress?.spec.rules[0].http.paths[0].backend.service).toEqual({ name: 'web', port: { number: 8080 } });
  });

  test('another Service of all pods is fine where the copies are the traffic, and refused where it would go round a release', () => {
    const plain = rolloutOf();
    plain.exposeViaService({ name: 'internal' });
    expect(find(synth(plain), 'Service', 'internal').selector).toEqual(
      find(synth(plain), 'Rollout').selector.matchLabels,
    );
    expect(() => rolloutOf({ strategy: blueGreen }).exposeViaService({ name: 'internal' })).toThrow(
      /argo-service-bypass/,
    );
  });

  test('a Service from elsewhere that goes round a release is found at synthesis, and can be accepted', () => {
    const around = (rollout: ArgoRollout) =>
      new kplus.Service(rollout, 'Around', { selector: rollout, ports: [{ port: 80 }] });
    const rollout = rolloutOf({ strategy: blueGreen });
    around(rollout);
    expect(() => synth(rollout)).toThrow(/selects the pods of both versions \[argo-service-bypass\]/);
    const accept = [{ id: 'argo-service-bypass', reason: 'it is for metrics' }];
    const accepted = rolloutOf({ strategy: Strategy.blueGreen({ accept }) });
    around(accepted);
    expect(() => synth(accepted)).not.toThrow();
  });

  test('an address keeps a client at one copy', () => {
    const manifests = synth(rolloutOf({ strategy: Strategy.rolling({ stickiness: { by: 'clientAddress' } }) }));
    expect(find(manifests, 'Service').sessionAffinity).toBe('ClientIP');
  });
});

describe('overrides', () => {
  test('a patch changes the Rollout', () => {
    const rollout = rolloutOf({ strategy: blueGreen });
    ApiObject.of(rollout).addJsonPatch(JsonPatch.add('/spec/strategy/blueGreen/previewReplicaCount', 1));
    expect(find(synth(rollout), 'Rollout').strategy.blueGreen.previewReplicaCount).toBe(1);
  });

  test('a patch that Argo would refuse is refused at synthesis', () => {
    const rollout = rolloutOf({ strategy: blueGreen });
    ApiObject.of(rollout).addJsonPatch(JsonPatch.replace('/spec/strategy/blueGreen/previewService', 'web'));
    expect(() => synth(rollout)).toThrow(
      /\[test\/Web\] spec\.strategy\.blueGreen\.activeService: .* \[argo-same-services\]/,
    );
  });
});

describe.each([
  ['cdk8s-plus-27', kplus as unknown as typeof kplus33],
  ['cdk8s-plus-33', kplus33],
])('ArgoRollout.fromDeployment with %s', (_name, plus) => {
  const deploymentOf = (chart: Chart) =>
    new plus.Deployment(chart, 'Deployment', {
      metadata: { name: 'web' },
      replicas: 3,
      spread: true,
      containers: [{ image: 'shop/web:1', portNumber: 8080 }],
    });

  test('the Rollout has the pods of the Deployment, which is not emitted any more', () => {
    const chart = Testing.chart();
    const alone = Testing.chart();
    deploymentOf(alone);
    const before = find(Testing.synth(alone), 'Deployment');
    ArgoRollout.fromDeployment(chart, 'Release', {
      deployment: deploymentOf(chart),
      strategy: canary,
      router: istio,
      metrics: prometheus,
    });
    const manifests: Manifest[] = Testing.synth(chart);
    expectValidManifests(manifests);
    expect(manifests.map(({ kind }) => kind)).not.toContain('Deployment');
    const rollout = find(manifests, 'Rollout');
    expect(rollout.replicas).toBe(3);
    expect(rollout.selector).toEqual(before.selector);
    expect(rollout.template.spec.affinity).toEqual(before.template.spec.affinity);
    expect(rollout.template.metadata).toEqual(before.template.metadata);
  });

  test('what is added to the Deployment afterwards is in the Rollout', () => {
    const chart = Testing.chart();
    const deployment = deploymentOf(chart);
    ArgoRollout.fromDeployment(chart, 'Release', { deployment, strategy: rolling });
    deployment.addContainer({ name: 'side', image: 'shop/side:1' });
    expect(find(Testing.synth(chart), 'Rollout').template.spec.containers).toHaveLength(2);
  });

  test('a Service that selected it keeps selecting it, and serves as the one that clients call', () => {
    const chart = Testing.chart();
    const deployment = deploymentOf(chart);
    const service = deployment.exposeViaService({ name: 'shop' });
    const release = ArgoRollout.fromDeployment(chart, 'Release', {
      deployment,
      strategy: blueGreen,
      service: service.name,
    });
    const manifests: Manifest[] = Testing.synth(chart);
    expect(Object.keys(release.services)).toEqual(['web-preview']);
    const { selector, strategy } = find(manifests, 'Rollout');
    expect(strategy.blueGreen).toMatchObject({ activeService: 'shop', previewService: 'web-preview' });
    expect(find(manifests, 'Service', 'shop').selector).toEqual(selector.matchLabels);
  });

  test('a Service of the same name is refused, unless it is the one that clients call', () => {
    const chart = Testing.chart();
    const deployment = deploymentOf(chart);
    deployment.exposeViaService({ name: 'web', ports: [{ port: 80, targetPort: 8080 }] });
    ArgoRollout.fromDeployment(chart, 'Release', { deployment, strategy: blueGreen });
    expect(() => Testing.synth(chart)).toThrow(/There are two Services web \[argo-duplicate\]/);
  });

  test('the number of pods is left to an autoscaler that scales the Rollout', () => {
    const chart = Testing.chart();
    const containers = [{ image: 'shop/web:1', portNumber: 8080 }];
    const deployment = new plus.Deployment(chart, 'Deployment', { metadata: { name: 'web' }, containers });
    ArgoRollout.fromDeployment(chart, 'Release', { deployment, strategy: rolling });
    const scaler = new plus.HorizontalPodAutoscaler(chart, 'Scaler', { target: deployment, maxReplicas: 9 });
    const scaleTargetRef = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' };
    ApiObject.of(scaler).addJsonPatch(JsonPatch.replace('/spec/scaleTargetRef', scaleTargetRef));
    expect(find(Testing.synth(chart), 'Rollout').replicas).toBeUndefined();
  });

  test('what is said of the history wins over what the Deployment says', () => {
    const chart = Testing.chart();
    const props = { deployment: deploymentOf(chart), strategy: rolling, revisionHistoryLimit: 3 };
    ArgoRollout.fromDeployment(chart, 'Release', props);
    expect(find(Testing.synth(chart), 'Rollout').revisionHistoryLimit).toBe(3);
  });

  test('the deadline of the Deployment has room for the preview', () => {
    const chart = Testing.chart();
    const strategy = Strategy.blueGreen({ preview: { hold: '30m', approve: true } });
    ArgoRollout.fromDeployment(chart, 'Release', { deployment: deploymentOf(chart), strategy });
    expect(find(Testing.synth(chart), 'Rollout').progressDeadlineSeconds).toBe(600 + 1800);
  });

  test('an autoscaler of the Deployment is found', () => {
    const chart = Testing.chart();
    const deployment = deploymentOf(chart);
    new plus.HorizontalPodAutoscaler(chart, 'Scaler', { target: deployment, maxReplicas: 9 });
    ArgoRollout.fromDeployment(chart, 'Release', { deployment, strategy: rolling });
    expect(() => Testing.synth(chart)).toThrow(
      /The autoscaler test-scaler-\w+ still scales the Deployment\. Point its `scaleTargetRef` .*\[argo-autoscaler\]/,
    );
  });

  test.each([
    [undefined, 'there is 1 copy, 2 at the most'],
    [3, 'there are 3 copies, 4 at the most'],
  ])('the copies are counted: %p', (replicas, words) => {
    const chart = Testing.chart();
    const containers = [{ image: 'shop/web:1', portNumber: 8080 }];
    const deployment = new plus.Deployment(chart, 'Deployment', { containers });
    new plus.HorizontalPodAutoscaler(chart, 'Scaler', { target: deployment, maxReplicas: 9 });
    const strategy = Strategy.canary({ steps: [{ weight: 10, hold: '5m' }] });
    const props = { deployment, strategy, ...(replicas !== undefined && { replicas }) };
    const { findings } = ArgoRollout.fromDeployment(chart, 'Release', props);
    expect(findings.find(({ id }) => id === 'approximated.weight')?.message).toContain(words);
  });

  test('an autoscaler that is pointed to the Rollout is fine', () => {
    const chart = Testing.chart();
    const deployment = new plus.Deployment(chart, 'Deployment', {
      containers: [{ image: 'shop/web:1', portNumber: 8080 }],
    });
    const scaler = new plus.HorizontalPodAutoscaler(chart, 'Scaler', { target: deployment, maxReplicas: 9 });
    const { rollout } = ArgoRollout.fromDeployment(chart, 'Release', { deployment, strategy: rolling });
    const target = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: rollout.name };
    ApiObject.of(scaler).addJsonPatch(JsonPatch.replace('/spec/scaleTargetRef', target));
    expect(Testing.synth(chart)).toContainEqual(
      expect.objectContaining({
        kind: 'HorizontalPodAutoscaler',
        spec: expect.objectContaining({ scaleTargetRef: target }),
      }),
    );
  });

  test('anything but a Deployment is refused', () => {
    const chart = Testing.chart();
    const pod = new plus.Pod(chart, 'Pod', { containers: [{ image: 'a' }] });
    expect(() => ArgoRollout.fromDeployment(chart, 'Release', { deployment: pod, strategy: rolling })).toThrow(
      /\[argo-deployment\]/,
    );
  });
});
