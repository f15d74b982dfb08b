import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseStrategyText, plan, Strategy } from 'cutover';
import { adminStrategy } from '../../examples/admin/strategy';
import { checkoutStrategy } from '../../examples/checkout/strategy';
import { searchStrategy } from '../../examples/search/strategy';
import { evidence } from '../../lib/evidence';

const FOLDER = join(__dirname, '../../examples/strategies');
const files = readdirSync(FOLDER);
const text = (file: string): string => readFileSync(join(FOLDER, file), 'utf8');

test.each([
  ['checkout.yaml', checkoutStrategy],
  ['admin.yaml', adminStrategy],
  ['search.yaml', searchStrategy],
])('%s and its TypeScript are the same frozen value.', (file, written) => {
  const read = Strategy.fromYaml(text(file));
  expect(read).toEqual(written);
  expect(JSON.stringify(read)).toBe(JSON.stringify(written));
  expect(Object.isFrozen(read)).toBe(true);
  expect(Object.isFrozen(written)).toBe(true);
});

test.each(files)('%s has nothing to be said about, and names its schema for the editor.', (file) => {
  expect(parseStrategyText(text(file)).findings).toEqual([]);
  expect(text(file)).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/schema\/strategy\.schema\.json\n/);
});

test.each(files)('The guards of %s see a tenfold rise, and let a healthy version through.', (file) => {
  const { guards, weak } = evidence(plan(Strategy.fromYaml(text(file))));
  expect(weak).toEqual([]);
  expect(guards).not.toHaveLength(0);
  for (const { seesTenfold, falseAborts } of guards) {
    expect(seesTenfold).toBeGreaterThan(0.99);
    expect(falseAborts).toBeLessThan(0.001);
  }
});
