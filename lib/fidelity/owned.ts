import type { Clause } from './clause';

const within = (path: string, owner: string): boolean => path.startsWith(`${owner}.`) || path.startsWith(`${owner}[`);

/**
 * Leaves out what goes with something else: the window of a guard with the guard, the time limit of a check with the check, the number of
 * guards with one of them. Of several clauses of one field the first stays.
 */
export function withoutOwned<T>(
  items: readonly T[],
  clauseOf: (item: T) => Clause,
  isOwner: (item: T) => boolean = () => true,
): T[] {
  const clauses = items.map(clauseOf);
  const hasGuard = items.some((item, at) => isOwner(item) && clauses[at]?.path.startsWith('guards['));
  return items.filter((_, at) => {
    const { key, path } = clauses[at] as Clause;
    if (key === 'guard.count') return !hasGuard;
    if (path === '') return true;
    return !clauses.some((other, index) => {
      if (other.key === 'guard.count' || !isOwner(items[index] as T)) return false;
      return within(path, other.path) || (other.path === path && index < at);
    });
  });
}
