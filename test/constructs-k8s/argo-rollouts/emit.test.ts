import type { Metric, RolloutManifest, RolloutSpec } from '../../../constructs-k8s/argo-rollouts/manifest';
import type { ArgoRolloutsSettings } from '../../../constructs-k8s/argo-rollouts/settings';
import { argoRollouts } from '../../../constructs-k8s/argo-rollouts/target';
import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import { judge } from '../../../lib/fidelity';
import { errorsOf } from '../../../lib/findings';
import { plan, trace } from '../../../lib/plan';
import { type AbsoluteGuard, type Audience, Check, Guard, Strategy } from '../../../lib/strategy';
import { expectValidManifests } from '../../support/kubernetes';

const istio = { router: { kind: 'istio' } } as const;
const plugin = { router: { kind: 'plugin' } } as const;

function emitted(strategy: Strategy, settings: ArgoRolloutsSettings = {}) {
  const planned = plan(strategy);
  const target = argoRollouts(settings);
  const manifests = target.emit(planned, { name: 'web' });
  const { spec } = manifests[0] as RolloutManifest;
  const metrics = (name: string) =>
    (
      manifests.find(({ kind, metadata }) => kind === 'AnalysisTemplate' && metadata.name === name) as unknown as {
        spec: { metrics: Metric[] };
      }
    )?.spec.metrics;
  return { planned, target, manifests, spec, metrics, trace: target.trace(manifests) };
}

const stepsOf = (spec: RolloutSpec) => spec.strategy.canary?.steps;

const judged = (strategy: Strategy, settings: ArgoRolloutsSettings = {}) =>
  judge(plan(strategy), argoRollouts(settings)).findings.map(({ id, severity }) => `${severity} ${id}`);

