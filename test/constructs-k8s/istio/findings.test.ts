import { Testing } from 'cdk8s';
import { ISTIO_FINDINGS, IstioCanaryRouting, type IstioCanaryRoutingProps, istio } from '../../../constructs-k8s/istio';
import { judge } from '../../../lib/fidelity';
import { CutoverError, type Finding } from '../../../lib/findings';
import { plan } from '../../../lib/plan';
import { type Audience, Check, Guard, Strategy } from '../../../lib/strategy';

const simple = Strategy.canary({
  steps: [
    { weight: 5, hold: '10m' },
    { weight: 25, hold: '30m' },
  ],
});
const guarded = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], guards: [Guard.errorRate({ max: '1%' })] });
const subsets = { kind: 'subsets', host: 'web' } as const;

type Props = Partial<Record<keyof IstioCanaryRoutingProps, unknown>>;

/** Everything that the construct has to say, thrown or not. */
function findingsOf(props: Props): readonly Finding[] {
  const all = { name: 'web', strategy: simple, versions: subsets, ...props } as IstioCanaryRoutingProps;
  try {
    return new IstioCanaryRouting(Testing.chart(), 'Web', all).findings;
  } catch (error) {
    if (error instanceof CutoverError) return error.findings;
    throw error;
  }
}

const said = (props: Props) => findingsOf(props).map(({ id, path }) => [id, path]);
const withAudience = (audience: Audience) => ({ strategy: Strategy.canary({ steps: [{ audience, hold: '1h' }] }) });
const audienceAt = 'steps[0].audience';

