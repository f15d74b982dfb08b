import { type Plan, plan } from '../../lib/plan';
import { compare, comparisonHeadline, comparisonMarkdown, comparisonText } from '../../lib/preview';
import { Strategy } from '../../lib/strategy';

const BASE = {
  steps: [{ weight: '10%', hold: '15m' }],
  guards: [{ metric: 'errorRate', max: '2%', minRequests: 200 }],
  traffic: { requestsPerSecond: 120, errorRate: '0.2%' },
  bake: '10m',
} as const satisfies Parameters<typeof Strategy.canary>[0];

const canary = (change: object = {}): Plan => plan(Strategy.parse({ kind: 'canary', ...BASE, ...change }));
const LAX = canary({ steps: [{ weight: '10%', hold: '5m' }], guards: [{ ...BASE.guards[0], max: '4%' }] });

test('A release does not differ from itself', () => {
  const same = compare(canary(), canary());
  expect(same).toMatchObject({ changes: [], isWeaker: false });
  expect(same.measures.every(({ effect }) => effect === 'neutral')).toBe(true);
  expect(comparisonText(same)).toBe('nothing is different');
  expect(comparisonMarkdown(same, 'shop')).toBe('### shop: nothing is different');
});

test('A laxer release is weaker in words and in numbers', () => {
  const worse = compare(canary(), LAX);
  expect(worse.isWeaker).toBe(true);
  expect(worse.measures.filter(({ effect }) => effect === 'weaker').map(({ id }) => id)).toContain('sight');
  expect(`\n${comparisonText(worse)}\n`).toMatchSnapshot();
  expect(`\n${comparisonMarkdown(worse, 'shop')}\n`).toMatchSnapshot();
});

test('A stricter one is safer', () => {
  const better = compare(LAX, canary());
  expect(better.isWeaker).toBe(false);
  expect(comparisonHeadline(better)).toMatch(/^\d safer$/);
});

test('What hits fewer users only because it is over sooner is not called safer', () => {
  const blind = compare(canary(), canary({ steps: [{ weight: '10%', hold: '1m' }], bake: undefined, guards: [] }));
  expect(blind.measures.find(({ id }) => id === 'stopped')).toMatchObject({ effect: 'weaker', after: 0 });
  expect(blind.measures.filter(({ effect }) => effect === 'safer')).toEqual([]);
});

test('Both are measured with the traffic of the later one', () => {
  const busier = canary({ traffic: { requestsPerSecond: 1200, errorRate: '0.2%' } });
  const { changes, measures } = compare(canary(), busier);
  expect(changes.map(({ path }) => path)).toEqual(['traffic']);
  expect(measures.every(({ effect }) => effect === 'neutral')).toBe(true);
});

test('A profile that is forgotten is taken from the earlier one, and none at all leaves the length', () => {
  expect(compare(canary(), canary({ traffic: undefined })).measures.length).toBeGreaterThan(3);
  const unknown = canary({ traffic: undefined });
  expect(compare(unknown, unknown).measures.map(({ id }) => id)).toEqual(['length']);
});

test('Text of a strategy is no markdown, no link and calls nobody', () => {
  const audience = { header: { name: 'x-a', equals: '@octocat [x](https://example.com) <img src=x> `b` | c' } };
  const hostile = canary({ steps: [{ audience, hold: '5m' }, ...BASE.steps] });
  const markdown = comparisonMarkdown(compare(canary(), hostile), '@all');
  expect(markdown).not.toMatch(/@octocat|@all|(?<!\\)<img|https:\/\/|(?<!\\)`|[^\\]\[x/);
});
