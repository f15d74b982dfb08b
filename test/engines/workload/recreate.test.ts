import { Strategy } from '../../../lib/strategy';
import { describeWith, Space, saw, until } from '../cluster';
import { emitted, endpointsOf, pods, untilDone } from './emitted';

const WHERE = { target: 'kubernetes', engine: 'kubernetes' } as const;

interface Pod {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: ReadonlyArray<{ readonly image: string }> };
}

interface Job {
  readonly metadata: { readonly name: string };
  readonly status: { readonly succeeded?: number };
}

describeWith(['kubernetes'], 'A recreated Deployment', () => {
  let space: Space;
  beforeAll(async () => {
    space = await Space.create('recreate');
  });
  afterAll(() => space.delete());

  /** How many pods of each version there are, at one moment. */
  const running = async (...versions: readonly string[]): Promise<number[]> => {
    const all = await space.list<Pod>('Pod', 'app.kubernetes.io/name=web');
    return versions.map(
      (version) => all.filter(({ spec }) => spec.containers[0]?.image === `shop/web:${version}`).length,
    );
  };
  const runs = async (version: string): Promise<number> => (await running(version))[0] ?? 0;

  test('has none running in between', async () => {
    const strategy = Strategy.recreate({});
    await space.apply(emitted(strategy, { replicas: 3 }, { template: pods('1') }));
    await untilDone(space, 'web');
    const record = await space.record<Pod>('Pod');
    await space.apply(emitted(strategy, { replicas: 3 }, { template: pods('2', 0.5) }));
    const together: number[] = [];
    await until(
      'the new version runs',
      async () => {
        const [old = 0, fresh = 0] = await running('1', '2');
        together.push(Math.min(old, fresh));
        return fresh;
      },
      (fresh) => fresh === 3,
      { every: 20 },
    );
    await untilDone(space, 'web');
    record.stop();
    expect(Math.max(...together)).toBe(0);
    const images = record.seen.map(({ object }) => object.spec.containers[0]?.image);
    expect(images.slice(images.indexOf('shop/web:2'))).not.toContain('shop/web:1');
    expect(await runs('2')).toBe(3);
    saw(WHERE, 'replace.stop-first');
    await space.remove('Deployment', 'web');
  });

  test('goes into maintenance: the page answers, the application stops, the migration runs; and comes back', async () => {
    const strategy = Strategy.recreate({ maintenance: { message: 'Back soon', expected: '5m' } });
    const migration = { image: 'shop/migrate:2' };
    const apply = (version: string, mode: 'live' | 'maintenance') =>
      space.apply(emitted(strategy, { replicas: 2 }, { template: pods(version), mode, migration }));
    const named = async (prefix: RegExp, count: number, within?: number) =>
      until(
        `${count} endpoints ${prefix}`,
        () => endpointsOf(space, 'web'),
        (names) => names.length === count && names.every((name) => prefix.test(name)),
        { ...(within && { within }) },
      );

    await apply('1', 'live');
    await untilDone(space, 'web');
    await untilDone(space, 'web-maintenance');
    await named(/^web-(?!maintenance)/, 2);

    await apply('1', 'maintenance');
    await named(/^web-maintenance-/, 1, 10);
    await until(
      'the application has stopped',
      () => runs('1'),
      (count) => count === 0,
    );
    const [job] = await space.list<Job>('Job');
    await space.until<Job>('Job', job?.metadata.name ?? '', 'has succeeded', ({ status }) => status.succeeded === 1);
    expect(await endpointsOf(space, 'web')).toHaveLength(1);

    await apply('2', 'live');
    await named(/^web-(?!maintenance)/, 2);
    expect(await runs('2')).toBe(2);
    saw(WHERE, 'maintenance');
  });
});
