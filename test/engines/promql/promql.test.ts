import fc from 'fast-check';
import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { PROMETHEUS_CONVENTIONS, type PrometheusConventionName } from '../../../lib/telemetry';
import { strategies } from '../../support/arbitrary';
import { windowCases } from './cases';
import { queriesOf } from './emitted';
import { checkRules, testRules } from './promtool';
import { shareCases } from './share-cases';

const promtool = process.env.PROMTOOL ?? 'promtool';
const conventions = Object.keys(PROMETHEUS_CONVENTIONS) as PrometheusConventionName[];

describe.each(conventions)('PromQL of a guard, with the metrics of %s', (convention) => {
  const cases = { ...windowCases(convention), ...shareCases(convention) };

  test.each(Object.entries(cases))('%s', (_, each) => {
    expect(testRules(promtool, each)).toBe('');
  });

  test('a wrong answer is noticed', () => {
    for (const each of Object.values(cases)) {
      const answer = typeof each.answer === 'number' ? each.answer + 1e-6 : 0;
      expect(testRules(promtool, { ...each, answer })).toContain('FAILED');
    }
  });
});

test.each(conventions)('Whatever the strategy, what is asked is PromQL, with the metrics of %s', (convention) => {
  const queries = new Set<string>();
  fc.assert(
    fc.property(strategies(), (written) => {
      const planned = plan(Strategy.parse(written));
      const guards = planned.guards.filter(
        ({ measure }) => measure.metric !== 'custom' || measure.query.prometheus !== undefined,
      );
      const phases = planned.phases.map((phase) => ({ ...phase, checks: [] }));
      for (const query of queriesOf({ ...planned, phases, guards }, convention).values()) queries.add(query);
    }),
    { numRuns: 500 },
  );
  expect(queries.size).toBeGreaterThan(100);
  expect(checkRules(promtool, [...queries])).toBe('');
});
