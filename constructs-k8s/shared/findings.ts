import type { Finding, FindingDocs } from '../../lib/findings';

/** What a finding says besides its message. */
export type Detail = Partial<Pick<Finding, 'received' | 'expected' | 'fix' | 'source' | 'severity'>>;

/** Makes a finding of a folder; its fix is the documented one unless a better one is known. */
export type MakeFinding<Id extends string> = (id: Id, path: string, message: string, detail?: Detail) => Finding;

/** The findings of a folder: all are errors, but those that are named. */
export function findingsOf<Id extends string>(
  docs: FindingDocs<Id>,
  warnings: readonly NoInfer<Id>[],
): MakeFinding<Id> {
  return (id, path, message, detail = {}) => ({
    id,
    severity: warnings.includes(id) ? 'warning' : 'error',
    path,
    message,
    fix: docs[id].fix,
    ...detail,
  });
}
