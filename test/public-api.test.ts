import { join } from 'node:path';
import { type PublicSymbol, publicSymbols } from '../scripts/public-api';

const SYMBOLS = publicSymbols(join(__dirname, '..'));

/** What a user writes: its members are read in an editor, one by one. What we return names its own fields. */
const IS_WRITTEN = /(Props|Options|Args|Settings|Router|Metrics|Provider|Parent|Policy|Strategy|Check|Step|Request)$/;

/** `kind` and its like are the type itself; a manifest's fields are the platform's, which its type refers to. */
const SAYS_ITSELF = /^(kind|metric|by)$/;
const isNative = ({ file }: PublicSymbol) => file.endsWith('/manifest.ts');

const bare = (symbols: readonly PublicSymbol[]) =>
  symbols.filter(({ doc }) => doc === '').map(({ name, file }) => `${name} (${file})`);

test('every exported symbol has a docstring', () => {
  expect(SYMBOLS.length).toBeGreaterThan(1000);
  expect(bare(SYMBOLS.filter(({ member }) => member === undefined))).toEqual([]);
});

test('so has every field that a user writes', () => {
  const fields = SYMBOLS.filter(
    (symbol) =>
      symbol.member !== undefined &&
      IS_WRITTEN.test(symbol.owner) &&
      !SAYS_ITSELF.test(symbol.member) &&
      !symbol.isNever &&
      !isNative(symbol),
  );
  expect(fields.length).toBeGreaterThan(300);
  expect(bare(fields)).toEqual([]);
});

test('every public method of a construct has one', () => {
  expect(bare(SYMBOLS.filter(({ isMethod }) => isMethod))).toEqual([]);
});

/** A construct of cdk8s and the component of Pulumi that does the same are called alike. */
const TWINS = /^(ArgoRollout|\w+Routing|FlaggerCanary|KnativeCanaryService|ReleaseObservability|\w+Deployment)$/;

test('no entry exports a name that another one has for something else', () => {
  const homes = new Map<string, Set<string>>();
  for (const { owner, member, file } of SYMBOLS) {
    if (member === undefined) homes.set(owner, (homes.get(owner) ?? new Set()).add(file));
  }
  const twice = [...homes].filter(([name, files]) => files.size > 1 && !TWINS.test(name));
  expect(twice.map(([name, files]) => `${name}: ${[...files].join(', ')}`)).toEqual([]);
});
