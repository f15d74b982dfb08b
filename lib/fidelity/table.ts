import { columns } from '../findings';
import { CLAUSES, type ClauseKey } from './clause';
import type { Judgement } from './judge';
import { type Ruling, showNumber } from './ruling';

const RANK = { exact: 0, approximated: 1, refused: 2 } as const;

/** The worst of a target's rulings: whether it takes the plan at all. */
export const verdictOf = ({ rulings }: Pick<Judgement, 'rulings'>): Ruling['verdict'] =>
  rulings.reduce<Ruling['verdict']>((worst, { verdict }) => (RANK[verdict] > RANK[worst] ? verdict : worst), 'exact');

/** A row of the fidelity table: a clause, and what each target makes of it. */
export interface FidelityRow {
  readonly clause: ClauseKey;
  readonly asked: string;
  readonly cells: Readonly<Record<string, Ruling['verdict']>>;
}

/** What each target makes of each clause of one plan; a clause that is asked several times counts by its worst answer. */
export function fidelityRows(judgements: readonly Judgement[]): FidelityRow[] {
  const rows = new Map<ClauseKey, { asked: Set<string>; cells: Record<string, Ruling['verdict']> }>();
  for (const { target, rulings } of judgements) {
    for (const { clause, verdict } of rulings) {
      const row = rows.get(clause.key) ?? { asked: new Set(), cells: {} };
      if (clause.value !== undefined) row.asked.add(showNumber(clause.key, clause.value));
      const worst = row.cells[target];
      if (worst === undefined || RANK[verdict] > RANK[worst]) row.cells[target] = verdict;
      rows.set(clause.key, row);
    }
  }
  return [...rows].map(([clause, { asked, cells }]) => {
    const values = [...asked];
    const shown = values.length > 4 ? `${values.slice(0, 3).join(', ')} … ${values.at(-1)}` : values.join(', ');
    return { clause, asked: `${CLAUSES[clause].title}${shown === '' ? '' : ` (${shown})`}`, cells };
  });
}

/** Changes how a verdict looks, for example its colour; the width may not change. */
export type PaintVerdict = (verdict: Ruling['verdict'], text: string) => string;

const WORDS = { exact: 'exact', approximated: 'approx', refused: 'refused' } as const;

/** The ids above their columns, a word a line: `aws-ecs` is `aws` above `ecs`. */
function headings(ids: readonly string[]): string[][] {
  const words = ids.map((id) => id.split('-'));
  const height = Math.max(0, ...words.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => words.map((all) => all[line - height + all.length] ?? ''));
}

/** The fidelity table as aligned text. */
export function fidelityText(judgements: readonly Judgement[], paint: PaintVerdict = (_, text) => text): string {
  const targets = judgements.map(({ target }) => target);
  const cell = (verdict: Ruling['verdict'] | undefined) =>
    verdict === undefined ? '' : paint(verdict, WORDS[verdict]);
  const rows = fidelityRows(judgements).map(({ asked, cells }) => [asked, ...targets.map((id) => cell(cells[id]))]);
  return columns([...headings(targets).map((line) => ['', ...line]), ...rows]).join('\n');
}
