import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpCommand } from '../../../constructs-k8s/flagger/checks';
import type { CanaryAnalysis, CanaryManifest, MetricTemplateManifest } from '../../../constructs-k8s/flagger/manifest';
import type { FlaggerEmitOptions, FlaggerSettings, Provider } from '../../../constructs-k8s/flagger/settings';
import { flagger } from '../../../constructs-k8s/flagger/target';
import { judge, rulingsOf } from '../../../lib/fidelity';
import { type PlannedCheck, plan } from '../../../lib/plan';
import { Check, Guard, Strategy } from '../../../lib/strategy';
import { Fault, simulate } from '../../../lib/testing';
import { expectValidManifests } from '../../support/kubernetes';

const istio = { provider: { kind: 'istio' } } as const;
const gateway = { provider: { kind: 'gatewayapi', gateways: [{ name: 'gateway', namespace: 'infra' }] } } as const;

function emitted(strategy: Strategy, settings: FlaggerSettings = istio, options: Partial<FlaggerEmitOptions> = {}) {
  const planned = plan(strategy);
  const target = flagger(settings);
  const manifests = target.emit(planned, { name: 'web', namespace: 'shop', ...options });
  expectValidManifests(manifests);
  const { spec } = manifests[0] as CanaryManifest;
  const templates = manifests.filter((one): one is MetricTemplateManifest => one.kind === 'MetricTemplate');
  const webhooks = (spec.analysis.webhooks ?? []).map(({ name, type }) => `${type} ${name}`);
  return { planned, manifests, spec, analysis: spec.analysis, templates, webhooks, trace: target.trace(manifests) };
}

const findings = (strategy: Strategy, settings: FlaggerSettings = istio) =>
  judge(plan(strategy), flagger(settings)).findings;
const judged = (strategy: Strategy, settings: FlaggerSettings = istio) =>
  findings(strategy, settings).map(({ id, severity, path }) => `${severity} ${id} ${path}`);

const LENGTH = 'warning approximated.release.length ';

describe('the weights of a canary', () => {
  const weights = (strategy: Strategy, settings?: FlaggerSettings) => {
    const { analysis, trace } = emitted(strategy, settings);
    return { interval: analysis.interval, weights: analysis.stepWeights, length: trace.segments.at(-1)?.to };
  };

  test('equal holds are intervals; the last one has everything, with the old version there', () => {
    const steps = [5, 25, 50].map((weight) => ({ weight, hold: '10m' })) as never;
    expect(weights(Strategy.canary({ steps, bake: '10m' }))).toEqual({
      interval: '10m',
      weights: [5, 25, 50, 100],
      length: 6 * 600,
    });
  });

  test('a longer hold is spent on the whole percents below it: never more than was asked for', () => {
    const strategy = Strategy.canary({
      steps: [
        { weight: 5, hold: '10m' },
        { weight: 20, hold: '30m' },
        { weight: 50, hold: '20m' },
      ],
      bake: '10m',
    });
    expect(weights(strategy).weights).toEqual([5, 18, 19, 20, 49, 50, 100]);
    expect(judged(strategy)).toEqual([
      'warning approximated.hold steps[1].hold',
      'warning approximated.hold steps[2].hold',
      LENGTH,
    ]);
    expect(findings(strategy)[0]?.message).toBe(
      'Flagger with Istio approximates “hold” of 30m by analysis.interval: 30m becomes 3 intervals of 10m: every weight lasts one interval, and the rest of a longer hold is spent on the whole percents below it',
    );
  });

  test('where there are too few whole percents, holds become longer and never shorter', () => {
    const strategy = Strategy.canary({
      steps: [
        { weight: 2, hold: '7m' },
        { weight: 4, hold: '5m' },
      ],
      bake: '7m',
    });
    const { interval, weights: found } = weights(strategy);
    expect(interval).toBe('210s');
    expect(found).toEqual([1, 2, 3, 4, 99, 100]);
  });

  test('an interval of your own', () => {
    const strategy = Strategy.canary({ steps: [{ weight: 10, hold: '10m' }], bake: '2m' });
    expect(weights(strategy, { ...istio, interval: '2m' })).toEqual({
      interval: '2m',
      weights: [6, 7, 8, 9, 10, 100],
      length: 8 * 120,
    });
  });

  test('an interval that is too short is the shortest one, as Flagger has it', () => {
    const strategy = Strategy.canary({ steps: [{ weight: 10, hold: '20s' }], bake: '10s' });
    expect(weights(strategy, { ...istio, interval: '5s' })).toEqual({
      interval: '10s',
      weights: [9, 10, 100],
      length: 5 * 10,
    });
  });

  test('equal steps', () => {
    expect(weights(Strategy.linear({ step: 25, every: '5m', bake: '5m' }))).toEqual({
      interval: '5m',
      weights: [25, 50, 75, 100],
      length: 6 * 300,
    });
  });

  test('two steps that would be one whole percent are refused', () => {
    const steps = [
      { weight: 0.5, hold: '1m' },
      { weight: 1, hold: '1m' },
    ] as const;
    expect(judged(Strategy.canary({ steps }))).toContain('error refused.weight steps[0].weight');
  });

  test('the length says what it is made of', () => {
    const strategy = Strategy.canary({ steps: [{ weight: 10, hold: '10m' }], bake: '10m' });
    expect(findings(strategy)[0]?.message).toBe(
      'Flagger with Istio approximates “length of the whole release” of 20m by analysis.interval: 20m becomes 40m: 2 weights, 2 intervals for the promotion, of 10m each; before them, up to one until the new version is noticed',
    );
  });
});

