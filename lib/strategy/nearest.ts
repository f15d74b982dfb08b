/** The number of letters to put in, take out, change or swap to make one word of the other. */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = from[i - 1] === to[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[to.length] ?? 0;
}

const plain = (word: string): string => word.toLowerCase().replace(/[-_ ]/g, '');

/** The words of a name: `aws`, `ecs` of `aws-ecs`. */
const partsOf = (name: string): string[] => name.split(/[-_ ]|(?=[A-Z])/).map(plain);

/** The name that was most likely meant; undefined when none is near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const written = plain(word);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const name of names) {
    if (Math.abs(name.length - written.length) > 3) continue;
    const off = distance(written, plain(name));
    if (off <= Math.max(1, Math.floor(name.length / 3)) && off < least) {
      best = name;
      least = off;
    }
  }
  if (best !== undefined || written.length < 3) return best;
  return names.find((name) => plain(name).startsWith(written)) ?? names.find((name) => partsOf(name).includes(written));
}

/** Whether a name is another one with one slip of the hand; a plural is a name of its own. */
export const misspelt = (word: string, names: readonly string[]): boolean =>
  names.some((name) => name.length > 2 && distance(word, name) === 1 && `${name}s` !== word && `${word}s` !== name);

/** Names for a sentence: `a`, `b` or `c`. */
export function oneOf(names: readonly string[], last = 'or'): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${last} ${quoted.at(-1)}`;
}
