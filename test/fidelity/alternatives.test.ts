import { approximated, judge, refused, takers } from '../../lib/fidelity';
import { plan } from '../../lib/plan';
import type { Step } from '../../lib/strategy';
import { platform } from './targets';

jest.mock('../../lib/fidelity/catalogue', () => ({ catalogue: () => mockCatalogue() }));

const cannot = refused('it cannot');
const mockCatalogue = () => [
  platform('a', { mirror: cannot }),
  platform('b', { mirror: approximated('a filter', 'answers are logged') }),
  platform('c', { mirror: cannot }),
  platform('d', { 'audience.cookie': cannot }),
  { ...platform('e', { mirror: cannot }), depends: ['bake'] },
  { ...platform('f', { 'audience.cookie': cannot }), depends: ['bake'] },
];

const canary = (...steps: [Step, ...Step[]]) => plan({ kind: 'canary', steps });
const SHADOW = canary({ mirror: 10, hold: '1h' }, { weight: 5, hold: '1h' });
const advice = (one = SHADOW, rules: Parameters<typeof platform>[1] = { mirror: cannot }) =>
  judge(one, platform('a', rules)).findings[0]?.fix;

test('the platforms that take a plan as it is are told from those that approximate it', () => {
  expect(takers(SHADOW)).toEqual({ exact: ['d', 'f'], approximated: ['b'], perhaps: [] });
});

test('a refusal names the nearest plan here, and a platform that takes it as it is', () => {
  expect(advice()).toBe('nearest here: 5% for 1h, then 100%; as it is: d, f');
});

test('where no platform takes it as it is, those that approximate are named as such', () => {
  const beta = { cookie: { name: 'beta', equals: 'yes' } } as const;
  expect(advice(canary({ mirror: 10, audience: beta, hold: '1h' }))).toBe(
    'nearest here: cookie beta = yes for 1h, then 100%; as it is, with approximations: b',
  );
});

test('without a nearest plan it names only the others', () => {
  const rules = { 'replace.side-by-side': cannot, 'replace.in-place': cannot, 'replace.stop-first': cannot };
  expect(advice(SHADOW, rules)).toBe('as it is: d, f');
});

test('where the data does not know the answer, it says perhaps', () => {
  const baked = plan({ kind: 'canary', steps: [{ mirror: 10, hold: '1h' }], bake: '1h' });
  expect(takers(baked)).toEqual({ exact: ['d'], approximated: ['b'], perhaps: ['f'] });
  expect(advice(baked)).toBe(
    'nearest here: all at once to 100%; bake 1h; as it is: d; perhaps: f (`cutover targets` knows)',
  );
});