describe('a canary', () => {
  test('changes the traffic, holds, checks, waits; then bakes with the guards still watching', () => {
    const {
      spec,
      trace: traced,
      planned,
    } = emitted(
      Strategy.canary({
        steps: [{ weight: 5, hold: '10m', checks: [Check.http({ path: '/x' })], approve: true }],
        guards: [Guard.errorRate({ max: 1 })],
        bake: '26h',
      }),
      istio,
    );
    expect(stepsOf(spec)).toEqual([
      { setWeight: 5 },
      { pause: { duration: '10m' } },
      { analysis: { templates: [{ templateName: 'web-step-1' }] } },
      { pause: {} },
      { setWeight: 100 },
      { pause: { duration: '26h' } },
    ]);
    expect(spec.strategy.canary?.analysis).toMatchObject({
      templates: [{ templateName: 'web-guards' }],
      startingStep: 1,
    });
    expect(traced).toEqual(trace(planned));
  });

  test('the guards have no count: nothing of the release goes unwatched', () => {
    const { metrics } = emitted(
      Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], guards: [Guard.errorRate({ max: 1, every: '30s' })] }),
      istio,
    );
    expect(metrics('web-guards')[0]).toMatchObject({
      interval: '30s',
      initialDelay: '1m',
      failureLimit: 0,
      consecutiveErrorLimit: 4,
    });
    expect(metrics('web-guards')[0]).not.toHaveProperty('count');
  });

  test.each([
    ['10s', 'pass', 4],
    ['10s', 'fail', 0],
    ['10s', 'hold', 0],
    ['15s', 'fail', 1],
    ['30s', 'fail', 4],
    ['10m', 'fail', 4],
  ] as const)(
    'a metrics server that is away stops a release of twice %s before it ends, unless no data is to pass: %s',
    (hold, onNoData, consecutiveErrorLimit) => {
      const { metrics } = emitted(
        Strategy.canary({
          steps: [
            { weight: 5, hold },
            { weight: 50, hold },
          ],
          guards: [Guard.errorRate({ max: 1, over: '5s', onNoData })],
        }),
        istio,
      );
      expect(metrics('web-guards')[0]).toMatchObject({ consecutiveErrorLimit });
    },
  );

  test('a check after the traffic runs at 100 %', () => {
    const { spec } = emitted(
      Strategy.canary({
        steps: [{ weight: 5, hold: '10m' }],
        checks: { afterTraffic: [Check.job({ image: 'smoke' })] },
      }),
      istio,
    );
    expect(stepsOf(spec)?.slice(-2)).toEqual([
      { setWeight: 100 },
      { analysis: { templates: [{ templateName: 'web-after-traffic' }] } },
    ]);
  });

  test('with a router, checks before the traffic have a copy to look at, and the copies are there before each weight', () => {
    const {
      spec,
      trace: traced,
      planned,
    } = emitted(
      Strategy.canary({
        steps: [
          { weight: 5, hold: '1m' },
          { weight: 60, hold: '1m' },
        ],
        checks: { beforeTraffic: [Check.http({ path: '/x' })], testTraffic: [Check.http({ path: '/y' })] },
        bake: '5m',
      }),
      istio,
    );
    expect(stepsOf(spec)).toEqual([
      { setCanaryScale: { weight: 1 } },
      { setWeight: 0 },
      { analysis: { templates: [{ templateName: 'web-before-traffic' }] } },
      { setWeight: 0 },
      { analysis: { templates: [{ templateName: 'web-test-traffic' }] } },
      { setCanaryScale: { weight: 5 } },
      { setWeight: 5 },
      { pause: { duration: '1m' } },
      { setCanaryScale: { weight: 60 } },
      { setWeight: 60 },
      { pause: { duration: '1m' } },
      { setCanaryScale: { weight: 100 } },
      { setWeight: 100 },
      { pause: { duration: '5m' } },
    ]);
    expect(traced).toEqual(trace(planned));
  });

  test('an audience is a managed header route, and goes when everybody has the new version', () => {
    const {
      spec,
      trace: traced,
      planned,
    } = emitted(
      Strategy.canary({
        steps: [
          { audience: { users: ['ann', 'bob.b'] }, hold: '5m' },
          { weight: 10, audience: { cookie: { name: 'beta', equals: 'yes' } }, hold: '5m' },
        ],
        bake: '5m',
      }),
      { ...plugin, audienceCapacity: 50 },
    );
    const routes = stepsOf(spec)?.flatMap(({ setHeaderRoute }) => setHeaderRoute ?? []);
    expect(routes).toEqual([
      { name: 'audience-1-users', match: [{ headerName: 'x-user-id', headerValue: { regex: '^(?:ann|bob\\.b)$' } }] },
      {
        name: 'audience-2-cookie',
        match: [{ headerName: 'cookie', headerValue: { regex: expect.stringContaining('beta=yes') } }],
      },
      { name: 'audience-1-users' },
      { name: 'audience-2-cookie' },
    ]);
    expect(stepsOf(spec)?.[0]).toEqual({ setCanaryScale: { weight: 50 } });
    expect(spec.strategy.canary?.trafficRouting?.managedRoutes).toEqual([
      { name: 'audience-1-users' },
      { name: 'audience-2-cookie' },
    ]);
    expect(traced).toEqual(trace(planned));
  });

  test('Istio has a match for each user', () => {
    const { spec } = emitted(Strategy.abTest({ audience: { users: ['ann', 'bob'] }, duration: '1h' }), istio);
    expect(stepsOf(spec)?.[2]?.setHeaderRoute?.match).toHaveLength(2);
    expect(stepsOf(spec)?.at(-1)).toEqual({ pause: {} });
  });

  test('an audience is tried before a mirror, which takes every request, whichever came first', () => {
    const { spec } = emitted(
      Strategy.canary({
        steps: [
          { mirror: 10, hold: '5m' },
          { mirror: 20, audience: { users: ['ann'] }, hold: '5m' },
        ],
      }),
      istio,
    );
    expect(spec.strategy.canary?.trafficRouting?.managedRoutes).toEqual([
      { name: 'audience-1-users' },
      { name: 'mirror' },
    ]);
  });

  test('a mirror lasts for its own step, and has copies for the copied requests', () => {
    const { spec, trace: traced, planned } = emitted(Strategy.shadow({ mirror: 20, duration: '1h' }), istio);
    expect(stepsOf(spec)).toEqual([
      { setCanaryScale: { weight: 20 } },
      { setWeight: 0 },
      { setMirrorRoute: { name: 'mirror', percentage: 20, match: [{ path: { prefix: '/' } }] } },
      { pause: { duration: '1h' } },
      { pause: {} },
      { setMirrorRoute: { name: 'mirror' } },
    ]);
    expect(traced).toEqual(trace(planned));
  });

  test('with Istio there is a VirtualService of both versions, unless one is given', () => {
    const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '1m' }] });
    const kinds = (manifests: readonly Manifest[]) => manifests.map(({ kind }) => kind);
    expect(kinds(emitted(strategy, istio).manifests)).toContain('VirtualService');
    const given = emitted(strategy, { router: { kind: 'istio', virtualService: { name: 'shop', routes: ['web'] } } });
    expect(kinds(given.manifests)).not.toContain('VirtualService');
    expect(given.spec.strategy.canary?.trafficRouting?.istio?.virtualService).toEqual({
      name: 'shop',
      routes: ['web'],
    });
  });

  test('a plugin has its own configuration', () => {
    const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '1m' }] });
    const routing = (settings: ArgoRolloutsSettings) =>
      emitted(strategy, settings).spec.strategy.canary?.trafficRouting;
    expect(routing(plugin)).toEqual({
      plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: 'web', namespace: 'default' } },
    });
    const own = { kind: 'plugin', name: 'contour', config: { proxy: 'web' } } as const;
    expect(routing({ router: own })).toEqual({ plugins: { contour: { proxy: 'web' } } });
  });

  test('with the Gateway API the route is made, with everything at the stable version', () => {
    const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '1m' }] });
    const router = {
      kind: 'gateway-api',
      parents: [{ gateway: 'public', namespace: 'infra' }],
      hostnames: ['shop.example.com'],
    } as const;
    const { spec, manifests } = emitted(strategy, { router });
    expect(spec.strategy.canary).toMatchObject({
      stableService: 'web',
      canaryService: 'web-canary',
      trafficRouting: { plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: 'web', namespace: 'default' } } },
    });
    expect(manifests.at(-1)).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web' },
      spec: {
        parentRefs: [{ name: 'public', namespace: 'infra' }],
        hostnames: ['shop.example.com'],
        rules: [
          {
            name: 'primary',
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            backendRefs: [
              { name: 'web', port: 80, weight: 100 },
              { name: 'web-canary', port: 80, weight: 0 },
            ],
          },
        ],
      },
    });
    expectValidManifests(manifests);
    const grpc = emitted(strategy, {
      router: { kind: 'gateway-api', parents: [{ service: 'web' }], protocol: 'grpc' },
    });
    expect(grpc.manifests.at(-1)?.kind).toBe('GRPCRoute');
    expect(grpc.spec.strategy.canary?.trafficRouting).toEqual({
      plugins: { 'argoproj-labs/gatewayAPI': { grpcRoute: 'web', namespace: 'default' } },
    });
  });

  test('a blue/green release switches a Service, and needs no route', () => {
    const { manifests } = emitted(Strategy.blueGreen({}), { router: { kind: 'gateway-api', parents: [] } });
    expect(manifests.map(({ kind }) => kind)).not.toContain('HTTPRoute');
  });

  test('a regular expression is the Gateway’s own: a warning, for several users as well, since the plugin has one match', () => {
    const audience = (one: Audience) => Strategy.abTest({ audience: one, duration: '1h' });
    expect(judged(audience({ users: ['ann'] }), plugin)).toEqual([]);
    expect(judged(audience({ users: ['ann', 'bob'] }), plugin)).toEqual(['warning approximated.audience.users']);
    expect(judged(audience({ header: { name: 'x-tier', prefix: 'a.' } }), plugin)).toEqual([
      'warning approximated.audience.prefix',
    ]);
    const { spec } = emitted(audience({ header: { name: 'x-tier', prefix: 'a.' } }), plugin);
    expect(stepsOf(spec)?.find(({ setHeaderRoute }) => setHeaderRoute)?.setHeaderRoute?.match).toEqual([
      { headerName: 'x-tier', headerValue: { regex: '^a\\..*$' } },
    ]);
  });
});

