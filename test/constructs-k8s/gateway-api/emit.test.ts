import fc from 'fast-check';
import { emitGatewayRouting, gatewayApi, gatewayRoutingOf } from '../../../constructs-k8s/gateway-api';
import type { GatewayEmitOptions, GatewayFragment } from '../../../constructs-k8s/gateway-api/emit';
import type { GatewayRoute } from '../../../constructs-k8s/gateway-api/manifest';
import { judge } from '../../../lib/fidelity';
import { audienceText, type Plan, plan } from '../../../lib/plan';
import { parseStrategy, Strategy } from '../../../lib/strategy';
import { runs, strategies } from '../../support/arbitrary';
import { expectValidManifests, problemsOf } from '../../support/kubernetes';

const emitted = (strategy: Strategy, options: Partial<GatewayEmitOptions> = {}): GatewayFragment =>
  gatewayApi.emit(plan(strategy), { name: 'web', ...options });

const routesOf = ({ phases }: GatewayFragment): readonly GatewayRoute[] => phases.map(({ route }) => route);

/** The weighted rule: the last one. */
const weightedIn = (fragment: GatewayFragment, at = 0) => routesOf(fragment)[at]?.spec.rules.at(-1);

test('Each phase of a plan becomes an HTTPRoute, in order.', () => {
  const fragment = emitted(
    Strategy.canary({
      steps: [
        { audience: { header: { name: 'X-Beta', equals: 'yes' } }, hold: '1h' },
        { weight: 5, mirror: 20, hold: '10m' },
        { weight: 25, hold: '30m' },
      ],
    }),
  );
  expect(fragment.phases.map(({ name }) => name)).toEqual(['step 1', 'step 2', 'step 3', 'full']);
  expect(fragment).toMatchSnapshot();
  expectValidManifests(routesOf(fragment));
});

test.each([
  [5, 95, 5],
  [33, 67, 33],
  [2.5, 975, 25],
  [0.01, 9_999, 1],
  [0.0001, 999_999, 1],
])('A weight of %d %% is %d to %d: whole numbers that say just that, up to a million.', (weight, stable, canary) => {
  const fragment = emitted(Strategy.canary({ steps: [{ weight, hold: '1m' }] }));
  expect(weightedIn(fragment)?.backendRefs?.map((one) => one.weight)).toEqual([stable, canary]);
  expect(fragment.phases[0] && gatewayRoutingOf(fragment.phases[0].route).weight).toBe(weight);
});

test.each([
  [10, { percent: 10 }],
  [100, { percent: 100 }],
  [12.5, { fraction: { numerator: 125, denominator: 1000 } }],
  [0.01, { fraction: { numerator: 1, denominator: 10_000 } }],
])('A mirror of %d %% is %j, on the weighted rule alone.', (mirror, share) => {
  const fragment = emitted(Strategy.shadow({ mirror, duration: '1h' }));
  expect(weightedIn(fragment)?.filters).toEqual([
    { type: 'RequestMirror', requestMirror: { backendRef: { name: 'web-canary', port: 80 }, ...share } },
  ]);
  expect(fragment.phases[0] && gatewayRoutingOf(fragment.phases[0].route)).toEqual({ weight: 0, mirror, audience: [] });
});

test.each([
  [{ header: { name: 'x-tier', equals: 'a.b' } }, 'Exact', 'a.b'],
  [{ header: { name: 'x-tier', prefix: 'a.b' } }, 'RegularExpression', '^a\\.b.*$'],
  [{ header: { name: 'x-tier', matches: 'gold|silver' } }, 'RegularExpression', '^(?:gold|silver)$'],
  [{ cookie: { name: 'beta', equals: 'yes' } }, 'RegularExpression', '^(?:(.*;\\s*)?beta=yes(;.*)?)$'],
] as const)('The audience %j is a header of type %s with the value %s.', (audience, type, value) => {
  const fragment = emitted(Strategy.abTest({ audience, duration: '1h' }));
  const [rule] = routesOf(fragment)[0]?.spec.rules ?? [];
  expect(rule?.matches?.[0]?.headers).toEqual([{ type, name: 'cookie' in audience ? 'cookie' : 'x-tier', value }]);
  expect(rule?.backendRefs).toEqual([{ name: 'web-canary', port: 80 }]);
});

test('Named users are one rule with a match for each; the path of the weights is the path of the audience.', () => {
  const fragment = emitted(Strategy.abTest({ audience: { users: ['ann', 'bob'] }, duration: '1h' }), { path: '/shop' });
  expect(routesOf(fragment)[0]?.spec.rules).toEqual([
    {
      name: 'audience-1-users',
      matches: ['ann', 'bob'].map((value) => ({
        path: { type: 'PathPrefix', value: '/shop' },
        headers: [{ type: 'Exact', name: 'x-user-id', value }],
      })),
      backendRefs: [{ name: 'web-canary', port: 80 }],
    },
    {
      name: 'primary',
      matches: [{ path: { type: 'PathPrefix', value: '/shop' } }],
      backendRefs: [
        { name: 'web', port: 80, weight: 100 },
        { name: 'web-canary', port: 80, weight: 0 },
      ],
    },
  ]);
});

