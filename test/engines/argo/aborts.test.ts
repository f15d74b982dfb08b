import { setTimeout as sleep } from 'node:timers/promises';
import type { AnalysisTemplateManifest } from '../../../constructs-k8s/argo-rollouts/manifest';
import { type Daemon, describeWith, install, READY, Space, saw, startArgo } from '../cluster';
import { ABORTED, type Aborted } from './aborted';
import { startAll } from './lanes';
import { Log, type ReleasedRollout } from './log';
import { manifestsOf, Play } from './play';
import { told } from './told';
import { World } from './world';

/** The pods of the checks' Jobs never become ready: each runs until its deadline. */
function hung({ spec, ...template }: AnalysisTemplateManifest): object {
  const metrics = spec.metrics.map((metric) => {
    const { spec: of } = metric.provider.job as { spec: { template: object } };
    const pods = { ...of.template, metadata: { labels: { [READY]: 'never' } } };
    return { ...metric, provider: { job: { spec: { ...of, template: pods } } } };
  });
  return { ...template, spec: { ...spec, metrics } };
}

/** A person who aborts as soon as the release is where it should be aborted. */
function aborting(space: Space, { name, at }: Aborted) {
  let done = false;
  return ({ status }: ReleasedRollout): Promise<unknown> | undefined => {
    const reasons = (status?.pauseConditions ?? []).map(({ reason }) => reason);
    const here =
      at === 'preview' ? reasons.includes('BlueGreenPause') : reasons.length > 0 && status?.currentStepIndex === at;
    if (!here || done) return undefined;
    done = true;
    return sleep(1000).then(() => space.rollout(name).abort());
  };
}

describeWith(['argo-rollouts', 'kwok'], 'Argo Rollouts aborts', () => {
  let space: Space;
  let argo: Daemon;
  let log: Log;
  let plays: Map<string, Promise<World>>;

  async function play(part: Aborted): Promise<World> {
    const release = new Play(space, log, part);
    await release.begin();
    if (part.at === undefined) {
      const templates = manifestsOf(part, '1').filter(({ kind }) => kind === 'AnalysisTemplate');
      await space.apply(templates.map((template) => hung(template as AnalysisTemplateManifest)));
    }
    await release.release();
    await release.end(part.at === undefined ? release.yes() : aborting(space, part));
    await release.quiet();
    const world = new World(part.name, release.now.status?.currentPodHash ?? '');
    for (const note of log.of(part.name)) world.take(note);
    return world;
  }

  beforeAll(async () => {
    await install('istio');
    space = await Space.create('aborts');
    argo = await startArgo({ space });
    log = await Log.begin(space, ['Rollout', 'ReplicaSet', 'Service', 'AnalysisRun', 'VirtualService']);
    plays = startAll([...ABORTED.values()], play);
  });

  afterAll(async () => {
    await Promise.allSettled(plays?.values() ?? []);
    log.stop();
    await argo.stop();
    await space.delete();
  }, 600_000);

  test.each([...ABORTED])(
    '%s, and everybody has the stable version again',
    async (_, { name, at, settings }) => {
      try {
        const world = await (plays.get(name) as Promise<World>);
        const rollout = world.find('Rollout', name);
        expect(rollout?.status).toMatchObject({ phase: 'Degraded', abort: true });
        expect(rollout?.status?.stableRS).not.toBe(rollout?.status?.currentPodHash);
        expect(world.traffic).toEqual({ weight: 0, mirror: 0, audience: [] });
        expect(world.stableCopies).toEqual({ ready: 4, wanted: 4 });
        saw(
          {
            target: settings.router?.kind === 'istio' ? 'argo-rollouts-istio' : 'argo-rollouts',
            engine: 'argo-rollouts',
          },
          at === undefined
            ? 'a check that fails takes all requests back to the stable version'
            : 'an abort takes all requests back to the stable version',
          'on-failure.rollback',
          ...(at === undefined ? (['check.timeout'] as const) : []),
        );
      } catch (error) {
        throw new Error(`${error}\n${told(log.of(name))}`, { cause: error });
      }
    },
    600_000,
  );
});
