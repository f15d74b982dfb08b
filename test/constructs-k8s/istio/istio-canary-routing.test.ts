import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import { IstioCanaryRouting, type IstioCanaryRoutingProps, istio } from '../../../constructs-k8s/istio';
import { audienceText } from '../../../lib/plan';
import { Guard, Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';

const canary = Strategy.canary({
  steps: [
    { audience: { header: { name: 'X-Beta', equals: 'yes' } }, hold: '1h' },
    { weight: 5, mirror: 20, hold: '10m' },
    { weight: 25, hold: '30m' },
  ],
});

const subsets = { kind: 'subsets', host: 'web' } as const;
const services = { kind: 'services', stable: 'web-stable', canary: 'web-canary' } as const;

function routing(props: Partial<IstioCanaryRoutingProps> = {}) {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'store' });
  const construct = new IstioCanaryRouting(chart, 'Web', {
    name: 'web',
    strategy: canary,
    versions: subsets,
    ...props,
  });
  const manifests = Testing.synth(chart);
  expectValidManifests(manifests);
  return { construct, manifests };
}

const route = (
  manifests: readonly { readonly spec: { readonly http: readonly { readonly name: string }[] } }[],
  name: string,
) => manifests[0]?.spec.http.find((one) => one.name === name);

describe('Driven by people', () => {
  test.each(['step 1', 'step 2', 'step 3', 'full'])('The phase “%s” has the routing that the plan has.', (phase) => {
    const { construct, manifests } = routing({ phase });
    expect(construct.phase?.name).toBe(phase);
    expect(manifests).toMatchSnapshot();
  });

  test('The first phase is routed when none is named.', () => {
    const { construct } = routing();
    expect(construct.phase?.name).toBe('step 1');
  });

  test('Every later phase changes the VirtualService only.', () => {
    const rules = ['step 1', 'step 2', 'full'].map((phase) => routing({ phase }).manifests[1]);
    expect(new Set(rules.map((rule) => JSON.stringify(rule))).size).toBe(1);
  });

  test('The synthesised YAML can be traced.', () => {
    const { manifests } = routing({ phase: 'step 2' });
    const phases = [{ name: 'step 2', virtualService: manifests[0], destinationRules: [] }];
    expect(istio.trace({ phases }).segments).toMatchObject([
      { weight: 5, mirror: 20, audience: ['header x-beta = yes'] },
    ]);
  });

  test('Two Services need no DestinationRule; with a traffic policy each has its own.', () => {
    const plain = routing({ versions: services, phase: 'step 3' });
    expect(plain.manifests).toMatchSnapshot();
    expect(plain.manifests).toHaveLength(1);

    const { manifests } = routing({
      versions: services,
      trafficPolicy: { outlierDetection: { consecutive5xxErrors: 3 } },
    });
    expect(manifests.slice(1).map(({ metadata, spec }) => [metadata.name, spec.host])).toEqual([
      ['web-stable', 'web-stable'],
      ['web-canary', 'web-canary'],
    ]);
  });

  test('Audiences are tried in order before the weights: users, header and cookie.', () => {
    const strategy = Strategy.canary({
      steps: [
        { audience: { users: ['ann', 'bob'] }, hold: '1d' },
        {
          audience: [
            { header: { name: 'x-tier', matches: '^(gold|silver)$' } },
            { header: { name: 'user-agent', prefix: 'Shop/2' } },
            { cookie: { name: 'beta', equals: 'yes' } },
          ],
          hold: '1d',
        },
        { weight: 10, hold: '1h' },
      ],
    });
    const { construct, manifests } = routing({ strategy, phase: 'step 3' });
    expect(manifests[0].spec.http.map(({ name }: { name: string }) => name)).toEqual([
      'audience-1-users',
      'audience-2-header',
      'audience-3-header',
      'audience-4-cookie',
      'primary',
    ]);
    expect(route(manifests, 'audience-1-users')).toEqual({
      name: 'audience-1-users',
      match: [{ headers: { 'x-user-id': { exact: 'ann' } } }, { headers: { 'x-user-id': { exact: 'bob' } } }],
      route: [{ destination: { host: 'web', subset: 'canary' } }],
    });
    expect(route(manifests, 'audience-4-cookie')).toMatchObject({
      match: [{ headers: { cookie: { regex: '(.*;\\s*)?beta=yes(;.*)?' } } }],
    });
    const phases = [{ name: 'step 3', virtualService: manifests[0], destinationRules: [] }];
    expect(istio.trace({ phases }).segments[0]?.audience).toEqual(construct.phase?.audience.map(audienceText));
    expect(manifests).toMatchSnapshot();
  });

  test.each([
    [{ by: 'cookie', lasts: '1h' }, { httpCookie: { name: 'cutover-affinity', ttl: '3600s' } }],
    [{ by: 'cookie', name: 'user', lasts: '1d' }, { httpCookie: { name: 'user', ttl: '86400s' } }],
    [{ by: 'header', name: 'x-user' }, { httpHeaderName: 'x-user' }],
    [{ by: 'clientAddress' }, { useSourceIp: true }],
  ] as const)(
    'Stickiness %j is a consistent hash, with a warning that it keeps the pod and not the version.',
    (stickiness, consistentHash) => {
      const { construct, manifests } = routing({
        strategy: Strategy.canary({ steps: [{ weight: 10, hold: '1h' }], stickiness }),
      });
      expect(manifests[1].spec.trafficPolicy).toEqual({ loadBalancer: { consistentHash } });
      expect(construct.findings).toMatchObject([
        { id: expect.stringMatching(/^approximated\.stickiness\./), severity: 'warning', path: 'stickiness' },
      ]);
      expect(construct.findings[0]?.message).toContain('a user keeps the pod, but not the version');
      expect(construct.node.metadata).toMatchObject([
        { type: expect.stringMatching(/^cutover:approximated\.stickiness\./) },
      ]);
    },
  );

  test('Everything that can be written is valid.', () => {
    const strategy = Strategy.canary({
      steps: [{ weight: '2.5%', mirror: 50, audience: { cookie: { name: 'beta', prefix: 'v2' } }, hold: '1h' }],
      guards: [Guard.errorRate({ max: '1%', over: '5m' })],
      bake: '1h',
      stickiness: { by: 'header', name: 'x-user' },
      accept: [
        { id: 'istio-nobody-watches', reason: 'The team watches its dashboard during a release.' },
        { id: 'istio-retries-hide-errors', reason: 'The guard is a rough one.' },
        { id: 'approximated.stickiness.header', reason: 'Only the cache of a pod matters.' },
      ],
    });
    const { construct, manifests } = routing({
      strategy,
      namespace: 'shop',
      labels: { 'app.kubernetes.io/part-of': 'shop' },
      hosts: ['shop.example.com', 'web'],
      gateways: ['istio-system/public', 'mesh'],
      port: 8080,
      versions: {
        kind: 'subsets',
        host: 'web.shop.svc.cluster.local',
        stable: { name: 'blue', labels: { app: 'web', color: 'blue' } },
        canary: { name: 'green', labels: { app: 'web', color: 'green' } },
      },
      routeName: 'shop',
      routes: [{ name: 'old', match: [{ uri: { prefix: '/v1/' } }], route: [{ destination: { host: 'web-v1' } }] }],
      timeout: '2s',
      retries: { attempts: 2, perTryTimeout: '500ms', retryOn: ['connect-failure', '503'] },
      trafficPolicy: {
        connectionPool: {
          tcp: { maxConnections: 100, connectTimeout: '250ms' },
          http: {
            http1MaxPendingRequests: 64,
            http2MaxRequests: 512,
            maxRequestsPerConnection: 0,
            maxRetries: 3,
            idleTimeout: '1h',
          },
        },
        outlierDetection: {
          consecutive5xxErrors: 5,
          consecutiveGatewayErrors: 3,
          interval: '10s',
          baseEjectionTime: '30s',
          maxEjectionPercent: 50,
          minHealthPercent: 25,
        },
      },
    });
    expect(manifests).toMatchSnapshot();
    expect(construct.findings.map(({ id, severity }) => [id, severity])).toEqual([['istio-nobody-watches', 'warning']]);
  });

  test('A name is made from the path when none is given, and the rules share it.', () => {
    const chart = new Chart(new App(), 'shop');
    const construct = new IstioCanaryRouting(chart, 'Web', { strategy: canary, versions: subsets });
    expect(construct.virtualService.name).toBe(construct.destinationRules[0]?.name);
    expect(construct.virtualService.name).toMatch(/^shop-web-[0-9a-z]+$/);
    expect(construct.argoRouting.virtualService.name).toBe(construct.virtualService.name);
  });

  test('The resources are ordinary ApiObjects, open to every change.', () => {
    const chart = Testing.chart();
    const { virtualService } = new IstioCanaryRouting(chart, 'Web', {
      name: 'web',
      strategy: canary,
      versions: subsets,
    });
    virtualService.addJsonPatch(JsonPatch.add('/spec/exportTo', ['.']));
    expect(Testing.synth(chart)[0].spec.exportTo).toEqual(['.']);
  });
});

