import { type RollingPace, rollingSizes, surgeCopies, unavailableCopies } from '../../../constructs-k8s/workload/pace';
import { type Copies, type Percent, Strategy } from '../../../lib/strategy';
import { describeWith, type Sight, Space, saw, until } from '../cluster';
import { type DeploymentObject, emitted, isDone, pods, untilDone } from './emitted';

const WHERE = { target: 'kubernetes', engine: 'kubernetes' } as const;

interface ReplicaSet {
  readonly metadata: { readonly name: string; readonly creationTimestamp: string };
  readonly spec: {
    readonly replicas: number;
    readonly template: { readonly spec: { readonly containers: ReadonlyArray<{ readonly image: string }> } };
  };
  readonly status: { readonly availableReplicas?: number };
}

interface Size {
  readonly at: number;
  readonly old: number;
  readonly new: number;
  readonly available: number;
}

/** The sizes of both ReplicaSets after each change that was seen, from the first of the new version on. */
function sizesOf(seen: ReadonlyArray<Sight<ReplicaSet>>, first: number): Size[] {
  const last = { '1': { replicas: first, available: first }, '2': { replicas: 0, available: 0 } };
  const sizes: Size[] = [];
  for (const { at, object } of seen) {
    const version = object.spec.template.spec.containers[0]?.image.endsWith(':2') ? '2' : '1';
    last[version] = { replicas: object.spec.replicas, available: object.status.availableReplicas ?? 0 };
    sizes.push({
      at,
      old: last['1'].replicas,
      new: last['2'].replicas,
      available: last['1'].available + last['2'].available,
    });
  }
  return sizes;
}

/** The sizes without repetitions. */
const distinct = (sizes: readonly Size[]) =>
  sizes
    .map(({ old, new: fresh }) => ({ old, new: fresh }))
    .filter((size, at, all) => at === 0 || JSON.stringify(size) !== JSON.stringify(all[at - 1]));

describeWith(['kubernetes'], 'A rolling Deployment', () => {
  let space: Space;
  beforeAll(async () => {
    space = await Space.create('rolling');
  });
  afterAll(() => space.delete());

  /** Releases version 2 over version 1, and gives the sizes of the ReplicaSets. */
  async function released(strategy: Strategy, replicas: number, readyAfter = 0.3): Promise<Size[]> {
    await space.apply(emitted(strategy, { replicas }, { template: pods('1') }));
    await untilDone(space, 'web');
    const record = await space.record<ReplicaSet>('ReplicaSet');
    await space.apply(emitted(strategy, { replicas }, { template: pods('2', readyAfter) }));
    await untilDone(space, 'web');
    record.stop();
    await space.remove('Deployment', 'web');
    await until(
      'the ReplicaSets are gone',
      () => space.list('ReplicaSet'),
      ({ length }) => length === 0,
    );
    return sizesOf(record.seen, replicas);
  }

  type Case = readonly [replicas: number, surge: Percent | Copies, unavailable: Percent | Copies, RollingPace];

  test.each<Case>([
    [3, { copies: 1 }, 0, { replicas: 3, surge: 1, unavailable: 0 }],
    [3, 0, { copies: 1 }, { replicas: 3, surge: 0, unavailable: 1 }],
    [3, 0, '10%', { replicas: 3, surge: '0%', unavailable: '10%' }],
    [1, 0, '100%', { replicas: 1, surge: '0%', unavailable: '100%' }],
  ])(
    'of %d copies with a surge of %j and %j missing goes one by one, just as we count',
    async (replicas, surge, unavailable, pace) => {
      const sizes = await released(Strategy.rolling({ surge, unavailable }), replicas);
      const changes = distinct(sizes);
      expect(changes.slice(changes.findIndex(({ old, new: fresh }) => old !== replicas || fresh !== 0))).toEqual(
        rollingSizes(pace),
      );
      saw(WHERE, 'replace.in-place', 'pace.copies');
    },
  );

  test.each<Case>([
    [10, '25%', '25%', { replicas: 10, surge: '25%', unavailable: '25%' }],
    [7, '30%', 0, { replicas: 7, surge: '30%', unavailable: 0 }],
    [5, 0, '50%', { replicas: 5, surge: 0, unavailable: '50%' }],
    [4, '100%', 0, { replicas: 4, surge: '100%', unavailable: 0 }],
  ])(
    'of %d copies with a surge of %j and %j missing is never larger nor less available',
    async (replicas, surge, unavailable, pace) => {
      const sizes = await released(Strategy.rolling({ surge, unavailable }), replicas);
      const most = replicas + surgeCopies(pace.surge, replicas);
      const least = replicas - unavailableCopies(pace.unavailable, pace.surge, replicas);
      expect(Math.max(...sizes.map((size) => size.old + size.new))).toBe(most);
      expect(Math.min(...sizes.map(({ available }) => available))).toBeGreaterThanOrEqual(least);
      expect(sizes.at(-1)).toMatchObject({ old: 0, new: replicas });
      saw(WHERE, 'pace.surge', 'pace.unavailable');
    },
  );

  test('waits for a new copy to be ready for as long as minReady says', async () => {
    const sizes = await released(Strategy.rolling({ surge: { copies: 1 }, minReady: '3s' }), 2, 0);
    const [first, second] = [sizes.find(({ new: fresh }) => fresh === 1), sizes.find(({ old }) => old === 1)];
    // A sight can be late by as much as the machine is busy.
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(2000);
    saw(WHERE, 'pace.min-ready');
  });

  test('that does not come up says so after its deadline, and stays where it is', async () => {
    const strategy = Strategy.rolling({ surge: { copies: 1 }, onFailure: 'halt' });
    await space.apply(emitted(strategy, { replicas: 2 }, { template: pods('1') }));
    await untilDone(space, 'web');
    await space.apply(emitted(strategy, { replicas: 2 }, { template: pods('2', 'never'), progressDeadline: 3 }));
    const failed = (one: DeploymentObject) =>
      one.status.conditions?.some(({ reason }) => reason === 'ProgressDeadlineExceeded') === true;
    await space.until<DeploymentObject>('Deployment', 'web', 'has failed', failed);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const { status } = await space.get<DeploymentObject>('Deployment', 'web');
    expect(status).toMatchObject({ replicas: 3, updatedReplicas: 1, availableReplicas: 2 });
    saw(WHERE, 'on-failure.halt', 'a Deployment never rolls back by itself');

    await space.apply(emitted(strategy, { replicas: 2 }, { template: pods('1'), progressDeadline: 3 }));
    await space.until<DeploymentObject>('Deployment', 'web', 'is back', isDone);
  });
});
