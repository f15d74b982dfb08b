import { errorsOf, type Finding, findingsText } from '../lib/findings';
import { EXIT, type Exit } from './command';
import type { Io } from './io';
import { type Paint, painter } from './style';

const STYLES = { error: 'red', warning: 'yellow', note: 'dim' } as const;

const countText = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Says the severity before anything else. */
function withSeverity(finding: Finding, paint: Paint): Finding {
  const word = paint(STYLES[finding.severity], finding.severity);
  if (finding.path === '') return { ...finding, message: `${word} ${finding.message}` };
  return { ...finding, path: `${word} ${finding.path}` };
}

const SEVERITIES = ['error', 'warning', 'note'] as const;

/** Findings of one subject as text, with how many there are of each severity. */
export function reportText(subject: string, findings: readonly Finding[], color: boolean): string {
  const paint = painter(color);
  if (findings.length === 0) return `${paint('bold', subject)}: ${paint('green', 'fine')}\n`;
  const groups = SEVERITIES.map((severity) => findings.filter((one) => one.severity === severity)).filter(
    ({ length }) => length > 0,
  );
  const counts = groups.map((group) => countText(group.length, group[0]?.severity ?? ''));
  const text = findingsText(groups.flat().map((one) => withSeverity(one, paint)));
  return `${paint('bold', subject)}: ${counts.join(', ')}\n${text}\n`;
}

/** One JSON object, as `--json` prints it. */
export const printJson = (io: Io, value: object): void => io.out(`${JSON.stringify(value, null, 2)}\n`);

/** The exit code of findings. */
export const exitOf = (findings: readonly Finding[]): Exit =>
  errorsOf(findings).length > 0 ? EXIT.findings : EXIT.fine;