describe('what the strategies become', () => {
  const kinds = (analysis: CanaryAnalysis) =>
    Object.keys(analysis).filter((key) => /^(stepWeights?|iterations|match|mirror.*)$/.test(key));

  test('an A/B test has matches and iterations, and ends at the gate of the promotion', () => {
    const strategy = Strategy.abTest({
      duration: '1h',
      audience: [{ header: { name: 'X-Beta', prefix: 'v2.' } }, { users: ['ann', 'bob'] }],
      guards: [Guard.errorRate({ max: 1, over: '5m' })],
    });
    const { analysis, webhooks, trace } = emitted(strategy);
    expect(kinds(analysis)).toEqual(['iterations', 'match']);
    expect(analysis).toMatchObject({
      interval: '5m',
      iterations: 12,
      match: [
        { headers: { 'x-beta': { prefix: 'v2.' } } },
        { headers: { 'x-user-id': { exact: 'ann' } } },
        { headers: { 'x-user-id': { exact: 'bob' } } },
      ],
    });
    expect(webhooks).toEqual(['confirm-promotion approval', 'rollback rollback']);
    expect(trace.segments[0]).toMatchObject({
      to: 3600,
      audience: ['header x-beta starts with v2.', 'users ann, bob (x-user-id)'],
      gates: [{ kind: 'approval' }],
    });
    expect(trace.segments[1]).toMatchObject({ weight: 100, reached: 'copy by copy', from: 3600, to: 3600 + 600 });
    expect(judged(strategy)).toEqual(['warning approximated.shift.at-once ', LENGTH]);
  });

  test('the Gateway API compares whole texts or regular expressions', () => {
    const audience = [
      { header: { name: 'x-beta', prefix: 'v2.' } },
      { cookie: { name: 'beta', equals: 'yes' } },
    ] as const;
    const { analysis, trace } = emitted(Strategy.abTest({ duration: '1h', audience }), gateway);
    expect(analysis.match).toEqual([
      { headers: { 'x-beta': { regex: '^v2\\..*$' } } },
      { headers: { cookie: { regex: '^(.*;\\s*)?beta=yes(;.*)?$' } } },
    ]);
    expect(trace.segments[0]?.audience).toEqual(['header x-beta starts with v2.', 'cookie beta = yes']);
  });

  test.each([
    ['nginx', { header: { name: 'x-beta', equals: 'yes' } }, undefined],
    ['nginx', { users: ['ann', 'bob'] }, undefined],
    ['nginx', { cookie: { name: 'beta', equals: 'always' } }, undefined],
    ['nginx', { cookie: { name: 'beta', equals: 'yes' } }, /knows a cookie by the value `always` only/],
    ['contour', { header: { name: 'x-beta', prefix: 'y' } }, /compares whole texts only/],
    ['contour', { cookie: { name: 'beta', equals: 'yes' } }, /matches no cookie/],
    ['gloo', [{ users: ['ann'] }, { header: { name: 'x', equals: 'y' } }], /takes one audience/],
    ['traefik', { users: ['ann'] }, /matches no requests/],
  ] as const)('%s and %j', (kind, audience, why) => {
    const strategy = Strategy.abTest({ duration: '1h', audience } as never);
    const settings = { provider: { kind } as Provider };
    const refusals = findings(strategy, settings).filter(({ severity }) => severity === 'error');
    if (why === undefined) {
      expect(refusals).toEqual([]);
      expect(emitted(strategy, settings).trace.segments[0]?.audience).toHaveLength(1);
    } else expect(refusals[0]?.message).toMatch(why);
  });

  test('a split stays at its weight until the gate opens', () => {
    const strategy = Strategy.abTest({ split: 30, duration: '7d', guards: [Guard.errorRate({ max: 1, over: '5m' })] });
    const { analysis, webhooks } = emitted(strategy);
    expect(analysis).toMatchObject({ interval: '5m', stepWeights: [30] });
    expect(webhooks[0]).toBe('confirm-promotion approval');
    expect(findings(strategy).find(({ id }) => id === 'approximated.hold')?.message).toMatch(
      /7d becomes 5m: .*nothing counts the time: it lasts until the gate opens/,
    );
  });

  test('a shadow mirrors for all iterations, then has everything for an interval', () => {
    const strategy = Strategy.shadow({ mirror: 12.4, duration: '30m', bake: '10m' });
    const { analysis, trace } = emitted(strategy);
    expect(analysis).toMatchObject({ interval: '10m', iterations: 3, mirror: true, mirrorWeight: 12 });
    expect(trace.segments.map(({ mirror, weight, to }) => ({ mirror, weight, to }))).toEqual([
      { mirror: 12, weight: 0, to: 1800 },
      { mirror: 0, weight: 100, to: 2400 + 1200 },
    ]);
    expect(judged(strategy, gateway)).toContain('error refused.mirror mirror');
    expect(kinds(emitted(Strategy.shadow({ mirror: 100, duration: '30m' }), gateway).analysis)).toEqual([
      'iterations',
      'mirror',
    ]);
  });

  test('a mirror before the first weight is one interval, with Istio only', () => {
    const strategy = Strategy.canary({
      steps: [
        { mirror: 50, hold: '5m' },
        { weight: 10, hold: '5m' },
      ],
      bake: '5m',
    });
    const { analysis, trace } = emitted(strategy);
    expect(analysis).toMatchObject({ mirror: true, mirrorWeight: 50, stepWeights: [10, 100] });
    expect(trace.segments.map(({ mirror, weight }) => [mirror, weight])).toEqual([
      [50, 0],
      [0, 10],
      [0, 100],
    ]);
    expect(findings(strategy, gateway)[0]?.message).toMatch(/mirrors nothing in a canary/);
  });

  test('blue/green: the preview is the iterations; with Services alone it lasts one more, and there is no bake', () => {
    const strategy = Strategy.blueGreen({ preview: { hold: '10m', approve: true }, bake: '5m' });
    const mesh = emitted(strategy);
    expect(mesh.analysis).toMatchObject({ interval: '5m', iterations: 2 });
    expect(mesh.trace.segments.map(({ weight, from, to, reached }) => ({ weight, from, to, reached }))).toEqual([
      { weight: 0, from: 0, to: 600, reached: 'at once' },
      { weight: 100, from: 600, to: 900 + 600, reached: 'at once' },
    ]);
    expect(judged(strategy, {})).toContain('error refused.bake bake');
    const alone = emitted(Strategy.blueGreen({ preview: { hold: '10m' } }), {});
    expect(alone.analysis).toMatchObject({ interval: '1m', iterations: 9 });
    expect(alone.trace.segments.at(-1)).toMatchObject({ from: 600, to: 720, reached: 'copy by copy' });
  });

  test('stickiness by a cookie keeps who met the new version, and says what that does to the share', () => {
    const strategy = Strategy.canary({
      steps: [{ weight: 5, hold: '10m' }],
      bake: '10m',
      stickiness: { by: 'cookie', name: 'v', lasts: '2h' },
    });
    expect(emitted(strategy).analysis.sessionAffinity).toEqual({
      cookieName: 'v',
      primaryCookieName: 'v-primary',
      maxAge: 7200,
    });
    expect(findings(strategy).find(({ id }) => id === 'approximated.stickiness.cookie')?.message).toMatch(/1 − 0\.95ⁿ/);
    expect(judged(strategy, { provider: { kind: 'nginx' } })).toContain('error refused.stickiness.cookie stickiness');
  });

  test('stickiness by a header keeps the pod only, with Istio', () => {
    const strategy = Strategy.canary({
      steps: [{ weight: 5, hold: '10m' }],
      stickiness: { by: 'header', name: 'x-user' },
    });
    expect(emitted(strategy).spec.service?.trafficPolicy).toEqual({
      loadBalancer: { consistentHash: { httpHeaderName: 'x-user' } },
    });
    expect(judged(strategy, gateway)).toContain('error refused.stickiness.header stickiness');
  });

  test.each([
    [Strategy.recreate({}), 'refused.replace.stop-first'],
    [Strategy.rolling({}), 'refused.replace.in-place'],
    [Strategy.canary({ steps: [{ weight: 5 }], onFailure: 'halt' }), 'refused.on-failure.halt'],
    [Strategy.canary({ steps: [{ weight: 5, hold: '1m', approve: { timeout: '1h' } }] }), 'refused.approve.timeout'],
    [
      Strategy.canary({ steps: [{ audience: { users: ['ann'] }, hold: '1m' }, { weight: 5 }] }),
      'refused.audience.users',
    ],
  ])('refuses what Flagger cannot do (%#)', (strategy, id) => {
    expect(findings(strategy).map((one) => one.id)).toContain(id);
  });
});

