import type { Construct } from 'constructs';
import { type Finding, findingText } from '../../lib/findings';

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