describe('without a router', () => {
  const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }] });

  test('the judge and the trace know the real weight', () => {
    expect(judged(strategy, { replicas: 3, surge: 1 })).toEqual([
      'warning approximated.shift.two-step',
      'warning approximated.weight',
    ]);
    const { trace: traced, spec } = emitted(strategy, { replicas: 3, surge: 1 });
    expect(traced.segments.map(({ weight, reached }) => [weight, reached])).toEqual([
      [25, 'at once'],
      [100, 'copy by copy'],
    ]);
    expect(stepsOf(spec)?.[0]).toEqual({ setWeight: 5 });
  });

  test('with enough copies the weight is real', () => {
    expect(judged(strategy, { replicas: 20 })).toEqual(['warning approximated.shift.two-step']);
  });

  test('a bake is lost unless it is accepted: the old copies are gone', () => {
    expect(judged(Strategy.canary({ steps: [{ weight: 50, hold: '1m' }], bake: '1h' }))).toContain(
      'error approximated.bake',
    );
  });

  test('nothing can be tried before the traffic, nor by an audience, nor mirrored', () => {
    const all = Strategy.canary({
      steps: [{ weight: 50, audience: { header: { name: 'x', equals: 'y' } }, mirror: 5, hold: '1m' }],
      checks: { beforeTraffic: [Check.http({ path: '/x' })], testTraffic: [Check.http({ path: '/y' })] },
    });
    expect(judged(all)).toEqual(
      expect.arrayContaining(
        ['audience.header', 'mirror', 'preview', 'check.before-traffic', 'check.test-traffic'].map(
          (key) => `error refused.${key}`,
        ),
      ),
    );
  });

  test('rolling is a canary without steps', () => {
    const {
      spec,
      trace: traced,
      planned,
    } = emitted(Strategy.rolling({ surge: { copies: 2 }, unavailable: '10%', minReady: '30s' }));
    expect(spec.strategy.canary).toEqual({ maxSurge: 2, maxUnavailable: '10%' });
    expect(spec).toMatchObject({ minReadySeconds: 30, progressDeadlineSeconds: 630 });
    expect(traced).toEqual(trace(planned));
    expect(judged(Strategy.rolling({}), istio)).toContain('error refused.replace.in-place');
  });
});

