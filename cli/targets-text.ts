import {
  clauseDoc,
  fidelityText,
  type Judgement,
  type Nearest,
  type Ruling,
  showNumber,
  spoken,
  verdictOf,
} from '../lib/fidelity';
import { errorsOf, type Finding } from '../lib/findings';
import { outline, type Plan } from '../lib/plan';
import { type Paint, painter } from './style';
import { takersLines } from './takers-text';

/** What one target makes of a plan. */
export interface Answered {
  readonly judgement: Judgement;
  /** Only where something is refused. */
  readonly nearest?: Nearest | undefined;
}

const STYLES = { exact: 'green', approximated: 'yellow', refused: 'red' } as const;
const MARKS = { exact: '=', approximated: '~', refused: 'x' } as const;

function reasonText({ verdict, by = '', why = '' }: Ruling): string {
  return verdict === 'approximated' && !why.startsWith(by) ? `by ${by}: ${why}` : why;
}

/** Rulings with one reason, said once with all that is asked and where. */
interface Group {
  readonly verdict: Ruling['verdict'];
  readonly lines: readonly string[];
  /** The numbers that are asked for, by the clause's title. */
  readonly asked: Map<string, Set<string>>;
  readonly paths: Set<string>;
  readonly ids: Set<string>;
}

function grouped(rulings: readonly Ruling[]): Group[] {
  const groups = new Map<string, Group>();
  for (const ruling of rulings) {
    const { verdict, clause, instead } = ruling;
    const lines = [reasonText(ruling), ...(instead === undefined ? [] : [`instead: ${instead}`])];
    const key = [verdict, ...lines].join();
    const group = groups.get(key) ?? { verdict, lines, asked: new Map(), paths: new Set(), ids: new Set() };
    groups.set(key, group);
    const { title, unit } = clauseDoc(clause.key);
    const values = group.asked.get(title) ?? new Set();
    if (clause.value !== undefined && unit !== undefined) values.add(showNumber(clause.key, clause.value));
    group.asked.set(title, values);
    if (clause.path !== '') group.paths.add(clause.path);
    group.ids.add(`${verdict}.${clause.key}`);
  }
  return [...groups.values()];
}

const askedText = ({ asked }: Group): string =>
  [...asked].map(([title, values]) => (values.size === 0 ? title : `${title} (${[...values].join(', ')})`)).join(', ');

/** The most places that are all named. */
const MOST_PATHS = 3;

function pathsText({ paths }: Group): string {
  const all = [...paths];
  return all.length <= MOST_PATHS ? all.join(', ') : `${all.slice(0, MOST_PATHS - 1).join(', ')} … ${all.at(-1)}`;
}

function groupText(group: Group, findings: readonly Finding[], paint: Paint): string[] {
  const said = new Map(findings.map(({ id, severity }) => [id, severity]));
  const isAccepted = group.verdict === 'approximated' && [...group.ids].every((id) => !said.has(id));
  const toAccept = [...group.ids].filter((id) => group.verdict === 'approximated' && said.get(id) === 'error');
  const head = `${paint(STYLES[group.verdict], MARKS[group.verdict])} ${askedText(group)}${isAccepted ? ', accepted' : ''}`;
  return [
    `  ${head}  ${paint('dim', pathsText(group))}`.trimEnd(),
    ...group.lines.map((line) => `      ${line}`),
    ...toAccept.map((id) => `      ${paint('yellow', `accept: [{ id: '${id}', reason: '…' }]`)}`),
  ];
}

function headline(judgement: Judgement, isOpen: boolean, paint: Paint): string {
  const verdict = verdictOf(judgement);
  const status = { exact: 'exact', approximated: 'approximated', refused: 'refused' }[verdict];
  const needsWord = verdict === 'approximated' && isOpen ? ', to be accepted first' : '';
  return `${paint('bold', judgement.title)} (${judgement.target}): ${paint(STYLES[verdict], `${status}${needsWord}`)}`;
}

function targetText({ judgement, nearest }: Answered, paint: Paint): string {
  const { findings, rulings } = judgement;
  const lines = grouped(spoken(rulings)).flatMap((group) => groupText(group, findings, paint));
  if (nearest !== undefined) {
    lines.push(`  ${paint('green', 'nearest here')}: ${outline(nearest.plan)}`);
    if (nearest.givesUp.length > 0) lines.push(`      without: ${nearest.givesUp.join(', ')}`);
  }
  return [headline(judgement, errorsOf(findings).length > 0, paint), ...lines].join('\n');
}

/** The fidelity table of a plan, then target by target what is not exact and why. */
export function targetsText(planned: Plan, answered: readonly Answered[], color: boolean): string {
  const paint = painter(color);
  const table = fidelityText(
    answered.map(({ judgement }) => judgement),
    (verdict, text) => paint(STYLES[verdict], text),
  );
  const sections = answered.map((one) => targetText(one, paint));
  return `${[paint('bold', outline(planned)), table, ...sections, takersLines(planned, paint).join('\n')].join('\n\n')}\n`;
}
