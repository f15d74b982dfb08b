import fc from 'fast-check';
import type { AnyTarget } from '../../../cli/targets';
import { appMesh } from '../../../constructs-k8s/app-mesh/target';
import { gatewayApi } from '../../../constructs-k8s/gateway-api/target';
import { nginxIngress } from '../../../constructs-k8s/nginx-ingress/target';
import { traefik } from '../../../constructs-k8s/traefik/target';
import { plan } from '../../../lib/plan';
import { parseStrategy, Strategy } from '../../../lib/strategy';
import { strategies } from '../../support/arbitrary';
import { describeWith, install, type Manifest, Space, saw } from '../cluster';
import { howOf } from '../validation/admission';
import { manifestsIn } from '../validation/emitted';

interface Phased {
  readonly phases: readonly Readonly<Record<string, unknown>>[];
}

const isManifest = (value: unknown): value is Manifest =>
  typeof value === 'object' && value !== null && 'apiVersion' in value && 'kind' in value;

const SAMPLE = { seed: Number(process.env.CUTOVER_SEED ?? 1) || 1, numRuns: 150 } as const;

/** Strategies of every kind, the same ones in every run. */
const sampled = (): readonly Strategy[] =>
  fc.sample(strategies(), SAMPLE).flatMap((written) => parseStrategy(written).strategy ?? []);

/** One manifest of each shape of numbers: a server that takes 5 % takes 6 %. */
const shapesOf = (manifests: readonly object[]): readonly object[] => [
  ...new Map(manifests.map((one) => [JSON.stringify(one).replace(/\d+/g, '0'), one])).values(),
];

describeWith(['kubernetes'], 'The API server takes what the routers are given', () => {
  let space: Space;
  beforeAll(async () => {
    await install('gateway-api', 'traefik', 'app-mesh');
    space = await Space.create('routers');
  });
  afterAll(() => space.delete());

  const routers: readonly [title: string, target: AnyTarget, options: object][] = [
    ['HTTPRoutes', gatewayApi as AnyTarget, {}],
    ['GRPCRoutes', gatewayApi as AnyTarget, { protocol: 'grpc' }],
    ['Ingresses with canary annotations', nginxIngress as AnyTarget, {}],
    ['TraefikServices and IngressRoutes', traefik as AnyTarget, {}],
    ['VirtualRouters', appMesh as AnyTarget, {}],
    ['VirtualRouters of HTTP/2', appMesh as AnyTarget, { protocol: 'http2' }],
    ['VirtualRouters of gRPC', appMesh as AnyTarget, { protocol: 'grpc' }],
  ];

  test.each(routers)('%s of any strategy, strictly and with every rule of their schema', async (_, target, options) => {
    const all = sampled().flatMap((strategy) => {
      const { phases } = target.emit(plan(strategy), { name: 'web', ...options }) as Phased;
      return phases.flatMap(manifestsIn);
    });
    const shapes = shapesOf(all);
    expect(shapes.length).toBeGreaterThan(20);
    await space.apply(shapes, { dryRun: true });
    saw({ target: target.id, engine: 'kubernetes', how: howOf(target) }, 'weight', 'audience.header', 'audience.users');
  });

  test.each(routers)(
    '%s of one release, phase after phase, each in the place of the last',
    async (_, target, options) => {
      const strategy = Strategy.canary({
        steps: [
          { audience: { users: ['ann'] }, hold: '1h' },
          { weight: '2.5%', hold: '1h' },
          { weight: 25, hold: '1h' },
        ],
      });
      const asked = plan(strategy);
      const { phases } = target.emit(asked, { name: 'web', ...options }) as Phased;
      for (const phase of phases) await space.apply(manifestsIn(phase));
      const last = phases.at(-1) ?? {};
      const read = Object.fromEntries(
        await Promise.all(
          Object.entries(last).map(async ([field, value]) => [
            field,
            isManifest(value) ? await space.get(`${value.apiVersion} ${value.kind}`, value.metadata.name) : value,
          ]),
        ),
      );
      expect(target.trace({ phases: [read] } as never).segments).toMatchObject([{ weight: 100, audience: [] }]);
      saw({ target: target.id, engine: 'kubernetes', how: howOf(target) }, 'a release, phase after phase');
    },
  );
});
