import {
  clauseDoc,
  fidelityText,
  type Judgement,
  type Nearest,
  type Ruling,
  showNumber,
  spoken,
  type Takers,
  verdictOf,
} from '../lib/fidelity';
import { errorsOf } from '../lib/findings';
import { outline } from '../lib/plan';
import { type Paint, painter } from './style';

/** What one target makes of a plan. */
export interface Answered {
  readonly judgement: Judgement;
  /** Only where something is refused. */
  readonly nearest?: Nearest | undefined;
}

const STYLES = { exact: 'green', approximated: 'yellow', refused: 'red' } as const;
const MARKS = { exact: '=', approximated: '~', refused: 'x' } as const;

const askedText = ({ clause }: Ruling): string => {
  const { title, unit } = clauseDoc(clause.key);
  const value = clause.value === undefined || unit === undefined ? '' : ` ${showNumber(clause.key, clause.value)}`;
  return `${title}${value}`;
};

const reasonText = (ruling: Ruling): string => {
  const { verdict, by, why = '', instead } = ruling;
  const reason = verdict === 'approximated' && !why.startsWith(by ?? '') ? `by ${by}: ${why}` : why;
  return instead === undefined ? reason : `${reason} (${instead})`;
};

/** Rulings with one reason, said once with all that is asked and where. */
interface Group {
  readonly verdict: Ruling['verdict'];
  readonly reason: string;
  readonly asked: Set<string>;
  readonly paths: Set<string>;
  readonly open: Set<string>;
}

function grouped(rulings: readonly Ruling[], open: ReadonlySet<string>): Group[] {
  const groups = new Map<string, Group>();
  for (const ruling of rulings) {
    const { verdict, clause } = ruling;
    const reason = reasonText(ruling);
    const group = groups.get(`${verdict} ${reason}`) ?? {
      verdict,
      reason,
      asked: new Set(),
      paths: new Set(),
      open: new Set(),
    };
    groups.set(`${verdict} ${reason}`, group);
    group.asked.add(askedText(ruling));
    if (clause.path !== '') group.paths.add(clause.path);
    if (open.has(`approximated.${clause.key}`)) group.open.add(`approximated.${clause.key}`);
  }
  return [...groups.values()];
}

function headline(judgement: Judgement, isOpen: boolean, paint: Paint): string {
  const verdict = verdictOf(judgement);
  const status = { exact: 'exact', approximated: 'approximated', refused: 'refused' }[verdict];
  const needsWord = verdict === 'approximated' && isOpen ? ', to be accepted first' : '';
  return `${paint('bold', judgement.title)} (${judgement.target}): ${paint(STYLES[verdict], `${status}${needsWord}`)}`;
}

function targetText({ judgement, nearest }: Answered, paint: Paint): string {
  const open = new Set(errorsOf(judgement.findings).map(({ id }) => id));
  const lines = grouped(spoken(judgement.rulings), open).flatMap((group) => [
    `  ${paint(STYLES[group.verdict], MARKS[group.verdict])} ${[...group.asked].join(', ')}${paint('dim', `  ${[...group.paths].join(', ')}`)}`.trimEnd(),
    `      ${group.reason}`,
    ...[...group.open].map((id) => `      ${paint('yellow', `accept: [{ id: '${id}', reason: '…' }]`)}`),
  ]);
  if (nearest !== undefined) {
    lines.push(`  ${paint('green', 'nearest here')}: ${outline(nearest.plan)}`);
    if (nearest.givesUp.length > 0) lines.push(`      without: ${nearest.givesUp.join(', ')}`);
  }
  return [headline(judgement, open.size > 0, paint), ...lines].join('\n');
}

function takersText({ exact, approximated }: Omit<Takers, 'perhaps'>, paint: Paint): string {
  const lines: string[] = [];
  if (exact.length > 0) lines.push(`${paint('green', 'As it is')}: ${exact.join(', ')}`);
  if (approximated.length > 0) lines.push(`${paint('yellow', 'With approximations')}: ${approximated.join(', ')}`);
  return lines.length === 0 ? paint('red', 'No target takes it as it is.') : lines.join('\n');
}

/** The fidelity table of a plan, then target by target what is not exact and why. */
export function targetsText(
  line: string,
  answered: readonly Answered[],
  takers: Omit<Takers, 'perhaps'>,
  color: boolean,
): string {
  const paint = painter(color);
  const table = fidelityText(
    answered.map(({ judgement }) => judgement),
    (verdict, text) => paint(STYLES[verdict], text),
  );
  const sections = answered.map((one) => targetText(one, paint));
  return `${[paint('bold', line), table, ...sections, takersText(takers, paint)].join('\n\n')}\n`;
}
