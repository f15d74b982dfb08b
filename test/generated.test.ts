import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routingFindings } from '../constructs-k8s/shared/routing/findings';
import { CLAUSES } from '../lib/fidelity';
import { documented } from '../scripts/generate/documented';

const ROOT = join(__dirname, '..');

const sources = ['lib', 'constructs-aws', 'constructs-k8s'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => `${folder}/${file}`),
);

test('the generated files are up to date', () => {
  const args = ['--import', 'tsx', 'scripts/generate.ts', '--check'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 60_000);

const ids = documented(ROOT).flatMap(({ folder, docs }) => Object.keys(docs).map((id) => [id, folder] as const));

test('no finding is documented twice', () => {
  const folders = new Map<string, string[]>();
  for (const [id, folder] of ids) folders.set(id, [...(folders.get(id) ?? []), folder]);
  expect([...folders].filter(([, all]) => all.length > 1)).toEqual([]);
});

/** Where a source names the id of a finding. */
const NAMED = [/\bfinding\(\s*'([a-z][a-z0-9.-]*)'/g, /\bid: '([a-z][a-z0-9.-]*)',\s*severity\b/g];

/** What several folders say alike, each under a prefix of its own: `istio-nobody-watches` and `gateway-nobody-watches`. */
const SHARED = 'constructs-k8s/shared/';
const ALIKE = [...Object.keys(routingFindings('x', 'X')).map((id) => id.slice('x-'.length)), 'regex'];
const unprefixed = (id: string): string => ALIKE.find((shared) => id.endsWith(`-${shared}`)) ?? id;

test('every finding that a source makes is documented', () => {
  const known = new Set([
    ...ids.map(([id]) => id),
    ...Object.keys(CLAUSES).flatMap((key) => [`approximated.${key}`, `refused.${key}`]),
  ]);
  const unknown = sources.flatMap((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const all = file.startsWith(SHARED) ? new Set([...known].map(unprefixed)) : known;
    return NAMED.flatMap((pattern) => [...text.matchAll(pattern)]).flatMap(([, id = '']) =>
      all.has(id) ? [] : [`${file}: ${id}`],
    );
  });
  expect(unknown).toEqual([]);
});

test('every documented finding can occur: a source names its id', () => {
  const textOf = (files: readonly string[]) => files.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
  const text = textOf(sources);
  const shared = textOf(sources.filter((file) => file.startsWith(SHARED) && !file.endsWith('/findings.ts')));
  const isNamed = (id: string) =>
    new RegExp(`'${id}'(?!: \\{)`).test(text) || new RegExp(`'${unprefixed(id)}'`).test(shared);
  expect(ids.filter(([id]) => !isNamed(id))).toEqual([]);
});

test('every finding says what it is, why, and what to do, in sentences', () => {
  const bad = documented(ROOT).flatMap(({ docs }) =>
    Object.entries(docs).filter(
      ([, { title, why, fix }]) => title.endsWith('.') || !/[.!?]$/.test(why) || !/[.!?]$/.test(fix),
    ),
  );
  expect(bad.map(([id]) => id)).toEqual([]);
});