describe('blue/green', () => {
  const blueGreen = (spec: Parameters<typeof Strategy.blueGreen>[0]) => emitted(Strategy.blueGreen(spec));

  test('an approval switches automatic promotion off', () => {
    const { spec, trace: traced, planned } = blueGreen({ preview: { approve: true } });
    expect(spec.strategy.blueGreen).toEqual({
      activeService: 'web',
      previewService: 'web-preview',
      autoPromotionEnabled: false,
      abortScaleDownDelaySeconds: 30,
    });
    expect(traced).toEqual(trace(planned));
  });

  test('a hold is counted by Argo', () => {
    const { spec, trace: traced, planned } = blueGreen({ preview: { hold: '5m' } });
    expect(spec.strategy.blueGreen).toMatchObject({ autoPromotionEnabled: true, autoPromotionSeconds: 300 });
    expect(traced).toEqual(trace(planned));
  });

  test('a hold before checks is their delay, because Argo pauses after the analysis only', () => {
    const {
      spec,
      metrics,
      trace: traced,
      planned,
    } = blueGreen({ preview: { hold: '5m', checks: [Check.http({ path: '/x' })] } });
    expect(spec.strategy.blueGreen).not.toHaveProperty('autoPromotionSeconds');
    expect(metrics('web-test-traffic')[0]?.initialDelay).toBe('5m');
    expect(traced).toEqual(trace(planned));
  });

  test('a hold before an approval waits in a metric, because Argo does not count while it waits for a person', () => {
    const { metrics, trace: traced, planned } = blueGreen({ preview: { hold: '5m', approve: true } });
    expect(metrics('web-hold')[0]).toMatchObject({ name: 'preview.hold', initialDelay: '5m', count: 1 });
    expect(traced).toEqual(trace(planned));
  });

  test('what the readings leave of the bake, and all of it without guards, is the delay', () => {
    const delay = (guards: AbsoluteGuard[]) =>
      blueGreen({ bake: '10m', guards }).spec.strategy.blueGreen?.scaleDownDelaySeconds;
    expect(delay([])).toBe(630);
    expect(delay([Guard.errorRate({ max: 1, over: '4m', every: '4m' })])).toBe(120 + 30);
  });

  test('the deadline has room for the analysis of the preview, in which Argo sees no progress, and for no pause', () => {
    const deadline = (preview: object) =>
      emitted(Strategy.blueGreen({ preview, bake: '1h' } as never)).spec.progressDeadlineSeconds;
    const checks = [Check.job({ image: 'smoke:1', timeout: '15m' }), Check.http({ path: '/' })];
    expect(deadline({ hold: '30m', checks })).toBe(600 + 1800 + 900);
    expect(deadline({ hold: '30m', approve: true })).toBe(600 + 1800);
    expect(deadline({ hold: '30m' })).toBe(600);
    expect(deadline({ approve: true })).toBe(600);
  });

  test('the bake keeps the old version, and the guards are read as often as it has room for: Argo begins to count after them', () => {
    const {
      spec,
      metrics,
      trace: traced,
      planned,
    } = blueGreen({ bake: '10m', guards: [Guard.errorRate({ max: 1, over: '2m', every: '1m', failures: 2 })] });
    expect(spec.strategy.blueGreen).toMatchObject({
      scaleDownDelaySeconds: 30,
      postPromotionAnalysis: { templates: [{ templateName: 'web-guards' }] },
    });
    expect(metrics('web-guards')[0]).toMatchObject({ initialDelay: '2m', interval: '1m', count: 9, failureLimit: 2 });
    expect(traced).toEqual(trace(planned));
  });

  test('more tolerated readings than there are is refused: the guard could never fail', () => {
    expect(judged(Strategy.blueGreen({ bake: '2m', guards: [Guard.errorRate({ max: 1, failures: 5 })] }))).toContain(
      'error refused.guard.failures',
    );
  });

  test('checks before, on the preview and after stand where they belong', () => {
    const {
      spec,
      trace: traced,
      planned,
    } = blueGreen({
      checks: {
        beforeTraffic: [Check.job({ image: 'migrate' })],
        testTraffic: [Check.http({ path: '/x' })],
        afterTraffic: [Check.http({ path: '/y' })],
      },
    });
    expect(spec.strategy.blueGreen).toMatchObject({
      prePromotionAnalysis: {
        templates: [{ templateName: 'web-before-traffic' }, { templateName: 'web-test-traffic' }],
      },
      postPromotionAnalysis: { templates: [{ templateName: 'web-after-traffic' }] },
    });
    expect(traced).toEqual(trace(planned));
  });
});