describe('providers', () => {
  const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], bake: '10m' });
  test.each([
    [
      'istio',
      { kind: 'istio', gateways: ['infra/shop'], hosts: ['shop.test'] },
      { service: { gateways: ['infra/shop'], hosts: ['shop.test'] } },
    ],
    ['gatewayapi:v1', gateway.provider, { service: { gatewayRefs: [{ name: 'gateway', namespace: 'infra' }] } }],
    [
      'gatewayapi:v1',
      { kind: 'linkerd' },
      { service: { gatewayRefs: [{ group: 'core', kind: 'Service', name: 'web', namespace: 'shop', port: 80 }] } },
    ],
    ['nginx', { kind: 'nginx', ingress: 'shop' }, { ingressRef: { kind: 'Ingress', name: 'shop' } }],
    ['skipper', { kind: 'skipper' }, { ingressRef: { name: 'web' } }],
    ['apisix', { kind: 'apisix' }, { routeRef: { kind: 'ApisixRoute', name: 'web' } }],
    ['appmesh:v1beta2', { kind: 'appmesh', mesh: 'shop' }, { service: { meshName: 'shop' } }],
    ['knative', { kind: 'knative' }, { targetRef: { apiVersion: 'serving.knative.dev/v1', kind: 'Service' } }],
    ['traefik', { kind: 'traefik' }, {}],
    ['contour', { kind: 'contour' }, {}],
    ['gloo', { kind: 'gloo' }, {}],
    ['kuma', { kind: 'kuma' }, {}],
  ] as const)('%s', (provider, settings, spec) => {
    expect(emitted(strategy, { provider: settings as Provider }).spec).toMatchObject({ provider, ...spec });
  });
});

