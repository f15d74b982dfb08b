import type { Finding } from '../findings';
import type { Plan } from '../plan';
import { nearest } from '../strategy/nearest';
import { CLAUSES } from './clause';
import { clausesOf } from './clauses';

const RULING = /^(approximated|refused)\.(.+)$/;
const KEYS = Object.keys(CLAUSES);

const about = (id: string, message: string, fix: string, severity: Finding['severity']): Finding => ({
  id,
  severity,
  path: 'accept',
  message,
  fix,
});

/** What is to be said about the acceptances themselves. One that another target needs is fine, and nothing is said. */
function acceptanceFindings(plan: Plan, findings: readonly Finding[]): Finding[] {
  const refusals = new Map(findings.filter(({ id }) => id.startsWith('refused.')).map(({ id, path }) => [id, path]));
  const asked = new Set<string>(clausesOf(plan).map(({ key }) => key));
  return plan.accept.flatMap(({ id }): Finding[] => {
    const clause = RULING.exec(id)?.[2];
    if (clause === undefined) return [];
    if (!(clause in CLAUSES)) {
      const message = `there is no clause \`${clause}\`, so that \`${id}\` accepts nothing`;
      const meant = nearest(clause, KEYS);
      const fix =
        meant === undefined ? 'write the id as the finding prints it' : `write \`${id.replace(clause, meant)}\``;
      return [about('unknown-acceptance', message, fix, 'warning')];
    }
    if (refusals.has(id)) {
      const message = `\`${id}\` cannot be accepted: the platform has no way to do it`;
      const fix = `change ${refusals.get(id) || 'the strategy'}, or choose another platform`;
      return [about('refusal-accepted', message, fix, 'error')];
    }
    if (asked.has(clause)) return [];
    const message = `\`${id}\` accepts what the strategy does not ask for`;
    return [about('unused-acceptance', message, 'leave it out', 'note')];
  });
}

/** The findings without the approximations that the strategy accepts, and with what is to be said about its acceptances. */
export function withAcceptances(plan: Plan, findings: readonly Finding[]): readonly Finding[] {
  if (plan.accept.length === 0) return findings;
  const accepted = new Set(plan.accept.map(({ id }) => id));
  const open = findings.filter(({ id }) => id.startsWith('refused.') || !accepted.has(id));
  return [...open, ...acceptanceFindings(plan, findings)];
}
