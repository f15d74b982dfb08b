import * as pulumi from '@pulumi/pulumi';
import {
  AppMeshCanaryRouting,
  GatewayCanaryRouting,
  NginxCanaryRouting,
  TraefikCanaryRouting,
} from '../../../constructs-k8s/pulumi';
import { Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';
import { objectOf, objectsOf, type Ran, run } from '../../support/pulumi';

const strategy = Strategy.canary({
  steps: [
    { weight: 5, hold: '10m' },
    { weight: 50, hold: '20m' },
  ],
  accept: [{ id: 'app-mesh-ended', reason: 'A test.' }],
});
const out = (text: string) => pulumi.output(text);
const versions = { stable: out('web'), canary: out('web-canary') };
const drivenBy = 'argo-rollouts' as const;

const ignored = (ran: Ran) =>
  Object.fromEntries(
    objectsOf(ran).map(({ inputs, ignoreChanges }) => [
      `${inputs.kind} ${(inputs.metadata as { name: string }).name}`,
      ignoreChanges,
    ]),
  );

const valid = (ran: Ran) => expectValidManifests(objectsOf(ran).map(({ inputs }) => inputs));

test('GatewayCanaryRouting takes outputs, and leaves the rules to Argo Rollouts', async () => {
  const ran = await run(() => {
    const { argoRouting } = new GatewayCanaryRouting('web', {
      metadata: { namespace: out('shop') },
      strategy,
      drivenBy,
      parents: [{ gateway: out('public'), namespace: out('ingress') }],
      hostnames: [out('shop.example.com')],
      versions,
    });
    return { argoRouting };
  });
  valid(ran);
  expect(ignored(ran)).toEqual({ 'HTTPRoute web': ['spec.rules'] });
  expect(objectOf(ran, 'HTTPRoute', 'web').inputs).toMatchObject({
    spec: {
      parentRefs: [{ name: 'public', namespace: 'ingress' }],
      hostnames: ['shop.example.com'],
      rules: [
        {
          backendRefs: [
            { name: 'web', weight: 100 },
            { name: 'web-canary', weight: 0 },
          ],
        },
      ],
    },
  });
  const { argoRouting } = ran.outputs as { argoRouting: pulumi.Output<object> };
  expect(await new Promise((known) => argoRouting.apply(known))).toEqual({ httpRoute: 'web', namespace: 'shop' });
});

test('NginxCanaryRouting says that its controller is retired, and waits for no address', async () => {
  const ran = await run(
    () => void new NginxCanaryRouting('web', { strategy, phase: 'step 2', hosts: [out('shop.example.com')], versions }),
  );
  valid(ran);
  expect(ran.warnings.join('\n')).toContain('retired');
  expect(ignored(ran)).toEqual({ 'Ingress web': [], 'Ingress web-canary': [] });
  expect(objectOf(ran, 'Ingress', 'web-canary').inputs).toMatchObject({
    metadata: { annotations: { 'pulumi.com/skipAwait': 'true', 'nginx.ingress.kubernetes.io/canary-weight': '50' } },
  });
});

test('TraefikCanaryRouting leaves the weights to Argo Rollouts, and makes the routes last', async () => {
  const ran = await run(
    () => void new TraefikCanaryRouting('web', { strategy, drivenBy, hosts: ['shop.example.com'], versions }),
  );
  valid(ran);
  expect(ignored(ran)).toEqual({ 'IngressRoute web': [], 'TraefikService web': ['spec.weighted'] });
  expect(objectOf(ran, 'IngressRoute', 'web').dependsOn).toHaveLength(1);
});

test('AppMeshCanaryRouting leaves routes and pods to Argo Rollouts', async () => {
  const ran = await run(
    () =>
      void new AppMeshCanaryRouting('web', {
        strategy,
        drivenBy,
        versions: {
          stable: { service: 'web', labels: { version: 'stable' } },
          canary: { service: 'web-canary', labels: { version: 'canary' } },
        },
      }),
  );
  expect(ignored(ran)).toEqual({
    'VirtualNode web-canary': ['spec.podSelector'],
    'VirtualNode web-stable': ['spec.podSelector'],
    'VirtualRouter web': ['spec.routes'],
    'VirtualService web': [],
  });
});
