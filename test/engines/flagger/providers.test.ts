import { PROVIDERS } from '../../../constructs-k8s/flagger/providers';
import { Guard, Strategy } from '../../../lib/strategy';
import { type Daemon, describeWith, install, Prometheus, saw, startFlagger, until } from '../cluster';
import { playKnative } from './knative';
import type { Deployment } from './objects';
import { Outside } from './outside';
import { PLAYED, type Played } from './providers';
import { Release } from './release';

/** Seconds of Flagger's shortest interval, and what the machine may take on top of one. */
const TICK = 10;
const SLACK = 5;

const strategy = Strategy.canary({
  steps: [
    { weight: 20, hold: '10s' },
    { weight: 60, hold: '10s' },
  ],
  bake: '10s',
  guards: [Guard.errorRate({ max: '5%', over: '10s' })],
});

describeWith(['flagger', 'prometheus'], 'Flagger, played with its other providers', () => {
  let outside: Outside;
  let prometheus: Prometheus;
  let flagger: Daemon;
  const knative: Array<() => void> = [];
  const releases = new Map<string, Promise<Release>>();

  const released = (kind: string, how: 'healthy' | 'faulty'): Promise<Release> => {
    const release = releases.get(`${kind}-${how}`);
    if (release === undefined) throw new Error(`nobody releases ${kind}-${how}`);
    return release;
  };

  const weightsOf = ({ routes }: Release, { weightIn }: Played): number[] =>
    routes.map(({ object }) => weightIn(object as never) ?? 0).filter((weight, at, all) => weight !== all[at - 1]);

  function play(played: Played, how: 'healthy' | 'faulty'): void {
    const { provider, routes, routed, before = [], change, clustered = false } = played;
    const name = `${provider.kind}-${how}`;
    const service = clustered ? `web-${how}` : 'web';
    const release = Release.play(outside, flagger, {
      name,
      strategy,
      settings: () => ({ provider, metrics: { kind: 'prometheus', address: prometheus.address } }),
      routes,
      routed: routed ?? (routes === 'Ingress' ? 'web-canary' : service),
      before,
      ...(change && { change }),
      ...(clustered && { emit: { service } }),
      async begin({ space }) {
        if (provider.kind === 'knative') knative.push(await playKnative(space));
      },
      async play(playing) {
        if (how === 'healthy') return playing.untilPhase('Succeeded');
        await playing.untilWeight(20);
        outside.health(playing.space.namespace, 'bad');
        await playing.untilPhase('Failed');
        await until(
          'the routes lead to the stable version',
          () => weightsOf(playing, played).at(-1),
          (weight) => weight === 0,
        );
      },
    });
    release.catch(() => undefined);
    releases.set(name, release);
  }

  beforeAll(async () => {
    await install(
      'flagger',
      'gateway-api',
      'traefik',
      'contour',
      'apisix',
      'knative',
      'gloo',
      'gloo-gateway',
      'kuma',
      'app-mesh',
    );
    outside = await Outside.open();
    prometheus = await Prometheus.start('flagger-providers', { jobs: { web: [outside.host] } });
    flagger = await startFlagger({ provider: 'istio', metrics: prometheus.address });
    for (const played of PLAYED) {
      play(played, 'healthy');
      play(played, 'faulty');
    }
  });

  afterAll(async () => {
    for (const stop of knative) stop();
    for (const release of await Promise.allSettled(releases.values())) {
      if (release.status === 'rejected') continue;
      const { space } = release.value;
      await space.remove('kuma.io/v1alpha1 TrafficRoute', 'web-healthy').catch(() => undefined);
      await space.remove('kuma.io/v1alpha1 TrafficRoute', 'web-faulty').catch(() => undefined);
      await release.value.delete();
    }
    await flagger?.stop();
    await prometheus?.stop();
    outside?.close();
  });

  test.each(PLAYED.map((played) => [played.provider.kind, played] as const))(
    '%s: a healthy version is promoted along its trace, and a faulty one is rolled back an interval after the bad reading',
    async (kind, played) => {
      const healthy = await released(kind, 'healthy');
      const begin = healthy.at(({ weight }) => weight > 0);
      for (const { weight, from } of healthy.trace.segments.filter(({ guards }) => guards.length > 0)) {
        expect(Math.abs(healthy.at((step) => step.weight === weight) - begin - from)).toBeLessThan(SLACK);
      }
      const { from, to } = healthy.trace.segments.at(-1) ?? { from: 0, to: 0 };
      expect(to - from).toBe(2 * TICK);
      expect(Math.abs(healthy.at(({ phase }) => phase === 'Promoting') - begin - from)).toBeLessThan(SLACK);
      expect(Math.abs(healthy.at(({ phase }) => phase === 'Succeeded') - begin - to)).toBeLessThan(SLACK);
      expect(weightsOf(healthy, played)).toEqual([0, 20, 60, 100, 0]);

      const faulty = await released(kind, 'faulty');
      const failed = faulty.at((step) => step.failed === 1);
      expect(Math.abs(faulty.at(({ phase }) => phase === 'Failed') - failed - TICK)).toBeLessThan(SLACK);
      expect(weightsOf(faulty, played).at(-1)).toBe(0);
      expect(Math.max(...faulty.steps.map(({ weight }) => weight))).toBeLessThan(100);
      if (kind !== 'knative') {
        const versionIn = async ({ space }: Release) =>
          (await space.get<Deployment>('Deployment', 'web-primary')).spec.template.metadata.annotations?.[
            'cutover.test/version'
          ];
        expect(await versionIn(healthy)).toBe('2');
        expect(await versionIn(faulty)).toBeUndefined();
      }
      const { id, title } = PROVIDERS[kind];
      saw({ target: 'flagger', engine: 'flagger' }, `${title}: a release to its end, and one that is rolled back`);
      const clauses = ['weight', 'hold', 'bake', 'shift.uneven-steps', 'release.length'] as const;
      saw({ target: id, engine: 'flagger' }, ...clauses, 'guard.error-rate', 'on-failure.rollback');
    },
  );
});