const refusals: readonly [title: string, props: Props, id: keyof typeof ISTIO_FINDINGS, path: string][] = [
  ['a name in upper case', { name: 'Web' }, 'istio-name', 'name'],
  ['a name above 253 letters', { name: 'a'.repeat(254) }, 'istio-name', 'name'],
  ['a namespace with a dot', { namespace: 'a.b' }, 'istio-name', 'namespace'],
  ['no host', { hosts: [] }, 'istio-host', 'hosts'],
  ['a host with a path', { hosts: ['web', 'shop.example.com/web'] }, 'istio-host', 'hosts[1]'],
  ['`*` in the mesh', { hosts: ['*'] }, 'istio-host', 'hosts[0]'],
  ['`*` in the mesh and at a gateway', { hosts: ['*'], gateways: ['mesh', 'public'] }, 'istio-host', 'hosts[0]'],
  ['a host twice', { hosts: ['web', 'web'] }, 'istio-host', 'hosts[1]'],
  ['a host that another one covers', { hosts: ['*.shop.io', 'a.shop.io'] }, 'istio-host', 'hosts[1]'],
  ['a gateway with three parts', { gateways: ['a/b/c'] }, 'istio-gateway', 'gateways[0]'],
  ['a gateway without a name', { gateways: ['mesh', 'istio-system/'] }, 'istio-gateway', 'gateways[1]'],
  ['port 0', { port: 0 }, 'istio-port', 'port'],
  ['port 65536', { port: 65_536 }, 'istio-port', 'port'],
  ['a broken port', { port: 80.5 }, 'istio-port', 'port'],
  [
    'one Service for both',
    { versions: { kind: 'services', stable: 'web', canary: 'web' } },
    'istio-versions-same',
    'versions.canary',
  ],
  [
    'a Service that is no name',
    { hosts: ['web'], versions: { kind: 'services', stable: 'W', canary: 'web' } },
    'istio-host',
    'versions.stable',
  ],
  [
    'subsets of a host that is no name',
    { hosts: ['web'], versions: { kind: 'subsets', host: '*.web' } },
    'istio-host',
    'versions.host',
  ],
  [
    'subsets of one name',
    { versions: { ...subsets, canary: { name: 'stable', labels: { version: 'new' } } } },
    'istio-versions-same',
    'versions.canary.name',
  ],
  [
    'a subset of a broken name',
    { versions: { ...subsets, canary: { name: 'Canary', labels: { version: 'new' } } } },
    'istio-subset',
    'versions.canary.name',
  ],
  [
    'a subset without labels',
    { versions: { ...subsets, stable: { name: 'stable', labels: {} } } },
    'istio-subset',
    'versions.stable.labels',
  ],
  [
    'a subset with a broken label',
    { versions: { ...subsets, canary: { name: 'canary', labels: { version: 'a b' } } } },
    'istio-subset',
    'versions.canary.labels',
  ],
  [
    'subsets with the same labels',
    { versions: { ...subsets, canary: { name: 'canary', labels: { version: 'stable' } } } },
    'istio-subset-overlap',
    'versions.canary.labels',
  ],
  [
    'a subset within the other',
    { versions: { ...subsets, canary: { name: 'canary', labels: { track: 'canary' } } } },
    'istio-subset-overlap',
    'versions.canary.labels',
  ],
  ['an unknown phase', { phase: 'step2' }, 'istio-unknown-phase', 'phase'],
  [
    'a phase beside a controller',
    { phase: 'step 2', drivenBy: 'argo-rollouts' },
    'istio-phase-with-controller',
    'phase',
  ],
  ['guards that nobody runs', { strategy: guarded }, 'istio-nobody-watches', 'drivenBy'],
  [
    'a route of yours with the name of the weighted one',
    { routes: [{ name: 'primary', match: [{ uri: { exact: '/' } }] }] },
    'istio-route-name',
    'routes[0].name',
  ],
  [
    'a route of yours with the name of an audience',
    { routes: [{ name: 'audience-1-users', match: [{ uri: { exact: '/' } }] }] },
    'istio-route-name',
    'routes[0].name',
  ],
  [
    'a weighted route with the name of an audience',
    { routeName: 'audience-1-header' },
    'istio-route-name',
    'routeName',
  ],
  [
    'a route that takes every request',
    { routes: [{ name: 'all', route: [{ destination: { host: 'old' } }] }] },
    'istio-unreachable-route',
    'routes[0]',
  ],
  ['a route with an empty match', { routes: [{ match: [{}] }] }, 'istio-unreachable-route', 'routes[0]'],
  [
    'a header that Istio ignores',
    withAudience({ header: { name: 'Authority', equals: 'a' } }),
    'istio-header',
    audienceAt,
  ],
  [
    'a user header that Istio ignores',
    withAudience({ users: ['ann'], userHeader: 'method' }),
    'istio-header',
    audienceAt,
  ],
  ['look-around', withAudience({ header: { name: 'x', matches: '(?!a).*' } }), 'istio-regex', audienceAt],
  ['a back reference', withAudience({ cookie: { name: 'x', matches: '(a)\\1' } }), 'istio-regex', audienceAt],
  [
    'an expression that is too long with the cookie around it',
    withAudience({ cookie: { name: 'x', equals: 'a'.repeat(1020) } }),
    'istio-regex',
    audienceAt,
  ],
  [
    'an expression that leaves the cookie',
    withAudience({ cookie: { name: 'x', matches: '[ -~]+' } }),
    'istio-cookie-regex',
    audienceAt,
  ],
  ['a time limit below a millisecond', { timeout: '0.5ms' }, 'istio-time', 'timeout'],
  ['a time limit that is none', { timeout: 'soon' }, 'istio-time', 'timeout'],
  ['a try of no time', { retries: { attempts: 1, perTryTimeout: '0s' } }, 'istio-time', 'retries.perTryTimeout'],
  ['negative retries', { retries: { attempts: -1 } }, 'istio-retries', 'retries.attempts'],
  ['conditions without retries', { retries: { attempts: 0, retryOn: ['5xx'] } }, 'istio-retries', 'retries.attempts'],
  [
    'an unknown condition',
    { retries: { attempts: 1, retryOn: ['5xx', 'toString'] } },
    'istio-retries',
    'retries.retryOn[1]',
  ],
  ['an unknown status', { retries: { attempts: 1, retryOn: ['599'] } }, 'istio-retries', 'retries.retryOn[0]'],
  [
    'tries that do not fit the time limit',
    { timeout: '1s', retries: { attempts: 2, perTryTimeout: '400ms' } },
    'istio-retry-budget',
    'retries',
  ],
  [
    'consecutiveErrors',
    { trafficPolicy: { outlierDetection: { consecutiveErrors: 5 } } },
    'istio-consecutive-errors',
    'trafficPolicy.outlierDetection.consecutiveErrors',
  ],
  [
    'an ejection of more than all',
    { trafficPolicy: { outlierDetection: { maxEjectionPercent: 101 } } },
    'istio-policy-number',
    'trafficPolicy.outlierDetection.maxEjectionPercent',
  ],
  [
    'a negative number of errors',
    { trafficPolicy: { outlierDetection: { consecutive5xxErrors: -1 } } },
    'istio-policy-number',
    'trafficPolicy.outlierDetection.consecutive5xxErrors',
  ],
  [
    'an interval of no time',
    { trafficPolicy: { outlierDetection: { interval: '0s' } } },
    'istio-time',
    'trafficPolicy.outlierDetection.interval',
  ],
  [
    'an ejection of no time',
    { trafficPolicy: { outlierDetection: { baseEjectionTime: '0s' } } },
    'istio-time',
    'trafficPolicy.outlierDetection.baseEjectionTime',
  ],
  [
    'half a connection',
    { trafficPolicy: { connectionPool: { tcp: { maxConnections: 0.5 } } } },
    'istio-policy-number',
    'trafficPolicy.connectionPool.tcp.maxConnections',
  ],
  [
    'a connection in no time',
    { trafficPolicy: { connectionPool: { tcp: { connectTimeout: '0s' } } } },
    'istio-time',
    'trafficPolicy.connectionPool.tcp.connectTimeout',
  ],
  [
    'more requests than 32 bits hold',
    { trafficPolicy: { connectionPool: { http: { maxRetries: 2 ** 31 } } } },
    'istio-policy-number',
    'trafficPolicy.connectionPool.http.maxRetries',
  ],
  [
    'negative requests',
    { trafficPolicy: { connectionPool: { http: { http2MaxRequests: -1 } } } },
    'istio-policy-number',
    'trafficPolicy.connectionPool.http.http2MaxRequests',
  ],
  [
    'an idle time of none',
    { trafficPolicy: { connectionPool: { http: { idleTimeout: '0s' } } } },
    'istio-time',
    'trafficPolicy.connectionPool.http.idleTimeout',
  ],
];

