import { columns } from '../lib/findings';
import { type Goal, goalsOf } from './goals';
import type { ImportCost } from './imports';
import type { Reasoning } from './reasoning';
import type { Synthesis } from './synthesis';

/** Everything that was measured. */
export interface Report {
  readonly node: string;
  readonly synthesis: readonly Synthesis[];
  readonly imports: readonly ImportCost[];
  readonly reasoning: Reasoning;
}

type Row = readonly string[];

const number = (value: number, digits = 0): string => value.toFixed(digits);

const table = (title: string, head: Row, rows: readonly Row[]): string =>
  [title, '', ...columns([head, ...rows]).map((line) => `  ${line}`)].join('\n');

const synthesisTable = (all: readonly Synthesis[]): string =>
  table(
    'Synthesis: Cutover and the same resources by hand (CPU time from the first import to the last file; peak memory)',
    ['app', 'services', 'resources', 'Cutover', 'by hand', 'ratio', 'Cutover', 'by hand', 'ratio'],
    all.map(({ app, services, resources, cutover, byHand, ratio }) => [
      app,
      String(services),
      String(resources),
      `${number(cutover.cpu)} ms`,
      `${number(byHand.cpu)} ms`,
      number(ratio.cpu, 2),
      `${number(cutover.megabytes)} MB`,
      `${number(byHand.megabytes)} MB`,
      number(ratio.megabytes, 2),
    ]),
  );

const importTable = (all: readonly ImportCost[]): string =>
  table(
    'Import: over a Node.js that loads nothing',
    ['entry', 'time', 'memory', 'files'],
    all.map(({ entry, milliseconds, megabytes, modules }) => [
      entry,
      `${number(milliseconds, 1)} ms`,
      `${number(megabytes, 1)} MB`,
      number(modules),
    ]),
  );

const reasoningTable = ({ targets, strategies, tasks }: Reasoning): string =>
  table(
    `Reasoning: a strategy of examples/strategies (${strategies} of them, on average), on ${targets} targets`,
    ['task', 'median'],
    tasks.map(({ name, microseconds }) => [name, `${number(microseconds, 1)} µs`]),
  );

const goalTable = (goals: readonly Goal[]): string =>
  table(
    'Goals',
    ['', 'goal', 'measured', ''],
    goals.map(({ name, goal, measured, reached }) => [
      name,
      `≤ ${goal}`,
      number(measured, 2),
      reached ? 'reached' : 'MISSED',
    ]),
  );

/** A report as aligned text. */
export const reportText = (report: Report): string =>
  [
    synthesisTable(report.synthesis),
    importTable(report.imports),
    reasoningTable(report.reasoning),
    goalTable(goalsOf(report)),
  ].join('\n\n');
