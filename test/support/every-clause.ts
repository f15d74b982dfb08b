import { type AnyTarget, TARGETS } from '../../cli/targets';
import { flagger } from '../../constructs-k8s/flagger/target';
import { type ClauseKey, clausesOf, type Limits, nearest } from '../../lib/fidelity';
import { type Plan, plan } from '../../lib/plan';
import { Check, Guard, Strategy } from '../../lib/strategy';

const http = (name: string) => Check.http({ path: '/health', name, timeout: '1m' });
const job = (name: string) => Check.job({ image: 'registry.example.com/smoke', name, timeout: '1m' });
const called = (name: string) => Check.function({ function: 'verify', name, timeout: '1m' });
const steps = (...weights: readonly number[]) => weights.map((weight) => ({ weight, hold: '10m' }) as const);

/** A strategy of one step with something more. */
const canary = (more: object): Strategy => Strategy.parse({ kind: 'canary', steps: steps(10), ...more });
const guarded = (...guards: readonly object[]): Strategy => canary({ guards });
const openedTo = (audience: object): Strategy => Strategy.parse({ kind: 'abTest', duration: '1h', audience });

const QUERY = {
  prometheus: 'sum(rate(errors{service="{{service}}"}[{{window}}]))',
  datadog: 'avg:errors{version:{{canary}}}',
  cloudwatch: { namespace: 'Shop', metric: 'Refused' },
};

/** Strategies that ask for every clause that there is. */
export const EVERY_CLAUSE: readonly Strategy[] = [
  Strategy.recreate({}),
  Strategy.recreate({ maintenance: { message: 'back at six', expected: '10m' } }),
  Strategy.rolling({ surge: '30%', unavailable: '10%', minReady: '30s', drain: '30s', bake: '10m' }),
  Strategy.rolling({ surge: { copies: 1 }, unavailable: { copies: 1 } }),
  Strategy.blueGreen({ bake: '10m' }),
  Strategy.blueGreen({ preview: { approve: true } }),
  Strategy.blueGreen({ preview: { hold: '10m', approve: true } }),
  Strategy.blueGreen({ preview: { hold: '10m', approve: { timeout: '1h', onTimeout: 'continue' } } }),
  ...[http, job, called].flatMap((check) => [
    Strategy.blueGreen({
      checks: { beforeTraffic: [check('before')], testTraffic: [check('preview')], afterTraffic: [check('after')] },
    }),
    Strategy.canary({ steps: [{ weight: 10, hold: '10m', checks: [check('step')] }] }),
  ]),
  Strategy.canary({ steps: [{ weight: 10, hold: '10m', approve: true }] }),
  canary({ steps: steps(5, 25, 50), drain: '30s' }),
  Strategy.linear({ step: 20, every: '10m' }),
  Strategy.shadow({ mirror: 100, duration: '10m' }),
  openedTo({ header: { name: 'x-beta', equals: 'yes' } }),
  openedTo({ header: { name: 'x-beta', prefix: 'y' } }),
  openedTo({ header: { name: 'x-beta', matches: '^y.*$' } }),
  openedTo({ cookie: { name: 'beta', equals: 'always' } }),
  openedTo({ users: ['ann', 'bob'] }),
  openedTo({ users: ['ann'] }),
  ...(['rollback', 'halt'] as const).map((onFailure) =>
    canary({ onFailure, guards: [Guard.errorRate({ max: '5%' })] }),
  ),
  ...(['pass', 'hold', 'fail'] as const).map((onNoData) => guarded(Guard.errorRate({ max: '5%', onNoData }))),
  guarded(Guard.successRate({ min: '95%', over: '2m', every: '1m', failures: 1, minRequests: 100 })),
  guarded(Guard.latency({ max: '500ms' })),
  guarded(Guard.saturation({ resource: 'cpu', max: '80%' })),
  guarded(Guard.queueDepth({ queue: 'orders', max: 100 })),
  guarded(Guard.custom({ name: 'refused', query: QUERY, max: 5 })),
  guarded(Guard.errorRate({ versusStable: 2 })),
  guarded(Guard.errorShare({ rise: 3, falseAborts: '5%' })),
  canary({ bake: '10m', stickiness: { by: 'cookie', lasts: '1h' } }),
  canary({ stickiness: { by: 'header', name: 'x-user' } }),
  canary({ stickiness: { by: 'clientAddress' } }),
  Strategy.blueGreen({ stickiness: { by: 'clientAddress' } }),
];

const FUNCTIONS = { functions: { verify: 'https://checks.example.com/verify' } };

/** The targets with the settings under which they take most: without a URL of its functions Flagger calls none. */
const TOLD: Readonly<Record<string, AnyTarget>> = {
  flagger: flagger(FUNCTIONS) as AnyTarget,
  'flagger-istio': flagger({ provider: { kind: 'istio' }, ...FUNCTIONS }) as AnyTarget,
  'flagger-gateway-api': flagger({
    provider: { kind: 'gatewayapi', gateways: [{ name: 'gateway' }] },
    ...FUNCTIONS,
  }) as AnyTarget,
  'flagger-nginx': flagger({ provider: { kind: 'nginx' }, ...FUNCTIONS }) as AnyTarget,
};

/** Every target, with the settings under which it takes most. */
export const TOLD_TARGETS: readonly AnyTarget[] = TARGETS.map((target) => TOLD[target.id] ?? target);

/** The clauses of some plans. */
export const clausesIn = (plans: readonly Plan[]): ReadonlySet<ClauseKey> =>
  new Set(plans.flatMap((one) => clausesOf(one).map(({ key }) => key)));

/** Plans that a platform takes and that ask, together, for each clause that it does not refuse; no two are the same. */
export function plansOfEveryClause(limits: Limits): readonly Plan[] {
  const known = new Set<string>();
  return EVERY_CLAUSE.flatMap((strategy) => {
    const taken = nearest(plan(strategy), limits)?.plan;
    const text = JSON.stringify(taken);
    if (taken === undefined || known.has(text)) return [];
    known.add(text);
    return taken;
  });
}

/** As few of {@link plansOfEveryClause} as it takes to ask for each clause. */
export function fewestPlans(limits: Limits): readonly Plan[] {
  const met = new Set<ClauseKey>();
  return plansOfEveryClause(limits).filter((one) => {
    const fresh = [...clausesIn([one])].filter((key) => !met.has(key));
    for (const key of fresh) met.add(key);
    return fresh.length > 0;
  });
}
