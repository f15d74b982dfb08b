import { setTimeout as sleep } from 'node:timers/promises';
import { plan } from '../../../lib/plan';
import { type Daemon, describeWith, freePort, install, Prometheus, Space, startArgo } from '../cluster';
import { sawMeasured } from './clauses';
import { type Answering, Exporter } from './exporter';
import { GUARDED, type Guarded, partsOf, STABLE } from './guarded';
import { startAll } from './lanes';
import { Log, type Note } from './log';
import { type Part, Play } from './play';
import { told } from './told';
import { World } from './world';

/** The pods of the releases as the log knows them, and how each of them behaves. */
function answering(log: Log, namespace: string, parts: Iterable<Part & Guarded>): Answering[] {
  return [...parts].flatMap(({ name, behaves, later }) => {
    const notes = log.of(name);
    const sets = [...new Set(notes.flatMap(({ kind, object }) => (kind === 'ReplicaSet' ? object.metadata.name : [])))];
    const [stable, fresh] = sets;
    const step = Math.max(0, ...notes.slice(-20).map((note) => stepOf(note, fresh)));
    const now = later !== undefined && step >= SECOND ? later : behaves;
    return [
      ...(stable === undefined ? [] : [{ namespace, pod: `${stable}-1`, ...STABLE }]),
      ...(fresh === undefined || now === undefined ? [] : [{ namespace, pod: `${fresh}-1`, ...now }]),
    ];
  });
}

/** The index of the second hold. */
const SECOND = 3;

const stepOf = ({ kind, object }: Note, fresh: string | undefined): number =>
  kind === 'Rollout' && fresh?.endsWith(`-${object.status?.currentPodHash}`)
    ? (object.status?.currentStepIndex ?? 0)
    : 0;

describeWith(['argo-rollouts', 'kwok', 'prometheus'], 'Argo Rollouts asks a real Prometheus', () => {
  let space: Space;
  let argo: Daemon;
  let exporter: Exporter;
  let prometheus: Prometheus;
  let log: Log;
  let plays: Map<string, Promise<Ended>>;

  interface Ended {
    readonly play: Play;
    readonly world: World;
    readonly part: Part;
  }

  async function play(part: Part & Guarded): Promise<Ended> {
    const release = new Play(space, log, part);
    await release.begin();
    await release.release();
    await release.end(part.outcome === 'waits' ? () => undefined : release.yes(), part.outcome === 'waits');
    if (part.outcome === 'waits') await sleep(3000);
    await release.quiet();
    const world = new World(part.name, release.now.status?.currentPodHash ?? '');
    for (const note of log.of(part.name)) world.take(note);
    return { play: release, world, part };
  }

  beforeAll(async () => {
    await install('istio');
    space = await Space.create('guarded');
    argo = await startArgo({ space });
    log = await Log.begin(space, ['Rollout', 'ReplicaSet', 'Service', 'AnalysisRun', 'VirtualService']);
    const parts = () => partsOf(prometheus.address, unreachable);
    const unreachable = `http://127.0.0.1:${await freePort()}`;
    exporter = await Exporter.start(() => answering(log, space.namespace, parts().values()));
    prometheus = await Prometheus.start('guarded', { jobs: { pods: [exporter.address] } });
    plays = startAll([...parts().values()], play);
  });

  afterAll(async () => {
    await Promise.allSettled(plays?.values() ?? []);
    log.stop();
    await argo.stop();
    await prometheus.stop();
    await exporter.stop();
    await space.delete();
  }, 600_000);

  const names = Object.keys(GUARDED).map(
    (title, at) => [title, `guarded-${at + 1}`, GUARDED[title] as Guarded] as const,
  );

  test.each(names)(
    '%s',
    async (_, name, { outcome, strategy, unreachable }) => {
      try {
        const { play: release, world, part } = await (plays.get(name) as Promise<Ended>);
        const { status = {} } = release.now;
        const run = world.analysis('Background') ?? world.analysis('PostPromotion');
        if (outcome === 'promoted') {
          expect(status).toMatchObject({ phase: 'Healthy', stableRS: status.currentPodHash });
          expect(world.traffic.weight).toBe(100);
          expect(run?.status?.phase).toBe('Successful');
        } else if (outcome === 'aborted') {
          expect(status).toMatchObject({ phase: 'Degraded', abort: true });
          expect(status.stableRS).not.toBe(status.currentPodHash);
          expect(world.traffic).toEqual({ weight: 0, mirror: 0, audience: [] });
          const [measured] = run?.status?.metricResults ?? [];
          const errorLimit = run?.spec.metrics[0]?.consecutiveErrorLimit ?? 0;
          if (unreachable) expect(measured).toMatchObject({ phase: 'Error', consecutiveError: 1 + errorLimit });
          else
            expect(measured).toMatchObject({ phase: 'Failed', failed: (plan(strategy).guards[0]?.failures ?? 0) + 1 });
        } else {
          expect(status).toMatchObject({ phase: 'Paused', pauseConditions: [{ reason: 'InconclusiveAnalysisRun' }] });
          expect(status.stableRS).not.toBe(status.currentPodHash);
          expect(world.traffic.weight).toBe(25);
          expect(run?.status?.phase).toBe('Inconclusive');
        }
        sawMeasured(part);
      } catch (error) {
        throw new Error(`${error}\n${told(log.of(name))}`, { cause: error });
      }
    },
    600_000,
  );
});
