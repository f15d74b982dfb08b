import fc from 'fast-check';
import { cookieOf, cookieRegex } from '../../../constructs-k8s/shared/audience/cookie';
import { cookieProblem, re2Problem } from '../../../constructs-k8s/shared/audience/regex';
import type { FieldMatch } from '../../../lib/strategy';
import { runs } from '../../support/arbitrary';

/** Whether a request with these cookies fits, as Envoy matches: the expression must fit the whole header. */
const fits = (match: FieldMatch, cookies: string): boolean =>
  new RegExp(`^(?:${cookieRegex(match)})$`, 'u').test(cookies);

test.each<[FieldMatch, string, boolean]>([
  [{ name: 'beta', equals: 'yes' }, 'beta=yes', true],
  [{ name: 'beta', equals: 'yes' }, 'a=1; beta=yes; c=3', true],
  [{ name: 'beta', equals: 'yes' }, 'a=1;beta=yes', true],
  [{ name: 'beta', equals: 'yes' }, 'beta=yesterday', false],
  [{ name: 'beta', equals: 'yes' }, 'alphabeta=yes', false],
  [{ name: 'beta', equals: 'yes' }, 'a=beta=yes', false],
  [{ name: 'a.b', equals: '(x|y)' }, 'a.b=(x|y)', true],
  [{ name: 'a.b', equals: '(x|y)' }, 'aab=x', false],
  [{ name: 'beta', prefix: 'v2' }, 'beta=v2-rc; c=3', true],
  [{ name: 'beta', prefix: 'v2' }, 'beta=v1; c=v2', false],
  [{ name: 'beta', matches: '^yes$' }, 'a=1; beta=yes; c=3', true],
  [{ name: 'beta', matches: 'a|b' }, 'beta=b; c=3', true],
  [{ name: 'beta', matches: 'a|b' }, 'beta=c', false],
  [{ name: 'beta', matches: '.*x' }, 'beta=1; c=x', false],
  [{ name: 'beta', matches: '[^y]*x' }, 'beta=1; c=x', false],
  [{ name: 'beta', matches: '\\D+x' }, 'beta=a; c=x', false],
  [{ name: 'beta', matches: '\\D+x' }, 'beta=aax', true],
])('The audience %j and the cookies `%s`: %s.', (match, cookies, expected) => {
  expect(fits(match, cookies)).toBe(expected);
});

const patterns = fc
  .array(
    fc.constantFrom(
      'a',
      'Z9',
      '.',
      '.*',
      '\\d+',
      '\\D',
      '\\W*',
      '\\S',
      '[^;]',
      '[^a-c]+',
      '[a-z]',
      '(x|y)',
      '\\.',
      '-',
    ),
    {
      minLength: 1,
    },
  )
  .chain((parts) =>
    fc.tuple(fc.boolean(), fc.boolean()).map(([begin, end]) => `${begin ? '^' : ''}${parts.join('')}${end ? '$' : ''}`),
  );

const fields: fc.Arbitrary<FieldMatch> = fc.oneof(
  fc.record({ name: fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,9}$/), equals: fc.string({ minLength: 1 }) }),
  fc.record({ name: fc.constant('beta'), prefix: fc.string({ minLength: 1 }) }),
  fc.record({ name: fc.constant('beta'), matches: patterns }),
);

test('What a cookie must be like can be read back from its regular expression.', () => {
  fc.assert(
    fc.property(fields, (field) => {
      expect(cookieOf(cookieRegex(field))).toEqual(field);
    }),
    runs,
  );
});

test('An expression fits a value in the middle of other cookies just when it fits the value alone.', () => {
  const values = fc.stringMatching(/^[a-zA-Z0-9.,=x-]{0,6}$/);
  fc.assert(
    fc.property(patterns, values, (matches, value) => {
      const alone = new RegExp(`^(?:${matches})$`, 'u').test(value);
      expect(fits({ name: 'beta', matches }, `a=1; beta=${value}; z=26`)).toBe(alone);
    }),
    runs,
  );
});

test.each([
  ['(?=a)b', 'look-around'],
  ['(?<!a)b', 'look-around'],
  ['(a)\\1', 'back reference'],
  ['(?<x>a)\\k<x>', 'back reference'],
  ['\\u0041', 'escape'],
  ['[\\u0041]', 'escape in the class'],
  ['\\p{Script=Greek}', 'property'],
  ['[^]', 'empty class'],
  ['a{1001}', 'repetition'],
  ['a{1,2000}', 'repetition'],
])('RE2 does not take `%s`: %s.', (regex, problem) => {
  expect(() => new RegExp(regex, 'u')).not.toThrow();
  expect(re2Problem(regex)).toContain(problem);
});

test.each(['^beta-.*$', '(a|b)+', '[0-9]{2}', '(?:x)', '(?<name>x)', '\\p{L}+', 'a{1000}', '\\\\1'])(
  'RE2 takes `%s`.',
  (regex) => {
    expect(re2Problem(regex)).toBeUndefined();
  },
);

test.each([
  ['a;b', ';'],
  ['[ -~]+', '[ -~]'],
  ['[\\W]', '[\\W]'],
  ['\\x3b', '\\x3b'],
  ['a|^b', '^'],
  ['a$|b', '$'],
])('The expression `%s` cannot be kept within a cookie because of `%s`.', (regex, part) => {
  expect(cookieProblem(regex)).toBe(part);
});

test.each(['^beta-.*$', '(a|b)+', '[0-9]{2}', '\\bx\\b', '[^a]', '\\S+'])(
  'The expression `%s` stays within a cookie.',
  (regex) => {
    expect(cookieProblem(regex)).toBeUndefined();
  },
);
