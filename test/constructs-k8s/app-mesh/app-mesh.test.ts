import { Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import {
  APP_MESH_FINDINGS,
  AppMeshCanaryRouting,
  type AppMeshCanaryRoutingProps,
  appMesh,
  appMeshRoutingOf,
} from '../../../constructs-k8s/app-mesh';
import { judge } from '../../../lib/fidelity';
import { CutoverError, type Finding } from '../../../lib/findings';
import { audienceText, type Plan, plan } from '../../../lib/plan';
import { type Audience, Guard, parseStrategy, Strategy } from '../../../lib/strategy';
import { runs, strategies } from '../../support/arbitrary';

jest.spyOn(process, 'emitWarning').mockImplementation(() => {});

const known = [{ id: 'app-mesh-ended', reason: 'A record of what we had.' }];
const simple = Strategy.canary({
  steps: [
    { weight: 5, audience: { users: ['ann', 'b.b'] }, hold: '10m' },
    { weight: 25, hold: '30m' },
  ],
  accept: known,
});
const guarded = Strategy.canary({
  steps: [{ weight: 5, hold: '1h' }],
  guards: [Guard.errorRate({ max: 1 })],
  accept: known,
});
const versions = (stable: object = {}, canary: object = {}) => ({
  versions: {
    stable: { service: 'web', labels: { version: 'stable' }, ...stable },
    canary: { service: 'web-canary', labels: { version: 'canary' }, ...canary },
  },
});

type Props = Partial<Record<keyof AppMeshCanaryRoutingProps, unknown>>;

const propsOf = (props: Props): AppMeshCanaryRoutingProps =>
  ({ name: 'web', strategy: simple, ...versions(), ...props }) as AppMeshCanaryRoutingProps;

function routing(props: Props = {}) {
  const chart = new Chart(Testing.app(), 'shop', { namespace: 'store' });
  const construct = new AppMeshCanaryRouting(chart, 'Web', propsOf(props));
  return { construct, manifests: Testing.synth(chart) };
}

/** Everything that the construct has to say, thrown or not. */
function findingsOf(props: Props): readonly Finding[] {
  try {
    return new AppMeshCanaryRouting(Testing.chart(), 'Web', propsOf(props)).findings;
  } catch (error) {
    if (error instanceof CutoverError) return error.findings;
    throw error;
  }
}

test('The end of the service is an error that says where to go, until the strategy accepts it: then it stays a note.', () => {
  const { accept: _, ...unaware } = simple;
  expect(findingsOf({ strategy: unaware })).toMatchObject([
    {
      id: 'app-mesh-ended',
      severity: 'error',
      message: expect.stringContaining('2026-09-30'),
      fix: expect.stringContaining('GatewayCanaryRouting'),
    },
  ]);
  expect(findingsOf({})).toMatchObject([
    { id: 'app-mesh-ended', severity: 'note', fix: 'the strategy accepts it: A record of what we had.' },
  ]);
});

test('A phase is a VirtualService, a VirtualRouter and a VirtualNode for each version.', () => {
  const { manifests } = routing({ phase: 'step 1', port: 8080 });
  expect(manifests).toMatchSnapshot();
  expect(manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'VirtualService web',
    'VirtualRouter web',
    'VirtualNode web-stable',
    'VirtualNode web-canary',
  ]);
  expect(manifests[1].spec.routes).toEqual([
    {
      name: 'audience-1-users',
      priority: 0,
      httpRoute: {
        match: { prefix: '/', headers: [{ name: 'x-user-id', match: { regex: '^(?:ann|b\\.b)$' } }] },
        action: { weightedTargets: [{ virtualNodeRef: { name: 'web-canary' }, weight: 100 }] },
      },
    },
    {
      name: 'primary',
      priority: 1000,
      httpRoute: {
        match: { prefix: '/' },
        action: {
          weightedTargets: [
            { virtualNodeRef: { name: 'web-stable' }, weight: 95 },
            { virtualNodeRef: { name: 'web-canary' }, weight: 5 },
          ],
        },
      },
    },
  ]);
});

test('HTTP/2 and gRPC have routes of their own; gRPC tells an audience by its metadata, and has no path.', () => {
  const [, http2] = routing({ protocol: 'http2', path: '/shop' }).manifests;
  expect(http2.spec.routes[1].http2Route.match).toEqual({ prefix: '/shop' });
  const [, grpc] = routing({ protocol: 'grpc' }).manifests;
  expect(grpc.spec.routes[0].grpcRoute.match).toMatchObject({ metadata: [{ name: 'x-user-id' }] });
  expect(grpc.spec.routes[1].grpcRoute.match).toEqual({});
  for (const router of [http2, grpc]) {
    expect(appMeshRoutingOf(router)).toEqual({ weight: 5, mirror: 0, audience: ['users ann, b.b (x-user-id)'] });
  }
});

