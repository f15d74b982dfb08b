import { Testing } from 'cdk8s';
import {
  GATEWAY_FINDINGS,
  GatewayCanaryRouting,
  type GatewayCanaryRoutingProps,
} from '../../../constructs-k8s/gateway-api';
import { CutoverError, type Finding } from '../../../lib/findings';
import { type Audience, Guard, Strategy } from '../../../lib/strategy';

const simple = Strategy.canary({
  steps: [
    { weight: 5, hold: '10m' },
    { weight: 25, hold: '30m' },
  ],
});
const guarded = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], guards: [Guard.errorRate({ max: '1%' })] });

type Props = Partial<Record<keyof GatewayCanaryRoutingProps, unknown>>;

/** Everything that the construct has to say, thrown or not. */
function findingsOf(props: Props): readonly Finding[] {
  const all = {
    name: 'web',
    strategy: simple,
    parents: [{ gateway: 'public' }],
    versions: { stable: 'web', canary: 'web-canary' },
    ...props,
  } as GatewayCanaryRoutingProps;
  try {
    return new GatewayCanaryRouting(Testing.chart(), 'Web', all).findings;
  } catch (error) {
    if (error instanceof CutoverError) return error.findings;
    throw error;
  }
}

const withAudience = (...audience: Audience[]) => ({
  strategy: Strategy.canary({ steps: audience.map((one) => ({ audience: one, hold: '1h' }) as const) as never }),
});
const path = (value: string) => ({ matches: [{ path: { type: 'PathPrefix', value } }] });
const rules = (count: number) => Array.from({ length: count }, (_, at) => path(`/own-${at}`));

