import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { errorsOf } from '../../lib/findings';
import { parseStrategy, parseStrategyText } from '../../lib/strategy';
import { runs, strategies } from '../support/arbitrary';

const good = (input: unknown) => {
  const { strategy, findings } = parseStrategy(input);
  if (errorsOf(findings).length > 0) expect(errorsOf(findings)).toEqual([]);
  return strategy;
};

function frozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(frozen);
}

test('every valid strategy is taken, frozen, and its own one spelling', () => {
  fc.assert(
    fc.property(strategies(), (written) => {
      const strategy = good(written);
      const text = JSON.stringify(strategy);
      const copy: unknown = JSON.parse(text);
      expect(frozen(strategy)).toBe(true);
      expect(isDeepStrictEqual(copy, strategy)).toBe(true);
      expect(JSON.stringify(good(copy))).toBe(text);
      expect(parseStrategy(strategy).strategy).toBe(strategy);
    }),
    runs,
  );
});

test('an object, JSON and YAML of the same strategy give the same value', () => {
  const { stringify } = require('yaml') as typeof import('yaml');
  fc.assert(
    fc.property(strategies(), (written) => {
      const text = JSON.stringify(good(written));
      expect(JSON.stringify(parseStrategyText(JSON.stringify(written)).strategy)).toBe(text);
      expect(JSON.stringify(parseStrategyText(stringify(written), { format: 'yaml' }).strategy)).toBe(text);
    }),
    { ...runs, numRuns: Math.ceil((runs.numRuns ?? 0) / 8) },
  );
});

test('no input makes the parser throw, and whatever it takes it takes again', () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withNullPrototype: true,
        withSparseArray: true,
        withDate: true,
        withMap: true,
        withTypedArray: true,
      }),
      (input) => {
        const { strategy, findings } = parseStrategy(input);
        expect(strategy === undefined).toBe(errorsOf(findings).length > 0);
      },
    ),
    runs,
  );
});

test('no text makes the parser throw', () => {
  const fragments = fc.constantFrom(
    'kind: canary\n',
    'steps:\n',
    '  - weight: 5\n',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '&a ',
    '*a',
    '!!str ',
    '"',
    "'",
    ':',
    '\n',
    ' ',
    '|',
    '---\n',
    '<<: *a\n',
    '\t',
    '#',
    '%YAML 1.2\n',
    '? ',
    ',',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fragments, { maxLength: 30 }).map((all) => all.join('')),
      ),
      (text) => {
        const { strategy, findings } = parseStrategyText(text);
        expect(strategy === undefined).toBe(errorsOf(findings).length > 0);
      },
    ),
    runs,
  );
});
