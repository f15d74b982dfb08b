import type { CanaryManifest } from '../../../constructs-k8s/flagger/manifest';
import type { FlaggerSettings } from '../../../constructs-k8s/flagger/settings';
import { Guard, Strategy } from '../../../lib/strategy';
import { type Daemon, describeWith, install, Prometheus, type Space, saw, startFlagger, until } from '../cluster';
import { Outside } from './outside';
import { Release, type ReleaseOptions } from './release';

/** Seconds of Flagger's shortest interval, and what the machine may take on top of one. */
const TICK = 10;
const SLACK = 3;

const ISTIO = { target: 'flagger-istio', engine: 'flagger' } as const;

const guard = (spec: object = {}) => Guard.errorRate({ max: '5%', over: '10s', ...spec });
const steps = [
  { weight: 20, hold: '10s' },
  { weight: 60, hold: '10s' },
] as const;

interface Ingress {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
}
interface Routes {
  readonly spec: { readonly http: readonly Route[] };
}
interface Route {
  readonly match?: readonly object[];
  readonly route: ReadonlyArray<{ readonly destination: { readonly host: string }; readonly weight?: number }>;
  readonly mirror?: { readonly host: string };
  readonly mirrorPercentage?: { readonly value: number };
}
interface HttpRoute {
  readonly spec: {
    readonly rules: ReadonlyArray<{
      readonly matches?: readonly object[];
      readonly filters?: readonly object[];
      readonly backendRefs: ReadonlyArray<{ readonly name: string; readonly weight: number }>;
    }>;
  };
}
interface Deployment {
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } };
  };
}

