import { setTimeout as sleep } from 'node:timers/promises';
import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { bench, Daemon, describeWith, install, Prometheus, Space, saw, serving, startArgo, until } from '../cluster';
import { type Answering, type Behaviour, Exporter } from './exporter';
import { Log } from './log';
import { type Part, Play } from './play';
import { expectSame } from './same';
import { seenCanary } from './seen';
import { told } from './told';
import { World } from './world';

const { CUTOVER_KUBECONFIG } = process.env;

const HEALTHY: Behaviour = { requestsPerSecond: 50, errors: 0 };
const FAULTY: Behaviour = { requestsPerSecond: 50, errors: 50 };

/** Seconds that something is away. */
const AWAY = 4;

const strategy = (holds: readonly [string, string]): Strategy =>
  Strategy.canary({
    steps: [
      { weight: 20, hold: holds[0] as '1s', approve: true },
      { weight: 60, hold: holds[1] as '1s' },
    ],
    guards: [{ metric: 'errorRate', max: '2%', over: '5s', every: '1s', failures: 2, onNoData: 'fail' }],
    bake: '3s',
  });

describeWith(['argo-rollouts', 'kwok', 'prometheus'], 'Argo Rollouts when something breaks', () => {
  let space: Space;
  let argo: Daemon;
  let exporter: Exporter;
  let prometheus: Prometheus;
  let log: Log;
  /** How the new version of each release behaves. */
  const behaviours = new Map<string, Behaviour>();

  beforeAll(async () => {
    await install('istio');
    space = await Space.create('faults');
    argo = await startArgo({ space });
    log = await Log.begin(space, ['Rollout', 'ReplicaSet', 'Service', 'AnalysisRun', 'VirtualService']);
    exporter = await Exporter.start(pods);
    prometheus = await Prometheus.start('faults', { jobs: { pods: [exporter.address] } });
  });

  afterAll(async () => {
    log.stop();
    await argo.stop();
    await prometheus.stop();
    await exporter.stop();
    await space.delete();
  }, 120_000);

  function pods(): Answering[] {
    return [...behaviours].flatMap(([name, behaviour]) => {
      const names = log.of(name).flatMap(({ kind, object }) => (kind === 'ReplicaSet' ? object.metadata.name : []));
      const [stable, fresh] = [...new Set(names)];
      const pod = (set: string | undefined, how: Behaviour) =>
        set === undefined ? [] : [{ namespace: space.namespace, pod: `${set}-1`, ...how }];
      return [...pod(stable, HEALTHY), ...pod(fresh, behaviour)];
    });
  }

  /** A release that waits in its first hold. */
  async function released(name: string, holds: readonly [string, string] = ['10s', '8s']): Promise<Play> {
    const metrics = { kind: 'prometheus', address: prometheus.address } as const;
    const part: Part = {
      name,
      plan: plan(strategy(holds)),
      settings: { router: { kind: 'istio' }, replicas: 4, metrics },
    };
    behaviours.set(name, HEALTHY);
    const play = new Play(space, log, part);
    await play.begin();
    await play.release();
    await until(
      `${name} waits`,
      () => play.now.status?.phase,
      (phase) => phase === 'Paused',
      { within: 120 },
    );
    await sleep(1500);
    return play;
  }

  /** A failure tells what was noted. */
  async function telling(name: string, test: () => Promise<void>): Promise<void> {
    await test().catch((error) => {
      throw new Error(`${error}\n${told(log.of(name))}`, { cause: error });
    });
  }

  function worldOf(play: Play): World {
    const { metadata, status } = play.now;
    const world = new World(metadata.name, status?.currentPodHash ?? '');
    for (const note of log.of(metadata.name)) world.take(note);
    return world;
  }

  async function endsAsDrawn(play: Play): Promise<void> {
    await play.end();
    await play.quiet();
    const { metadata } = play.now;
    const seen = seenCanary(log.of(metadata.name), metadata.name, play.rollout.spec.strategy.canary?.steps ?? []);
    expect(seen.end).toMatchObject({ phase: 'Healthy', stableRS: seen.end.currentPodHash });
    expectSame(seen, play.trace);
  }

  async function isAborted(play: Play): Promise<void> {
    await play.end();
    await play.quiet();
    const { status = {} } = play.now;
    expect(status).toMatchObject({ phase: 'Degraded', abort: true });
    expect(status.stableRS).not.toBe(status.currentPodHash);
    expect(worldOf(play).traffic).toEqual({ weight: 0, mirror: 0, audience: [] });
  }

  const tests: Readonly<Record<string, readonly [name: string, run: (name: string) => Promise<void>]>> = {
    'the controller dies in the middle of a step and starts again: as drawn': [
      'killed',
      async (name) => {
        const play = await released(name);
        await argo.kill();
        await sleep(AWAY * 1000);
        argo.again();
        await endsAsDrawn(play);
      },
    ],
    'the version becomes faulty while the controller is away: aborted': [
      'unseen',
      async (name) => {
        const play = await released(name);
        await argo.kill();
        behaviours.set(name, FAULTY);
        await sleep(AWAY * 1000);
        argo.again();
        await isAborted(play);
      },
    ],
    'the controller dies while a person is waited for: nobody says yes for them': [
      'asked',
      async (name) => {
        const play = await released(name, ['1s', '8s']);
        await sleep(1500);
        await argo.kill();
        await sleep(AWAY * 1000);
        argo.again();
        await sleep(AWAY * 1000);
        expect(play.now.status).toMatchObject({ phase: 'Paused' });
        expect(worldOf(play).traffic.weight).toBe(20);
        await endsAsDrawn(play);
      },
    ],
    'the API server dies and starts again: as drawn': [
      'unheard',
      async (name) => {
        const play = await released(name);
        const { folder, access } = bench();
        const server = Daemon.of(folder, 'kube-apiserver');
        await server.kill();
        await sleep(AWAY * 1000);
        server.again();
        await serving(access);
        await endsAsDrawn(play);
      },
    ],
    'Prometheus dies and starts again: as drawn': [
      'unmeasured',
      async (name) => {
        const play = await released(name, ['30s', '8s']);
        await prometheus.daemon.kill();
        await sleep(AWAY * 1000);
        prometheus.daemon.again();
        await prometheus.ready();
        await endsAsDrawn(play);
      },
    ],
    'Prometheus dies and stays away: nothing is promoted without evidence': [
      'blind',
      async (name) => {
        const play = await released(name, ['90s', '8s']);
        await prometheus.daemon.kill();
        await isAborted(play);
        expect(worldOf(play).analysis('Background')?.status?.phase).toBe('Error');
        prometheus.daemon.again();
        await prometheus.ready();
      },
    ],
  };

  /** The API server of somebody's own cluster is left alone. */
  const mine = Object.entries(tests).filter(([, [name]]) => name !== 'unheard' || CUTOVER_KUBECONFIG === undefined);

  test.each(mine)(
    '%s',
    async (title, [name, run]) => {
      await telling(name, () => run(name));
      saw({ target: 'argo-rollouts-istio', engine: 'argo-rollouts' }, title as `${string} ${string}`);
    },
    400_000,
  );
});