const refusals: readonly [title: string, props: Props, id: keyof typeof GATEWAY_FINDINGS, path: string][] = [
  ['a name in upper case', { name: 'Web' }, 'gateway-name', 'name'],
  ['a namespace with a dot', { namespace: 'a.b' }, 'gateway-name', 'namespace'],
  ['a Service with a dot', { versions: { stable: 'web.shop', canary: 'web' } }, 'gateway-name', 'versions.stable'],
  ['one Service for both', { versions: { stable: 'web', canary: 'web' } }, 'gateway-versions-same', 'versions.canary'],
  ['port 0', { port: 0 }, 'gateway-port', 'port'],
  ['a broken port', { port: 80.5 }, 'gateway-port', 'port'],
  ['no parent', { parents: [] }, 'gateway-parent', 'parents'],
  [
    'too many parents',
    { parents: Array.from({ length: 33 }, (_, at) => ({ gateway: `g${at}` })) },
    'gateway-parent',
    'parents',
  ],
  ['a Gateway of no name', { parents: [{ gateway: '' }] }, 'gateway-parent', 'parents[0].gateway'],
  [
    'a Gateway in a broken namespace',
    { parents: [{ gateway: 'g', namespace: 'a.b' }] },
    'gateway-parent',
    'parents[0].namespace',
  ],
  ['a broken listener', { parents: [{ gateway: 'g', listener: 'HTTPS' }] }, 'gateway-parent', 'parents[0].listener'],
  ['a Service that is none', { parents: [{ service: 'web.shop' }] }, 'gateway-parent', 'parents[0].service'],
  [
    'a port of a Service that is none',
    { parents: [{ service: 'web', port: 70_000 }] },
    'gateway-parent',
    'parents[0].port',
  ],
  ['a Gateway twice', { parents: [{ gateway: 'g' }, { gateway: 'g', listener: 'a' }] }, 'gateway-parent', 'parents[1]'],
  [
    'a listener twice',
    {
      parents: [
        { gateway: 'g', listener: 'a' },
        { gateway: 'g', listener: 'a' },
      ],
    },
    'gateway-parent',
    'parents[1]',
  ],
  ['a hostname with a port', { hostnames: ['web', 'shop.example.com:80'] }, 'gateway-hostname', 'hostnames[1]'],
  ['the hostname `*`', { hostnames: ['*'] }, 'gateway-hostname', 'hostnames[0]'],
  [
    'too many hostnames',
    { hostnames: Array.from({ length: 17 }, (_, at) => `h${at}.io`) },
    'gateway-hostname',
    'hostnames',
  ],
  ['a path without a slash', { path: 'shop' }, 'gateway-path', 'path'],
  ['a path with two slashes', { path: '/shop//cart' }, 'gateway-path', 'path'],
  ['a path that goes up', { path: '/shop/..' }, 'gateway-path', 'path'],
  ['a path with a fragment', { path: '/shop#cart' }, 'gateway-path', 'path'],
  ['a path with a hidden slash', { path: '/shop%2Fcart' }, 'gateway-path', 'path'],
  ['a path of a GRPCRoute', { protocol: 'grpc', path: '/shop' }, 'gateway-grpc-field', 'path'],
  ['timeouts of a GRPCRoute', { protocol: 'grpc', timeouts: { request: '1s' } }, 'gateway-grpc-field', 'timeouts'],
  ['a time of nothing', { timeouts: { request: '0ms' } }, 'gateway-time', 'timeouts.request'],
  ['a time that is none', { timeouts: { backendRequest: 'soon' } }, 'gateway-time', 'timeouts.backendRequest'],
  [
    'a try above the whole',
    { timeouts: { request: '1s', backendRequest: '2s' } },
    'gateway-time',
    'timeouts.backendRequest',
  ],
  ['an unknown phase', { phase: 'step2' }, 'gateway-unknown-phase', 'phase'],
  [
    'a phase beside a controller',
    { phase: 'step 2', drivenBy: 'argo-rollouts' },
    'gateway-phase-with-controller',
    'phase',
  ],
  ['guards that nobody runs', { strategy: guarded }, 'gateway-nobody-watches', 'drivenBy'],
  [
    'a rule with the name of the weighted one',
    { rules: [{ name: 'primary', ...path('/own') }] },
    'gateway-rule-name',
    'rules[0].name',
  ],
  [
    'a rule with the name of an audience',
    { rules: [{ name: 'audience-1-users', ...path('/own') }] },
    'gateway-rule-name',
    'rules[0].name',
  ],
  [
    'a rule with a broken name',
    { rules: [{ name: 'My rule', ...path('/own') }] },
    'gateway-rule-name',
    'rules[0].name',
  ],
  [
    'the weighted rule with the name of an audience',
    { ruleName: 'audience-1-header' },
    'gateway-rule-name',
    'ruleName',
  ],
  ['a rule without a match', { rules: [{ backendRefs: [] }] }, 'gateway-shadowed-rule', 'rules[0]'],
  [
    'a rule with the path of the weighted one',
    { path: '/shop', rules: [path('/shop')] },
    'gateway-shadowed-rule',
    'rules[0]',
  ],
  ['a rule for all calls', { protocol: 'grpc', rules: [{ backendRefs: [] }] }, 'gateway-shadowed-rule', 'rules[0]'],
  [
    'a rule to the stable version beside a controller',
    { drivenBy: 'argo-rollouts', rules: [{ ...path('/own'), backendRefs: [{ name: 'web', port: 80 }] }] },
    'gateway-rule-weight',
    'rules[0].backendRefs',
  ],
  ['too many rules', { rules: rules(16) }, 'gateway-too-many-rules', 'rules'],
  [
    'a rule with too many matches',
    { rules: [{ matches: rules(65).flatMap(({ matches }) => matches) }] },
    'gateway-too-many-rules',
    'rules',
  ],
  [
    'too many matches in all',
    { rules: [0, 1, 2].map(() => ({ matches: rules(43).flatMap(({ matches }) => matches) })) },
    'gateway-too-many-rules',
    'rules',
  ],
  [
    'a name of a header above 256 letters',
    withAudience({ users: ['ann'], userHeader: 'x'.repeat(257) }),
    'gateway-header',
    'steps[0].audience',
  ],
  [
    'a value above 4096 letters',
    withAudience({ cookie: { name: 'beta', matches: '.'.repeat(1024) } }),
    'gateway-header',
    'steps[0].audience',
  ],
  ['look-around', withAudience({ header: { name: 'x-a', matches: '(?=a)a' } }), 'gateway-regex', 'steps[0].audience'],
  [
    'a regular expression over cookies',
    withAudience({ cookie: { name: 'a', matches: 'a;b' } }),
    'gateway-cookie-regex',
    'steps[0].audience',
  ],
  [
    'an audience twice',
    withAudience({ header: { name: 'X-A', equals: 'a' } }, { header: { name: 'x-a', equals: 'a' } }),
    'gateway-duplicate-audience',
    'steps[1].audience',
  ],
];

