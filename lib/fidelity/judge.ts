import type { Finding } from '../findings';
import type { Plan } from '../plan';
import { withAcceptances } from './acceptance';
import { alternatives } from './alternatives';
import type { Catalogued } from './catalogue';
import { type ClauseKey, clauseDoc } from './clause';
import type { Limits } from './limits';
import { withoutOwned } from './owned';
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
  /** Worded when they are first read. */
  readonly findings: readonly Finding[];
}

/** A finding; the advice of a refusal takes longer than all the rest, and is worked out when it is read. */
function findingOf(target: Judged, ruling: Ruling, advice: () => string): Finding {
  const { clause, verdict, why, allowed, source, instead } = ruling;
  const { title, unit, safety } = clauseDoc(clause.key);
  const id = `${verdict}.${clause.key}`;
  const received = clause.value === undefined ? undefined : showNumber(clause.key, clause.value);
  const asked = received === undefined || unit === undefined ? `“${title}”` : `“${title}” of ${received}`;
  const detail: { received?: string; expected?: string; source?: string } = {};
  if (received !== undefined) detail.received = received;
  if (allowed !== undefined) detail.expected = allowed;
  if (source !== undefined) detail.source = source;
  if (verdict === 'refused') {
    const message = `${target.title} cannot do ${asked}: ${why}`;
    return {
      id,
      severity: 'error',
      path: clause.path,
      message,
      ...detail,
      get fix() {
        return instead === undefined ? advice() : `${instead}; ${advice()}`;
      },
    };
  }
  const message = `${target.title} approximates ${asked} by ${ruling.by}: ${why}`;
  const accept = `accept: [{ id: '${id}', reason: '…' }]`;
  const fix = instead === undefined ? accept : `${instead}, or take it as it is with ${accept}`;
  return { id, severity: safety ? 'error' : 'warning', path: clause.path, message, ...detail, fix };
}

/** Clauses whose details mean nothing without them. The steps and the test traffic are none: each part of them is said by itself. */
const OWNER = /^(guard|check|approve|stickiness)\.(?!count)/;

/** What is worth saying: no detail of what is refused as a whole. */
export const spoken = (rulings: readonly Ruling[]): readonly Ruling[] =>
  withoutOwned(
    rulings.filter(({ verdict }) => verdict !== 'exact'),
    ({ clause }) => clause,
    ({ clause, verdict }) => verdict === 'refused' && OWNER.test(clause.key),
  );

/**
 * What a target makes of a plan: each clause exact, approximated or refused. An approximated safety is an error until the strategy accepts it;
 * another approximation is a warning. A refusal names the nearest strategy that fits and a target that takes the plan as it is, out of these
 * platforms, or of all as data, which know some clauses only `perhaps`.
 */
export function judge(
  plan: Plan,
  target: Judged,
  only?: (key: ClauseKey) => boolean,
  platforms?: readonly Catalogued[],
): Judgement {
  const all = rulingsOf(plan, target?.limits);
  const rulings = only === undefined ? all : all.filter(({ clause }) => only(clause.key));
  let known: readonly Finding[] | undefined;
  return {
    target: target.id,
    title: target.title,
    rulings,
    get findings() {
      known ??= findingsOf(plan, target, rulings, platforms);
      return known;
    },
  };
}

function findingsOf(
  plan: Plan,
  target: Judged,
  rulings: readonly Ruling[],
  platforms: readonly Catalogued[] | undefined,
): readonly Finding[] {
  let known: string | undefined;
  const advice = () => {
    known ??= alternatives(plan, target, platforms);
    return known;
  };
  const findings = spoken(rulings).map((ruling) => findingOf(target, ruling, advice));
  return withAcceptances(plan, findings);
}
