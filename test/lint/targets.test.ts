import { documentsOf, phaseOf } from '../../cli/documents';
import { TARGET_IDS, targetOf } from '../../cli/targets';
import { judge } from '../../lib/fidelity';
import { errorsOf } from '../../lib/findings';
import { checklistText, type LintOptions, lint } from '../../lib/lint';
import { plan } from '../../lib/plan';
import { Check, Guard, Strategy } from '../../lib/strategy';

const guards = [Guard.errorRate({ max: '2%', over: '1m', minRequests: 100 })];
const asked = Check.http({ name: 'smoke', path: '/health' });
const called = Check.function({ name: 'smoke', function: 'smoke' });
const accept = (...ids: string[]) => ({ accept: ids.map((id) => ({ id, reason: 'known' })) });

const steps = [{ weight: 10, hold: '10m' }] as const;
const full = { checks: { testTraffic: [asked], afterTraffic: [asked] }, bake: '10m', drain: '20s' } as const;
const ecs = Strategy.canary({ steps, guards, ...full });
const lambda = Strategy.canary({
  steps,
  guards: [Guard.errorRate({ max: '2%', over: '1m' })],
  checks: { beforeTraffic: [called], afterTraffic: [called] },
});
const flagger = { checks: { beforeTraffic: [asked] }, bake: '10m', drain: '20s' } as const;
const counted = accept('approximated.guard.count');
const routes = Strategy.canary({ steps });

/** As much safety as each platform takes. */
const STRONG: Readonly<Record<string, Strategy>> = {
  'aws-ecs': ecs,
  'aws-lambda': lambda,
  'aws-lambda-sam': lambda,
  kubernetes: Strategy.blueGreen({
    checks: { testTraffic: [asked], afterTraffic: [{ ...asked, name: 'after' }] },
    drain: '20s',
    ...accept(
      'approximated.check.test-traffic',
      'approximated.check.after-traffic',
      'approximated.on-failure.rollback',
    ),
  }),
  'argo-rollouts': Strategy.blueGreen({ guards, ...full }),
  'argo-rollouts-istio': ecs,
  'argo-rollouts-plugin': ecs,
  istio: routes,
  flagger: Strategy.blueGreen({ guards, checks: flagger.checks, drain: '20s', ...counted }),
  'flagger-istio': Strategy.canary({ steps, guards, ...flagger, ...counted }),
  'flagger-gateway-api': Strategy.canary({ steps, guards, ...flagger, ...counted }),
  'flagger-nginx': Strategy.canary({ steps, guards, ...flagger, ...counted }),
  knative: routes,
  'cloud-run': Strategy.canary({ steps, checks: full.checks }),
  'gateway-api': routes,
  'nginx-ingress': routes,
  traefik: routes,
  'app-mesh': routes,
};

/** What a person writes into the place that is left for the container: an image of one version, and a probe. */
function filled<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(filled) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one)]));
  const readinessProbe = { httpGet: { path: '/ready', port: 8080 } };
  return (fields.image === 'web:latest' ? { ...fields, image: 'shop/web:1.4.2', readinessProbe } : fields) as Value;
}

function emitted(id: string): object[] {
  const target = targetOf(id);
  const planned = plan(STRONG[id] as Strategy);
  expect(errorsOf(judge(planned, target).findings)).toEqual([]);
  const fragment = target.emit(planned, { name: 'web' });
  const phases = (fragment as { phases?: readonly { name: string }[] }).phases ?? [];
  const gradual = phases.find(({ name }) => name.startsWith('step'))?.name;
  return documentsOf(phases.length === 0 ? fragment : phaseOf(fragment, gradual), target.format).map(
    filled,
  ) as object[];
}

/** What no file of a release can tell, whatever it says. */
const OF_PEOPLE = [
  'compatible-migrations',
  'database-rollback',
  'feature-flags',
  'ignored-database',
  'incompatible-schema',
  'load-test',
  'no-feature-flags',
  'production-only-testing',
  'runbook',
  'tested-rollback',
];

const PODS = ['abrupt-shutdown', 'connection-draining', 'graceful-shutdown', 'health-checks', 'no-health-checks'];
const ENGINE = ['insufficient-monitoring', 'no-rollback-plan', 'post-deployment-validation', 'smoke-tests'];
const ROUTES = {
  passed: [],
  open: [
    'insufficient-monitoring',
    'manual-deployment',
    'monitoring',
    'no-rollback-plan',
    'post-deployment-validation',
    'smoke-tests',
  ],
};

