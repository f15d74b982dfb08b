import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** What jest says of a file of tests. */
export interface SuiteResult {
  /** Its path. */
  readonly name: string;
  /** `failed` also where it cannot be loaded. */
  readonly status: 'passed' | 'failed';
  readonly assertionResults: readonly { readonly status: 'passed' | 'failed' | 'pending' }[];
}

export interface RunOptions {
  /** Arguments for jest: files, patterns, `-t`. */
  readonly args: readonly string[];
  readonly workers: number;
  /** A folder for what jest and the suites tell. */
  readonly folder: string;
}

/** Runs suites; jest ends what it started even when it is interrupted, so that is waited for. */
export async function runSuites({ args, workers, folder }: RunOptions): Promise<readonly SuiteResult[]> {
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const output = join(folder, 'results.json');
  const options = ['--config', join(ROOT, 'jest.engines.config.js'), '--json', `--outputFile=${output}`];
  const child = spawn(process.execPath, [jest, ...options, `--maxWorkers=${workers}`, ...args], {
    cwd: ROOT,
    stdio: ['inherit', 'ignore', 'inherit'],
    env: { ...process.env, CUTOVER_SEEN: notesIn(folder) },
  });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.once('SIGINT', pass).once('SIGTERM', pass);
  const [code, signal] = await once(child, 'exit');
  try {
    return (JSON.parse(readFileSync(output, 'utf8')) as { testResults: SuiteResult[] }).testResults;
  } catch {
    throw new Error(`jest ended with ${signal ?? code} before it had a result`);
  } finally {
    process.off('SIGINT', pass).off('SIGTERM', pass);
  }
}

/** The file that suites add their notes to. */
export const notesIn = (folder: string): string => join(folder, 'notes.jsonl');

/** Suites that failed, or none of whose tests could be counted. */
export const failedOf = (results: readonly SuiteResult[]): SuiteResult[] =>
  results.filter(({ status }) => status === 'failed');

/** How many tests ended in a way. */
export const countOf = (results: readonly SuiteResult[], ending: 'passed' | 'failed' | 'pending'): number =>
  results.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === ending).length;
