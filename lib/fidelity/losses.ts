import type { Plan } from '../plan';
import { type Clause, clauseDoc } from './clause';
import { clausesOf } from './clauses';
import { withoutOwned } from './owned';
import { showNumber } from './ruling';

/** Clauses whose number is a time in which the release is protected: less of it is a loss. */
const PROTECTS: ReadonlySet<string> = new Set(['bake', 'preview.hold', 'pace.min-ready']);

/** The safety that one plan asks for and another one does not, in words; what goes with its owner is said with the owner. */
export function losses(asked: Plan, got: Plan): string[] {
  const kept = new Map(clausesOf(got).map((clause) => [`${clause.key} ${clause.path}`, clause]));
  const lost = clausesOf(asked).flatMap((clause): { clause: Clause; text: string }[] => {
    const { title, safety } = clauseDoc(clause.key);
    if (!safety || clause.key === 'guard.count' || clause.key === `on-failure.${got.onFailure}`) return [];
    const same = kept.get(`${clause.key} ${clause.path}`);
    if (same === undefined) return [{ clause, text: title }];
    if (!PROTECTS.has(clause.key) || (same.value ?? 0) >= (clause.value ?? 0)) return [];
    return [{ clause, text: `part of the ${title} (${showNumber(clause.key, clause.value ?? 0)} asked)` }];
  });
  const owners = withoutOwned(
    lost,
    ({ clause }) => clause,
    () => true,
  );
  const firsts = owners.filter(
    ({ clause }, at) => owners.findIndex((other) => other.clause.path === clause.path) === at,
  );
  return [...new Set(firsts.map(({ text }) => text))];
}