describe('conditions', () => {
  const conditions = (onFailure: 'rollback' | 'halt', onNoData: 'pass' | 'hold' | 'fail', settings = {}) => {
    const strategy = Strategy.canary({
      steps: [{ weight: 5, hold: '10m' }],
      guards: [Guard.errorRate({ max: 1, failures: 3, onNoData })],
      onFailure,
    });
    const { metrics, planned, trace: traced, spec } = emitted(strategy, { ...istio, ...settings });
    expect(traced).toEqual(trace(planned));
    expect(spec.progressDeadlineAbort).toBe(onFailure === 'rollback');
    return metrics('web-guards').map(
      ({ name, successCondition, failureCondition, failureLimit, inconclusiveLimit }) => ({
        name,
        successCondition,
        failureCondition,
        failureLimit,
        inconclusiveLimit,
      }),
    );
  };
  const some = 'len(result) > 0 && !isNaN(result[0])';
  const none = 'len(result) == 0 || isNaN(result[0])';
  const good = 'result[0] <= 1';

  test('no data passes', () => {
    expect(conditions('rollback', 'pass')).toEqual([
      { name: 'error-rate', successCondition: `${none} || ${good}`, failureLimit: 3 },
    ]);
  });

  test('no data fails, as a failure and not as an error', () => {
    expect(conditions('rollback', 'fail')).toEqual([
      { name: 'error-rate', successCondition: `${some} && ${good}`, failureLimit: 3 },
    ]);
  });

  test('no data is inconclusive, which pauses', () => {
    expect(conditions('rollback', 'hold')).toEqual([
      {
        name: 'error-rate',
        successCondition: `${some} && ${good}`,
        failureCondition: `${some} && !(${good})`,
        failureLimit: 3,
        inconclusiveLimit: 0,
      },
    ]);
  });

  test('with halt a bad reading is inconclusive, and what is tolerated is tolerated', () => {
    const bad = { name: 'error-rate', failureCondition: 'false', failureLimit: 0, inconclusiveLimit: 3 };
    expect(conditions('halt', 'pass')).toEqual([{ ...bad, successCondition: `${none} || ${good}` }]);
    expect(conditions('halt', 'fail')).toEqual([{ ...bad, successCondition: `${some} && ${good}` }]);
  });

  test('with halt and hold two limits are counted apart, in two metrics', () => {
    expect(conditions('halt', 'hold')).toEqual([
      {
        name: 'error-rate',
        successCondition: `${none} || ${good}`,
        failureCondition: 'false',
        failureLimit: 0,
        inconclusiveLimit: 3,
      },
      {
        name: 'error-rate.data',
        successCondition: some,
        failureCondition: 'false',
        failureLimit: 0,
        inconclusiveLimit: 0,
      },
    ]);
  });

  test('Datadog has null instead of nothing', () => {
    expect(conditions('rollback', 'pass', { metrics: { kind: 'datadog' } })[0]?.successCondition).toBe(
      'isNil(result) || default(result, 0) <= 1',
    );
  });

  test('a failed check always aborts, so that halt is refused with one', () => {
    const strategy = Strategy.canary({
      steps: [{ weight: 5, hold: '1m', checks: [Check.http({ path: '/x' })] }],
      onFailure: 'halt',
    });
    expect(judged(strategy, istio)).toContain('error refused.on-failure.halt');
  });
});

