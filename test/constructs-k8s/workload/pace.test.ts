import fc from 'fast-check';
import { rollingSizes, surgeCopies, unavailableCopies } from '../../../constructs-k8s/workload';
import { runs } from '../../support/arbitrary';

describe('copies of a Deployment', () => {
  test.each([
    ['25%', 10, 3],
    ['1%', 10, 1],
    ['0%', 10, 0],
    ['100%', 3, 3],
    [2, 1, 2],
    [undefined, 4, 1],
  ] as const)('a surge of %s of %d rounds up to %d', (surge, replicas, expected) => {
    expect(surgeCopies(surge, replicas)).toBe(expected);
  });

  test.each([
    ['25%', 1, 10, 2],
    ['1%', 1, 10, 0],
    ['10%', '0%', 3, 1],
    ['10%', 0, 3, 1],
    ['10%', 1, 3, 0],
    [5, 0, 3, 3],
    [undefined, undefined, 4, 1],
  ] as const)(
    '%s may be missing with a surge of %s: of %d rounds down to %d, and one when nothing else is left',
    (unavailable, surge, replicas, expected) => {
      expect(unavailableCopies(unavailable, surge, replicas)).toBe(expected);
    },
  );

  test('are exchanged as the controller does it', () => {
    expect(rollingSizes({ replicas: 3, surge: 1, unavailable: 0 })).toEqual([
      { old: 3, new: 1 },
      { old: 2, new: 1 },
      { old: 2, new: 2 },
      { old: 1, new: 2 },
      { old: 1, new: 3 },
      { old: 0, new: 3 },
    ]);
    expect(rollingSizes({ replicas: 4, surge: 0, unavailable: 2 })).toEqual([
      { old: 2, new: 0 },
      { old: 2, new: 2 },
      { old: 1, new: 2 },
      { old: 1, new: 3 },
      { old: 0, new: 3 },
      { old: 0, new: 4 },
    ]);
    expect(rollingSizes({ replicas: 2, surge: '100%', unavailable: 0 })).toEqual([
      { old: 2, new: 2 },
      { old: 1, new: 2 },
      { old: 0, new: 2 },
    ]);
  });

  const count = fc.oneof(
    fc.nat(5),
    fc.nat(100).map((percent): `${number}%` => `${percent}%`),
  );

  test('are never more than the surge allows nor, when ready, fewer than may be missing; and the old ones go', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), count, count, (replicas, surge, unavailable) => {
        const sizes = rollingSizes({ replicas, surge, unavailable });
        const most = replicas + surgeCopies(surge, replicas);
        const least = replicas - unavailableCopies(unavailable, surge, replicas);
        for (const size of sizes) {
          expect(size.old + size.new).toBeLessThanOrEqual(most);
          expect(size.old + size.new).toBeGreaterThanOrEqual(least);
        }
        expect(sizes.at(-1)).toEqual({ old: 0, new: replicas });
      }),
      runs,
    );
  });
});
