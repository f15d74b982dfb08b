import type { Finding } from '../../lib/findings';
import { plan } from '../../lib/plan';
import { type Comparison, compare, comparisonMarkdown, comparisonText } from '../../lib/preview';
import { type Args, type Command, EXIT, type Exit, JSON_OPTION } from '../command';
import { fileName, readStrategyOrRevision } from '../input';
import { Misuse } from '../misuse';
import { titleOf } from '../output';
import { exitOf, printJson, reportText } from '../report';
import { painter } from '../style';

const STYLES = { weaker: 'red', safer: 'green', neutral: 'dim' } as const;

const data = ({ changes, measures, isWeaker }: Comparison): object => ({
  changes: changes.map(({ before = null, after = null, ...change }) => ({ ...change, before, after })),
  measures: measures.map(({ before = null, after = null, ...measure }) => ({ ...measure, before, after })),
  isWeaker,
});

function exitCode(args: Args, findings: readonly Finding[], made: Comparison | undefined): Exit {
  if (made?.isWeaker && args.has('fail-on-weaker')) return EXIT.findings;
  return exitOf(findings);
}

export const diffCommand: Command = {
  name: 'diff',
  summary: 'Says what changed between two strategies: time, users hit, guards added and lost.',
  operands: ['A', 'B'],
  options: {
    markdown: { about: 'As a comment for a pull request.' },
    'fail-on-weaker': { about: 'Exit code 1 when something protects less than before.' },
    json: JSON_OPTION,
  },
  details:
    'A and B are files, or files in a git revision: main:shop.yaml\n\nExample: cutover diff main:shop.yaml shop.yaml --markdown --fail-on-weaker',
  async run(args, io) {
    const [a = '', b = ''] = args.positionals;
    if (a === '-' && b === '-') throw new Misuse('diff: only one of the two can be standard input');
    if (args.has('markdown') && args.has('json')) throw new Misuse('one of --markdown, --json, not both');
    const before = await readStrategyOrRevision(a, io);
    const after = await readStrategyOrRevision(b, io);
    const isReady = before.strategy !== undefined && after.strategy !== undefined;
    const made = isReady ? compare(plan(before.strategy), plan(after.strategy)) : undefined;
    const findings = [
      ...before.findings.map((finding) => ({ ...finding, file: a })),
      ...after.findings.map((finding) => ({ ...finding, file: b })),
    ];
    const exit = exitCode(args, findings, made);
    if (args.has('json')) {
      printJson(io, { before: a, after: b, difference: made === undefined ? null : data(made), findings });
      return exit;
    }
    for (const [file, { findings: own }] of [[a, before] as const, [b, after] as const])
      if (own.length > 0) io.err(reportText(fileName(file), own, io.color));
    if (made === undefined) return EXIT.findings;
    const paint = painter(io.color);
    if (args.has('markdown')) io.out(`${comparisonMarkdown(made, titleOf(b))}\n`);
    else io.out(`${comparisonText(made, (effect, text) => paint(STYLES[effect], text))}\n`);
    return exit;
  },
};
