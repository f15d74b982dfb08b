import type { Construct } from 'constructs';
import { type Finding, findingText } from '../../lib/findings';
import type { Plan } from '../../lib/plan';

/**
 * Tells a person who synthesises about findings that stop nothing: on the construct's metadata, for tools, and as a warning of the process,
 * which `node --disable-warning=<id>` silences.
 */
export function announce(construct: Construct, findings: readonly Finding[]): void {
  for (const finding of findings) {
    construct.node.addMetadata(`cutover:${finding.id}`, finding.message);
    if (finding.severity !== 'warning') continue;
    process.emitWarning(`${construct.node.path}\n${findingText(finding)}`, {
      type: 'CutoverWarning',
      code: finding.id,
    });
  }
}

/** The same of findings that a strategy may accept: those that it does are on the metadata only. */
export function announceOpen(construct: Construct, plan: Plan, findings: readonly Finding[]): void {
  const accepted = new Set(plan.accept.map(({ id }) => id));
  const isTaken = ({ id }: Finding): boolean => accepted.has(id);
  announce(
    construct,
    findings.filter((one) => !isTaken(one)),
  );
  for (const { id, message } of findings.filter(isTaken)) construct.node.addMetadata(`cutover:${id}`, message);
}