describe('providers', () => {
  test('all of their settings are fields that Argo has', () => {
    const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], guards: [Guard.errorRate({ max: 1 })] });
    const headers = [{ key: 'x-scope', value: 'shop' }];
    const prometheus = { kind: 'prometheus', address: 'https://p:9090', timeout: 10, insecure: true, headers } as const;
    expectValidManifests(emitted(strategy, { metrics: prometheus }).manifests);
    expectValidManifests(emitted(strategy, { metrics: { kind: 'datadog', secret: 'datadog' } }).manifests);
  });

  const guards = [Guard.latency({ versusStable: 1.5 })];
  const strategy = Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], guards });

  test('Prometheus asks for both versions by their hashes', () => {
    const { manifests, metrics, spec } = emitted(strategy, {
      metrics: { kind: 'prometheus', address: 'http://p:9090', timeout: 10 },
    });
    expect(metrics('web-guards')[0]?.provider.prometheus).toMatchObject({
      address: 'http://p:9090',
      timeout: 10,
      query: expect.stringContaining('pod=~"web-{{args.stable-hash}}-.+"'),
    });
    expect(spec.strategy.canary?.analysis?.args).toEqual([
      { name: 'latest-hash', valueFrom: { podTemplateHashValue: 'Latest' } },
      { name: 'stable-hash', valueFrom: { podTemplateHashValue: 'Stable' } },
      { name: 'namespace', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
    ]);
    expect(manifests.find(({ kind }) => kind === 'AnalysisTemplate')).toMatchObject({
      spec: { args: [{ name: 'latest-hash' }, { name: 'stable-hash' }, { name: 'namespace' }] },
    });
  });

  test('Datadog with a Secret of the namespace', () => {
    const { metrics } = emitted(strategy, { metrics: { kind: 'datadog', secret: 'datadog' } });
    expect(metrics('web-guards')[0]?.provider.datadog).toMatchObject({
      apiVersion: 'v2',
      interval: '1m',
      formula: '1000 * latency - 1.5 * (1000 * latency_stable)',
      secretRef: { name: 'datadog', namespaced: true },
    });
  });

  test('CloudWatch gives the value first, and looks back over what arrives late', () => {
    const series = { namespace: 'Shop', metric: 'x', dimensions: {} };
    const candidate = { requests: series, errors: [series], latency: { ...series, unit: 's' as const } };
    const { metrics } = emitted(
      Strategy.canary({ steps: [{ weight: 5, hold: '10m' }], guards: [Guard.errorRate({ max: 1 })] }),
      {
        metrics: { kind: 'cloudwatch', candidate },
      },
    );
    const [metric] = metrics('web-guards');
    expect(metric?.provider.cloudWatch).toMatchObject({
      interval: '3m',
      metricDataQueries: [{ id: 'guard', returnData: true }, { returnData: false }, { returnData: false }],
    });
    expect(metric?.successCondition).toBe('len(result[0].Values) == 0 || result[0].Values[0] <= 1');
    expect(judged(strategy, { metrics: { kind: 'cloudwatch', candidate } })).toContain(
      'error refused.guard.versus-stable',
    );
  });

  test('a custom guard needs a query of the backend in use', () => {
    const custom = Strategy.canary({
      steps: [{ weight: 5, hold: '1m' }],
      guards: [Guard.custom({ name: 'mine', max: 1, query: { datadog: 'x' } })],
    });
    expect(errorsOf(judge(plan(custom), argoRollouts(istio)).findings).map(({ id }) => id)).toEqual([
      'refused.guard.custom',
    ]);
    expect(judged(custom, { ...istio, metrics: { kind: 'datadog' } })).toEqual([]);
  });
});