test('A GRPCRoute has weights, mirrors and audiences, and no path.', () => {
  const strategy = Strategy.canary({
    steps: [{ weight: 5, mirror: 20, audience: { users: ['ann'] }, hold: '10m' }],
  });
  const fragment = emitted(strategy, { protocol: 'grpc', port: 9090, parents: [{ service: 'web', port: 9090 }] });
  const [route] = routesOf(fragment);
  expect(route).toMatchObject({
    kind: 'GRPCRoute',
    spec: { parentRefs: [{ group: '', kind: 'Service', name: 'web', port: 9090 }] },
  });
  expect(JSON.stringify(fragment)).not.toContain('path');
  expectValidManifests(routesOf(fragment));
  expect(route && gatewayRoutingOf(route)).toEqual({ weight: 5, mirror: 20, audience: ['users ann (x-user-id)'] });
});

test('Times are written without fractions, each part with at most five digits.', () => {
  const route = emitGatewayRouting({
    name: 'web',
    parents: [{ gateway: 'public' }],
    versions: { stable: 'web', canary: 'web-canary' },
    timeouts: { request: { toSeconds: () => 3601.5 }, backendRequest: '250ms' },
  });
  expect(route.spec.rules[0]).toMatchObject({ timeouts: { request: '1h1s500ms', backendRequest: '250ms' } });
});

test('A route from elsewhere is read: no percent is every request, no weight is 1, no denominator is a hundred.', () => {
  const backend = (name: string) => ({ name, port: 80 });
  const rule = (mirror: object) => ({
    filters: [{ type: 'RequestMirror', requestMirror: { backendRef: backend('b'), ...mirror } }],
    backendRefs: [
      { ...backend('a'), weight: 3 },
      { ...backend('b'), weight: 1 },
    ],
  });
  const read = (mirror: object) =>
    gatewayRoutingOf({ spec: { parentRefs: [], rules: [rule(mirror)] } } as Pick<GatewayRoute, 'spec'>);
  expect(read({})).toEqual({ weight: 25, mirror: 100, audience: [] });
  expect(read({ percent: 5 }).mirror).toBe(5);
  expect(read({ fraction: { numerator: 2 } }).mirror).toBe(2);
});

test('More users than a rule has matches are refused, with the number.', () => {
  const users = Array.from({ length: 65 }, (_, at) => `user-${at}`);
  const { findings } = judge(plan(Strategy.abTest({ audience: { users }, duration: '1h' })), gatewayApi);
  expect(findings.filter(({ id }) => id.startsWith('refused.'))).toMatchObject([
    {
      id: 'refused.audience.users',
      path: 'audience',
      message: expect.stringContaining('a rule has 64 matches, and this needs 65'),
      fix: expect.stringContaining('tell the audience by one header or cookie'),
    },
  ]);
});

/** The traffic that each phase of a plan asks for. */
const routingAsked = ({ phases }: Plan) =>
  phases.map(({ weight, mirror, audience }) => ({ weight, mirror, audience: audience.map(audienceText) }));

/** One manifest of each shape: the schema does not tell 5 % from 10 %. */
const shapesOf = (routes: readonly GatewayRoute[]): readonly object[] => [
  ...new Map(routes.map((route) => [JSON.stringify(route).replace(/\d+/g, '0'), route])).values(),
];

const KNOWN = /^(refused|approximated)\.|-acceptance$|^refusal-accepted$/;

test('The routing of any strategy is valid for the Gateway API and reads back as the plan has it.', () => {
  fc.assert(
    fc.property(strategies(), fc.constantFrom('http', 'grpc'), (written, protocol) => {
      const { strategy } = parseStrategy(written);
      fc.pre(strategy !== undefined);
      const asked = plan(strategy);
      for (const { id } of judge(asked, gatewayApi).findings) expect(id).toMatch(KNOWN);
      const routes = routesOf(gatewayApi.emit(asked, { name: 'web', protocol }));
      expect(routes.map(gatewayRoutingOf)).toEqual(routingAsked(asked));
      expect(shapesOf(routes).flatMap((manifest) => problemsOf(manifest))).toEqual([]);
      for (const { spec } of routes) {
        for (const { weight = 1 } of spec.rules.at(-1)?.backendRefs ?? []) {
          expect(Number.isInteger(weight) && weight >= 0 && weight <= 1_000_000).toBe(true);
        }
      }
    }),
    runs,
  );
});

test('The trace waits for a person at the end of each phase, because a route runs nothing.', () => {
  const strategy = Strategy.canary({
    steps: [
      { audience: { header: { name: 'x-beta', equals: 'yes' } }, hold: '1h' },
      { weight: 10, hold: '1h' },
    ],
  });
  const person = { kind: 'approval', onTimeout: 'rollback' };
  const segment = { from: 0, to: 0, mirror: 0, reached: 'at once', guards: [] };
  expect(gatewayApi.trace(emitted(strategy))).toEqual({
    segments: [
      { ...segment, weight: 0, audience: ['header x-beta = yes'], gates: [person] },
      { ...segment, weight: 10, audience: ['header x-beta = yes'], gates: [person] },
      { ...segment, weight: 100, audience: [], gates: [] },
    ],
    guards: [],
    onFailure: 'halt',
  });
});
