import { affinityFindings, affinityOf, keptShare, serviceAffinity } from '../../lib/drain';
import { plan } from '../../lib/plan';
import { type Stickiness, Strategy } from '../../lib/strategy';

const cookie = { by: 'cookie', name: 'version', lasts: '1h' } as const;

test.each<[Stickiness | undefined, unknown]>([
  [undefined, undefined],
  [cookie, { kind: 'cookie', name: 'version', lasts: 3600 }],
  [
    { by: 'header', name: 'x-user-id' },
    { kind: 'hash', header: 'x-user-id' },
  ],
  [{ by: 'clientAddress' }, { kind: 'clientAddress', lasts: 10_800 }],
])('the affinity of %j', (stickiness, expected) => {
  expect(affinityOf(stickiness)).toEqual(expected);
});

test('a Service keeps addresses, and nothing else', () => {
  expect(serviceAffinity({ by: 'clientAddress' })).toEqual({
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } },
  });
  expect([serviceAffinity(cookie), serviceAffinity(undefined)]).toEqual([{}, {}]);
});

describe('the share of the users', () => {
  const kept = { weight: 10, hold: 600, lasts: 3600 };

  test.each([
    ['both versions keep theirs', { ...kept, keeps: 'both' }, 1.67],
    ['a hold of a user’s whole stay', { ...kept, hold: 3600, keeps: 'both' }, 10],
    ['only the new version keeps its own: 1 - 0.9^10', { ...kept, keeps: 'new' }, 65.13],
    ['… of users who come once', { ...kept, keeps: 'new', draws: 1 }, 10],
    ['addresses at pods: a tenth leaves, and a tenth of them draws the new version', { ...kept, keeps: 'pod' }, 1],
  ] as const)('%s', (_name, request, expected) => {
    expect(keptShare(request)).toBe(expected);
  });

  /** The same by hand: users of all ages, each of whom draws when the cookie is over. */
  test('agrees with users who are followed one by one', () => {
    const users = 3600;
    const redrawn = Array.from({ length: users }, (_, age) => age).filter((age) => age + 600 >= 3600).length;
    expect(keptShare({ ...kept, keeps: 'both' })).toBeCloseTo((redrawn / users) * 10, 1);
  });
});

describe('a canary with stickiness', () => {
  const canary = (stickiness?: Stickiness) =>
    plan(
      Strategy.canary({
        steps: [
          { weight: 10, hold: '10m' },
          { weight: 50, hold: '2h' },
        ],
        ...(stickiness && { stickiness }),
      }),
    );

  test('says what becomes of each weight', () => {
    expect(affinityFindings(canary(cookie), 'both')).toEqual([
      expect.objectContaining({
        id: 'drain-sticky-share',
        severity: 'warning',
        path: 'steps[0]',
        message: 'A weight of 10% becomes about 1.67% of the users: users stay for 1h and the step holds for 10m',
        received: '10%',
        expected: '1.67%',
      }),
    ]);
  });

  test('of addresses, and of the new version only', () => {
    const paths = (found: ReturnType<typeof affinityFindings>) => found.map(({ expected }) => expected);
    expect(paths(affinityFindings(canary({ by: 'clientAddress' }), 'pod'))).toEqual(['1%', '25%']);
    expect(paths(affinityFindings(canary(cookie), 'new'))).toEqual(['65.13%', '99.9%']);
  });

  test('a hash, or none, draws as the weight says', () => {
    expect(affinityFindings(canary({ by: 'header', name: 'x-user-id' }), 'both')).toEqual([]);
    expect(affinityFindings(canary(), 'both')).toEqual([]);
  });
});
