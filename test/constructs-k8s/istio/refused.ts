import type { ISTIO_FINDINGS, IstioCanaryRoutingProps } from '../../../constructs-k8s/istio';
import { type Audience, Guard, Strategy } from '../../../lib/strategy';

export const simple = Strategy.canary({
  steps: [
    { weight: 5, hold: '10m' },
    { weight: 25, hold: '30m' },
  ],
});
const guarded = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], guards: [Guard.errorRate({ max: '1%' })] });
export const subsets = { kind: 'subsets', host: 'web' } as const;

/** What the construct takes, and what it should not. */
export type Props = Partial<Record<keyof IstioCanaryRoutingProps, unknown>>;

const withAudience = (audience: Audience) => ({ strategy: Strategy.canary({ steps: [{ audience, hold: '1h' }] }) });
const toOld = { route: [{ destination: { host: 'old' } }] };
const audienceAt = 'steps[0].audience';

/** Routings that break one rule of Istio. */
export const REFUSED: readonly [title: string, props: Props, id: keyof typeof ISTIO_FINDINGS, path: string][] = [
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
    { versions: { ...subsets, canary: { name: 'canary_2', labels: { version: 'new' } } } },
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
    { routes: [{ name: 'primary', match: [{ uri: { exact: '/' } }], ...toOld }] },
    'istio-route-name',
    'routes[0].name',
  ],
  [
    'a route of yours with the name of an audience',
    { routes: [{ name: 'audience-1-users', match: [{ uri: { exact: '/' } }], ...toOld }] },
    'istio-route-name',
    'routes[0].name',
  ],
  [
    'a weighted route with the name of an audience',
    { routeName: 'audience-1-header' },
    'istio-route-name',
    'routeName',
  ],
  ['a route that takes every request', { routes: [{ name: 'all', ...toOld }] }, 'istio-unreachable-route', 'routes[0]'],
  ['a route with an empty match', { routes: [{ match: [{}], ...toOld }] }, 'istio-unreachable-route', 'routes[0]'],
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
