/** The way from the whole strategy to a value in it: the last key and the way to its owner. */
export interface At {
  readonly owner: At | undefined;
  readonly key: string | number;
}

const FIELD = /^[A-Za-z_][\w-]{0,59}$/;
const SEGMENT = /\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/gy;

const shorten = (key: string): string => (key.length > 60 ? `${key.slice(0, 60)}…` : key);

/** A path and one key more: `steps`, `2` is `steps[2]`. */
export function join(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!FIELD.test(key)) return `${path}[${JSON.stringify(shorten(key))}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The way as a finding prints it: `steps[2].weight`, `checks.beforeTraffic[0].headers["x y"]`. */
export const pathOf = (at: At | undefined): string => (at === undefined ? '' : join(pathOf(at.owner), at.key));

/** The keys of a printed path. */
export function keysOf(path: string): Array<string | number> {
  return [...path.matchAll(SEGMENT)].map(([, field, index, quoted]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (field as string) : (JSON.parse(quoted) as string);
  });
}
