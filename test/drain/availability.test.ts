import { autoscalerFindings, type Budget, budgetFindings, disruptionsAllowed } from '../../lib/drain';

const said = (findings: ReturnType<typeof budgetFindings>) => findings.map(({ id, message }) => `${id}: ${message}`);

describe('a disruption budget', () => {
  test.each<[Budget, number, number]>([
    [{ maxUnavailable: 1 }, 3, 1],
    [{ maxUnavailable: '25%' }, 5, 2],
    [{ maxUnavailable: '100%' }, 5, 5],
    [{ maxUnavailable: 9 }, 5, 5],
    [{ minAvailable: 2 }, 3, 1],
    [{ minAvailable: '50%' }, 5, 2],
    [{ minAvailable: 7 }, 5, 0],
    [{ minAvailable: '100%' }, 4, 0],
  ])('%j of %d pods lets %d go', (budget, pods, allowed) => {
    expect(disruptionsAllowed(budget, pods)).toBe(allowed);
  });

  test('that lets none go', () => {
    expect(said(budgetFindings({ minAvailable: 1 }, { replicas: 1, selects: 'both' }))).toEqual([
      'drain-budget: Of 1 pod none may be evicted: no node with one of them can be drained',
    ]);
    expect(budgetFindings({ maxUnavailable: 1 }, { replicas: 1, selects: 'both' })).toEqual([]);
  });

  test('of one version is gone with it', () => {
    expect(said(budgetFindings({ maxUnavailable: 1 }, { replicas: 4, selects: 'one' }))).toEqual([
      'drain-budget-versions: The budget selects the pods of one version, which are gone after the release',
    ]);
  });

  test('that the idle version fills', () => {
    expect(said(budgetFindings({ minAvailable: 3 }, { replicas: 4, selects: 'both', idle: 4 }))).toEqual([
      'drain-budget-versions: 5 of 8 pods may be evicted while both versions run, and the one that serves has 4: it may lose them all',
    ]);
    expect(budgetFindings({ maxUnavailable: 1 }, { replicas: 4, selects: 'both', idle: 4 })).toEqual([]);
    expect(budgetFindings({ minAvailable: '75%' }, { replicas: 4, selects: 'both', idle: 4 })).toEqual([]);
  });
});

describe('an autoscaler', () => {
  test('beside a number of pods', () => {
    expect(said(autoscalerFindings({ min: 4 }, { hasReplicas: true, missing: () => 0 }))).toEqual([
      'drain-autoscaler-replicas: An autoscaler scales the pods, and each apply sets their number back',
    ]);
  });

  test('whose target leaves no room for what is missing', () => {
    expect(said(autoscalerFindings({ min: 4, target: 80 }, { hasReplicas: false, missing: () => 1 }))).toEqual([
      'drain-autoscaler-pace: The autoscaler holds 4 pods at 80 %; while 1 of them are missing, the other 3 are at 107 % of what they ask for',
    ]);
    expect(autoscalerFindings({ min: 4, target: 75 }, { hasReplicas: false, missing: () => 1 })).toEqual([]);
    expect(autoscalerFindings({ min: 4, target: 95 }, { hasReplicas: false, missing: () => 0 })).toEqual([]);
  });

  test('with one pod, which is missing', () => {
    expect(said(autoscalerFindings({ min: 1, target: 50 }, { hasReplicas: false, missing: () => 1 }))).toEqual([
      'drain-autoscaler-pace: The autoscaler holds 1 pods at 50 %; while 1 of them are missing, none is left to carry the requests',
    ]);
  });
});
