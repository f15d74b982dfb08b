import { findingText, judge, outline, type Plan, trace, verdictOf } from 'cutover';
import type { Paint } from '../cli/style';
import { TARGETS } from '../cli/targets';
import { columns } from '../lib/findings';
import { formatDuration } from '../lib/strategy';
import type { Compiled } from './apps';

const WIDTH = 60;
const BLOCKS = ' ▁▂▃▄▅▆▇█';

/** The new version's share over the time of the release, as a line of blocks. */
function staircase(plan: Plan): string {
  const { segments } = trace(plan);
  const length = segments.at(-1)?.to ?? 0;
  if (length === 0) return BLOCKS.slice(-1);
  const weightAt = (second: number): number => segments.find(({ to }) => second < to)?.weight ?? 100;
  const blockOf = (weight: number): string => BLOCKS[Math.ceil((weight / 100) * (BLOCKS.length - 1))] ?? '';
  const bar = Array.from({ length: WIDTH }, (_, at) => blockOf(weightAt(((at + 0.5) / WIDTH) * length))).join('');
  return `${bar}  ${formatDuration(length)}`;
}

const STYLES = { error: 'red', warning: 'yellow', note: 'dim' } as const;

/** One app: how it is released, and what is to be said about it. */
export function appText({ name, made, plan, findings }: Compiled, paint: Paint): string {
  const lines = [
    `${paint('bold', name)}  ${paint('dim', made)}`,
    `  ${outline(plan)}`,
    `  ${paint('green', staircase(plan))}`,
    ...findings.map((finding) => `  ${paint(STYLES[finding.severity], finding.severity)} ${findingText(finding)}`),
  ];
  return lines.join('\n');
}

const VERDICTS = { exact: 'green', approximated: 'yellow', refused: 'red' } as const;

/** What every target makes of every app: exact, or how many clauses are approximated or refused. */
export function fidelityTable(apps: readonly Compiled[], paint: Paint): string {
  const cell = (plan: Plan, target: (typeof TARGETS)[number]): string => {
    const judgement = judge(plan, target);
    const verdict = verdictOf(judgement);
    const keys = judgement.rulings.filter((ruling) => ruling.verdict === verdict).map(({ clause }) => clause.key);
    return paint(VERDICTS[verdict], verdict === 'exact' ? 'exact' : `${new Set(keys).size} ${verdict}`);
  };
  const rows = TARGETS.map((target) => [target.id, ...apps.map(({ plan }) => cell(plan, target))]);
  return columns([['', ...apps.map(({ name }) => name)], ...rows])
    .map((line) => `  ${line}`)
    .join('\n');
}
