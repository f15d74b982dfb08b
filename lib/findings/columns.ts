/** Colours of a terminal take no place. */
const COLOR = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');

const widthOf = (cell: string): number => cell.replace(COLOR, '').length;

/** Rows of cells as lines with aligned columns. */
export function columns(rows: ReadonlyArray<readonly string[]>, gap = 2): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)))
      .join(' '.repeat(gap))
      .trimEnd(),
  );
}
