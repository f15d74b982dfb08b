import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TARGETS } from '../../cli/targets';
import { CLAUSES } from '../../lib/fidelity';
import { columns } from '../../lib/findings';
import { type Notes, readNotes } from './report/notes';
import { verifiedPage } from './report/verified-page';
import { builtVersion } from './setup';
import { ENGINES } from './setup/table';

const ROOT = join(__dirname, '..', '..');
const PAGE = join(ROOT, 'docs', 'verified.md');

/** Workers of a whole run, each with a cluster of its own: suites wait more than they compute. */
const WORKERS = 2;

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly assertionResults: readonly Assertion[] }[];
}

interface Assertion {
  readonly fullName: string;
  readonly invocations?: number;
}

/** Runs jest and gives what it counted; it ends what it started even when it is interrupted, so that is waited for. */
async function runSuites(args: readonly string[], notes: string, output: string): Promise<Results> {
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const workers = args.length === 0 && process.env.CUTOVER_KUBECONFIG === undefined ? WORKERS : 1;
  const options = [
    `--maxWorkers=${workers}`,
    '--config',
    join(ROOT, 'jest.engines.config.js'),
    '--json',
    `--outputFile=${output}`,
  ];
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
    return { numPassedTests: 0, numFailedTests: 1, numFailedTestSuites: 1, numPendingTests: 0, testResults: [] };
  }
}

function table({ suites, seen }: Notes): string {
  const rows = ENGINES.filter(({ source }) => source.kind !== 'refused').map(({ name, version }) => {
    const mine = seen.filter(({ engine, what }) => engine === name && what in CLAUSES);
    const clauses = new Set(mine.map(({ target, what }) => `${target} ${what}`)).size;
    const run = new Set(suites.filter(({ engines }) => engines.includes(name)).map(({ suite }) => suite)).size;
    return [name, builtVersion(name) ?? version, String(run), String(clauses)];
  });
  return columns([['engine', 'version', 'suites', 'clauses seen'], ...rows]).join('\n');
}

/** The tests that failed once and passed when they were tried again. */
const late = ({ testResults }: Results): string[] =>
  testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ invocations = 1 }) => invocations > 1).map(({ fullName }) => fullName),
  );

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

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const folder = mkdtempSync(join(tmpdir(), 'cutover-results-'));
  const results = await runSuites(args, join(folder, 'notes.jsonl'), join(folder, 'results.json'));
  const notes = readNotes(join(folder, 'notes.jsonl'));
  rmSync(folder, { recursive: true, force: true });
  console.log(`\n${table(notes)}\n`);
  for (const name of late(results)) console.log(`passed at the second try: ${name}`);
  let failed = results.numFailedTests || results.numFailedTestSuites;
  const whole = args.length === 0 && results.numPendingTests === 0 && process.env.CUTOVER_KUBECONFIG === undefined;
  if (failed === 0 && whole && !settlePage(notes)) failed = 1;
  console.log(`${results.numPassedTests} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();
