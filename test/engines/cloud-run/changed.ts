/** A copy of a document with one value changed, or taken away: `spec.traffic.1.percent`. */
export function changed<T extends object>(document: T, path: string, value: unknown): T {
  const copy = JSON.parse(JSON.stringify(document));
  const keys = path.split('.');
  const last = keys.pop() as string;
  keys.reduce((node, key) => node[key], copy)[last] = value;
  return copy;
}
