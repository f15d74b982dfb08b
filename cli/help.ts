import { columns } from '../lib/findings';
import type { Command } from './command';

const indented = (rows: ReadonlyArray<readonly string[]>): string =>
  columns(rows, 3)
    .map((line) => `  ${line}`)
    .join('\n');

/** What `cutover --help` prints. */
export function overview(commands: readonly Command[]): string {
  return `Compiles one release strategy into the deployment machinery that your platform already has.

Usage: cutover COMMAND [FILE] [options]

${indented(commands.map(({ name, operands, summary }) => [[name, ...operands].join(' '), summary]))}

FILE is a strategy in YAML or JSON; - reads standard input.
Exit code: 0 fine, 1 findings of severity error, 2 misuse, 70 a bug of Cutover.

${indented([
  ['cutover COMMAND --help', 'The options of a command.'],
  ['cutover --version', 'The version.'],
])}
`;
}

/** What `cutover COMMAND --help` prints. */
export function helpOf({ name, summary, operands, options, details }: Command): string {
  const rows = Object.entries(options).map(([option, { value, about }]) => [
    value === undefined ? `--${option}` : `--${option} ${value}`,
    about,
  ]);
  return `${summary}

Usage: cutover ${[name, ...operands, '[options]'].join(' ')}

${indented([...rows, ['--help', 'This text.']])}

${details}
`;
}
