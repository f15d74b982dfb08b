import type { Clause } from './clause';

const within = (path: string, owner: string): boolean => path.startsWith(`${owner}.`) || path.startsWith(`${owner}[`);

/** Leaves out what stands within the field of an owner: the window of a guard, the time limit of an approval. */
export function withoutOwned<T>(
  items: readonly T[],
  clauseOf: (item: T) => Clause,
  isOwner: (item: T) => boolean,
): readonly T[] {
  const owners = items.filter(isOwner).map((item) => clauseOf(item).path);
  const hasGuard = owners.some((path) => path.startsWith('guards['));
  return items.filter((item) => {
    const { key, path } = clauseOf(item);
    if (key === 'guard.count') return !hasGuard;
    return !owners.some((owner) => within(path, owner));
  });
}
