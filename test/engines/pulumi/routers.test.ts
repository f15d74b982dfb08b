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

/** The same release through every router, side by side: people move one of each, and Argo Rollouts another. */
const routing =
  (phase?: string): Body =>
  (namespace, opts) => {
    for (const drivenBy of ['people', 'argo-rollouts'] as const) {
      const versions = { stable: 'web', canary: 'web-canary' };
      const hosts = ['shop.example.com'];
      const args = {
        metadata: { namespace },
        strategy,
        drivenBy,
        ...(drivenBy === 'people' && phase !== undefined && { phase }),
      };
      new GatewayCanaryRouting(`gateway-${drivenBy}`, { ...args, parents: [{ gateway: 'public' }], versions }, opts);
      new IstioCanaryRouting(`istio-${drivenBy}`, { ...args, versions: { kind: 'subsets', host: 'web' } }, opts);
      new TraefikCanaryRouting(`traefik-${drivenBy}`, { ...args, hosts, versions }, opts);
      new NginxCanaryRouting(`nginx-${drivenBy}`, { ...args, hosts, versions }, opts);
    }
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
  const routes = async (drivenBy: Driver) => {
    const [gateway, istio, traefik] = await Promise.all([
      space.get<Route>(ROUTES.gateway, `gateway-${drivenBy}`),
      space.get<Route>(ROUTES.istio, `istio-${drivenBy}`),
      space.get<Route>(ROUTES.traefik, `traefik-${drivenBy}`),
    ]);
    return { gateway, istio, traefik };
  };
  /** The share of the new version in each router that has weights in its spec, and in the Ingress. */
  const weights = async (drivenBy: Driver) => {
    const { gateway, istio, traefik } = await routes(drivenBy);
    const ingress = await space.find<Route>('networking.k8s.io/v1 Ingress', `nginx-${drivenBy}-canary`);
    return [
      gateway.spec.rules?.[0]?.backendRefs?.[1]?.weight,
      istio.spec.http?.[0]?.route?.[1]?.weight,
      traefik.spec.weighted?.services?.[1]?.weight,
      Number(ingress?.metadata.annotations?.['nginx.ingress.kubernetes.io/canary-weight']),
    ];
  };

  test('carry the first phase, or nothing where Argo Rollouts begins', async () => {
    await program.up(routing());
    expect(await weights('people')).toEqual([20, 20, 20, 20]);
    expect(await weights('argo-rollouts')).toEqual([0, 0, 0, Number.NaN]);
  });

  test('take the next phase by one update of one object each', async () => {
    const { changes } = await program.up(routing('step 2'));
    expect(await weights('people')).toEqual([60, 60, 60, 60]);
    expect(changes).toMatchObject({ update: 4 });
    expect(Object.keys(changes).sort()).toEqual(['same', 'update']);
    for (const target of ['gateway-api', 'istio', 'traefik', 'nginx-ingress'])
      saw({ target, engine: 'pulumi-kubernetes' }, 'a phase is one update of one object');
  });

  test('leave to Argo Rollouts what it writes: no difference in the middle of a release, before and after a refresh', async () => {
    const { gateway, istio, traefik } = await routes('argo-rollouts');
    const moved = <T extends { readonly weight: number }>(shares: readonly T[] = []) =>
      shares.map((share, at) => ({ ...share, weight: [75, 25][at] }));
    const same = routing('step 2');
    const [rule] = gateway.spec.rules ?? [];
    const [http] = istio.spec.http ?? [];
    await space.patch(ROUTES.gateway, 'gateway-argo-rollouts', {
      spec: { rules: [{ ...rule, backendRefs: moved(rule?.backendRefs) }] },
    });
    await space.patch(ROUTES.istio, 'istio-argo-rollouts', {
      spec: { http: [{ ...http, route: moved(http?.route) }] },
    });
    await space.patch(ROUTES.traefik, 'traefik-argo-rollouts', {
      spec: { weighted: { services: moved(traefik.spec.weighted?.services) } },
    });
    expect(Object.keys((await program.preview(same)).changes)).toEqual(['same']);
    await program.refresh();
    expect(Object.keys((await program.preview(same)).changes)).toEqual(['same']);
    expect((await weights('argo-rollouts')).slice(0, 3)).toEqual([25, 25, 25]);
    for (const target of ['gateway-api', 'istio', 'traefik'])
      saw({ target, engine: 'pulumi-kubernetes' }, 'a preview in the middle of a release shows no difference');
  });

  test('leave nothing behind', async () => {
    await program.destroy();
    for (const kind of [...Object.values(ROUTES), 'networking.k8s.io/v1 Ingress'])
      await expect(space.list(kind).then((items) => [kind, items.length])).resolves.toEqual([kind, 0]);
  });
});