interface Verdicts {
  readonly passed: readonly string[];
  readonly open: readonly string[];
  readonly failed?: readonly string[];
}

/** Besides what only people know. The rest is not applicable: a route has no pods, a function no probes, one workload no second strategy. */
const EXPECTED: Readonly<Record<string, Verdicts>> = {
  // Alarms are heard by ECS alone: who is called at night is asked. The task and its load balancer are the construct's.
  'aws-ecs': {
    passed: ['abrupt-shutdown', 'no-health-checks', ...ENGINE],
    open: ['connection-draining', 'graceful-shutdown', 'health-checks', 'manual-deployment', 'monitoring'],
  },
  'aws-lambda': { passed: ENGINE, open: ['manual-deployment', 'monitoring'] },
  'aws-lambda-sam': { passed: ENGINE, open: ['manual-deployment', 'monitoring'] },
  // Blue/green of two Deployments and a switched Service: its Jobs test, a person switches, and nothing goes back by itself.
  kubernetes: {
    passed: [...PODS, 'one-strategy-for-all', 'post-deployment-validation', 'smoke-tests'],
    open: ['insufficient-monitoring', 'manual-deployment', 'monitoring', 'no-rollback-plan'],
  },
  'argo-rollouts': { passed: [...PODS, ...ENGINE], open: ['manual-deployment', 'monitoring'] },
  'argo-rollouts-istio': { passed: [...PODS, ...ENGINE], open: ['manual-deployment', 'monitoring'] },
  'argo-rollouts-plugin': { passed: [...PODS, ...ENGINE], open: ['manual-deployment', 'monitoring'] },
  istio: ROUTES,
  // Without a router nobody uses the new version before the switch, with which Flagger ends: its guard sees no request. Played, it shows.
  flagger: {
    passed: [...PODS, 'no-rollback-plan', 'smoke-tests'],
    open: ['manual-deployment', 'monitoring', 'post-deployment-validation'],
    failed: ['insufficient-monitoring'],
  },
  'flagger-istio': { passed: [...PODS, ...ENGINE], open: ['manual-deployment', 'monitoring'] },
  'flagger-gateway-api': { passed: [...PODS, ...ENGINE], open: ['manual-deployment', 'monitoring'] },
  'flagger-nginx': { passed: [...PODS, ...ENGINE], open: ['manual-deployment', 'monitoring'] },
  // Knative asks its own port and drains by its proxy; the percentages are a person's.
  knative: {
    passed: ['abrupt-shutdown', 'connection-draining', 'health-checks'],
    open: ROUTES.open,
  },
  // Cloud Deploy tests, waits and repairs, and reads no metric.
  'cloud-run': {
    passed: [
      'abrupt-shutdown',
      'connection-draining',
      'health-checks',
      'manual-deployment',
      'no-rollback-plan',
      'post-deployment-validation',
      'smoke-tests',
    ],
    open: ['insufficient-monitoring', 'monitoring'],
  },
  'gateway-api': ROUTES,
  'nginx-ingress': ROUTES,
  traefik: ROUTES,
  'app-mesh': ROUTES,
};

const idsOf = (documents: object[], state: string, options: LintOptions = {}): string[] =>
  lint(documents, options)
    .items.filter((item) => item.state === state)
    .map(({ rule }) => rule.id)
    .sort();

test('each platform is here', () => {
  expect(Object.keys(STRONG).sort()).toEqual([...TARGET_IDS].sort());
  expect(Object.keys(EXPECTED).sort()).toEqual([...TARGET_IDS].sort());
});

describe.each(TARGET_IDS)('what %s is told of a strong strategy', (id) => {
  let documents: object[];
  beforeAll(() => {
    documents = emitted(id);
  });

  test('breaks no rule that it could keep', () => {
    const checklist = lint(documents);
    const known = EXPECTED[id]?.failed ?? [];
    const failed = checklist.items.filter(({ state, rule }) => state === 'failed' && !known.includes(rule.id));
    expect(failed.length === 0 ? '' : checklistText({ ...checklist, items: failed })).toBe('');
    expect(idsOf(documents, 'failed')).toEqual(known);
    expect(checklist.findings).toEqual([]);
  });

  test('passes what it shows', () => {
    expect(idsOf(documents, 'passed')).toEqual([...(EXPECTED[id]?.passed ?? [])].sort());
  });

  test('leaves open what it does not', () => {
    expect(idsOf(documents, 'open')).toEqual([...OF_PEOPLE, ...(EXPECTED[id]?.open ?? [])].sort());
  });
});
