import type { Part } from './play';

/** How many releases go on at the same time. */
const AT_ONCE = 10;

/** Starts every part in order, some at a time; what becomes of each, by its name. */
export function startAll<P extends Part, T>(
  parts: readonly P[],
  play: (part: P) => Promise<T>,
): Map<string, Promise<T>> {
  const lanes: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
  return new Map(
    parts.map((part, at) => {
      const lane = at % AT_ONCE;
      const played = (lanes[lane] as Promise<unknown>).then(() => play(part));
      lanes[lane] = played.catch(() => undefined);
      return [part.name, played];
    }),
  );
}
