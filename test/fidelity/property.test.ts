import fc from 'fast-check';
import { TARGETS } from '../../cli/targets';
import { judge, nearest, rulingsOf, takers } from '../../lib/fidelity';
import { errorsOf } from '../../lib/findings';
import { outline, type Plan, plan, planText, strategyOf, trace, traceText } from '../../lib/plan';
import { parseStrategy, Strategy } from '../../lib/strategy';
import { runs, strategies } from '../support/arbitrary';

/** Each run asks several questions. */
const some = { ...runs, numRuns: Math.ceil((runs.numRuns ?? 100) / 4) };

const plans = strategies().map((written) => plan(Strategy.parse(written)));

/** A plan without what only says where in the strategy something was written. */
const withoutPlaces = (one: Plan) => ({
  ...one,
  phases: one.phases.map(({ path, name, checks, ...phase }) => ({
    ...phase,
    checks: checks.map(({ at, ...check }) => check),
  })),
  guards: one.guards.map(({ path, ...guard }) => guard),
});

const isTaken = (one: Plan, target: (typeof TARGETS)[number]): boolean =>
  rulingsOf(one, target.limits).every(({ verdict }) => verdict !== 'refused');

test('a plan survives JSON, has a text, and comes back from the strategy that it is written as', () => {
  fc.assert(
    fc.property(plans, (made) => {
      expect(JSON.parse(JSON.stringify(made))).toStrictEqual(made);
      expect(`${outline(made)}${planText(made)}${traceText(trace(made))}`).not.toMatch(/undefined|NaN|\[object/);
      const { strategy, findings } = parseStrategy(strategyOf(made));
      expect(errorsOf(findings)).toEqual([]);
      expect(withoutPlaces(plan(strategy as Strategy))).toEqual(withoutPlaces(made));
    }),
    some,
  );
});

test('a nearest plan is taken by its target, is a right strategy, and is the plan itself where nothing is refused', () => {
  fc.assert(
    fc.property(
      plans,
      fc.constantFrom(...TARGETS.map((target) => ({ target, toString: () => target.id }))),
      (made, { target }) => {
        const found = nearest(made, target.limits);
        if (found === undefined) return;
        expect(isTaken(found.plan, target)).toBe(true);
        expect(errorsOf(parseStrategy(strategyOf(found.plan)).findings)).toEqual([]);
        if (isTaken(made, target)) expect(found).toEqual({ plan: made, givesUp: [] });
      },
    ),
    some,
  );
});

test('every finding of a judge has a path into the strategy, a sentence and advice', () => {
  fc.assert(
    fc.property(
      plans,
      fc.constantFrom(...TARGETS.map((target) => ({ target, toString: () => target.id }))),
      (made, { target }) => {
        const { findings, rulings } = judge(made, target);
        expect(errorsOf(findings).length > 0).toBe(
          rulings.some(({ verdict }) => verdict === 'refused') ||
            errorsOf(findings).some(({ id }) => id.startsWith('approximated.')),
        );
        const bad = findings.filter(
          ({ message, fix, path }) =>
            !/^\S.*[^.]$/.test(message) || !fix || /undefined|NaN|\[object/.test(`${message} ${fix} ${path}`),
        );
        expect(bad).toEqual([]);
      },
    ),
    some,
  );
});

test('a target that the data says takes a plan does take it', () => {
  fc.assert(
    fc.property(plans, (made) => {
      const { exact, approximated } = takers(made);
      const real = takers(made, TARGETS);
      expect([...real.exact, ...real.approximated]).toEqual(expect.arrayContaining([...exact, ...approximated]));
      expect(real.exact).toEqual(expect.arrayContaining([...exact]));
    }),
    some,
  );
});

test('nearly every plan has a nearest one on nearly every target', () => {
  const sample = fc.sample(plans, { seed: 7, numRuns: 300 });
  const without = TARGETS.map((target) => [
    target.id,
    sample.filter((made) => nearest(made, target.limits) === undefined).map(outline),
  ]);
  expect(Object.fromEntries(without)).toEqual(Object.fromEntries(TARGETS.map(({ id }) => [id, []])));
});
