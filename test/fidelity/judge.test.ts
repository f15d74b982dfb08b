import { approximated, type ClauseKey, judge, type Rule, range, refused } from '../../lib/fidelity';
import { plan } from '../../lib/plan';
import type { Strategy } from '../../lib/strategy';
import { KINDS } from '../plan/kinds';
import { platform } from './targets';

jest.mock('../../lib/fidelity/catalogue.generated', () => ({ CATALOGUE: [] }));

const CANARY: Strategy = {
  kind: 'canary',
  steps: [
    { weight: 5, hold: '10m' },
    { weight: 25, hold: '2d' },
  ],
  guards: [{ metric: 'errorRate', max: '1%', minRequests: 100 }],
  bake: '1h',
};

const judged = (rules: Partial<Record<ClauseKey, Rule>>, strategy: Strategy = CANARY) =>
  judge(plan(strategy), platform('a', rules)).findings;
const accepting = (...ids: string[]): Strategy => ({ ...CANARY, accept: ids.map((id) => ({ id, reason: 'we know' })) });

test.each(Object.entries(KINDS))('a platform that does all of it has nothing to say about %s', (_, strategy) => {
  expect(judged({}, strategy)).toEqual([]);
});

describe('a refusal', () => {
  test('is an error with the field, the value, the rule and what to write', () => {
    expect(judged({ hold: range({ by: 'Wait.Seconds', min: 0, max: 86_400, source: 'docs/wait' }) })).toEqual([
      {
        id: 'refused.hold',
        severity: 'error',
        path: 'steps[1].hold',
        message: 'Platform A cannot do “hold” of 2d: Wait.Seconds takes 0s to 1d',
        received: '2d',
        expected: '0s to 1d',
        source: 'docs/wait',
        fix: 'write 1d; nearest here: 5% for 10m, then 25% for 1d, then 100%; bake 1h; no other target takes it as it is',
      },
    ]);
  });

  test('names the nearest plan, and the safety that it gives up', () => {
    const [finding] = judged({ 'guard.error-rate': refused('there are no metrics') });
    expect(finding).toMatchObject({ id: 'refused.guard.error-rate', path: 'guards[0]' });
    expect(finding?.fix).toContain('5% for 10m, then 25% for 2d, then 100%; bake 1h (without: error-rate guard)');
  });

  test('cannot be accepted', () => {
    const findings = judged({ bake: refused('the old version goes at once') }, accepting('refused.bake'));
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([
      ['refused.bake', 'error'],
      ['refusal-accepted', 'error'],
    ]);
    expect(findings[1]).toMatchObject({ path: 'accept', fix: 'change bake, or choose another platform' });
  });

  test('is said for each place that asks for it', () => {
    const paths = judged({ hold: refused('there is no pause') }).map(({ path }) => path);
    expect(paths).toEqual(['steps[0].hold', 'steps[1].hold']);
  });
});

describe('an approximation', () => {
  const late = approximated('an alarm', 'it comes a minute late');

  test('of a safety is an error until it is accepted with a reason', () => {
    const rules = { 'guard.min-requests': late };
    expect(judged(rules)).toEqual([
      {
        id: 'approximated.guard.min-requests',
        severity: 'error',
        path: 'guards[0].minRequests',
        message: 'Platform A approximates “minimum number of requests” by an alarm: it comes a minute late',
        received: '100',
        fix: "accept: [{ id: 'approximated.guard.min-requests', reason: '…' }]",
      },
    ]);
    expect(judged(rules, accepting('approximated.guard.min-requests'))).toEqual([]);
  });

  test('of anything else is a warning, which can be accepted too', () => {
    expect(judged({ hold: late }).map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect(judged({ hold: late }, accepting('approximated.hold'))).toEqual([]);
  });

  test('by a grain says the number that the platform takes', () => {
    const [finding] = judged({ hold: range({ by: 'minutes', min: 0, max: 1e6, step: 3600 }) });
    expect(finding).toMatchObject({
      message: 'Platform A approximates “hold” of 10m by minutes: minutes counts in steps of 1h: 10m becomes 1h',
      fix: "write 1h, or take it as it is with accept: [{ id: 'approximated.hold', reason: '…' }]",
    });
  });
});

describe('acceptances', () => {
  test('for another platform are never reported', () => {
    expect(judged({}, accepting('approximated.hold', 'approximated.guard.min-requests', 'guard-gap'))).toEqual([]);
  });

  test('of what the strategy does not ask for are noted', () => {
    expect(judged({}, accepting('approximated.mirror'))).toMatchObject([{ id: 'unused-acceptance', severity: 'note' }]);
  });

  test('with a misspelt clause warn, since what they mean is not accepted', () => {
    const findings = judged({}, accepting('approximated.guard.min-request'));
    expect(findings).toMatchObject([
      { id: 'unknown-acceptance', severity: 'warning', fix: 'write `approximated.guard.min-requests`' },
    ]);
  });
});

test('a target that leaves part of the plan to another one is judged by its own part', () => {
  const rules = { weight: refused('no weights'), bake: refused('no bake') };
  const { findings, rulings } = judge(plan(CANARY), platform('a', rules), (key) => key === 'weight');
  expect(new Set(rulings.map(({ clause }) => clause.key))).toEqual(new Set(['weight']));
  expect(new Set(findings.map(({ id }) => id))).toEqual(new Set(['refused.weight']));
});