describe('Driven by Argo Rollouts', () => {
  const guarded = Strategy.canary({
    steps: [
      { audience: { users: ['ann'] }, hold: '10m' },
      { weight: 5, mirror: 10, hold: '10m', approve: true },
    ],
    guards: [Guard.errorRate({ max: '1%' })],
    bake: '1h',
  });

  test('Everything goes to the stable version at first; weights, mirrors and audiences are the controller’s.', () => {
    const { construct, manifests } = routing({ strategy: guarded, drivenBy: 'argo-rollouts' });
    expect(construct.findings).toEqual([]);
    expect(construct.phase).toBeUndefined();
    expect(manifests[0].spec.http).toEqual([
      {
        name: 'primary',
        route: [
          { destination: { host: 'web', subset: 'stable' }, weight: 100 },
          { destination: { host: 'web', subset: 'canary' }, weight: 0 },
        ],
      },
    ]);
    expect(manifests).toMatchSnapshot();
  });

  test('A Rollout finds the routing by names.', () => {
    expect(routing({ strategy: guarded, drivenBy: 'argo-rollouts', routeName: 'web' }).construct.argoRouting).toEqual({
      virtualService: { name: 'web', routes: ['web'] },
      destinationRule: { name: 'web', stableSubsetName: 'stable', canarySubsetName: 'canary' },
    });
    expect(routing({ strategy: guarded, drivenBy: 'argo-rollouts', versions: services }).construct.argoRouting).toEqual(
      {
        virtualService: { name: 'web', routes: ['primary'] },
      },
    );
  });

  test('Subsets may have the same labels: the controller adds its own, which differ.', () => {
    const labels = { app: 'web' };
    const { manifests } = routing({
      strategy: guarded,
      drivenBy: 'argo-rollouts',
      versions: { ...subsets, stable: { name: 'stable', labels }, canary: { name: 'canary', labels } },
    });
    expect(manifests[1].spec.subsets).toEqual([
      { name: 'stable', labels },
      { name: 'canary', labels },
    ]);
  });
});