test('Behind Argo Rollouts everything is at the stable version at first, and a Rollout finds the routing by names.', () => {
  const { construct, manifests } = routing({
    strategy: guarded,
    drivenBy: 'argo-rollouts',
    ...versions({ labels: { app: 'web' } }, { labels: { app: 'web' } }),
  });
  expect(appMeshRoutingOf(manifests[1])).toEqual({ weight: 0, mirror: 0, audience: [] });
  expect(construct.argoRouting).toEqual({
    virtualService: { name: 'web', routes: ['primary'] },
    virtualNodeGroup: {
      stableVirtualNodeRef: { name: 'web-stable' },
      canaryVirtualNodeRef: { name: 'web-canary' },
    },
  });
});

const withAudience = (...audience: Audience[]) => ({
  strategy: Strategy.canary({ steps: audience.map((one) => ({ audience: one, hold: '1h' })) as never, accept: known }),
});

const refusals: readonly [title: string, props: Props, id: keyof typeof APP_MESH_FINDINGS, path: string][] = [
  ['a service that has ended', {}, 'app-mesh-ended', ''],
  ['a name in upper case', { name: 'Web' }, 'app-mesh-name', 'name'],
  ['a namespace with a dot', { namespace: 'a.b' }, 'app-mesh-name', 'namespace'],
  ['a Service with a dot', { service: 'web.shop' }, 'app-mesh-name', 'service'],
  ['a Service of a version with a dot', versions({ service: 'a.b' }), 'app-mesh-name', 'versions.stable.service'],
  ['one Service for both', versions({}, { service: 'web' }), 'app-mesh-versions-same', 'versions.canary.service'],
  ['the same pods', versions({}, { labels: { track: 'canary' } }), 'app-mesh-selector', 'versions.canary.labels'],
  ['a path without a slash', { path: 'shop' }, 'app-mesh-path', 'path'],
  ['a path of gRPC', { path: '/shop', protocol: 'grpc' }, 'app-mesh-path', 'path'],
  ['port 0', { port: 0 }, 'app-mesh-port', 'port'],
  ['a long value', withAudience({ users: ['a'.repeat(200), 'b'.repeat(200)] }), 'app-mesh-header', 'steps[0].audience'],
  ['a long name', withAudience({ users: ['a'], userHeader: 'x'.repeat(51) }), 'app-mesh-header', 'steps[0].audience'],
  [
    'a back reference',
    withAudience({ header: { name: 'x', matches: '(a)\\1' } }),
    'app-mesh-regex',
    'steps[0].audience',
  ],
  [
    'an expression over cookies',
    withAudience({ cookie: { name: 'a', matches: 'a;b' } }),
    'app-mesh-cookie-regex',
    'steps[0].audience',
  ],
  [
    'an audience twice',
    withAudience({ header: { name: 'x-a', equals: 'a' } }, { header: { name: 'X-A', equals: 'a' } }),
    'app-mesh-duplicate-audience',
    'steps[1].audience',
  ],
  ['an unknown phase', { phase: 'later' }, 'app-mesh-unknown-phase', 'phase'],
  [
    'a phase beside a controller',
    { phase: 'full', drivenBy: 'argo-rollouts' },
    'app-mesh-phase-with-controller',
    'phase',
  ],
  ['guards that nobody runs', { strategy: guarded }, 'app-mesh-nobody-watches', 'drivenBy'],
];

test.each(refusals)('Refused, or warned of, with an id, a path and a fix: %s.', (_, props, id, path) => {
  const found = findingsOf(props).filter((one) => one.id.startsWith('app-mesh-'));
  const own = found.filter((one) => one.id === id || one.id !== 'app-mesh-ended');
  expect(own).toMatchObject([{ id, path, fix: expect.stringMatching(/./) }]);
});

test('Every finding of the folder is made by one of these.', () => {
  expect(new Set(refusals.map(([, , id]) => id))).toEqual(new Set(Object.keys(APP_MESH_FINDINGS)));
});

const routingAsked = ({ phases }: Plan) =>
  phases.map(({ weight, audience }) => ({
    weight: weight === 0 || weight === 100 ? weight : Math.round(weight),
    mirror: 0,
    audience: audience.map(audienceText),
  }));

const KNOWN = /^(refused|approximated)\.|-acceptance$|^refusal-accepted$/;

test('The routing of any strategy reads back as the plan has it, where nothing of it is refused.', () => {
  let read = 0;
  fc.assert(
    fc.property(strategies(), (written) => {
      const { strategy } = parseStrategy(written);
      fc.pre(strategy !== undefined);
      const asked = plan(strategy);
      const { findings } = judge(asked, appMesh);
      for (const { id } of findings) expect(id).toMatch(KNOWN);
      const { phases } = appMesh.emit(asked, { name: 'web' });
      if (findings.some(({ id }) => /^refused\.(weight|mirror)/.test(id))) return;
      read += 1;
      expect(phases.map(({ virtualRouter }) => appMeshRoutingOf(virtualRouter))).toEqual(routingAsked(asked));
    }),
    runs,
  );
  expect(read).toBeGreaterThan(0);
});