describe('guards', () => {
  const of = (...guards: Parameters<typeof Strategy.canary>[0]['guards'] & object) =>
    Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], bake: '10m', guards });

  test('the pods of a version are those of its Deployment, and of no neighbour', () => {
    const { templates } = emitted(of(Guard.errorRate({ versusStable: 1.5, over: '10m', onNoData: 'fail' })), gateway);
    const query = templates[0]?.spec.query ?? '';
    const [canary, stable] = Array.from(query.matchAll(/pod=~"([^"]+)"/g), ([, one]) => one ?? '').filter(
      (one, at, all) => all.indexOf(one) === at,
    );
    const fits = (regex: string | undefined, pod: string) => new RegExp(`^(?:${regex})$`).test(pod);
    const pods = [
      'web-7c9f8b6d5d-x2k4z',
      'web-primary-5d6f7c8b9d-2x4kz',
      'web-admin-7c9f8b6d5d-x2k4z',
      'web-db-7c9f8b6d5d-x2k4z',
    ];
    expect(pods.map((pod) => fits(canary, pod))).toEqual([true, false, false, false]);
    expect(pods.map((pod) => fits(stable, pod))).toEqual([false, true, false, false]);
    expect(
      emitted(of(Guard.errorRate({ versusStable: 1.5, over: '10m' }))).analysis.metrics?.[0]?.thresholdRange,
    ).toEqual({ max: 0 });
  });

  test('with Knative nothing is reverted, which Flagger would not survive', () => {
    expect(emitted(of(), { provider: { kind: 'knative' } }).spec).not.toHaveProperty('revertOnDeletion');
    expect(emitted(of()).spec).toMatchObject({ revertOnDeletion: true });
  });

  test('with Knative the new version is the newest revision, and nothing compares it with another', () => {
    const knative = { provider: { kind: 'knative' } } as const;
    const { templates } = emitted(of(Guard.errorRate({ max: '1%', over: '10m' })), knative);
    const query = templates[0]?.spec.query ?? '';
    expect(query).toContain('pod=~"{{ route }}-deployment-.+"');
    expect(query).not.toContain('primary');
    const refused = (guard: Guard) =>
      rulingsOf(plan(of(guard)), flagger(knative).limits).flatMap(({ verdict, clause }) =>
        verdict === 'refused' && clause.key.startsWith('guard') ? [clause.key] : [],
      );
    expect(refused(Guard.errorRate({ versusStable: 1.5, over: '10m' }))).toEqual(['guard.versus-stable']);
    expect(refused(Guard.errorShare({ rise: 3, over: '10m' }))).toEqual(['guard.sequential']);
    const both = { prometheus: 'lag{version="{{stable}}"}' };
    expect(refused(Guard.custom({ name: 'lag', query: both, max: 5, over: '10m' }))).toEqual(['guard.custom']);
  });

  test('no data passes by a good value, or is left to Flagger, to whom it is a failed check', () => {
    const { templates, trace } = emitted(
      of(
        Guard.successRate({ min: 99, over: '10m', minRequests: 100 }),
        Guard.errorRate({ max: 1, over: '10m', onNoData: 'fail' }),
      ),
    );
    expect(templates[0]?.spec.query).toMatch(/^\(\(.* and on \(\) \(.* >= 100\)\) >= -Inf\) or on \(\) vector\(99\)$/);
    expect(templates[1]?.spec.query).not.toContain('vector(99)');
    expect(trace.guards.map(({ onNoData }) => onNoData)).toEqual(['pass', 'fail']);
    expect(judged(of(Guard.errorRate({ max: 1, over: '10m', onNoData: 'hold' })))).toContain(
      'error refused.guard.no-data.hold guards[0].onNoData',
    );
  });

  test('one threshold counts all failed checks', () => {
    const strategy = of(
      Guard.errorRate({ max: 1, over: '10m', failures: 3 }),
      Guard.latency({ max: '1s', over: '10m', failures: 2 }),
    );
    expect(emitted(strategy).analysis.threshold).toBe(3);
    expect(findings(strategy).find(({ id }) => id === 'approximated.guard.failures')?.message).toMatch(
      /3 of them roll back/,
    );
    expect(judged(of(Guard.errorRate({ max: 1, over: '10m', failures: 3 })))).toEqual([LENGTH]);
  });

  test('guards are read once in an interval', () => {
    expect(judged(of(Guard.errorRate({ max: 1 })))).toEqual(['error approximated.guard.count guards', LENGTH]);
    expect(findings(of(Guard.errorRate({ max: 1 })))[0]?.message).toMatch(
      /which is 10m here, and not error-rate every 1m/,
    );
    expect(judged(of(Guard.errorRate({ max: 1, over: '10m', every: '1m' })))).toContain(
      'error approximated.guard.every guards[0].every',
    );
  });

  test('a guard may not have the name of a metric of Flagger’s own', () => {
    expect(findings(of(Guard.latency({ name: 'request-duration', max: '1s', over: '10m' })))[0]?.message).toMatch(
      /has a metric of its own called request-duration/,
    );
  });

  test('a preview without requests is no data', () => {
    const strategy = Strategy.blueGreen({
      preview: { hold: '10m' },
      bake: '10m',
      guards: [Guard.errorRate({ max: 1, over: '10m', onNoData: 'fail' })],
    });
    expect(judged(strategy)).toContain('error approximated.guard.count guards');
    expect(findings(strategy, {}).find(({ id }) => id === 'approximated.guard.count')?.message).toMatch(
      /nobody reads them when it gets the requests/,
    );
  });

  test('Datadog: the oldest point of the interval times ten is a whole window', () => {
    const metrics = { kind: 'datadog', secret: 'datadog' } as const;
    const { analysis, templates, trace } = emitted(of(Guard.errorRate({ max: 1, over: '10m', onNoData: 'fail' })), {
      ...istio,
      metrics,
    });
    const count = (filter: string) =>
      `sum:http_requests.count{kube_namespace:{{ namespace }},kube_deployment:web${filter}}.as_count().rollup(sum, 600)`;
    expect(templates[0]?.spec).toEqual({
      provider: { type: 'datadog', secretRef: { name: 'datadog' } },
      query: `100 * default_zero(${count(',code:5*')}) / ${count('')}`,
    });
    expect(analysis.metrics?.[0]?.interval).toBe('2m');
    expect(trace.guards[0]).toMatchObject({ over: 600, every: 600 });
    expect(judged(of(Guard.errorRate({ max: 1, over: '10m', onNoData: 'fail' })), { ...istio, metrics })).toContain(
      'error approximated.guard.window guards[0].over',
    );
  });

  test('CloudWatch: one query returns data', () => {
    const series = (metric: string) => ({
      namespace: 'AWS/ApplicationELB',
      metric,
      dimensions: { TargetGroup: 'web' },
    });
    const candidate = {
      requests: series('RequestCount'),
      errors: [series('HTTPCode_Target_5XX_Count')],
      latency: { ...series('TargetResponseTime'), unit: 's' as const },
    };
    const metrics = { kind: 'cloudwatch', region: 'eu-west-1', candidate } as const;
    const { analysis, templates } = emitted(of(Guard.latency({ max: '1s', over: '10m', onNoData: 'fail' })), {
      ...istio,
      metrics,
    });
    const queries = JSON.parse(templates[0]?.spec.query ?? '[]');
    expect(queries.filter(({ returnData }: { returnData: boolean }) => returnData)).toHaveLength(1);
    expect(queries[1].metricStat).toMatchObject({
      period: 600,
      stat: 'p99',
      metric: { metricName: 'TargetResponseTime' },
    });
    expect(analysis.metrics?.[0]).toMatchObject({ interval: '72s', thresholdRange: { max: 1000 } });
  });

  test('an error share adds up its slices', () => {
    const { analysis, trace } = emitted(of(Guard.errorShare({ rise: 3, over: '10m' })));
    expect(analysis.metrics?.[0]?.thresholdRange).toEqual({ max: 2.9958 });
    expect(trace.guards[0]).toMatchObject({ over: 600, onNoData: 'pass' });
  });
});

