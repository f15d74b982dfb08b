import type { Finding } from '../findings';
import { join, keysOf } from './path';

/** Where each value stands in the document. */
function positions(value: unknown, path: string, found: Map<string, number>): Map<string, number> {
  found.set(path, found.size);
  if (Array.isArray(value)) for (const [at, entry] of value.entries()) positions(entry, join(path, at), found);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) positions(entry, join(path, key), found);
  }
  return found;
}

function positionOf(path: string, at: ReadonlyMap<string, number>): number {
  const keys = keysOf(path);
  for (let length = keys.length; length > 0; length -= 1) {
    const position = at.get(keys.slice(0, length).reduce<string>(join, ''));
    if (position !== undefined) return position;
  }
  return 0;
}

/** The findings in the order in which their values stand in the document; a missing field stands where its owner does. */
export function documentOrder(value: unknown, findings: readonly Finding[]): Finding[] {
  const at = positions(value, '', new Map());
  return findings
    .map((finding) => ({ finding, position: positionOf(finding.path, at) }))
    .sort((a, b) => a.position - b.position)
    .map(({ finding }) => finding);
}
