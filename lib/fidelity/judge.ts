import type { Finding } from '../findings';
import type { Plan } from '../plan';
import { alternatives } from './alternatives';
import { type ClauseKey, clauseDoc } from './clause';
import type { Limits } from './limits';
import { type Ruling, rulingsOf, showNumber } from './ruling';

/** The part of a {@link Target} that judging needs. */
export interface Judged {
  readonly id: string;
  readonly title: string;
  readonly limits: Limits;
}

/** What a target makes of a plan, clause by clause, and what is to be said about it. */
export interface Judgement {
  readonly target: string;
  readonly title: string;
  readonly rulings: readonly Ruling[];
  readonly findings: readonly Finding[];
}

const sentence = ({ clause }: Ruling): string => {
  const { title } = clauseDoc(clause.key);
  return clause.value === undefined ? title : `${title} (${showNumber(clause.key, clause.value)})`;
};

function findingOf(target: Judged, ruling: Ruling, fix: string | undefined): Finding {
  const { clause, verdict, why, allowed, source } = ruling;
  const { safety } = clauseDoc(clause.key);
  const id = `${verdict}.${clause.key}`;
  const detail = {
    ...(clause.value === undefined ? {} : { received: showNumber(clause.key, clause.value) }),
    ...(allowed === undefined ? {} : { expected: allowed }),
    ...(source === undefined ? {} : { source }),
  };
  if (verdict === 'refused') {
    const message = `${target.title} has no ${sentence(ruling)}: ${why}`;
    return { id, severity: 'error', path: clause.path, message, ...detail, ...(fix && { fix }) };
  }
  const message = `${target.title} approximates ${sentence(ruling)} by ${ruling.by}: ${why}`;
  const accept = `accept: [{ id: '${id}', reason: '…' }]`;
  const advice = [ruling.instead, safety ? `or take it as it is: ${accept}` : accept].filter(Boolean).join(', ');
  return { id, severity: safety ? 'error' : 'warning', path: clause.path, message, ...detail, fix: advice };
}

/** Drops the approximations that the strategy accepts, and notes the acceptances that met nothing. */
function withoutAccepted(plan: Plan, findings: readonly Finding[]): Finding[] {
  const accepted = new Map(plan.accept.map(({ id, reason }) => [id, reason]));
  const open = findings.filter((finding) => finding.id.startsWith('refused.') || !accepted.has(finding.id));
  const refusedToo = findings.filter((finding) => finding.id.startsWith('refused.') && accepted.has(finding.id));
  return [
    ...open,
    ...refusedToo.map(({ id, path }) => ({
      id: 'refusal-accepted',
      severity: 'error' as const,
      path: 'accept',
      message: `${id} cannot be accepted: the platform has no way to do it`,
      fix: `change ${path || 'the strategy'}, or choose another platform`,
    })),
  ];
}

/** One finding for each id and path: a clause that stands in every step is said once for each step. */
const distinct = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.id} ${finding.path} ${finding.message}`, finding])).values(),
];

/**
 * What a target makes of a plan: each clause exact, approximated or refused. An approximated safety is an error until the strategy accepts it;
 * another approximation is a warning. A refusal names the nearest strategy that fits and a target that takes the plan as it is.
 */
export function judge(plan: Plan, target: Judged, only?: (key: ClauseKey) => boolean): Judgement {
  const rulings = rulingsOf(plan, target.limits).filter(({ clause }) => only?.(clause.key) ?? true);
  const refusals = rulings.some(({ verdict }) => verdict === 'refused');
  const elsewhere = refusals ? alternatives(plan, target) : undefined;
  const findings = rulings
    .filter(({ verdict }) => verdict !== 'exact')
    .map((ruling) => findingOf(target, ruling, [ruling.instead, elsewhere].filter(Boolean).join('; ') || undefined));
  return { target: target.id, title: target.title, rulings, findings: withoutAccepted(plan, distinct(findings)) };
}
