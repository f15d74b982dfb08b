import { setTimeout as sleep } from 'node:timers/promises';
import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { ApiError, type Daemon, describeWith, install, Space, saw, startArgo, until } from '../cluster';
import { Log, type VirtualServiceObject } from './log';
import { manifestsOf, type Part, Play } from './play';
import { seenBlueGreen } from './seen';
import { told } from './told';

const ISTIO = { router: { kind: 'istio' }, replicas: 2 } as const;
const COPIES = { replicas: 2 } as const;

const preview = (hold: '4s' | '30s') => plan(Strategy.blueGreen({ preview: { hold } }));

const PARTS = {
  forced: { name: 'forced', plan: preview('30s'), settings: COPIES },
  refused: { name: 'refused', plan: preview('30s'), settings: COPIES },
  hasty: { name: 'hasty', plan: preview('30s'), settings: COPIES },
  impatient: { name: 'impatient', plan: preview('4s'), settings: COPIES },
  drifted: { name: 'drifted', plan: plan(Strategy.canary({ steps: [{ weight: 25, hold: '60s' }] })), settings: ISTIO },
} satisfies Record<string, Part>;

describeWith(['argo-rollouts', 'kwok'], 'What the docs warn of, on Argo Rollouts', () => {
  let space: Space;
  let argo: Daemon;
  let log: Log;

  beforeAll(async () => {
    await install('istio');
    space = await Space.create('traps');
    argo = await startArgo({ space });
    log = await Log.begin(space, ['Rollout', 'ReplicaSet', 'Service', 'AnalysisRun', 'VirtualService']);
  });

  afterAll(async () => {
    log.stop();
    await argo.stop();
    await space.delete();
  }, 120_000);

  async function deployed(part: Part): Promise<Play> {
    const play = new Play(space, log, part);
    await play.begin();
    return play;
  }

  async function telling(name: string, test: () => Promise<void>): Promise<void> {
    await test().catch((error) => {
      throw new Error(`${error}\n${told(log.of(name))}`, { cause: error });
    });
  }

  test(
    'forcing the selectors of the Services takes the preview away',
    () =>
      telling('forced', async () => {
        const play = await deployed(PARTS.forced);
        await space.apply([...manifestsOf(PARTS.forced, '2')].reverse());
        await play.end();
        const { ready, switched } = seenBlueGreen(log.of('forced'), 'forced');
        expect(switched - ready).toBeLessThan(20);
        saw(
          { target: 'argo-rollouts', engine: 'argo-rollouts' },
          'forced server-side apply of a Service skips the preview',
        );
      }),
    300_000,
  );

  test(
    'without force, the API server refuses to touch them',
    () =>
      telling('refused', async () => {
        await deployed(PARTS.refused);
        const service = manifestsOf(PARTS.refused, '2').find(
          ({ kind, metadata }) => kind === 'Service' && metadata.name === 'refused',
        );
        const body = { ...service, metadata: { name: 'refused', namespace: space.namespace } };
        const path = await space.api.path('v1', 'Service', space.namespace, 'refused');
        const query = { fieldManager: 'another', fieldValidation: 'Strict' };
        const applied = space.api.call(path, { method: 'PATCH', query, body, type: 'application/apply-patch+yaml' });
        await expect(applied).rejects.toThrow(ApiError);
        await expect(applied).rejects.toThrow('.spec.selector');
        saw(
          { target: 'argo-rollouts', engine: 'kubernetes' },
          'server-side apply without force refuses to touch the selectors of the Services',
        );
      }),
    300_000,
  );

  test(
    'promote begins the count of a preview again, and does not end it',
    () =>
      telling('impatient', async () => {
        const play = await deployed(PARTS.impatient);
        await play.release();
        const isPaused = () => play.now.status?.phase === 'Paused';
        await until('the preview is counted', isPaused, Boolean, { within: 120 });
        for (let count = 0; count < 4; count += 1) {
          await sleep(2000);
          await space.rollout('impatient').promote();
        }
        await play.end(() => undefined);
        const { ready, switched } = seenBlueGreen(log.of('impatient'), 'impatient');
        expect(switched - ready).toBeGreaterThan(8);
        saw({ target: 'argo-rollouts', engine: 'argo-rollouts' }, 'promote begins the count of a preview again');
      }),
    300_000,
  );

  test(
    'promote --full ends a preview that is counted',
    () =>
      telling('hasty', async () => {
        const play = await deployed(PARTS.hasty);
        await play.release();
        const isPaused = () => play.now.status?.phase === 'Paused';
        await until('the preview is counted', isPaused, Boolean, { within: 120 });
        await sleep(1000);
        await space.patch('Rollout', 'hasty', { status: { promoteFull: true } }, 'status');
        await play.end(() => undefined);
        const { ready, switched } = seenBlueGreen(log.of('hasty'), 'hasty');
        expect(switched - ready).toBeLessThan(25);
        saw({ target: 'argo-rollouts', engine: 'argo-rollouts' }, 'promote --full ends a preview that is counted');
      }),
    300_000,
  );

  test(
    'the weights of a VirtualService that somebody applies again come back',
    () =>
      telling('drifted', async () => {
        const play = await deployed(PARTS.drifted);
        await play.release();
        const weights = ({ spec }: VirtualServiceObject) => spec.http[0]?.route?.map(({ weight }) => weight);
        const isAt = (service: VirtualServiceObject) => weights(service)?.[1] === 25;
        await space.until<VirtualServiceObject>('VirtualService', 'drifted', 'has the weight', isAt, { within: 120 });
        await sleep(1000);
        const [routes] = manifestsOf(PARTS.drifted, '2').filter(({ kind }) => kind === 'VirtualService');
        const [applied] = await space.apply([routes as object]);
        expect(weights(applied as VirtualServiceObject)).toEqual([100, 0]);
        await space.until<VirtualServiceObject>('VirtualService', 'drifted', 'has the weight again', isAt, {
          within: 60,
        });
        saw(
          { target: 'argo-rollouts-istio', engine: 'argo-rollouts' },
          'weights that somebody has overwritten are set again',
        );
      }),
    300_000,
  );
});
