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

/** What is shown of a kind at the most, unless everything is asked for. */
const MOST = 3;

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
    ...evidence.slice(0, MOST).map((one) => `      ${paint('dim', evidenceText(one))}`),
    ...(outcome === 'bad' && fix !== undefined && accepted === undefined ? [`      fix: ${fix}`] : []),
    ...(accepted === undefined ? [] : [`      accepted: ${accepted.reason}`]),
  ];
}

/** The observations that made the verdict come first. */
const WEIGHT: Readonly<Record<Observed['outcome'], number>> = { bad: 0, unseen: 1, seen: 2, good: 3 };

function shownOf({ observations, state }: Item, all: boolean): readonly Observed[] {
  const sorted = [...observations].sort((a, b) => WEIGHT[a.outcome] - WEIGHT[b.outcome]);
  if (all) return sorted;
  const wrong = sorted.filter(({ outcome }) => outcome === 'bad');
  return state === 'failed' || state === 'accepted' ? wrong : sorted.slice(0, MOST);
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
  const { rule, state, level, note, answer, observations } = item;
  const word = state === 'failed' && level === 'warning' ? 'failed (warning)' : state;
  const shown = shownOf(item, all);
  const left = observations.length - shown.length;
  const isAsked = item.verdict === 'asked';
  return [
    `${paint(state, `${MARKS[state]} ${word.padEnd(16)}`)} ${paint('bold', rule.title)}  ${paint('dim', rule.id)}`,
    ...(note === undefined ? [] : [`    ${note}`]),
    ...withoutEchoes(shown.flatMap((one) => observationLines(one, paint))),
    ...(left > 0 && !(state === 'failed' || state === 'accepted') ? [`    ${paint('dim', `and ${left} more`)}`] : []),
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

/** The checklist as lines for people; `all`: every observation, not only the ones that count. */
export function checklistText(
  checklist: Checklist,
  { all = false, paint = (_state, text) => text }: { readonly all?: boolean; readonly paint?: PaintState } = {},
): string {
  const { items, files, resources } = checklist;
  const groups = (['practice', 'pitfall'] as const).map((kind) =>
    [
      paint('bold', TITLES[kind]),
      ...items.filter(({ rule }) => rule.kind === kind).flatMap((item) => itemLines(item, all, paint)),
    ].join('\n'),
  );
  const head = `${plural(files, 'file')}, ${plural(resources, 'resource')}: ${countsText(checklist)}`;
  return `${[head, ...groups].join('\n\n')}\n`;
}