test.each(refusals)('Refuses %s.', (_, props, id, path) => {
  const findings = findingsOf(props).filter((finding) => finding.id.startsWith('istio-'));
  expect(findings.map((finding) => [finding.id, finding.path])).toEqual([[id, path]]);
  expect(findings[0]).toMatchObject({ severity: 'error', fix: expect.any(String) });
});

test('Each finding is documented, and each documented finding has a test.', () => {
  const tested = new Set<string>(refusals.map(([, , id]) => id));
  for (const warning of ['istio-duplicate-audience', 'istio-retries-hide-errors', 'istio-two-load-balancers'])
    tested.add(warning);
  expect([...tested].sort()).toEqual(Object.keys(ISTIO_FINDINGS).sort());
});

test('All problems are said at once.', () => {
  expect(said({ hosts: ['Web'], port: 0, phase: 'half', timeout: '0s' })).toEqual([
    ['istio-unknown-phase', 'phase'],
    ['istio-port', 'port'],
    ['istio-host', 'hosts[0]'],
    ['istio-time', 'timeout'],
  ]);
});

test('`*` is a host at a gateway that the mesh does not share.', () => {
  expect(said({ hosts: ['*'], gateways: ['istio-system/public'] })).toEqual([]);
});

test('An unknown phase names the nearest one, and all of them.', () => {
  expect(findingsOf({ phase: 'Step-2' })).toEqual([
    {
      id: 'istio-unknown-phase',
      severity: 'error',
      path: 'phase',
      message: 'The strategy has no such phase',
      received: 'Step-2',
      expected: '`step 1`, `step 2` or `full`',
      fix: 'write `step 2`',
    },
  ]);
});

test('People who drive a release are told everything that nobody runs, until they take it with a reason.', () => {
  const spec = {
    steps: [{ weight: 5, hold: '10m', checks: [Check.http({ path: '/health' })], approve: { timeout: '1h' } }],
    guards: [Guard.errorRate({ max: '1%' }), Guard.latency({ max: '500ms' })],
    bake: '30m',
  } as const;
  const message =
    'Istio only routes, so that nobody runs: guard error-rate, guard latency-p99, check step-1-http, time limit of an approval after step 1, bake of 30m';
  expect(findingsOf({ strategy: Strategy.canary(spec) })).toMatchObject([
    { id: 'istio-nobody-watches', severity: 'error', message, received: 'people' },
  ]);
  const accept = [{ id: 'istio-nobody-watches', reason: 'The whole team watches.' }];
  expect(findingsOf({ strategy: Strategy.canary({ ...spec, accept }) })).toMatchObject([
    {
      id: 'istio-nobody-watches',
      severity: 'warning',
      message,
      fix: 'the strategy accepts it: The whole team watches.',
    },
  ]);
  expect(findingsOf({ strategy: Strategy.canary(spec), drivenBy: 'argo-rollouts' })).toEqual([]);
});

test('An A/B test and a shadow release end with a decision of people, which is what people do.', () => {
  expect(findingsOf({ strategy: Strategy.abTest({ split: 50, duration: '7d' }) })).toEqual([]);
  expect(findingsOf({ strategy: Strategy.shadow({ mirror: 10, duration: '1d' }) })).toEqual([]);
});

