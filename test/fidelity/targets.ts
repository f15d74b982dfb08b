import { CLAUSES, type ClauseKey, exact, type Judged, type Limits, type Rule } from '../../lib/fidelity';

/** A platform that takes everything, except for the rules that are given. */
export function platform(
  id: string,
  rules: Partial<Record<ClauseKey, Rule>> = {},
): Judged & { readonly limits: Limits } {
  const all = Object.keys(CLAUSES).map((key) => [key, exact(`the ${key} field`)]);
  return { id, title: `Platform ${id.toUpperCase()}`, limits: { ...Object.fromEntries(all), ...rules } };
}
