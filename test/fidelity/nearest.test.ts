import {
  approximated,
  CLAUSES,
  type ClauseKey,
  nearest,
  type Rule,
  range,
  refused,
  rulingsOf,
} from '../../lib/fidelity';
import { outline, plan, strategyOf } from '../../lib/plan';
import type { Strategy } from '../../lib/strategy';
import { KINDS } from '../plan/kinds';
import { platform } from './targets';

const no = refused('it cannot');
const STEPS: Strategy = {
  kind: 'canary',
  steps: [
    { weight: 5, hold: '10m' },
    { weight: 25, hold: '30m', checks: [{ kind: 'http', path: '/health' }] },
    { weight: 50, hold: '20m', approve: { timeout: '1d', onTimeout: 'continue' } },
  ],
  guards: [
    { metric: 'errorRate', max: '1%', failures: 2 },
    { metric: 'latency', versusStable: 2 },
  ],
  bake: '2h',
};

const find = (rules: Partial<Record<ClauseKey, Rule>>, strategy: Strategy = STEPS) =>
  nearest(plan(strategy), platform('a', rules).limits);
const shown = (rules: Partial<Record<ClauseKey, Rule>>, strategy?: Strategy) => {
  const found = find(rules, strategy);
  return found && { plan: outline(found.plan), givesUp: found.givesUp };
};

test('without several steps, the first one is held as long as all of them', () => {
  expect(shown({ 'shift.uneven-steps': no })).toEqual({
    plan: '5% for 1h, then 100%; bake 2h',
    givesUp: ['check after a step', 'approval after a step'],
  });
});

test('without any share, everything moves at once and no guard compares with a version that gets nothing', () => {
  const found = find({ 'shift.uneven-steps': no, 'shift.two-step': no });
  expect(found && outline(found.plan)).toBe('all at once to 100%; bake 2h');
  expect(found?.plan.guards.map(({ name }) => name)).toEqual(['error-rate']);
  expect(found?.givesUp).toContain('latency guard');
});

test('without two versions side by side, the copies are exchanged in place', () => {
  const found = find({ 'replace.side-by-side': no }, KINDS.blueGreen);
  expect(found?.plan).toMatchObject({ replacement: 'in-place', pace: { surge: { percent: 25 } } });
  expect(found?.givesUp).toEqual(['hold with test traffic', 'approval before the traffic']);
});

test.each<[string, ClauseKey, Rule, (one: NonNullable<ReturnType<typeof find>>['plan']) => unknown, unknown]>([
  [
    'a hold',
    'hold',
    range({ by: 'x', min: 0, max: 900 }),
    ({ phases }) => phases.map(({ hold }) => hold),
    [600, 900, 900, 0, 7200],
  ],
  ['the bake', 'bake', range({ by: 'x', min: 0, max: 3600 }), ({ phases }) => phases.at(-1)?.hold, 3600],
  ['a weight', 'weight', range({ by: 'x', min: 10, max: 100 }), ({ phases }) => phases[0]?.weight, 10],
  ['a window', 'guard.window', range({ by: 'x', min: 300, max: 900 }), ({ guards }) => guards[0]?.over, 300],
  ['the tolerance', 'guard.failures', range({ by: 'x', min: 0, max: 1 }), ({ guards }) => guards[0]?.failures, 1],
  ['the number of guards', 'guard.count', range({ by: 'x', min: 0, max: 1 }), ({ guards }) => guards.length, 1],
  [
    'the time limit of a check',
    'check.timeout',
    range({ by: 'x', min: 0, max: 30 }),
    ({ phases }) => phases[1]?.checks[0]?.timeout,
    30,
  ],
  [
    'the time limit of an approval',
    'approve.timeout',
    range({ by: 'x', min: 0, max: 60 }),
    ({ phases }) => phases[2]?.approve,
    { timeout: 60, onTimeout: 'continue' },
  ],
  [
    'what happens without an answer',
    'approve.continue',
    no,
    ({ phases }) => phases[2]?.approve,
    { timeout: 86_400, onTimeout: 'rollback' },
  ],
])('%s becomes the nearest that the platform has', (_, key, rule, read, value) => {
  const found = find({ [key]: rule });
  expect(found && read(found.plan)).toEqual(value);
});

test('a bake that is shortened is told with what was asked', () => {
  expect(find({ bake: range({ by: 'x', min: 0, max: 3600 }) })?.givesUp).toEqual(['part of the bake (2h asked)']);
});

test('a release that is too long is shortened in proportion', () => {
  expect(shown({ 'release.length': range({ by: 'x', min: 0, max: 5400 }) })?.plan).toBe(
    '5% for 5m, then 25% for 15m, then 50% for 10m, approval, then 100%; bake 1h',
  );
});

test('only what is refused changes', () => {
  const { plan: found } = find({ 'guard.versus-stable': no }) ?? {};
  expect(found).toEqual({ ...plan(STEPS), guards: plan(STEPS).guards.slice(0, 1) });
});

test('an approximation is no reason to change anything', () => {
  expect(find({ hold: approximated('x', 'later') })).toEqual({ plan: plan(STEPS), givesUp: [] });
});

test('a platform that can replace nothing has no nearest plan', () => {
  expect(find({ 'replace.side-by-side': no, 'replace.in-place': no, 'replace.stop-first': no })).toBeUndefined();
});

/** Without these nothing can be released at all. */
const INDISPENSABLE: ReadonlySet<string> = new Set(['shift.at-once', 'release.length']);

const cases = Object.entries(KINDS).flatMap(([kind, strategy]) =>
  (Object.keys(CLAUSES) as ClauseKey[])
    .filter((key) => !INDISPENSABLE.has(key))
    .map((key) => [kind, key, strategy] as const),
);

test('whatever one clause is refused, the nearest plan is really taken and can be written as a strategy', () => {
  for (const [kind, key, strategy] of cases) {
    const { limits } = platform('a', { [key]: no });
    const found = nearest(plan(strategy), limits);
    const refusedStill = found && rulingsOf(found.plan, limits).filter(({ verdict }) => verdict === 'refused');
    expect({ kind, key, refusedStill }).toEqual({ kind, key, refusedStill: [] });
    expect(
      rulingsOf(plan(strategyOf(found?.plan ?? plan(strategy))), limits).map(({ verdict }) => verdict),
    ).not.toContain('refused');
  }
});