test('Retries of answers hide errors from guards that count errors; retries of connections do not.', () => {
  const accept = [{ id: 'istio-nobody-watches', reason: 'The whole team watches.' }];
  const strategy = Strategy.canary({
    steps: [{ weight: 5, hold: '10m' }],
    guards: [Guard.errorRate({ max: '1%' })],
    accept,
  });
  const hiding = findingsOf({ strategy, retries: { attempts: 2, retryOn: ['5xx', 'connect-failure', '503'] } });
  expect(hiding.slice(1)).toMatchObject([
    {
      id: 'istio-retries-hide-errors',
      severity: 'warning',
      path: 'retries.retryOn',
      message: 'A failure that is retried on `5xx` or `503` and then succeeds is no error for `error-rate`',
    },
  ]);
  expect(said({ strategy, retries: { attempts: 2, retryOn: ['connect-failure'] } })).toEqual([
    ['istio-nobody-watches', 'drivenBy'],
  ]);
  expect(said({ retries: { attempts: 2, retryOn: ['5xx'] } })).toEqual([]);
  const controlled = { strategy, drivenBy: 'argo-rollouts', retries: { attempts: 1, retryOn: ['gateway-error'] } };
  expect(said(controlled)).toEqual([['istio-retries-hide-errors', 'retries.retryOn']]);
});

test('Two audiences that are the same are a warning.', () => {
  const audience = { header: { name: 'x-beta', equals: 'yes' } };
  const strategy = Strategy.canary({
    steps: [
      { audience, hold: '1h' },
      { audience, weight: 5, hold: '1h' },
    ],
  });
  expect(findingsOf({ strategy })).toMatchObject([
    {
      id: 'istio-duplicate-audience',
      severity: 'warning',
      path: 'steps[1].audience',
      message: 'header x-beta = yes is matched twice',
    },
  ]);
});

test('Users who are in two audiences are a warning too: Istio never tries them a second time.', () => {
  const strategy = Strategy.canary({
    steps: [
      { audience: { users: ['ann', 'bob'] }, hold: '1h' },
      { audience: { users: ['bob', 'eve'] }, hold: '1h' },
    ],
  });
  expect(said({ strategy })).toEqual([['istio-duplicate-audience', 'steps[1].audience']]);
});

test('Stickiness and a load balancer exclude each other.', () => {
  const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '1h' }], stickiness: { by: 'clientAddress' } });
  expect(said({ strategy, trafficPolicy: { loadBalancer: 'RANDOM' } })).toEqual([
    ['approximated.stickiness.address', 'stickiness'],
    ['istio-two-load-balancers', 'trafficPolicy.loadBalancer'],
  ]);
});

test.each([
  [Strategy.rolling({}), 'refused.replace.in-place'],
  [Strategy.recreate({}), 'refused.replace.stop-first'],
])('A release without two versions side by side has nothing to route.', (strategy, id) => {
  expect(said({ strategy })).toEqual([[id, 'kind']]);
});

describe('What Istio alone makes of a strategy', () => {
  const idsOf = (strategy: Strategy) => [
    ...new Set(judge(plan(strategy), istio).findings.map(({ id, severity }) => `${severity} ${id}`)),
  ];

  test('The traffic is exact; time passes by people, and the two workloads are the user’s own.', () => {
    expect(idsOf(simple)).toEqual(['warning approximated.replace.side-by-side', 'warning approximated.hold']);
  });

  test('Guards, checks and the bake are refused, and the refusal names Argo Rollouts.', () => {
    const strategy = Strategy.canary({
      steps: [{ weight: 5, hold: '10m', checks: [Check.http({ path: '/health' })] }],
      guards: [Guard.errorRate({ max: '1%' })],
      bake: '1h',
    });
    expect(idsOf(strategy)).toEqual(
      expect.arrayContaining([
        'error refused.guard.error-rate',
        'error refused.check.between-steps',
        'error refused.bake',
        'error refused.on-failure.rollback',
      ]),
    );
    const { findings } = judge(plan(strategy), istio);
    expect(findings.find(({ id }) => id === 'refused.guard.error-rate')?.fix).toContain('argo-rollouts-istio');
  });

  test('An approval is the person who applies the next phase: an error until it is accepted.', () => {
    expect(idsOf(Strategy.canary({ steps: [{ weight: 5, approve: true }] }))).toContain(
      'error approximated.approve.between-steps',
    );
    const accept = [{ id: 'approximated.approve.between-steps', reason: 'Only two people may apply.' }];
    expect(idsOf(Strategy.canary({ steps: [{ weight: 5, approve: true }], accept }))).toEqual([
      'warning approximated.replace.side-by-side',
    ]);
  });
});
