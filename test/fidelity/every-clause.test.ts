import { CLAUSES, type ClauseKey, rulingsOf } from '../../lib/fidelity';
import { plan } from '../../lib/plan';
import { clausesIn, EVERY_CLAUSE, plansOfEveryClause, TOLD_TARGETS } from '../support/every-clause';

const keys = Object.keys(CLAUSES) as ClauseKey[];

test('the strategies of every clause ask for every clause', () => {
  expect(keys.filter((key) => !clausesIn(EVERY_CLAUSE.map((one) => plan(one))).has(key))).toEqual([]);
});

test.each(TOLD_TARGETS.map((target) => [target.id, target] as const))(
  '%s takes, in one plan or another, each clause that it does not refuse, and no other',
  (_, { limits }) => {
    const plans = plansOfEveryClause(limits);
    expect(plans.flatMap((one) => rulingsOf(one, limits)).filter(({ verdict }) => verdict === 'refused')).toEqual([]);
    const taken = clausesIn(plans);
    expect(keys.filter((key) => taken.has(key))).toEqual(keys.filter((key) => limits[key].verdict !== 'refused'));
  },
);
