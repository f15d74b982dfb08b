import { columns } from '../findings';
import type { Comparison, Measure } from './comparison';

type Effect = Measure['effect'];

/** Marks what protects more or less. */
export type MarkEffect = (effect: Effect, text: string) => string;

const WORDS = { weaker: 'weaker', safer: 'safer', neutral: '' } as const satisfies Record<Effect, string>;

/** What is different, in one line. */
export function comparisonHeadline({ changes, measures }: Comparison): string {
  const all = [...changes, ...measures];
  const count = (effect: Effect) => all.filter((each) => each.effect === effect).length;
  const [weaker, safer] = [count('weaker'), count('safer')];
  if (changes.length === 0) return 'nothing is different';
  if (weaker === 0 && safer === 0) return 'different, and as safe as before';
  return [...(weaker > 0 ? [`${weaker} weaker`] : []), ...(safer > 0 ? [`${safer} safer`] : [])].join(', ');
}

/** A comparison as lines: the numbers, then what changed. */
export function comparisonText(comparison: Comparison, mark: MarkEffect = (_, text) => text): string {
  const { changes, measures } = comparison;
  if (changes.length === 0) return comparisonHeadline(comparison);
  const word = (effect: Effect) => mark(effect, WORDS[effect]);
  const rows = measures.map(({ title, said, effect }) => [title, said.before, said.after, word(effect)]);
  const lines = changes.map(({ message, effect }) => [word(effect), message]);
  return [
    comparisonHeadline(comparison),
    '',
    ...columns([['', 'before', 'after', ''], ...rows]).map((line) => `  ${line}`),
    '',
    ...columns(lines).map((line) => `  ${line}`),
  ].join('\n');
}

/** Text that markdown takes as it is: nothing of it is markup, a link, or calls anybody. */
const literal = (text: string): string =>
  text
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replace(/@/g, '@\u200b')
    .replace(/:\/\//g, ':\u200b//');

const BOLD = { weaker: '**weaker**', safer: 'safer', neutral: '' } as const satisfies Record<Effect, string>;

/** A comparison as GitHub's markdown, for a comment in a pull request. */
export function comparisonMarkdown(comparison: Comparison, title: string): string {
  const { changes, measures } = comparison;
  const head = `### ${literal(title)}: ${comparisonHeadline(comparison)}`;
  if (changes.length === 0) return head;
  const rows = measures.map(
    ({ title: what, said, effect }) =>
      `| ${literal(what)} | ${literal(said.before)} | ${literal(said.after)} | ${BOLD[effect]} |`,
  );
  const lines = changes.map(
    ({ message, effect }) => `- ${[BOLD[effect], literal(message)].filter(Boolean).join(': ')}`,
  );
  return [head, '', '| | before | after | |', '|---|---|---|---|', ...rows, '', ...lines].join('\n');
}
