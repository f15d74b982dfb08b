import type { Operation, Runbook, RunbookVariable } from '../../fidelity';
import { fill } from '../../telemetry';

/** The operations of a runbook, with their headings. */
const HEADINGS = {
  watch: 'See where it is',
  approve: 'Approve',
  promote: 'Promote at once',
  pause: 'Pause',
  resume: 'Go on',
  abort: 'Abort: take the traffic back',
  rollback: 'Roll back after the end',
} as const satisfies Partial<Record<keyof Runbook, string>>;

type OperationName = keyof typeof HEADINGS;

const OPERATIONS = Object.keys(HEADINGS) as OperationName[];

export const shell = (lines: readonly string[]): string => ['```sh', ...lines, '```'].join('\n');

const variableText = ({ name, about, found }: RunbookVariable): string =>
  found === undefined ? `${name}=   # ${about}` : `${name}=$(${found})   # ${about}`;

function operationText(operation: Operation, values: Readonly<Record<string, string>>): string {
  if ('instead' in operation) return fill(operation.instead, values);
  const lines =
    'phases' in operation
      ? operation.phases.flatMap(({ name, commands }) => [`# ${name}`, ...commands])
      : operation.commands;
  return `${shell(lines.map((line) => fill(line, values)))}\n\n${fill(operation.effect, values)}`;
}

/** What to do by hand, with the commands of the platform. Approvals are left out where the release has none. */
export function byHand(runbook: Runbook, values: Readonly<Record<string, string>>, hasApprovals: boolean): string[] {
  const { tools, variables, permissions } = runbook;
  const needed = `You need ${tools.join(', ')}; and ${permissions}.`;
  const names = OPERATIONS.filter((name) => name !== 'approve' || hasApprovals);
  return [
    '## By hand',
    needed,
    ...(variables.length > 0 ? [shell(variables.map(variableText).map((line) => fill(line, values)))] : []),
    ...names.flatMap((name) => [`### ${HEADINGS[name]}`, operationText(runbook[name], values)]),
  ];
}
