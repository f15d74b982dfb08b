import { type Daemon, describeWith, install, Prometheus, Space, startArgo } from '../cluster';
import { sawTraffic } from './clauses';
import { startAll } from './lanes';
import { Log } from './log';
import { PARTS } from './parts';
import { Play, type Played } from './play';
import { randomParts } from './random-parts';
import { expectSame, expectSameSwitch } from './same';
import { seenBlueGreen, seenCanary } from './seen';
import { told } from './told';

const { CUTOVER_SEED = '1' } = process.env;
const SEED = CUTOVER_SEED === 'random' ? Math.trunc(Math.random() * 1e9) : Number(CUTOVER_SEED);

/** The places of random parts among the tests. */
const RANDOM = Array.from({ length: 20 }, (_, at) => `random-${at + 1}`);

describeWith(['argo-rollouts', 'kwok', 'prometheus'], 'Argo Rollouts plays', () => {
  let space: Space;
  let argo: Daemon;
  let prometheus: Prometheus;
  let log: Log;
  let plays: Map<string, Promise<Played>>;

  beforeAll(async () => {
    await install('istio');
    space = await Space.create('played');
    argo = await startArgo({ space });
    prometheus = await Prometheus.start('played', { jobs: {} });
    log = await Log.begin(space, ['Rollout', 'ReplicaSet', 'Service', 'AnalysisRun', 'VirtualService']);
    const metrics = { kind: 'prometheus', address: prometheus.address } as const;
    const written = [...PARTS.values()].map((part) => ({ ...part, settings: { ...part.settings, metrics } }));
    plays = startAll([...written, ...randomParts(SEED, RANDOM.length, metrics)], (part) =>
      new Play(space, log, part).play(),
    );
  });

  afterAll(async () => {
    await Promise.allSettled(plays.values());
    log.stop();
    await argo.stop();
    await prometheus.stop();
    await space.delete();
  }, 600_000);

  async function holds(name: string): Promise<void> {
    try {
      const { part, rollout, trace, notes } = (await plays.get(name)) as Played;
      const { canary, blueGreen } = rollout.spec.strategy;
      const seen = blueGreen === undefined ? seenCanary(notes, name, canary?.steps ?? []) : seenBlueGreen(notes, name);
      expect(seen.end).toMatchObject({ phase: 'Healthy', stableRS: seen.end.currentPodHash });
      if ('segments' in seen) expectSame(seen, trace);
      else expectSameSwitch(seen, trace);
      sawTraffic(part);
    } catch (error) {
      throw new Error(`${error}\n${told(log.of(name))}`, { cause: error });
    }
  }

  test.each([...PARTS].map(([title, { name }]) => [title, name]))('%s, as drawn', (_, name) => holds(name), 600_000);

  test.each(RANDOM)(`%s of seed ${SEED}, as drawn`, holds, 600_000);
});
