import { type Plan, plan, strategyOf } from '../../lib/plan';
import { KINDS } from './kinds';

/** A plan without what only says where in the strategy something was written. */
const withoutPlaces = (one: Plan) => ({
  ...one,
  phases: one.phases.map(({ path, name, checks, ...phase }) => ({
    ...phase,
    checks: checks.map(({ at, ...check }) => check),
  })),
  guards: one.guards.map(({ path, ...guard }) => guard),
});

describe('the strategy of a plan', () => {
  test.each(Object.entries(KINDS))('%s has the same plan again', (_, strategy) => {
    const made = plan(strategy);
    expect(withoutPlaces(plan(strategyOf(made)))).toEqual(withoutPlaces(made));
  });

  test('an A/B test and a shadow come back as the canary that they are', () => {
    const kinds = Object.values(KINDS).map((strategy) => [strategy.kind, strategyOf(plan(strategy)).kind]);
    expect(Object.fromEntries(kinds)).toEqual({
      recreate: 'recreate',
      rolling: 'rolling',
      blueGreen: 'blueGreen',
      canary: 'canary',
      linear: 'linear',
      abTest: 'canary',
      shadow: 'canary',
    });
  });

  test('reads as a person would write it: the subject first, then the limit, then the timing', () => {
    expect(JSON.stringify(strategyOf(plan(KINDS.canary)), null, 2)).toMatchSnapshot();
  });

  test('fields that every kind has come back too', () => {
    const strategy = {
      ...KINDS.blueGreen,
      onFailure: 'halt',
      drain: '30s',
      stickiness: { by: 'header', name: 'x-session' },
      traffic: { requestsPerSecond: 50, errorRate: 0.1, latency: '80ms' },
      accept: [{ id: 'approximated.hold', reason: 'a minute more is fine' }],
    } as const;
    expect(strategyOf(plan(strategy))).toMatchObject({
      onFailure: 'halt',
      drain: '30s',
      stickiness: { by: 'header', name: 'x-session' },
      traffic: { requestsPerSecond: 50, errorRate: 0.1, latency: '80ms' },
      accept: [{ id: 'approximated.hold', reason: 'a minute more is fine' }],
    });
  });

  test.each([
    { metric: 'successRate', min: '99%' },
    { metric: 'saturation', resource: 'memory', max: 90 },
    { metric: 'queueDepth', queue: 'orders', max: 500 },
    { metric: 'custom', name: 'sales', min: 3, query: { prometheus: 'sum(sales)' } },
    { metric: 'latency', percentile: 50, max: '1.5s' },
  ] as const)('the guard $metric comes back', (guard) => {
    const made = plan({ kind: 'blueGreen', guards: [guard], bake: '10m' });
    expect(plan(strategyOf(made)).guards).toEqual(made.guards);
  });
});