describeWith(['flagger', 'prometheus'], 'Flagger, played', () => {
  let outside: Outside;
  let prometheus: Prometheus;
  let flagger: Daemon;
  const releases = new Map<string, Promise<Release>>();

  const read = () => ({ metrics: { kind: 'prometheus', address: prometheus.address } }) as const;
  const gates = ({ namespace }: Space) => ({
    gate: { confirm: outside.url(namespace, 'confirm'), rollback: outside.url(namespace, 'rollback') },
  });
  const istio = (): FlaggerSettings => ({ provider: { kind: 'istio' }, ...read() });
  const gateway = (): FlaggerSettings => ({
    provider: { kind: 'gatewayapi', gateways: [{ name: 'gateway' }] },
    ...read(),
  });

  const backend = { service: { name: 'web', port: { number: 80 } } };
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web' },
    spec: { rules: [{ host: 'shop.test', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
  };

  const canary = Strategy.canary({ steps, bake: '10s', guards: [guard()] });
  const promotes = async (release: Release, from: string) => {
    await release.untilPhase(from);
    outside.answer(release.space.namespace, 'confirm', 200);
    await release.untilPhase('Succeeded');
  };
  const all: readonly ReleaseOptions[] = [
    { name: 'healthy', strategy: canary, settings: istio },
    {
      name: 'faulty',
      strategy: canary,
      settings: istio,
      async play(release) {
        await release.untilWeight(20);
        outside.health(release.space.namespace, 'bad');
        await release.untilPhase('Failed');
      },
    },
    { name: 'silent-pass', strategy: canary, settings: istio, health: 'silent' },
    {
      name: 'silent-fail',
      strategy: Strategy.canary({ steps, bake: '10s', guards: [guard({ onNoData: 'fail', failures: 1 })] }),
      settings: istio,
      health: 'silent',
      play: (release) => release.untilPhase('Failed'),
    },
    {
      name: 'gated',
      strategy: Strategy.canary({ steps: [{ weight: 30, approve: true }], guards: [guard({ every: '10s' })] }),
      settings: (space) => ({ ...istio(), ...gates(space) }),
      play: (release) => promotes(release, 'WaitingPromotion'),
    },
    {
      name: 'gated-faulty',
      strategy: Strategy.canary({ steps: [{ weight: 30, approve: true }], guards: [guard({ every: '10s' })] }),
      settings: (space) => ({ ...istio(), ...gates(space) }),
      async play(release) {
        await release.untilPhase('WaitingPromotion');
        outside.health(release.space.namespace, 'bad');
        await release.untilPhase('Failed');
      },
    },
    {
      name: 'between',
      strategy: Strategy.canary({
        steps: [
          { weight: 20, hold: '10s', approve: true },
          { weight: 60, hold: '10s' },
        ],
        bake: '10s',
      }),
      settings: (space) => ({ ...istio(), ...gates(space) }),
      async play(release) {
        const { namespace } = release.space;
        await until(
          'the gate is asked',
          () => outside.called(namespace, 'confirm').length,
          (count) => count > 0,
        );
        expect(Math.max(...release.steps.map(({ weight }) => weight))).toBe(0);
        outside.answer(namespace, 'confirm', 200);
        await release.untilPhase('Succeeded');
      },
    },
    {
      name: 'ab',
      strategy: Strategy.abTest({
        duration: '20s',
        audience: [{ header: { name: 'x-beta', equals: 'yes' } }, { cookie: { name: 'beta', prefix: 'v' } }],
        guards: [guard()],
      }),
      settings: (space) => ({ ...istio(), ...gates(space) }),
      routes: 'VirtualService',
      async play(release) {
        await release.untilPhase('WaitingPromotion');
        outside.answer(release.space.namespace, 'rollback', 200);
        await release.untilPhase('Failed');
      },
    },
    {
      name: 'shadow',
      strategy: Strategy.shadow({ mirror: 40, duration: '20s', bake: '10s', guards: [guard()] }),
      settings: (space) => ({ ...istio(), ...gates(space) }),
      routes: 'VirtualService',
      play: (release) => promotes(release, 'WaitingPromotion'),
    },
    {
      name: 'mirror-first',
      strategy: Strategy.canary({
        steps: [
          { mirror: 40, hold: '10s' },
          { weight: 20, hold: '10s' },
        ],
        bake: '10s',
      }),
      settings: istio,
      routes: 'VirtualService',
    },
    {
      name: 'sticky',
      strategy: Strategy.canary({ steps, bake: '10s', stickiness: { by: 'cookie', name: 'shop', lasts: '1h' } }),
      settings: istio,
      routes: 'VirtualService',
    },
    {
      name: 'blue-green',
      strategy: Strategy.blueGreen({
        preview: { hold: '30s', approve: true },
        checks: { beforeTraffic: [{ kind: 'function', function: 'check' }] },
      }),
      settings: (space) => ({ ...gates(space), functions: { check: outside.url(space.namespace, 'check') } }),
      async play(release) {
        outside.answer(release.space.namespace, 'check', 200);
        await promotes(release, 'WaitingPromotion');
      },
    },
    {
      name: 'unchecked',
      strategy: Strategy.blueGreen({ checks: { beforeTraffic: [{ kind: 'function', function: 'check' }] } }),
      settings: (space) => ({ functions: { check: outside.url(space.namespace, 'check') } }),
      play: (release) => release.untilPhase('Failed'),
    },
    { name: 'gateway', strategy: canary, settings: gateway, routes: 'HTTPRoute' },
    {
      name: 'gateway-ab',
      strategy: Strategy.abTest({ duration: '20s', audience: { users: ['ann', 'bob'] } }),
      settings: (space) => ({ ...gateway(), ...gates(space) }),
      routes: 'HTTPRoute',
      play: (release) => release.untilPhase('WaitingPromotion'),
    },
    {
      name: 'gateway-shadow',
      strategy: Strategy.shadow({ mirror: 100, duration: '20s' }),
      settings: (space) => ({ ...gateway(), ...gates(space) }),
      routes: 'HTTPRoute',
      play: (release) => release.untilPhase('WaitingPromotion'),
    },
    {
      name: 'nginx',
      strategy: canary,
      settings: () => ({ provider: { kind: 'nginx' }, ...read() }),
      before: [ingress],
      routes: 'Ingress',
    },
  ];

  const released = (name: string): Promise<Release> => {
    const release = releases.get(name);
    if (release === undefined) throw new Error(`nobody releases ${name}`);
    return release;
  };

  beforeAll(async () => {
    await install('flagger', 'istio', 'gateway-api');
    outside = await Outside.open();
    prometheus = await Prometheus.start('flagger', { jobs: { web: [outside.host] } });
    flagger = await startFlagger({ provider: 'istio', metrics: prometheus.address });
    for (const options of all) {
      const release = Release.play(outside, flagger, options);
      release.catch(() => undefined);
      releases.set(options.name, release);
    }
  });

  afterAll(async () => {
    await Promise.allSettled([...releases.values()].map(async (release) => (await release).delete()));
    await flagger?.stop();
    await prometheus?.stop();
    outside?.close();
  });

  /** The routes of a release in which something was seen. */
  const sights = <T>({ routes }: Release): readonly T[] => routes.map(({ object }) => object as T);
  const canaryWeights = (release: Release) =>
    sights<Routes>(release).map(
      ({ spec }) => spec.http.at(-1)?.route.find(({ destination }) => destination.host === 'web-canary')?.weight ?? 0,
    );

  test('a healthy canary is promoted along its trace', async () => {
    const release = await released('healthy');
    const begin = release.at(({ weight }) => weight > 0);
    const weights = release.trace.segments.filter(({ guards }) => guards.length > 0);
    expect(weights.map(({ weight }) => weight)).toEqual([20, 60, 100]);
    for (const { weight, from } of weights) {
      expect(Math.abs(release.at((step) => step.weight === weight) - begin - from)).toBeLessThan(SLACK);
    }
    const { to, from } = release.trace.segments.at(-1) ?? { from: 0, to: 0 };
    expect(to - from).toBe(2 * TICK);
    expect(Math.abs(release.at(({ phase }) => phase === 'Promoting') - begin - from)).toBeLessThan(SLACK);
    expect(Math.abs(release.at(({ phase }) => phase === 'Finalising') - begin - from - TICK)).toBeLessThan(SLACK);
    expect(Math.abs(release.at(({ phase }) => phase === 'Succeeded') - begin - to)).toBeLessThan(SLACK);
    const primary = await release.space.get<Deployment>('Deployment', 'web-primary');
    expect(primary.spec.template.metadata.annotations?.['cutover.test/version']).toBe('2');
    saw(ISTIO, 'weight', 'hold', 'bake', 'shift.uneven-steps', 'release.length');
  });

  test('a faulty canary is rolled back one interval after the bad reading', async () => {
    const release = await released('faulty');
    const failed = release.at((step) => step.failed === 1);
    const back = release.at(({ phase }) => phase === 'Failed') - failed;
    expect(Math.abs(back - TICK)).toBeLessThan(SLACK);
    const { spec } = await release.space.get<Routes>('VirtualService', 'web');
    expect(spec.http[0]?.route.map(({ weight }) => weight ?? 0)).toEqual([100, 0]);
    const primary = await release.space.get<Deployment>('Deployment', 'web-primary');
    expect(primary.spec.template.metadata.annotations?.['cutover.test/version']).toBeUndefined();
    expect((await release.space.get<Deployment>('Deployment', 'web')).spec.replicas).toBe(0);
    saw(ISTIO, 'guard.error-rate', 'on-failure.rollback', 'guard.window');
  });

  test('no data passes, or is a failed check of which none is forgotten', async () => {
    const pass = await released('silent-pass');
    expect(Math.max(...pass.steps.map(({ failed }) => failed))).toBe(0);
    const fail = await released('silent-fail');
    expect(Math.max(...fail.steps.map(({ failed }) => failed))).toBe(2);
    expect(Math.max(...fail.steps.map(({ weight }) => weight))).toBe(20);
    saw(ISTIO, 'guard.no-data.pass', 'guard.no-data.fail', 'guard.failures');
  });

  test('the approval of the last step holds the promotion, and the guards are read meanwhile', async () => {
    const release = await released('gated');
    expect(Math.max(...release.steps.map(({ weight }) => weight))).toBe(30);
    const faulty = await released('gated-faulty');
    expect(faulty.steps.map(({ phase }) => phase)).toEqual(expect.arrayContaining(['WaitingPromotion', 'Failed']));
    saw(ISTIO, 'approve.between-steps', 'shift.two-step');
  });

  test('the gate of a step in the middle is asked before every increase, the first one included', async () => {
    const { space } = await released('between');
    expect(outside.called(space.namespace, 'confirm').length).toBeGreaterThanOrEqual(5);
    saw(ISTIO, 'the gate of an increase is asked before each of them');
  });

  test('an A/B test matches its audiences, and a person who says no rolls it back', async () => {
    const release = await released('ab');
    const tested = sights<Routes>(release).find(({ spec }) => spec.http[0]?.route[1]?.weight === 100);
    const [test, rest] = tested?.spec.http ?? [];
    expect(test?.match).toEqual([
      { headers: { 'x-beta': { exact: 'yes' } } },
      { headers: { cookie: { regex: '(.*;\\s*)?beta=v[^;]*(;.*)?' } } },
    ]);
    expect(rest?.route.map(({ destination }) => destination.host)).toEqual(['web-primary']);
    const begin = release.at(({ iterations }) => iterations === 1);
    expect(Math.abs(release.at(({ phase }) => phase === 'WaitingPromotion') - begin - 2 * TICK)).toBeLessThan(SLACK);
    const after = await release.space.get<Routes>('VirtualService', 'web');
    expect(after.spec.http[0]?.route.map(({ weight }) => weight ?? 0)).toEqual([100, 0]);
    saw(ISTIO, 'audience.header', 'audience.cookie', 'audience.prefix', 'a person says no');
  });

  test('a shadow copies its share of the requests, then switches and bakes', async () => {
    const release = await released('shadow');
    const mirrored = sights<Routes>(release).find(({ spec }) => spec.http[0]?.mirror !== undefined);
    expect(mirrored?.spec.http[0]).toMatchObject({ mirror: { host: 'web-canary' }, mirrorPercentage: { value: 40 } });
    expect(mirrored?.spec.http[0]?.route[0]?.weight).toBe(100);
    expect(canaryWeights(release)).toContain(100);
    expect(canaryWeights(release).at(-1)).toBe(0);
    saw(ISTIO, 'mirror', 'shift.at-once');
  });

  test('a canary mirrors for one interval before its first weight', async () => {
    const release = await released('mirror-first');
    const all = sights<Routes>(release);
    const mirrored = release.routes[all.findIndex(({ spec }) => spec.http[0]?.mirror !== undefined)]?.at ?? Number.NaN;
    const moved = release.routes[canaryWeights(release).indexOf(20)]?.at ?? Number.NaN;
    expect(Math.abs((moved - mirrored) / 1000 - TICK)).toBeLessThan(SLACK);
    saw(ISTIO, 'a mirror before the first weight lasts one interval');
  });

  test('a cookie of each version keeps users, that of the stable one for an interval', async () => {
    const release = await released('sticky');
    const routes = sights<Routes>(release).filter(({ spec }) => spec.http.length === 3);
    expect(routes.length).toBeGreaterThan(0);
    const cookies = JSON.stringify(routes[0]);
    expect(cookies).toMatch(/"Set-Cookie":"shop=\w+; Max-Age=3600"/);
    expect(cookies).toMatch(/"Set-Cookie":"shop-primary=\w+; Max-Age=10"/);
    saw(ISTIO, 'stickiness.cookie', 'stickiness.lasts');
  });

  test('Services alone: the preview lasts one interval more, then a person promotes', async () => {
    const release = await released('blue-green');
    expect((release.manifests[0] as CanaryManifest).spec.analysis).toMatchObject({ iterations: 2, interval: '10s' });
    const begin = release.at(({ iterations }) => iterations === 1);
    expect(release.at(({ phase }) => phase === 'WaitingPromotion') - begin).toBeGreaterThan(2 * TICK - SLACK);
    expect(release.at(({ phase }) => phase === 'Promoting') - begin).toBeGreaterThan(3 * TICK - SLACK);
    const unchecked = await released('unchecked');
    expect(Math.max(...unchecked.steps.map(({ iterations }) => iterations))).toBe(0);
    saw(
      { target: 'flagger', engine: 'flagger' },
      'preview.hold',
      'approve.before-traffic',
      'check.before-traffic',
      'check.function',
    );
  });

  test('the Gateway API: weights, users, and a mirror', async () => {
    const ab = sights<HttpRoute>(await released('gateway-ab'));
    expect(ab.find(({ spec }) => spec.rules[0]?.backendRefs[1]?.weight === 100)?.spec.rules[0]).toMatchObject({
      matches: ['ann', 'bob'].map((value) => ({ headers: [{ name: 'x-user-id', type: 'Exact', value }] })),
      backendRefs: [
        { name: 'web-primary', weight: 0 },
        { name: 'web-canary', weight: 100 },
      ],
    });
    const shadow = sights<HttpRoute>(await released('gateway-shadow'));
    expect(shadow.find(({ spec }) => spec.rules[0]?.filters !== undefined)?.spec.rules[0]?.filters).toEqual([
      { type: 'RequestMirror', requestMirror: { backendRef: expect.objectContaining({ name: 'web-canary' }) } },
    ]);
    const weights = sights<HttpRoute>(await released('gateway')).map(
      ({ spec }) => spec.rules[0]?.backendRefs[1]?.weight,
    );
    expect([...new Set(weights)]).toEqual(expect.arrayContaining([20, 60, 100]));
    expect(weights.at(-1)).toBe(0);
    saw(
      { target: 'flagger-gateway-api', engine: 'flagger' },
      'weight',
      'audience.users',
      'mirror',
      'shift.uneven-steps',
    );
  });

  test('Ingress NGINX: the weight is an annotation of a second Ingress', async () => {
    const annotations = sights<Ingress>(await released('nginx')).map(({ metadata }) => metadata.annotations ?? {});
    const weights = annotations.map((all) => all['nginx.ingress.kubernetes.io/canary-weight']);
    expect([...new Set(weights)]).toEqual(expect.arrayContaining(['20', '60', '100']));
    expect(weights.at(-1)).toBe('0');
    saw({ target: 'flagger-nginx', engine: 'flagger' }, 'weight', 'shift.uneven-steps');
  });
});
