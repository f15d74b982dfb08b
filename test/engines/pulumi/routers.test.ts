import {
  GatewayCanaryRouting,
  IstioCanaryRouting,
  NginxCanaryRouting,
  TraefikCanaryRouting,
} from '../../../constructs-k8s/pulumi';
import type { Driver } from '../../../constructs-k8s/shared/routing/driver';
import { Strategy } from '../../../lib/strategy';
import { describeWith, install, Space, saw } from '../cluster';
import { type Body, Program } from './program';

const strategy = Strategy.canary({
  steps: [
    { weight: 20, hold: '10m' },
    { weight: 60, hold: '10m' },
  ],
});

interface Routing {
  readonly phase?: string;
  readonly drivenBy?: Driver;
}

/** The same release through every router, side by side. */
const routing =
  ({ phase, drivenBy }: Routing): Body =>
  (namespace, opts) => {
    const versions = { stable: 'web', canary: 'web-canary' };
    const hosts = ['shop.example.com'];
    const args = { strategy, ...(phase !== undefined && { phase }), ...(drivenBy && { drivenBy }) };
    const named = (name: string) => ({ metadata: { name, namespace }, ...args });
    new GatewayCanaryRouting('gateway', { ...named('gateway'), parents: [{ gateway: 'public' }], versions }, opts);
    new IstioCanaryRouting('istio', { ...named('istio'), versions: { kind: 'subsets', host: 'web' } }, opts);
    new TraefikCanaryRouting('traefik', { ...named('traefik'), hosts, versions }, opts);
    new NginxCanaryRouting('nginx', { ...named('nginx'), hosts, versions }, opts);
  };

/** An object, as far as weights are read and written. */
interface Route {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly rules?: readonly { readonly backendRefs?: readonly { readonly weight: number }[] }[];
    readonly http?: readonly { readonly route?: readonly { readonly weight: number }[] }[];
    readonly weighted?: { readonly services?: readonly { readonly weight: number }[] };
  };
}

describeWith(['pulumi-kubernetes', 'kubernetes'], 'Routers by Pulumi', () => {
  let space: Space;
  let program: Program;
  beforeAll(async () => {
    space = await Space.create('pulumi-routers');
    await install('gateway-api', 'istio', 'traefik');
    program = await Program.create(space);
  });
  afterAll(async () => {
    program.dispose();
    await space.delete();
  });

  const ROUTES = {
    gateway: 'gateway.networking.k8s.io/v1 HTTPRoute',
    istio: 'networking.istio.io/v1 VirtualService',
    traefik: 'traefik.io/v1alpha1 TraefikService',
  } as const;
  /** The share of the new version in each router that has weights in its spec, and in the Ingress. */
  const weights = async () => {
    const [gateway, istio, traefik] = await Promise.all([
      space.get<Route>(ROUTES.gateway, 'gateway'),
      space.get<Route>(ROUTES.istio, 'istio'),
      space.get<Route>(ROUTES.traefik, 'traefik'),
    ]);
    const ingress = await space.find<Route>('networking.k8s.io/v1 Ingress', 'nginx-canary');
    return [
      gateway.spec.rules?.[0]?.backendRefs?.[1]?.weight,
      istio.spec.http?.[0]?.route?.[1]?.weight,
      traefik.spec.weighted?.services?.[1]?.weight,
      Number(ingress?.metadata.annotations?.['nginx.ingress.kubernetes.io/canary-weight']),
    ];
  };

  test('carry the first phase', async () => {
    await program.up(routing({}));
    expect(await weights()).toEqual([20, 20, 20, 20]);
  });

  test('take the next phase by one update of one object each', async () => {
    const { changes } = await program.up(routing({ phase: 'step 2' }));
    expect(await weights()).toEqual([60, 60, 60, 60]);
    expect(changes).toMatchObject({ update: 4 });
    expect(Object.keys(changes).sort()).toEqual(['same', 'update']);
    for (const target of ['gateway-api', 'istio', 'traefik', 'nginx-ingress'])
      saw({ target, engine: 'pulumi-kubernetes' }, 'a phase is one update of one object');
  });

  test('have no difference after a refresh', async () => {
    await program.refresh();
    expect(Object.keys((await program.preview(routing({ phase: 'step 2' }))).changes)).toEqual(['same']);
  });

  test('leave to Argo Rollouts what it writes: no difference in the middle of a release, before and after a refresh', async () => {
    const driven = routing({ drivenBy: 'argo-rollouts' });
    await program.destroy();
    await program.up(driven);
    expect((await weights()).slice(0, 3)).toEqual([0, 0, 0]);
    const [gateway, istio, traefik] = await Promise.all([
      space.get<Route>(ROUTES.gateway, 'gateway'),
      space.get<Route>(ROUTES.istio, 'istio'),
      space.get<Route>(ROUTES.traefik, 'traefik'),
    ]);
    const moved = <T extends { readonly weight: number }>(shares: readonly T[] = []) =>
      shares.map((share, at) => ({ ...share, weight: [75, 25][at] }));
    const [rule] = gateway.spec.rules ?? [];
    const [http] = istio.spec.http ?? [];
    await space.patch(ROUTES.gateway, 'gateway', {
      spec: { rules: [{ ...rule, backendRefs: moved(rule?.backendRefs) }] },
    });
    await space.patch(ROUTES.istio, 'istio', { spec: { http: [{ ...http, route: moved(http?.route) }] } });
    await space.patch(ROUTES.traefik, 'traefik', {
      spec: { weighted: { services: moved(traefik.spec.weighted?.services) } },
    });
    expect(Object.keys((await program.preview(driven)).changes)).toEqual(['same']);
    await program.refresh();
    expect(Object.keys((await program.preview(driven)).changes)).toEqual(['same']);
    expect((await weights()).slice(0, 3)).toEqual([25, 25, 25]);
    for (const target of ['gateway-api', 'istio', 'traefik'])
      saw({ target, engine: 'pulumi-kubernetes' }, 'a preview in the middle of a release shows no difference');
  });

  test('leave nothing behind', async () => {
    await program.destroy();
    for (const kind of [...Object.values(ROUTES), 'networking.k8s.io/v1 Ingress'])
      await expect(space.list(kind).then((items) => [kind, items.length])).resolves.toEqual([kind, 0]);
  });
});
