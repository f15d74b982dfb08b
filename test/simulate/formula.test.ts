import fc from 'fast-check';
import { ConditionError, conditionOf } from '../../lib/simulate/formula/condition';
import { NotUnderstood } from '../../lib/simulate/formula/expression';
import { metricMath } from '../../lib/simulate/formula/metric-math';
import { promQl } from '../../lib/simulate/formula/promql';
import { Ledger } from '../../lib/simulate/ledger';
import { random } from '../../lib/simulate/random';
import { Seen } from '../../lib/simulate/seen';

/** A minute in which the new version answered 1 000 requests, 20 of them wrong, and the stable one 9 000, 9 of them wrong. */
function seen({ canary = 1000, canaryErrors = 20, missing = 'none' as Seen['missing'] } = {}): Seen {
  const ledger = new Ledger(0);
  ledger.add(60, { canary, canaryErrors, stable: 9000, stableErrors: 9, slow: 0, slowness: 0 });
  return new Seen(ledger, random(1), 100, 60, 0.1, missing);
}

describe('metric math', () => {
  const metrics = (errors: number | undefined, requests: number | undefined) =>
    new Map([
      ['errors', () => errors],
      ['requests', () => requests],
    ]);
  const value = (text: string, errors: number | undefined = 5, requests: number | undefined = 100) =>
    metricMath(text, metrics(errors, requests))(seen());

  test.each([
    ['IF(requests >= 50, 100 * FILL(errors, 0) / requests, 0)', 5],
    ['errors + 2 * requests - 4 / 2', 203],
    ['-(errors) + 10', 5],
    ['2 ^ 3 ^ 2', 512],
    ['MAX([errors, requests])', 100],
    ['MIN([errors, 3, requests])', 3],
    ['IF(errors > 1 AND requests > 1000, 1, 2)', 2],
    ['IF(errors > 1 || requests > 1000, 1, 2)', 1],
    ['ABS(errors - requests)', 95],
    ['LOG(errors / 5) + LOG10(requests)', 2],
    ['LOG(0)', undefined],
    ['errors / 0', undefined],
  ])('%s is %p', (text, expected) => expect(value(text)).toBe(expected));

  test('a metric without a value takes the result with it, unless it is filled', () => {
    const none = (text: string) => metricMath(text, metrics(undefined, 100))(seen());
    expect(none('errors / requests')).toBeUndefined();
    expect(none('FILL(errors, 0) / requests')).toBe(0);
    expect(none('MAX([errors, requests])')).toBe(100);
    expect(none('IF(errors > 1, 1, 0)')).toBeUndefined();
  });

  test.each([
    'ANOMALY_DETECTION_BAND(errors)',
    'unknown + 1',
    'errors +',
    '(errors',
    'errors errors',
    '',
    'SEARCH("x", "Sum")',
  ])('%p is not understood', (text) => expect(() => value(text)).toThrow(NotUnderstood));
});

