import {
  approximated,
  becomes,
  type Clause,
  exact,
  fit,
  needs,
  range,
  refused,
  ruleOn,
  settle,
} from '../../lib/fidelity';
import { platform } from './targets';

const hold = (value: number): Clause => ({ key: 'hold', path: 'steps[0].hold', value });

describe('what a rule makes of a clause', () => {
  test('exact names the native field that carries it', () => {
    expect(ruleOn(hold(60), exact('spec.pause'))).toEqual({ clause: hold(60), verdict: 'exact', by: 'spec.pause' });
  });

  test('approximated says what is lost', () => {
    expect(ruleOn(hold(60), approximated('spec.pause', 'it starts late', 'docs/x'))).toEqual({
      clause: hold(60),
      verdict: 'approximated',
      by: 'spec.pause',
      why: 'it starts late',
      source: 'docs/x',
    });
  });

  test('refused says why, and what to write instead', () => {
    expect(ruleOn(hold(60), refused('there is no pause', 'docs/x', 'write a bake'))).toEqual({
      clause: hold(60),
      verdict: 'refused',
      why: 'there is no pause',
      instead: 'write a bake',
      source: 'docs/x',
    });
  });

  test('a range takes its numbers, rounds those between the steps and refuses those outside', () => {
    const minutes = range({ by: 'TimeInMinutes', min: 60, max: 3600, step: 60 });
    expect(ruleOn(hold(120), minutes)).toMatchObject({ verdict: 'exact', by: 'TimeInMinutes' });
    expect(ruleOn(hold(90), minutes)).toMatchObject({
      verdict: 'approximated',
      becomes: 120,
      why: 'TimeInMinutes counts in steps of 1m: 1m30s becomes 2m',
      instead: 'write 2m',
    });
    expect(ruleOn(hold(7200), minutes)).toMatchObject({
      verdict: 'refused',
      why: 'TimeInMinutes takes 1m to 1h in steps of 1m',
      allowed: '1m to 1h in steps of 1m',
      nearest: 3600,
    });
    expect(ruleOn(hold(1), minutes)).toMatchObject({ verdict: 'refused', nearest: 60 });
  });

  test('a range without an upper bound, and one of a single number, read well', () => {
    const allowed = (min: number, max: number) => ruleOn(hold(1), range({ by: 'x', min, max })).allowed;
    expect(allowed(60, Number.POSITIVE_INFINITY)).toBe('1m or more');
    expect(allowed(60, 60)).toBe('only 1m');
  });

  test('a query for one of the backends is enough', () => {
    const rule = needs('metrics', ['prometheus', 'datadog']);
    const guard = (queries: readonly string[]): Clause => ({ key: 'guard.custom', path: 'guards[0]', queries });
    expect(ruleOn(guard(['datadog']), rule).verdict).toBe('exact');
    expect(ruleOn(guard(['cloudwatch']), rule)).toMatchObject({
      verdict: 'refused',
      why: 'there is no prometheus or datadog query',
      instead: 'give the guard a query for prometheus or datadog',
    });
  });

  test('a number that becomes itself is exact, another one is approximated', () => {
    const rule = becomes({ by: 'replicas', becomes: (weight) => Math.ceil(weight / 10) * 10, loses: 'ten copies' });
    expect(ruleOn(hold(20), rule).verdict).toBe('exact');
    expect(ruleOn({ key: 'weight', path: 'steps[0].weight', value: 5 }, rule)).toMatchObject({
      verdict: 'approximated',
      becomes: 10,
      why: '5% becomes 10%: ten copies',
    });
  });
});

describe('the number that a platform really uses', () => {
  const tens = { by: 'x', min: 10, max: 100, step: 10 } as const;

  test.each([
    [10, 10],
    [11, 20],
    [100, 100],
    [9, undefined],
    [101, undefined],
  ])('%d becomes %p in steps of ten from 10 to 100', (value, real) => {
    expect(fit(range(tens) as never, value)).toBe(real);
  });

  test('rounds to the nearest where the platform does', () => {
    const rule = range({ ...tens, round: 'nearest' }) as never;
    expect([fit(rule, 14), fit(rule, 15), fit(rule, 16)]).toEqual([10, 20, 20]);
  });

  test('takes the odd numbers that the platform knows below its grain', () => {
    const rule = range({ by: 'Period', min: 10, max: 3600, step: 60, also: [10, 30] }) as never;
    expect([fit(rule, 10), fit(rule, 30), fit(rule, 45), fit(rule, 60)]).toEqual([10, 30, 60, 60]);
  });

  test('does not stumble over binary fractions', () => {
    expect(fit(range({ by: 'x', min: 0, max: 100, step: 0.1 }) as never, 0.3)).toBe(0.3);
    expect(fit(range({ by: 'x', min: 0, max: 100, step: 0.1 }) as never, 33.3)).toBe(33.3);
  });

  test('never leaves the range by rounding', () => {
    expect(fit(range({ by: 'x', min: 10, max: 25, step: 10 }) as never, 24)).toBe(25);
    expect(fit(range({ by: 'x', min: 15, max: 100, step: 10, round: 'nearest' }) as never, 16)).toBe(20);
  });

  test('the emitter settles on what the judge said', () => {
    const { limits } = platform('a', {
      hold: range({ by: 'x', min: 60, max: 600, step: 60 }),
      weight: becomes({ by: 'x', becomes: (value) => value + 1, loses: 'one' }),
    });
    expect(settle(limits, 'hold', 61)).toBe(120);
    expect(settle(limits, 'weight', 5)).toBe(6);
    expect(settle(limits, 'bake', 61)).toBe(61);
  });
});
