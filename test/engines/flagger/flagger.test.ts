import type { CanaryManifest } from '../../../constructs-k8s/flagger/manifest';
import { type Daemon, describeWith, install, Prometheus, saw, startFlagger } from '../cluster';
import type { Autoscaler, Deployment, HttpRoute, Ingress, Routes } from './objects';
import { Outside } from './outside';
import { Release } from './release';
import { scenarios } from './scenarios';

/** Seconds of Flagger's shortest interval, and what the machine may take on top of one. */
const TICK = 10;
const SLACK = 5;

const ISTIO = { target: 'flagger-istio', engine: 'flagger' } as const;

describeWith(['flagger', 'prometheus'], 'Flagger, played', () => {
  let outside: Outside;
  let prometheus: Prometheus;
  let flagger: Daemon;
  const releases = new Map<string, Promise<Release>>();

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
    for (const options of scenarios(outside, prometheus.address)) {
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

  test('a Deployment that is undone is the old version at both sides, which Flagger goes on to promote', async () => {
    const release = await released('undone');
    const weights = release.steps.map(({ weight }) => weight);
    expect(weights.filter((weight, at) => weight > 0 && weight !== weights[at - 1])).toEqual([20, 60, 100]);
    const primary = await release.space.get<Deployment>('Deployment', 'web-primary');
    expect(primary.spec.template.metadata.annotations?.['cutover.test/version']).toBeUndefined();
    saw(ISTIO, 'a Deployment that is undone in the middle of a release');
  });

  test('no data passes, or is a failed check of which none is forgotten', async () => {
    const pass = await released('silent-pass');
    expect(Math.max(...pass.steps.map(({ failed }) => failed))).toBe(0);
    const nan = await released('falls-silent');
    expect(Math.max(...nan.steps.map(({ failed }) => failed))).toBe(0);
    const fail = await released('silent-fail');
    expect(Math.max(...fail.steps.map(({ failed }) => failed))).toBe(2);
    expect(Math.max(...fail.steps.map(({ weight }) => weight))).toBe(20);
    saw(ISTIO, 'guard.no-data.pass', 'guard.no-data.fail', 'guard.failures');
  });

  test('an error share stops a version that fails more than the stable one', async () => {
    const release = await released('error-share');
    expect(Math.max(...release.steps.map(({ failed }) => failed))).toBe(1);
    saw(ISTIO, 'guard.sequential');
  });

  test('an autoscaler gets a second one for the primary', async () => {
    const { space } = await released('autoscaled');
    const primary = await space.get<Autoscaler>('HorizontalPodAutoscaler', 'web-primary');
    expect(primary.spec).toMatchObject({ scaleTargetRef: { name: 'web-primary' }, minReplicas: 2, maxReplicas: 5 });
    saw(ISTIO, 'an autoscaler of the primary');
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

  test('Ingress NGINX: the weight and the users are annotations of a second Ingress', async () => {
    const annotations = sights<Ingress>(await released('nginx')).map(({ metadata }) => metadata.annotations ?? {});
    const weights = annotations.map((all) => all['nginx.ingress.kubernetes.io/canary-weight']);
    expect([...new Set(weights)]).toEqual(expect.arrayContaining(['20', '60', '100']));
    expect(weights.at(-1)).toBe('0');
    const tested = sights<Ingress>(await released('nginx-ab')).map(({ metadata }) => metadata.annotations);
    expect(tested).toContainEqual(
      expect.objectContaining({
        'nginx.ingress.kubernetes.io/canary': 'true',
        'nginx.ingress.kubernetes.io/canary-by-header': 'x-user-id',
        'nginx.ingress.kubernetes.io/canary-by-header-pattern': '^(ann|bob)$',
      }),
    );
    saw({ target: 'flagger-nginx', engine: 'flagger' }, 'weight', 'shift.uneven-steps', 'audience.users');
  });
});
