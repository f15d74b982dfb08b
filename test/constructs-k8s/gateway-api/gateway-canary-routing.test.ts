import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import {
  GatewayCanaryRouting,
  type GatewayCanaryRoutingProps,
  gatewayRoutingOf,
} from '../../../constructs-k8s/gateway-api';
import { Guard, Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';

const canary = Strategy.canary({
  steps: [
    { audience: { users: ['ann', 'bob'] }, hold: '1h' },
    { weight: 5, mirror: 20, hold: '10m' },
    { weight: 25, hold: '30m' },
  ],
});

function routing(props: Partial<GatewayCanaryRoutingProps> = {}) {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'store' });
  const construct = new GatewayCanaryRouting(chart, 'Web', {
    name: 'web',
    strategy: canary,
    parents: [{ gateway: 'public', namespace: 'infra', listener: 'https' }],
    versions: { stable: 'web', canary: 'web-canary' },
    ...props,
  });
  const manifests = Testing.synth(chart);
  expectValidManifests(manifests);
  expect(manifests).toHaveLength(1);
  return { construct, route: manifests[0] };
}

describe('Driven by people', () => {
  test.each(['step 1', 'step 2', 'step 3', 'full'])('The phase “%s” has the routing that the plan has.', (phase) => {
    const { construct, route } = routing({ phase });
    expect(construct.phase?.name).toBe(phase);
    expect(gatewayRoutingOf(route)).toMatchObject({ weight: construct.phase?.weight, mirror: construct.phase?.mirror });
    expect(route).toMatchSnapshot();
  });

  test('The first phase is routed when none is named.', () => {
    expect(routing().construct.phase?.name).toBe('step 1');
  });

  test('Everything that can be written is valid, and the rules keep their order.', () => {
    const { construct, route } = routing({
      phase: 'step 2',
      namespace: 'shop',
      labels: { 'app.kubernetes.io/part-of': 'shop' },
      hostnames: ['shop.example.com', '*.shop.example.com'],
      parents: [
        { gateway: 'public', namespace: 'infra', listener: 'https' },
        { service: 'web', port: 8080 },
      ],
      port: 8080,
      path: '/shop',
      ruleName: 'shop',
      rules: [
        {
          name: 'old',
          matches: [{ path: { type: 'PathPrefix', value: '/shop/v1' } }],
          filters: [
            { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-old', value: 'yes' }] } },
          ],
          backendRefs: [{ name: 'web-v1', port: 80 }],
        },
      ],
      timeouts: { request: '2s', backendRequest: '500ms' },
    });
    expect(construct.findings).toEqual([]);
    expect(route.spec.rules.map(({ name }: { name: string }) => name)).toEqual(['old', 'audience-1-users', 'shop']);
    expect(route).toMatchSnapshot();
  });

  test('A cookie is a regular expression, with a warning that the implementation decides about it.', () => {
    const strategy = Strategy.canary({
      steps: [{ audience: { cookie: { name: 'beta', equals: 'yes' } }, hold: '1h' }],
    });
    expect(routing({ strategy }).construct.findings).toMatchObject([
      {
        id: 'approximated.audience.cookie',
        severity: 'warning',
        message: expect.stringContaining('implementation-specific'),
      },
    ]);
    const accept = [{ id: 'approximated.audience.cookie', reason: 'Envoy Gateway takes RE2.' }];
    expect(routing({ strategy: { ...strategy, accept } }).construct.findings).toEqual([]);
  });

  test('A name is made from the path when none is given.', () => {
    const { route, argoRouting } = new GatewayCanaryRouting(new Chart(new App(), 'shop'), 'Web', {
      strategy: canary,
      parents: [{ service: 'web' }],
      versions: { stable: 'web', canary: 'web-canary' },
    });
    expect(route.name).toMatch(/^shop-web-[0-9a-z]+$/);
    expect(argoRouting).toEqual({ httpRoute: route.name, namespace: 'default' });
  });

  test('The route is an ordinary ApiObject, open to every change.', () => {
    const chart = Testing.chart();
    const { route } = new GatewayCanaryRouting(chart, 'Web', {
      name: 'web',
      strategy: canary,
      parents: [{ gateway: 'public' }],
      versions: { stable: 'web', canary: 'web-canary' },
    });
    route.addJsonPatch(JsonPatch.add('/metadata/annotations', { 'example.com/owner': 'shop' }));
    expect(Testing.synth(chart)[0].metadata.annotations).toEqual({ 'example.com/owner': 'shop' });
  });
});

describe('Driven by Argo Rollouts', () => {
  const guarded = Strategy.canary({
    steps: [
      { audience: { users: ['ann'] }, hold: '10m' },
      { weight: 5, hold: '10m', approve: true },
    ],
    guards: [Guard.errorRate({ max: '1%' })],
    bake: '1h',
  });

  test('Everything goes to the stable version at first; weights and audiences are the controller’s.', () => {
    const { construct, route } = routing({ strategy: guarded, drivenBy: 'argo-rollouts' });
    expect(construct.findings).toEqual([]);
    expect(construct.phase).toBeUndefined();
    expect(gatewayRoutingOf(route)).toEqual({ weight: 0, mirror: 0, audience: [] });
    expect(route).toMatchSnapshot();
  });

  test('A Rollout finds the route by its name and namespace.', () => {
    const argo = (props: Partial<GatewayCanaryRoutingProps>) =>
      routing({ strategy: guarded, drivenBy: 'argo-rollouts', ...props }).construct.argoRouting;
    expect(argo({})).toEqual({ httpRoute: 'web', namespace: 'store' });
    expect(argo({ protocol: 'grpc', namespace: 'calls' })).toEqual({ grpcRoute: 'web', namespace: 'calls' });
  });
});
