import type { AnyTarget } from '../../cli/targets';
import { type Answer, CLAUSES, type ClauseKey, showNumber } from '../../lib/fidelity';
import { answersOf } from './answers';

const WORDS = {
  exact: 'exact',
  approximated: 'approximated',
  refused: 'refused',
  range: 'exact in range',
  needs: 'with a query',
  becomes: 'approximated',
} as const;

const cellText = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function how(key: ClauseKey, answer: Answer): string {
  const show = (value: number) => (value === Number.POSITIVE_INFINITY ? 'any' : showNumber(key, value));
  switch (answer.verdict) {
    case 'exact':
      return answer.by;
    case 'approximated':
    case 'becomes':
      return `${answer.by}: ${answer.loses}`;
    case 'refused':
      return answer.instead === undefined ? answer.why : `${answer.why}; ${answer.instead}`;
    case 'needs':
      return `${answer.by}, from a query for ${answer.query.join(' or ')}`;
    case 'range':
      return `${answer.by}: ${show(answer.min)} to ${show(answer.max)}${answer.step === undefined ? '' : ` in steps of ${show(answer.step)}`}`;
  }
}

const links = (source: string | undefined): string =>
  (source ?? '').replace(
    /https?:\/\/[^\s;,()]+/g,
    (url) => `[${url.replace(/^https?:\/\//, '').split('/')[0]}](${url})`,
  );

/** The most kinds of answer that are told of one clause. */
const MOST = 4;

function rows(key: ClauseKey, { id, limits }: AnyTarget): string[] {
  return answersOf(key, limits[key])
    .slice(0, MOST)
    .map(
      (answer) =>
        `| \`${id}\` | ${WORDS[answer.verdict]} | ${cellText(how(key, answer))} | ${cellText(links(answer.source))} |`,
    );
}

function word(key: ClauseKey, { limits }: AnyTarget): string {
  const words = new Set(answersOf(key, limits[key]).map(({ verdict }) => WORDS[verdict]));
  return words.size > 1 ? 'depends' : ([...words][0] ?? '');
}

/** docs/fidelity.md: every clause on every target, with how, why and the source. */
export function fidelityPage(targets: readonly AnyTarget[]): string {
  const keys = Object.keys(CLAUSES) as ClauseKey[];
  const matrix = keys.map(
    (key) =>
      `| [${CLAUSES[key].title}](#${key.replaceAll('.', '')}) | ${targets.map((one) => word(key, one)).join(' | ')} |`,
  );
  const details = keys.map(
    (key) => `### \`${key}\`

${CLAUSES[key].title}${CLAUSES[key].safety ? ' (a safety)' : ''}

| target | | how, or why not | source |
|---|---|---|---|
${targets.flatMap((one) => rows(key, one)).join('\n')}
`,
  );
  return `<!-- Made by \`npm run generate\`; do not edit. -->
# Fidelity

What each target makes of each clause of a strategy. *Exact*: the engine does just this. *Approximated*: it does something near, and
says what; a safety must be accepted before it is approximated. *Refused*: it cannot. *Depends*: on the rest of the strategy; the
details below show the answers. For a strategy of your own, \`cutover targets FILE\` shows only what it asks for.

| clause | ${targets.map(({ id }) => `\`${id}\``).join(' | ')} |
|---|${targets.map(() => '---').join('|')}|
${matrix.join('\n')}

## Clause by clause

${details.join('\n')}`;
}
