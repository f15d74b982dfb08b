import type { Document, LineCounter, ParsedNode } from 'yaml';
import type { Place } from '../../strategy/text/place';
import type { Key } from './resource';

type Yaml = typeof import('yaml');

/** Where the value at a path stands in a text, or the innermost part of the path that is there. */
export function placeIn(
  { isAlias, isMap, isScalar, isSeq }: Yaml,
  document: Document.Parsed,
  lines: LineCounter,
  path: readonly Key[],
): Place | undefined {
  const nameOf = (name: unknown): string => String(isScalar(name) ? name.value : name);
  let node: unknown = document.contents;
  let offset = document.contents?.range[0];
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      const pair = node.items.find((item) => nameOf(item.key) === String(key));
      if (pair === undefined) break;
      // The key of a short function, as `!If`, is written nowhere.
      offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
    } else if (isSeq<ParsedNode>(node)) {
      const item = node.items[Number(key)];
      if (item === undefined) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  if (offset === undefined) return undefined;
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
