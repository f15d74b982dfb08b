import fc from 'fast-check';
import { type DesignRequest, design, evidence } from '../../lib/evidence';
import { plan } from '../../lib/plan';
import { parseStrategy, secondsOf } from '../../lib/strategy';

const traffic = { requestsPerSecond: 1000, errorRate: '0.1%' } as const;

test('the shortest canary for a doubling that hits at most 800 users', () => {
  const { strategy, duration, usersHit, findings } = design({
    traffic,
    detect: 2,
    power: 0.9,
    maxUsersHit: 800,
    maxDuration: '1h',
  });
  expect(findings).toEqual([]);
  expect(strategy).toMatchObject({
    kind: 'canary',
    steps: [
      { weight: 1, hold: '1m' },
      { weight: 25, hold: '2m' },
    ],
    guards: [{ metric: 'errorShare', rise: 2, falseAborts: 5 }],
  });
  expect([duration, usersHit]).toEqual([180, 600]);
});

test.each<[string, DesignRequest]>([
  ['detect and maxDuration', { traffic, detect: 1.2, power: 0.9, maxDuration: '10m' }],
  ['maxUsersHit and detect', { traffic, detect: 2, power: 0.9, maxUsersHit: 300 }],
  [
    'maxUsersHit and maxDuration',
    { traffic: { ...traffic, requestsPerSecond: 100 }, detect: 2, power: 0.9, maxUsersHit: 70, maxDuration: '15m' },
  ],
])('%s can conflict, and the numbers of the finding resolve it', (title, request) => {
  const { strategy, findings } = design(request);
  expect(strategy).toBeUndefined();
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ id: 'conflicting-requirements', severity: 'error' });
  expect(findings[0]?.message.startsWith(`${title} conflict: `)).toBe(true);
  const ways = [...(findings[0]?.fix ?? '').matchAll(/`(\w+): ([^`]+)`/g)];
  expect(ways.length).toBeGreaterThan(0);
  for (const [, field = '', value = ''] of ways) {
    const relaxed = { ...request, [field]: field === 'maxDuration' ? value : Number(value) };
    expect([field, value, design(relaxed).findings]).toEqual([field, value, []]);
  }
});

test('everything that is wrong with a request is found at once', () => {
  const request = {
    traffic: { requestsPerSecond: -1, errorRate: 'much' },
    detect: Number.NaN,
    power: 80,
    falsAborts: 1,
    maxDuration: 'soon',
  };
  const { findings } = design(request as never);
  expect(findings.map(({ path }) => path)).toEqual([
    'falsAborts',
    'traffic.requestsPerSecond',
    'traffic.errorRate',
    'detect',
    'power',
    'maxDuration',
  ]);
  expect(findings[0]?.fix).toBe('write `falseAborts`');
});

test.each([[undefined], [null], ['canary'], [[]]])('%j is one finding', (request) => {
  expect(design(request as never).findings).toHaveLength(1);
});

test('anything at all gives a strategy that meets its request, or findings', () => {
  const number = fc.oneof(
    fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY),
    fc.double({ min: 0.001, max: 1e5 }),
  );
  const requests = fc.record(
    {
      traffic: fc.record({ requestsPerSecond: number, errorRate: fc.constantFrom(0.01, 0.1, 1, 0, -2) }),
      detect: fc.oneof(fc.constantFrom(1.5, 2, 3, 10), number),
      power: fc.constantFrom(0.8, 0.95, 1),
      falseAborts: fc.constantFrom(1, 5, '10%'),
      maxUsersHit: fc.constantFrom(10, 1000, 1e6),
      maxDuration: fc.constantFrom('10m', '2h', '3d'),
      guard: fc.constantFrom('errorShare' as const, 'errorRate' as const),
    },
    { requiredKeys: ['traffic', 'detect'] },
  );
  fc.assert(
    fc.property(requests, (request) => {
      const { strategy, duration = 0, usersHit = 0, findings } = design(request as never);
      if (strategy === undefined) {
        expect(findings.length).toBeGreaterThan(0);
        return;
      }
      expect(parseStrategy(strategy).strategy).toBe(strategy);
      const { maxDuration = '7d', maxUsersHit = Number.POSITIVE_INFINITY, power = 0.8 } = request as DesignRequest;
      expect(duration).toBeLessThanOrEqual(secondsOf(maxDuration));
      expect(usersHit).toBeLessThanOrEqual(maxUsersHit);
      const { exposures, weak } = evidence(plan(strategy), { power, detect: request.detect, rises: [request.detect] });
      expect(exposures[0]?.stopped).toBeGreaterThanOrEqual(power - 0.005);
      expect(weak.filter(({ id }) => id === 'late-guard')).toEqual([]);
    }),
    { numRuns: 25, seed: 5 },
  );
});
