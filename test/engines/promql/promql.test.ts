import fc from 'fast-check';
import { plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { PROMETHEUS_CONVENTIONS, type PrometheusConventionName } from '../../../lib/telemetry';
import { strategies } from '../../support/arbitrary';
import { describeWith, saw } from '../cluster';
import { program } from '../setup';
import { windowCases } from './cases';
import { queriesOf } from './emitted';
import { checkRules, testRules } from './promtool';
import { shareCases } from './share-cases';

const conventions = Object.keys(PROMETHEUS_CONVENTIONS) as PrometheusConventionName[];

/** The clauses whose queries have cases. */
const READ = [
  'guard.error-rate',
  'guard.success-rate',
  'guard.latency',
  'guard.saturation',
  'guard.queue-depth',
  'guard.custom',
  'guard.versus-stable',
  'guard.sequential',
  'guard.window',
  'guard.min-requests',
] as const;

const TARGETS = { http: 'argo-rollouts', istio: 'argo-rollouts-istio' } as const;

describeWith(['prometheus'], 'Prometheus answers', () => {
  const promtool = (): string => program('promtool');

  describe.each(conventions)('a guard, from the metrics of %s', (convention) => {
    const cases = { ...windowCases(convention), ...shareCases(convention) };

    test.each(Object.entries(cases))('%s', (_, each) => {
      expect(testRules(promtool(), each)).toBe('');
    });

    test('and a wrong answer is noticed', () => {
      for (const each of Object.values(cases)) {
        const answer = typeof each.answer === 'number' ? each.answer + 1e-6 : 0;
        expect(testRules(promtool(), { ...each, answer })).toContain('FAILED');
      }
      saw({ target: TARGETS[convention], engine: 'prometheus' }, ...READ);
    });
  });

  test.each(conventions)('whatever the strategy asks, with the metrics of %s', (convention) => {
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
    expect(checkRules(promtool(), [...queries])).toBe('');
  });
});
