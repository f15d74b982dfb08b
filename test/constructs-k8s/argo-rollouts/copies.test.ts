import { copiesFor, realWeight, surgeCopies } from '../../../constructs-k8s/argo-rollouts/copies';

describe('the copies that stand for a weight', () => {
  // Weights in percent: 5, 10, 25, 50, 75, 90. As the controller of Argo Rollouts 1.9.1 rounds.
  test.each([
    [1, 0, [0, 0, 0, 100, 100, 100]],
    [1, 1, [50, 50, 50, 50, 50, 50]],
    [2, 1, [33, 33, 33, 50, 67, 67]],
    [3, 1, [25, 25, 25, 50, 75, 75]],
    [5, 1, [17, 17, 20, 50, 80, 83]],
    [10, 0, [10, 10, 30, 50, 80, 90]],
  ])('%i copies and %i more', (replicas, surge, expected) => {
    expect([5, 10, 25, 50, 75, 90].map((weight) => Math.round(realWeight(replicas, surge, weight)))).toEqual(expected);
  });

  test('0 and 100 % are just that', () => {
    expect(copiesFor(4, 1, 0)).toEqual({ canary: 0, stable: 4 });
    expect(copiesFor(4, 1, 100)).toEqual({ canary: 4, stable: 0 });
    expect(copiesFor(0, 1, 50)).toEqual({ canary: 0, stable: 0 });
    expect(realWeight(0, 1, 50)).toBe(0);
  });

  test('a surge in percent is rounded up', () => {
    expect(surgeCopies('25%', 3)).toBe(1);
    expect(surgeCopies(undefined, 10)).toBe(3);
    expect(surgeCopies(2, 10)).toBe(2);
  });
});
