import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokenLinks } from '../scripts/broken-links';

const ROOT = join(__dirname, '..');

/** Every Markdown page of the repository. */
const PAGES = [
  ...readdirSync(ROOT),
  ...['docs', 'examples'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  ),
].filter((file) => file.endsWith('.md'));

const textOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

test('a link leads to a file and to a heading in it, or it is told', () => {
  const root = mkdtempSync(join(tmpdir(), 'cutover-links-'));
  try {
    mkdirSync(join(root, 'docs'));
    writeFileSync(join(root, 'docs/b.md'), '# B\n## What it `does`: 5 %\n## Twice\n## Twice\n<a id="here"></a>\n');
    const good =
      '[a](docs/b.md) [b](docs) [c](docs/b.md#what-it-does-5-) [d](docs/b.md#twice-1) [e](#top) [f](docs/b.md#here) [g](https://x.io/y)';
    const bad = '[a](c.md) [b](docs/b.md#thrice) [c](../outside) [d](#bottom)\n```\n[e](not-a-link)\n```\n';
    writeFileSync(join(root, 'a.md'), `# Top\n${good}\n${bad}`);
    expect(brokenLinks(root, ['a.md', 'docs/b.md'])).toEqual([
      'a.md: c.md',
      'a.md: docs/b.md#thrice',
      'a.md: ../outside',
      'a.md: #bottom',
    ]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test('every link of every page leads somewhere', () => {
  expect(PAGES).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/README.md', 'examples/README.md']),
  );
  expect(brokenLinks(ROOT, PAGES)).toEqual([]);
});

test('every page of docs is in its index', () => {
  const index = textOf('docs/README.md');
  const pages = PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
  expect(pages.filter((page) => !index.includes(`](${page.slice('docs/'.length)})`))).toEqual([]);
});

test('every npm script that a page names exists', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const named = PAGES.flatMap((page) =>
    [...textOf(page).matchAll(/\bnpm (?:run (?<script>[\w:-]+)|(?<short>start|test)\b)/g)].map(({ groups }) => ({
      page,
      script: groups?.script ?? groups?.short ?? '',
    })),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ script }) => scripts[script] === undefined)).toEqual([]);
});

test('every file of the repository that a page names exists', () => {
  const named = PAGES.flatMap((page) =>
    [
      ...textOf(page).matchAll(/`((?:lib|cli|constructs-aws|constructs-k8s|test|scripts|bench|examples)\/[\w./-]+)`/g),
    ].map(([, path = '']) => ({ page, path })),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([]);
});