describe('PromQL', () => {
  const value = (text: string, at = seen()) =>
    promQl(text, (matchers) =>
      matchers.some(({ value: v }) => v === 'new')
        ? 'canary'
        : matchers.some(({ value: v }) => v === 'old')
          ? 'stable'
          : 'both',
    ).query(at);

  test.each([
    ['sum(rate(http_requests_total{v="new",code=~"5.."}[1m])) / sum(rate(http_requests_total{v="new"}[1m]))', 0.02],
    ['sum(rate(http_requests_total{v="new",code!~"5.."}[1m])) / sum(rate(http_requests_total{v="new"}[1m]))', 0.98],
    ['sum(rate(http_requests_total{v="new",code=~"2.."}[1m])) / sum(rate(http_requests_total{v="new"}[1m]))', 0.98],
    [
      '100 * (sum(rate(shop_errors_total{v="old"}[1m])) or vector(0)) / sum(rate(shop_requests_total{v="old"}[1m]))',
      0.1,
    ],
    ['sum(increase(http_requests_total[1m]))', 10_000],
    ['sum by (pod) (increase(http_requests_total{v="new"}[1m]))', 1000],
    ['sum(increase(http_requests_total{v="new"}[1m])) by (pod)', 1000],
    ['(2) and on () (sum(increase(http_requests_total{v="new"}[1m])) >= 500)', 2],
    ['(2) and on () (sum(increase(http_requests_total{v="new"}[1m])) >= 5000)', undefined],
    ['increase(http_requests_total{v="new"}[1m]) > 5000', undefined],
    ['ln(clamp_min(vector(0), 1)) + clamp_max(sqrt(vector(16)), 3)', 3],
    ['increase(http_requests_total{v="new"}[1m]) # all of them', 1000],
    ['last_over_time(http_requests_total{v="new"}[1h])', 1000],
    ['last_over_time(http_requests_total{v="new"}[1h] offset 30s)', 500],
    ['sum_over_time(sum(last_over_time(http_requests_total{v="new"}[1h]))[45s:15s])', 1000 + 750 + 500 + 250],
    ['sum_over_time((last_over_time(http_requests_total{v="new"}[1h]) < 800)[1m:30s])', 500],
    ['sum_over_time((last_over_time(http_requests_total{v="new"}[1h]) > 5000)[1m:30s])', undefined],
  ])('%s is %p', (text, expected) => {
    if (expected === undefined) expect(value(text)).toBeUndefined();
    else expect(value(text)).toBeCloseTo(expected, 9);
  });

  test('before the first failure there is no series of failures', () => {
    const query =
      'sum(rate(http_requests_total{v="new",code=~"5.."}[1m])) / sum(rate(http_requests_total{v="new"}[1m]))';
    expect(value(query, seen({ canaryErrors: 0 }))).toBeUndefined();
    expect(
      value(
        query.replace(/ \//, ' or vector(0) /').replace('sum', '(sum').replace('vector(0) ', 'vector(0)) '),
        seen({ canaryErrors: 0 }),
      ),
    ).toBe(0);
  });

  test('without metrics of the new version there is nothing', () => {
    expect(value('sum(rate(http_requests_total{v="new"}[1m]))', seen({ missing: 'canary' }))).toBeUndefined();
    expect(value('sum(rate(http_requests_total{v="old"}[1m]))', seen({ missing: 'canary' }))).toBe(150);
  });

  test('a quantile of a histogram is in the unit of its name', () => {
    const p99 = (name: string) => value(`histogram_quantile(0.99, sum by (le) (rate(${name}{v="new"}[1m])))`) ?? 0;
    expect(p99('http_request_duration_seconds_bucket')).toBeCloseTo(0.4, 0);
    expect(p99('istio_request_duration_milliseconds_bucket')).toBeGreaterThan(300);
  });

  test.each([
    'http_requests_total',
    'rate(baskets_total[1m])',
    'quantile_over_time(0.9, http_requests_total[1m])',
    'rate(http_requests_total[1m] offset 5m)',
    'sum_over_time(http_requests_total[5m])',
    'sum_over_time(sum(rate(http_requests_total[1m]))[5m])',
    'last_over_time(sum(http_requests_total))',
    'rate(http_requests_total{v="new"}[1x])',
    'sum(rate(http_requests_total{v~"new"}[1m]))',
    'sum(rate(http_requests_total{code=~"("}[1m]))',
  ])('%p is not understood', (text) => expect(() => value(text)).toThrow(NotUnderstood));
});

describe('conditions of Argo Rollouts', () => {
  test.each([
    ['result[0] >= 0.95', [0.96], true],
    ['result[0] >= 0.95', [Number.NaN], false],
    ['len(result) == 0 || isNaN(result[0]) || result[0] <= 1', [], true],
    ['len(result) > 0 && !(result[0] <= 1)', [2], true],
    ['not isNaN(result[0]) and result[0] < 3', [2], true],
    ['isNil(result) || default(result, 0) <= 1', null, true],
    ['result[0].Values[0] <= 1', [{ Values: [0.5] }], true],
    ['asFloat(result) == 1.5', 1.5, true],
    ['false', [1], false],
  ])('%s of %j is %p', (text, result, expected) => expect(conditionOf(text)(result)).toBe(expected));

  test.each([
    ['result[0] >= 0.95', []],
    ['result >= 0.95', [1]],
    ['result[0]', [1]],
    ['result[0].Values[0] <= 1', [{}]],
  ])('%s of %j is an error', (text, result) => expect(() => conditionOf(text)(result)).toThrow(ConditionError));

  test.each(['all(result, # < 1)', 'result ?? 1', 'other > 1', 'result[0] >'])('%p is not understood', (text) =>
    expect(() => conditionOf(text)).toThrow(NotUnderstood),
  );
});

test('whatever text is given, it is understood or not, and nothing else happens', () => {
  const words = fc.constantFrom(
    'result',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"a"',
    '1',
    '5m',
    'sum',
    'IF',
    ',',
    '+',
    '>=',
    '=~',
    'a',
    '.',
    '!',
    ' or ',
    '#',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(words, { maxLength: 30 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const read of [
        () => conditionOf(text),
        () => metricMath(text, new Map()),
        () => promQl(text, () => 'both'),
      ]) {
        try {
          read();
        } catch (error) {
          if (!(error instanceof NotUnderstood)) throw error;
        }
      }
    }),
    { numRuns: 3000 },
  );
  expect(() => conditionOf('('.repeat(5000))).toThrow(NotUnderstood);
  expect(() => conditionOf(`!`.repeat(15_000))).toThrow(NotUnderstood);
});
