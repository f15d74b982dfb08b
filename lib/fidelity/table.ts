import { columns } from '../findings';
import { CLAUSES, type ClauseKey } from './clause';
import type { Judgement } from './judge';
import { type Ruling, showNumber } from './ruling';

const RANK = { exact: 0, approximated: 1, refused: 2 } as const;

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

/** The fidelity table as aligned text. */
export function fidelityText(judgements: readonly Judgement[]): string {
  const targets = judgements.map(({ target }) => target);
  const rows = fidelityRows(judgements).map(({ asked, cells }) => [asked, ...targets.map((id) => cells[id] ?? '')]);
  return columns([['clause', ...targets], ...rows]).join('\n');
}