/** A metric that a Job answers. */
interface JobMetric {
  readonly provider: {
    readonly job: {
      readonly spec: {
        readonly template: {
          readonly metadata?: object;
          readonly spec: {
            readonly containers: readonly [{ readonly command: readonly string[]; readonly [field: string]: unknown }];
          };
        };
      };
    };
  };
}

describe('checks', () => {
  const metricOf = (check: ReturnType<typeof Check.http> | ReturnType<typeof Check.job>) =>
    emitted(Strategy.canary({ steps: [{ weight: 5, hold: '1m', checks: [check] }] }), istio).metrics('web-step-1')[0];
  const podOf = (metric: Metric | undefined) => (metric as unknown as JobMetric).provider.job.spec.template;
  const containerOf = (metric: Metric | undefined) => podOf(metric).spec.containers[0];

  test('an HTTP check is a Job whose script never sees what a strategy says', () => {
    const metric = metricOf(
      Check.http({
        path: '/x?a=$(HOME)',
        method: 'POST',
        headers: { 'x-a': '"b"; rm' },
        expect: { status: 201, body: "it's", within: '500ms' },
        timeout: '30s',
      }),
    );
    expect(metric).toMatchObject({
      count: 1,
      failureLimit: 0,
      consecutiveErrorLimit: 1,
      provider: { job: { spec: { backoffLimit: 0, activeDeadlineSeconds: 120 + 30 } } },
    });
    const container = containerOf(metric);
    expect(container.command.slice(3)).toEqual(['check', '--request', 'POST', '--header', 'x-a: "b"; rm']);
    expect(container.env).toEqual([
      { name: 'URL', value: 'http://web-canary:80/x?a=$$(HOME)' },
      { name: 'STATUS', value: '201' },
      { name: 'BODY', value: "it's" },
      { name: 'WITHIN', value: '0.5' },
    ]);
  });

  test('a job check is a Job of the image', () => {
    expect(containerOf(metricOf(Check.job({ image: 'smoke:1', command: ['run'], env: { A: 'b' } })))).toEqual({
      name: 'check',
      image: 'smoke:1',
      command: ['run'],
      env: [{ name: 'A', value: 'b' }],
    });
  });

  test('a Job in the mesh ends: the proxy beside it is a native one, and ends with the check', () => {
    const annotations = { 'sidecar.istio.io/nativeSidecar': 'true' };
    expect(podOf(metricOf(Check.http({ path: '/' }))).metadata).toEqual({ annotations });
    expect(podOf(metricOf(Check.job({ image: 'smoke:1' }))).metadata).toEqual({ annotations });
    const outside = emitted(Strategy.blueGreen({ preview: { checks: [Check.http({ path: '/' })] } }));
    expect(podOf(outside.metrics('web-test-traffic')[0]).metadata).toBeUndefined();
  });

  test('a check whose Job would have a name with a hyphen at its end is refused', () => {
    const named = (name: string) =>
      judged(Strategy.blueGreen({ preview: { checks: [Check.job({ name, image: 'smoke:1' })] } }));
    expect(named('twenty-four-letters-and--more')).toContain('error refused.check.job');
    expect(named('smoke-')).toContain('error refused.check.job');
    expect(named('smoke')).toEqual([]);
  });

  test('two checks whose Jobs would have one name are refused', () => {
    const checks = ['a', 'b'].map((end) => Check.http({ name: `the-name-of-a-check-is-long-${end}`, path: `/${end}` }));
    expect(judged(Strategy.canary({ steps: [{ weight: 5, hold: '1m', checks }] }), istio)).toContain(
      'error refused.check.http',
    );
  });

  test('a text that Argo would take for one of its arguments is refused', () => {
    const checks = [Check.http({ path: '/x', expect: { body: '{{args.x}}' } })];
    expect(judged(Strategy.canary({ steps: [{ weight: 5, hold: '1m', checks }] }), istio)).toContain(
      'error refused.check.http',
    );
  });
});

describe('reading back', () => {
  test('a Rollout from elsewhere', () => {
    const rollout = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'shop' },
      spec: {
        replicas: 4,
        strategy: {
          canary: {
            steps: [
              { setWeight: 20 },
              { pause: { duration: 60 } },
              { setWeight: 50 },
              { pause: {} },
              { pause: { duration: '1h30m' } },
            ],
          },
        },
      },
    };
    const { segments, onFailure } = argoRollouts().trace([rollout]);
    expect(segments.map(({ from, to, weight, gates }) => [from, to, weight, gates.length])).toEqual([
      [0, 60, 20, 0],
      [60, 60, 50, 1],
      [60, 5460, 50, 0],
      [5460, 5460, 100, 0],
    ]);
    expect(onFailure).toBe('halt');
  });

  test('no Rollout is an error', () => {
    expect(() => argoRollouts().trace([])).toThrow(/no Rollout/);
  });
});
