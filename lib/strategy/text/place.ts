import type { Finding } from '../../findings';

/** Where a value stands in a text. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The place of an offset in a text. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - start + 1 };
}

export const placeText = ({ line, column }: Place): string => `line ${line}, column ${column}`;

/** The findings with the place of their value in the text. */
export const placed = (
  findings: readonly Finding[],
  placeOf: (path: string) => Place | undefined,
): readonly Finding[] =>
  findings.map((finding) => {
    const place = placeOf(finding.path);
    return place === undefined ? finding : { ...finding, message: `${finding.message} (${placeText(place)})` };
  });
