import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { run } from '../cli/run';
import { errorsOf } from '../lib/findings';
import { parseStrategyText } from '../lib/strategy';
import { STRATEGY_KINDS } from './support/arbitrary';
import { type Block, blocksOf, documentation } from './support/documentation';
import { run as runProgram } from './support/pulumi';
import { isPartOf, isShown, notPrinted } from './support/shown';

const ROOT = join(__dirname, '..');
const HOME = process.cwd();
const FOLDER = mkdtempSync(join(ROOT, '.docs-test-'));
const BLOCKS = documentation(ROOT);

const nameOf = ({ page, line }: Block): string => `${page}:${line}`;
const named = (blocks: readonly Block[]) => blocks.map((block) => [nameOf(block), block] as const);
const only = (...languages: string[]) => BLOCKS.filter(({ language }) => languages.includes(language));

/** Each page has a folder in which its files lie, its modules run and its commands are given. */
const folderOf = (page: string): string => join(FOLDER, page.replace(/\W+/g, '-'));
const moduleOf = (block: Block): string => join(folderOf(block.page), `line-${block.line}.ts`);

const MODULES = only('ts', 'typescript');

const FILES = BLOCKS.filter((block): block is Block & { readonly file: string } => block.file !== undefined);

function write({ page, file, text }: (typeof FILES)[number]): void {
  const path = join(folderOf(page), file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A command finds the files that the page has shown so far, and those that it names. */
function writeFilesFor({ page, line }: Block, command: string): void {
  for (const file of FILES.filter((one) => one.page === page)) {
    if (file.line < line || command.includes(file.file)) write(file);
    else rmSync(join(folderOf(page), file.file), { force: true });
  }
}

beforeAll(() => {
  for (const page of new Set(BLOCKS.map((block) => block.page))) {
    mkdirSync(folderOf(page), { recursive: true });
    cpSync(join(ROOT, 'examples/strategies'), join(folderOf(page), 'examples/strategies'), { recursive: true });
  }
  for (const file of FILES) write(file);
  for (const block of MODULES) writeFileSync(moduleOf(block), block.text);
  const options = { noEmit: true, rootDir: '..', types: ['node', 'jest'], moduleDetection: 'force' };
  writeFileSync(
    join(FOLDER, 'tsconfig.json'),
    JSON.stringify({
      extends: '../tsconfig.json',
      compilerOptions: options,
      include: [],
      files: MODULES.map(moduleOf),
    }),
  );
});

afterEach(() => process.chdir(HOME));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test('a block ends with its fence, keeps its indentation and may name its file', () => {
  const page = 'a\n\n  ```yaml shop.yaml\n  kind: x\n    deep: 1\n  ```\n```\nplain\n```\n';
  expect(blocksOf('p.md', page)).toEqual([
    { page: 'p.md', line: 3, language: 'yaml', file: 'shop.yaml', text: 'kind: x\n  deep: 1\n' },
    { page: 'p.md', line: 7, language: '', text: 'plain\n' },
  ]);
  expect(() => blocksOf('p.md', '```ts\n')).toThrow('p.md:1: the block has no end');
});

test('what is shown may leave things out, and has nothing else', () => {
  expect(isPartOf({ a: [1, 3], b: { c: 'x … z' } }, { a: [1, 2, 3], b: { c: 'x y z', d: 4 } })).toBe(true);
  expect(isPartOf({ a: [3, 1] }, { a: [1, 2, 3] })).toBe(false);
  expect(isPartOf({ a: 1 }, { a: 2 })).toBe(false);
  expect(notPrinted('kind: A\n---\nkind: B\n', 'kind: A\nname: a\n')).toEqual([{ kind: 'B' }]);
  expect(isShown('one\n…\nfour', 'one\ntwo\nthree\nfour\n')).toBe(true);
  expect(isShown('one\nfour', 'one\ntwo\nthree\nfour\n')).toBe(false);
});

test('no block is of a language that nothing here reads', () => {
  const read = ['ts', 'sh', 'yaml', 'json', 'text', ''];
  expect(BLOCKS.filter(({ language }) => !read.includes(language)).map(nameOf)).toEqual([]);
});

test('every block of TypeScript is a whole module that compiles', () => {
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  const { status, stdout } = spawnSync(tsc, ['-p', FOLDER], { cwd: FOLDER, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
}, 120_000);

/** A program for Pulumi runs with nothing behind it, until everything is registered. */
async function load(block: Block): Promise<void> {
  if (block.text.includes("'cutover/pulumi'")) await runProgram(() => require(moduleOf(block)));
  else require(moduleOf(block));
}

/** The block behind this one, where nothing stands between them that another block could print. */
const nextOf = (block: Block): Block | undefined => {
  const next = BLOCKS[BLOCKS.indexOf(block) + 1];
  return next?.page === block.page && next.file === undefined ? next : undefined;
};

/** The tests that a block shows are run on the spot, in order. Answers what the block prints. */
async function runModule(block: Block): Promise<readonly string[]> {
  const shown: (() => unknown)[] = [];
  const collect = Object.assign((_: string, body: () => unknown) => shown.push(body), { each: undefined });
  const real = { test: globalThis.test, it: globalThis.it, describe: globalThis.describe };
  const describeNow = (_: string, body: () => void) => body();
  const lines: string[] = [];
  const quiet = jest.spyOn(console, 'log').mockImplementation((...values) => void lines.push(format(...values)));
  try {
    Object.assign(globalThis, { test: collect, it: collect, describe: describeNow });
    process.chdir(folderOf(block.page));
    await load(block);
    for (const body of shown) await body();
    return lines;
  } finally {
    Object.assign(globalThis, real);
    quiet.mockRestore();
  }
}

if (MODULES.length > 0) {
  test.each(named(MODULES))(
    '%s runs by itself, and prints what stands behind it',
    async (_, block) => {
      const printed = await runModule(block);
      const { language, text } = nextOf(block) ?? { language: '', text: '' };
      const all = printed.join('\n');
      if (language === 'text' && !isShown(text, all)) expect(all).toBe(text);
      const manifests = printed.find((one) => one.startsWith('apiVersion: '));
      if (language === 'yaml' && manifests !== undefined) expect(notPrinted(text, manifests)).toEqual([]);
    },
    60_000,
  );
}

const isStrategy = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (STRATEGY_KINDS as readonly unknown[]).includes((value as { kind?: unknown }).kind);

test.each(named(only('yaml', 'yml')))('%s is YAML, and a strategy is a right one', (_, { text }) => {
  const documents = parseAllDocuments(text);
  expect(documents.flatMap(({ errors }) => errors.map(({ message }) => message))).toEqual([]);
  if (isStrategy(documents[0]?.toJS()))
    expect(errorsOf(parseStrategyText(text, { format: 'yaml' }).findings)).toEqual([]);
});

const JSONS = only('json');
if (JSONS.length > 0) {
  test.each(named(JSONS))('%s is JSON, and a strategy is a right one', (_, { text }) => {
    if (isStrategy(JSON.parse(text)))
      expect(errorsOf(parseStrategyText(text, { format: 'json' }).findings)).toEqual([]);
  });
}

/** `cutover …` lines of shell blocks; what follows a pipe or a redirection is not run. A comment `exit 1` says how it ends. */
const COMMANDS = only('sh', 'bash', 'shell', 'console').flatMap((block) =>
  block.text.split('\n').flatMap((line, at) => {
    const match = /^(?:\$ )?(?:npx )?cutover (?<words>[^|>#]+)/.exec(line.trim());
    const exit = Number(/# exit (\d+)/.exec(line)?.[1] ?? 0);
    if (match?.groups?.words === undefined) return [];
    const isLast = block.text.trimEnd().split('\n').length === at + 1;
    return [[`${block.page}:${block.line + at + 1}`, match.groups.words.trim(), exit, block, isLast] as const];
  }),
);

test.each(COMMANDS)(
  '%s: cutover %s exits with %i, and prints what stands behind it',
  async (_, words, exit, block, isLast) => {
    writeFilesFor(block, words);
    process.chdir(folderOf(block.page));
    const argv = [...words.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
      ([, single, double, bare]) => single ?? double ?? bare ?? '',
    );
    let printed = '';
    let err = '';
    const io = {
      out: (text: string) => {
        printed += text;
      },
      err: (text: string) => {
        err += text;
      },
      stdin: async () => only('yaml').find(({ page }) => page === block.page)?.text ?? '',
      color: false,
    };
    expect({ exit: await run(argv, io), err: exit === 0 ? '' : err }).toEqual({ exit, err: exit === 0 ? '' : err });
    const shown = isLast ? nextOf(block) : undefined;
    if (shown?.language === 'text' && !isShown(shown.text, printed)) expect(printed).toBe(shown.text);
  },
);
