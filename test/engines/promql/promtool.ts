import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** What a query gives: a number, zero divided by zero, or no sample at all. */
export type Answer = number | 'NaN' | 'nothing';

/** Series made by hand and what a query must make of them. */
export interface PromQlCase {
  readonly query: string;
  /** The values of each series in promtool's notation, one every {@link STEP} seconds from 0 on: `0+5x12`. */
  readonly series: Readonly<Record<string, string>>;
  /** Seconds at which the query is asked. */
  readonly at: number;
  readonly answer: Answer;
}

/** Seconds between two samples. */
export const STEP = 10;

/** promtool compares floating point numbers bit by bit, and NaN with nothing. */
const asked = (query: string, answer: Answer): string =>
  answer === 'NaN' ? `(${query}) != bool (${query})` : `round(${query}, 1e-6)`;

const samplesOf = (answer: Answer): readonly object[] =>
  answer === 'nothing' ? [] : [{ labels: '{}', value: answer === 'NaN' ? 1 : answer }];

function run(promtool: string, command: readonly string[], name: string, document: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'promql-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, stringify(document));
    execFileSync(promtool, [...command, file], { encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
    if (stdout === undefined) throw error;
    return `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `promtool test rules` has against a case; empty when the query gives the answer. */
export function testRules(promtool: string, { query, series, at, answer }: PromQlCase): string {
  return run(promtool, ['test', 'rules'], 'tests.yaml', {
    tests: [
      {
        interval: `${STEP}s`,
        input_series: Object.entries(series).map(([one, values]) => ({ series: one, values })),
        promql_expr_test: [{ expr: asked(query, answer), eval_time: `${at}s`, exp_samples: samplesOf(answer) }],
      },
    ],
  });
}

/** What `promtool check rules` has against queries; empty when all of them are PromQL. */
export function checkRules(promtool: string, queries: readonly string[]): string {
  const rules = queries.map((expr, at) => ({ record: `query:${at}`, expr }));
  return run(promtool, ['check', 'rules'], 'rules.yaml', { groups: [{ name: 'queries', rules }] });
}