test.each(refusals)('Refused, or warned of, with an id, a path and a fix: %s.', (_, props, id, path) => {
  const found = findingsOf(props).filter((one) => one.id.startsWith('gateway-'));
  expect(found).toMatchObject([{ id, path, fix: expect.stringMatching(/./) }]);
});

test('Every finding of the folder is made by one of these.', () => {
  expect(new Set(refusals.map(([, , id]) => id))).toEqual(new Set(Object.keys(GATEWAY_FINDINGS)));
});

test.each<[string, Props]>([
  ['wild hostnames', { hostnames: ['*.example.com', 'shop.example.com'] }],
  [
    'two listeners of a Gateway',
    {
      parents: [
        { gateway: 'g', listener: 'a' },
        { gateway: 'g', listener: 'b' },
      ],
    },
  ],
  ['a Gateway of two namespaces', { parents: [{ gateway: 'g' }, { gateway: 'g', namespace: 'infra' }] }],
  ['fifteen rules', { rules: rules(15) }],
  ['a rule with a header', { rules: [{ matches: [{ headers: [{ type: 'Exact', name: 'x', value: 'y' }] }] }] }],
  ['a rule for one call', { protocol: 'grpc', rules: [{ matches: [{ method: { service: 'Shop' } }] }] }],
  [
    'a rule to another Service beside a controller',
    { drivenBy: 'argo-rollouts', rules: [{ ...path('/own'), backendRefs: [{ name: 'old', port: 80 }] }] },
  ],
  ['a path with signs', { path: "/a-b_c.d~e/f%20g/(h),i;j=k:l@m!$&'*+" }],
])('Nothing is said about %s.', (_, props) => {
  expect(findingsOf(props)).toEqual([]);
});

test('All problems come at once, in one error.', () => {
  const ids = findingsOf({ name: 'Web', port: 0, path: 'x', phase: 'later', parents: [] }).map(({ id }) => id);
  expect(ids).toEqual(['gateway-unknown-phase', 'gateway-name', 'gateway-port', 'gateway-path', 'gateway-parent']);
});

test('A part of the safety that nobody runs is an error, until the strategy accepts it and says who watches.', () => {
  const [error] = findingsOf({ strategy: guarded });
  expect(error).toMatchObject({
    severity: 'error',
    message: 'The Gateway API only routes, so that nobody runs: guard error-rate',
  });
  const accept = [{ id: 'gateway-nobody-watches', reason: 'The whole team watches.' }];
  const [warning, ...others] = findingsOf({ strategy: { ...guarded, accept } });
  expect(others).toEqual([]);
  expect(warning).toMatchObject({ severity: 'warning', fix: 'the strategy accepts it: The whole team watches.' });
});

test('Stickiness is refused, since the Gateway API keeps nobody at a version.', () => {
  const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '1h' }], stickiness: { by: 'cookie', lasts: '1h' } });
  expect(findingsOf({ strategy })).toMatchObject([
    {
      id: 'refused.stickiness.cookie',
      path: 'stickiness',
      severity: 'error',
      fix: expect.stringContaining('use an audience'),
    },
  ]);
});
