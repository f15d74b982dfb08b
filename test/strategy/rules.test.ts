import { findingText } from '../../lib/findings';
import { parseStrategy, parseStrategyText, STRATEGY_FINDINGS, Strategy } from '../../lib/strategy';
import { STRATEGY_WARNINGS } from '../../lib/strategy/findings';
import { CASES } from './cases';

const parse = ({ input, text, format }: (typeof CASES)[number]) =>
  input === undefined ? parseStrategyText(text?.() ?? '', { ...(format && { format }) }) : parseStrategy(input());

describe('every finding says where, what was received, what is allowed and what to write', () => {
  test.each(CASES.map((one) => [`${one.id}: ${one.of}`, one] as const))('%s', (_, one) => {
    const { strategy, findings } = parse(one);
    const severity = STRATEGY_WARNINGS.has(one.id) ? 'warning' : 'error';
    expect(findings.filter(({ id }) => id === one.id)).toContainEqual({ id: one.id, severity, ...one.finding });
    if (one.id !== 'more-problems' && one.among !== true)
      expect(findings.map(({ id }) => id)).toEqual(expect.arrayOf(one.id));
    expect(strategy === undefined).toBe(severity === 'error');
  });
});

test('every documented finding has a case, and every case is documented', () => {
  const tried = new Set<string>(CASES.map(({ id }) => id));
  expect(Object.keys(STRATEGY_FINDINGS).filter((id) => !tried.has(id))).toEqual([]);
  expect([...tried].filter((id) => !(id in STRATEGY_FINDINGS))).toEqual([]);
});

test('the documentation is written in sentences', () => {
  for (const { title, why, fix } of Object.values(STRATEGY_FINDINGS)) {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(why).toMatch(/[.]$/);
    expect(fix).toMatch(/^[A-Z].*[.]$/);
  }
});

test('a finding prints as a few short lines', () => {
  const { findings } = parseStrategy({ kind: 'linear', step: 10, every: 30 });
  expect(findings.map((finding) => findingText(finding)).join('\n')).toMatchInlineSnapshot(`
"  every: This duration has no unit [duration-unit]
    received: 30
    allowed: a duration such as \`30s\`, \`10m\`, \`1h30m\` or \`2d\`
    fix: write \`30s\`, \`30m\` or \`30h\`"
`);
});

describe('windows of guards', () => {
  const guards = [{ metric: 'errorRate', max: 1, over: '15m' }];
  const taken = (strategy: object) => parseStrategy({ guards, ...strategy }).findings.map(({ id }) => id);

  test.each([
    [
      'a hold is as long',
      {
        kind: 'canary',
        steps: [
          { weight: 5, hold: '1m' },
          { weight: 10, hold: '15m' },
        ],
      },
    ],
    ['steps that change nothing hold on', { kind: 'canary', steps: [{ weight: 5, hold: '8m' }, { hold: '7m' }] }],
    ['an approval has no end', { kind: 'canary', steps: [{ weight: 5, hold: '1m', approve: true }] }],
    [
      'mirrored traffic counts',
      {
        kind: 'canary',
        steps: [
          { mirror: 5, hold: '15m' },
          { weight: 5, hold: '1m' },
        ],
      },
    ],
    ['an audience counts', { kind: 'canary', steps: [{ audience: { users: ['ann'] }, hold: '15m' }] }],
    ['the bake counts', { kind: 'canary', steps: [{ weight: 5, hold: '1m' }], bake: '15m' }],
    ['there is no hold', { kind: 'canary', steps: [{ weight: 5, checks: [{ kind: 'function', function: 'a' }] }] }],
    ['a rolling release has none', { kind: 'rolling' }],
    ['a linear release', { kind: 'linear', step: 20, every: '15m' }],
    ['a shadow release', { kind: 'shadow', mirror: 20, duration: '15m' }],
  ])('fit when %s', (_, strategy) => expect(taken(strategy)).toEqual([]));

  test.each([
    ['the long hold is before the traffic', { kind: 'canary', steps: [{ hold: '15m' }, { weight: 5, hold: '1m' }] }],
    ['a mirror has ended', { kind: 'canary', steps: [{ mirror: 5, hold: '1m' }, { hold: '15m' }] }],
    [
      'each weight is short',
      {
        kind: 'canary',
        steps: [
          { weight: 5, hold: '10m' },
          { weight: 10, hold: '10m' },
        ],
      },
    ],
    ['a linear release is quick', { kind: 'linear', step: 20, every: '14m' }],
    ['only the preview is long', { kind: 'blueGreen', preview: { hold: '15m' }, bake: '5m' }],
  ])('are too long when %s', (_, strategy) => expect(taken(strategy)).toEqual(['guard-window-too-long']));
});

describe('what is allowed', () => {
  const quiet = (strategy: unknown) => expect(parseStrategy(strategy).findings).toEqual([]);

  test('a step that only changes the weight, before one that only holds', () =>
    quiet({ kind: 'canary', steps: [{ weight: 5 }, { hold: '10m' }, { weight: 20 }, { approve: true }] }));

  test('a bake and a drain of zero', () => quiet({ kind: 'rolling', bake: '0s', drain: '0s', minReady: '0s' }));

  test('two latencies of different percentiles', () => {
    const guards = [50, 99].map((percentile) => ({ metric: 'latency', max: '1s', percentile }));
    quiet({ kind: 'rolling', guards });
  });

  test('the same check in two places', () => {
    const smoke = [{ kind: 'function', function: 'verify', name: 'smoke' }];
    quiet({ kind: 'rolling', checks: { beforeTraffic: smoke, afterTraffic: smoke } });
  });

  test('no errors at all, when some failures are tolerated', () =>
    quiet({ kind: 'rolling', guards: [{ metric: 'errorRate', max: 0, failures: 2 }] }));

  test.each(['(?i)beta', '(?P<ring>[0-9]+)', '[[:alpha:]]+', '\\pN', '^\\Ax\\z$'])(
    '%s, as proxies write it',
    (matches) => quiet({ kind: 'abTest', duration: '1h', audience: { cookie: { name: 'beta', matches } } }),
  );

  test('every platform as a backend of one guard', () => {
    const query = { prometheus: 'up{{{service}}}', datadog: '{{window}}', cloudwatch: { namespace: 'A', metric: 'B' } };
    expect(Strategy.parse({ kind: 'rolling', guards: [{ metric: 'custom', name: 'a', query, min: 1 }] })).toBeDefined();
  });
});
