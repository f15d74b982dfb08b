import { type Checklist, counted, type Item, type Observed, type State } from './checklist';
import type { Evidence } from './read/resource';

/** How parts of the text are painted. */
export type PaintState = (state: State | 'dim' | 'bold', text: string) => string;

const MARKS: Readonly<Record<State, string>> = {
  passed: '=',
  failed: 'x',
  accepted: '~',
  answered: '=',
  open: '?',
  'not applicable': '-',
};

/** What is shown of a rule, and of the evidence of one observation, at the most, unless everything is asked for. */
const MOST = { wrong: 5, other: 3, evidence: 3, names: 12 } as const;

export function evidenceText({ file, line, path, value }: Evidence): string {
  const place =
    file === '' || file === '-'
      ? line === undefined
        ? ''
        : `line ${line}`
      : line === undefined
        ? file
        : `${file}:${line}`;
  const what = `${path}${value === undefined ? ' (not there)' : `: ${value}`}`;
  return place === '' ? what : `${place}  ${what}`;
}

function observationLines({ outcome, about, message, evidence, fix, accepted }: Observed, paint: PaintState): string[] {
  return [
    `    ${about}: ${message}`,
    ...evidence.slice(0, MOST.evidence).map((one) => `      ${paint('dim', evidenceText(one))}`),
    ...(outcome === 'bad' && fix !== undefined && accepted === undefined ? [`      fix: ${fix}`] : []),
    ...(accepted === undefined ? [] : [`      accepted: ${accepted.reason}`]),
  ];
}

/** The observations that made the verdict come first. */
const WEIGHT: Readonly<Record<Observed['outcome'], number>> = { bad: 0, unseen: 1, seen: 2, good: 3 };

interface Shown {
  readonly shown: readonly Observed[];
  /** What else there is of the same kind. */
  readonly left: readonly Observed[];
}

function shownOf({ observations, state }: Item, all: boolean): Shown {
  const sorted = [...observations].sort((a, b) => WEIGHT[a.outcome] - WEIGHT[b.outcome]);
  if (all) return { shown: sorted, left: [] };
  const isWrong = state === 'failed' || state === 'accepted';
  const of = isWrong ? sorted.filter(({ outcome }) => outcome === 'bad') : sorted;
  const most = isWrong ? MOST.wrong : MOST.other;
  return { shown: of.slice(0, most), left: of.slice(most) };
}

function leftText(left: readonly Observed[]): string[] {
  if (left.length === 0) return [];
  const names = [...new Set(left.map(({ about }) => about))];
  const rest = names.length > MOST.names ? ', …' : '';
  return [`    and ${left.length} more: ${names.slice(0, MOST.names).join(', ')}${rest} (--all shows them)`];
}

/** A fix that was just given is not repeated. */
function withoutEchoes(lines: readonly string[]): string[] {
  let last = '';
  return lines.map((line) => {
    if (!line.startsWith('      fix: ')) return line;
    const text = line === last ? '      fix: as above' : line;
    last = line;
    return text;
  });
}

function itemLines(item: Item, all: boolean, paint: PaintState): string[] {
  const { rule, state, level, note, answer } = item;
  const word = state === 'failed' && level === 'warning' ? 'failed (warning)' : state;
  const { shown, left } = shownOf(item, all);
  const isAsked = item.verdict === 'asked';
  return [
    `${paint(state, `${MARKS[state]} ${word.padEnd(16)}`)} ${paint('bold', rule.title)}  ${paint('dim', rule.id)}`,
    ...(note === undefined ? [] : [`    ${note}`]),
    ...withoutEchoes(shown.flatMap((one) => observationLines(one, paint))),
    ...leftText(left),
    ...(isAsked ? [`    ${rule.question}`] : []),
    ...(answer === undefined ? [] : [`    answer: ${answer.answer}${answerText(answer)}`]),
  ];
}

const answerText = ({ evidence, reason }: NonNullable<Item['answer']>): string =>
  [evidence, reason]
    .filter((text) => text !== undefined)
    .map((text) => `; ${text}`)
    .join('');

const TITLES = { practice: 'Practices', pitfall: 'Pitfalls' } as const;
const ORDER: readonly State[] = ['failed', 'open', 'accepted', 'passed', 'answered', 'not applicable'];

/** `3 failed, 5 open, 14 passed`. */
export function countsText(checklist: Checklist): string {
  const counts = counted(checklist);
  return ORDER.filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${state}`)
    .join(', ');
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

function skippedText(skipped: readonly string[], all: boolean): string {
  const names = all ? skipped : skipped.slice(0, MOST.other);
  const rest = names.length < skipped.length ? ` and ${skipped.length - names.length} more (--all names them)` : '';
  return `${plural(skipped.length, 'file')} skipped, with no manifest, template or pipeline: ${names.join(', ')}${rest}`;
}

/** The checklist as lines for people; `all`: every observation, not only the ones that count. */
export function checklistText(
  checklist: Checklist,
  { all = false, paint = (_state, text) => text }: { readonly all?: boolean; readonly paint?: PaintState } = {},
): string {
  const { items, files, resources, skipped } = checklist;
  const groups = (['practice', 'pitfall'] as const).map((kind) =>
    [
      paint('bold', TITLES[kind]),
      ...items.filter(({ rule }) => rule.kind === kind).flatMap((item) => itemLines(item, all, paint)),
    ].join('\n'),
  );
  const head = `${plural(files, 'file')}, ${plural(resources, 'resource')}: ${countsText(checklist)}`;
  const others = skipped.length === 0 ? [] : [paint('dim', skippedText(skipped, all))];
  return `${[[head, ...others].join('\n'), ...groups].join('\n\n')}\n`;
}
