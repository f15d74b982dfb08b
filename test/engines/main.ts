import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { TARGETS } from '../../cli/targets';
import { CLAUSES } from '../../lib/fidelity';
import { columns } from '../../lib/findings';
import { type Notes, readNotes } from './report/notes';
import { unseenCells, verifiedPage } from './report/verified-page';
import { builtVersion } from './setup';
import { ENGINES } from './setup/table';
import { countOf, failedOf, notesIn, ROOT, runSuites, type SuiteResult } from './suites';

const PAGE = join(ROOT, 'docs', 'verified.md');

/** Workers of a whole run, each with a cluster of its own: suites wait more than they compute. */
const WORKERS = 2;

function table({ suites, seen }: Notes): string {
  const rows = ENGINES.filter(({ source }) => source.kind !== 'refused').map(({ name, version }) => {
    const mine = seen.filter(({ engine, what }) => engine === name && what in CLAUSES);
    const clauses = new Set(mine.map(({ target, what }) => `${target} ${what}`)).size;
    const run = new Set(suites.filter(({ engines }) => engines.includes(name)).map(({ suite }) => suite)).size;
    return [name, builtVersion(name) ?? version, String(run), String(clauses)];
  });
  return columns([['engine', 'version', 'suites', 'clauses seen'], ...rows]).join('\n');
}

/** Writes the page of what was seen. In CI, where nothing is written, a page that says something else is a failure. */
function settlePage(notes: Notes): boolean {
  const text = verifiedPage(TARGETS, notes.seen);
  const committed = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '';
  if (committed === text) return true;
  if (process.env.CI === undefined) {
    writeFileSync(PAGE, text);
    console.log('wrote docs/verified.md');
    return true;
  }
  const said = new Set(committed.split('\n'));
  console.log('docs/verified.md is stale: run `npm run test:engines` and commit it. This run saw:');
  for (const line of text.split('\n').filter((one) => !said.has(one))) console.log(`  ${line}`);
  return false;
}

/** Every suite; those that failed beside others are tried once more alone, and named, since a busy machine may be late. */
async function runAll(folder: string): Promise<readonly SuiteResult[]> {
  const first = await runSuites({ args: [], workers: WORKERS, folder });
  const late = failedOf(first).map(({ name }) => name);
  if (late.length === 0) return first;
  console.log('\nonce more, alone:', late.map((name) => relative(ROOT, name)).join(', '), '\n');
  const second = await runSuites({ args: late, workers: 1, folder });
  return [...first.filter(({ name }) => !late.includes(name)), ...second];
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const whole = args.length === 0 && process.env.CUTOVER_KUBECONFIG === undefined;
  const folder = mkdtempSync(join(tmpdir(), 'cutover-results-'));
  const results = await (whole ? runAll(folder) : runSuites({ args, workers: 1, folder }));
  const notes = readNotes(notesIn(folder));
  rmSync(folder, { recursive: true, force: true });
  console.log(`\n${table(notes)}\n`);
  let failed = Math.max(countOf(results, 'failed'), failedOf(results).length);
  if (whole && failed === 0 && countOf(results, 'pending') === 0) {
    const unseen = unseenCells(TARGETS, notes.seen);
    for (const one of unseen) console.log(`neither seen on an engine nor validated by a schema: ${one}`);
    if (!settlePage(notes) || unseen.length > 0) failed = 1;
  }
  console.log(`${countOf(results, 'passed')} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