describe('checks', () => {
  const asked = { kind: 'http', path: '/health' } as const;

  test('run before the traffic once, and otherwise in every interval', () => {
    const strategy = Strategy.canary({
      steps: [{ weight: 5, hold: '10m', checks: [asked] }],
      checks: { beforeTraffic: [asked], testTraffic: [asked], afterTraffic: [asked] },
      bake: '10m',
    });
    const { webhooks, analysis } = emitted(strategy);
    expect(webhooks).toEqual([
      'pre-rollout before-traffic-http',
      'pre-rollout test-traffic-http',
      'rollout step-1-http',
      'rollout after-traffic-http',
    ]);
    const hosts = analysis.webhooks?.map(({ metadata }) => /http:\/\/([\w-]+)\./.exec(metadata?.cmd ?? '')?.[1]);
    expect(hosts).toEqual(['web-canary', 'web-canary', 'web-canary', 'web']);
    expect(judged(strategy).filter((one) => one.includes('check'))).toEqual([
      'error approximated.check.between-steps steps[0].checks[0]',
      'error approximated.check.after-traffic checks.afterTraffic[0]',
    ]);
  });

  test('a function is a URL of yours; a job is refused', () => {
    const strategy = (check: Check) =>
      Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], bake: '10m', checks: { beforeTraffic: [check] } });
    const verify = strategy(Check.function({ function: 'verify' }));
    const functions = { verify: 'https://verify.example.com' };
    expect(emitted(verify, { ...istio, functions }).analysis.webhooks).toEqual([
      { name: 'before-traffic-function', type: 'pre-rollout', url: functions.verify, timeout: '1m' },
    ]);
    expect(judged(verify)).toContain('error refused.check.function checks.beforeTraffic[0]');
    expect(judged(strategy(Check.job({ image: 'smoke' })))).toContain(
      'error refused.check.job checks.beforeTraffic[0]',
    );
  });

  describe('the command', () => {
    let server: Server;
    let received: Record<string, unknown>;
    beforeAll(async () => {
      server = createServer((request, response) => {
        received = { method: request.method, url: request.url, quote: request.headers['x-quote'] };
        response.statusCode = request.url === '/teapot' ? 418 : 200;
        response.end("it's *all* fine\n");
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => {
      server.closeAllConnections();
      server.close();
    });

    const run = (check: Partial<PlannedCheck>) =>
      new Promise<string>((resolve) => {
        const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const whole = { kind: 'http', name: 'check', at: '', timeout: 5, path: '/health', ...check } as never;
        execFile('bash', ['-c', httpCommand(whole, address)], (error, out) =>
          resolve(error ? `${error.code} ${out.trim()}` : 'passed'),
        );
      });

    test.each([
      [{}, 'passed'],
      [{ path: '/teapot' }, '1 status 418, not 200'],
      [{ path: '/teapot', expect: { status: 418 } }, 'passed'],
      [{ expect: { body: "it's *all* fine" } }, 'passed'],
      [{ expect: { body: "it's $(none)" } }, "1 the body does not contain it's $(none)"],
      [{ method: 'POST', headers: { 'x-quote': `a'b"c $(d) \`e\`` } }, 'passed'],
    ] as const)('%j: %s', async (check, answer) => {
      expect(await run(check as never)).toBe(answer);
      if ('headers' in check) expect(received).toEqual({ method: 'POST', url: '/health', quote: `a'b"c $(d) \`e\`` });
    });
  });
});

test('a faulty version is rolled back in what is emitted', () => {
  const strategy = Strategy.canary({
    steps: [
      { weight: 20, hold: '5m' },
      { weight: 60, hold: '5m' },
    ],
    bake: '5m',
    guards: [Guard.errorRate({ max: '2%', over: '5m' })],
    traffic: { requestsPerSecond: 100, errorRate: '0.1%' },
  });
  for (const settings of [istio, gateway]) {
    const release = simulate(JSON.parse(JSON.stringify(emitted(strategy, settings).manifests))).traffic(100);
    expect(release.run().result).toBe('promoted');
    expect(release.with(Fault.errorBurst({ to: '10%' })).run()).toMatchObject({ result: 'rolledBack', at: 2 * 300 });
  }
});
