import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TARGETS } from '../../cli/targets';
import { CLAUSES } from '../../lib/fidelity';
import { columns } from '../../lib/findings';
import { type Notes, readNotes } from './report/notes';
import { unseenCells, verifiedPage, versionOf } from './report/verified-page';
import { ENGINES } from './setup/table';

const ROOT = join(__dirname, '..', '..');
const PAGE = join(ROOT, 'docs', 'verified.md');

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numPendingTests: number;
}

/** Runs jest and gives what it counted; it ends what it started even when it is interrupted, so that is waited for. */
async function runSuites(args: readonly string[], notes: string, output: string): Promise<Results> {
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const options = ['--config', join(ROOT, 'jest.engines.config.js'), '--json', `--outputFile=${output}`];
  const child = spawn(process.execPath, [jest, ...options, ...args], {
    cwd: ROOT,
    stdio: ['inherit', 'ignore', 'inherit'],
    env: { ...process.env, CUTOVER_SEEN: notes },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  try {
    return JSON.parse(readFileSync(output, 'utf8')) as Results;
  } catch {
    process.stderr.write(`jest ended with ${code} before it had a result\n`);
    return { numPassedTests: 0, numFailedTests: 1, numFailedTestSuites: 1, numPendingTests: 0 };
  }
}

function table({ suites, seen }: Notes): string {
  const rows = ENGINES.filter(({ source }) => source.kind !== 'refused').map(({ name }) => {
    const mine = seen.filter(({ engine, what }) => engine === name && what in CLAUSES);
    const clauses = new Set(mine.map(({ target, what }) => `${target} ${what}`)).size;
    const run = new Set(suites.filter(({ engines }) => engines.includes(name)).map(({ suite }) => suite)).size;
    return [name, versionOf(name), String(run), String(clauses)];
  });
  return columns([['engine', 'version', 'suites', 'clauses seen'], ...rows]).join('\n');
}

/** Writes the page of what was seen; in CI, where nothing is written, it says how the committed one differs. */
function settlePage(notes: Notes): void {
  const text = verifiedPage(TARGETS, notes.seen);
  const committed = (() => {
    try {
      return readFileSync(PAGE, 'utf8');
    } catch {
      return undefined;
    }
  })();
  if (committed === text) return;
  if (process.env.CI === undefined) {
    writeFileSync(PAGE, text);
    console.log('wrote docs/verified.md');
    return;
  }
  const said = new Set(committed?.split('\n'));
  console.log('docs/verified.md is stale: run `npm run test:engines` and commit it. This run saw:');
  for (const line of text.split('\n').filter((one) => !said.has(one))) console.log(`  ${line}`);
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const folder = mkdtempSync(join(tmpdir(), 'cutover-results-'));
  const results = await runSuites(args, join(folder, 'notes.jsonl'), join(folder, 'results.json'));
  const notes = readNotes(join(folder, 'notes.jsonl'));
  rmSync(folder, { recursive: true, force: true });
  console.log(`\n${table(notes)}\n`);
  const failed = results.numFailedTests || results.numFailedTestSuites;
  const whole = args.length === 0 && results.numPendingTests === 0 && process.env.CUTOVER_KUBECONFIG === undefined;
  const unseen = failed === 0 && whole ? unseenCells(TARGETS, notes.seen) : [];
  if (failed === 0 && whole) settlePage(notes);
  for (const one of unseen) console.log(`neither seen on an engine nor validated by a schema: ${one}`);
  console.log(`${results.numPassedTests} passed, ${failed} failed`);
  process.exitCode = failed === 0 && unseen.length === 0 ? 0 : 1;
}

void main();
