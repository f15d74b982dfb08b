import {
  type Answers,
  answerOf,
  QUESTION_IDS,
  QUESTIONS,
  type Question,
  type QuestionId,
  requestsPerSecond,
} from './question';
import { type LeafId, STRATEGIES } from './strategies';
import { isStopped, NOTES, TREE, type Tree } from './tree';

/** A question, and its answer. */
export interface Said {
  readonly question: QuestionId;
  readonly answer: string;
}

/** A strategy, and how the answers led to it. */
export interface Advice {
  readonly strategy: LeafId;
  readonly title: string;
  readonly because: string;
  /** What else to do, because of an answer. */
  readonly notes: readonly string[];
  readonly path: readonly Said[];
  /** Answers that were given and not needed. */
  readonly unasked: readonly QuestionId[];
  /** A strategy file, ready to be edited. */
  readonly yaml: string;
}

/** What the answers so far lead to: advice, or the next question; and an answer that is none. */
export type Advised =
  | { readonly advice: Advice }
  | {
      readonly question: Question & { readonly id: QuestionId };
      readonly path: readonly Said[];
      readonly wrong?: string;
    };

/** What is normal where nobody said it; people put their numbers in. */
const USUAL = { requestsPerSecond: 100, errorRate: '0.1%' } as const;

function trafficLine(answers: Answers): string {
  const asked = requestsPerSecond(answers.traffic);
  const number = asked ?? USUAL.requestsPerSecond;
  const comment =
    asked === undefined ? 'what is normal: put your numbers in' : 'what is normal: put your error rate in';
  return `traffic: { requestsPerSecond: ${number}, errorRate: ${USUAL.errorRate} } # ${comment}`;
}

/** So wide are the lines of a comment. */
const WIDTH = 98;

/** A text as comment lines. */
export function comment(text: string): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => `# ${line}`).join('\n');
}

function adviceOf(strategy: LeafId, because: string, path: readonly Said[], answers: Answers): Advice {
  const { title, yaml } = STRATEGIES[strategy];
  const needed = new Set<string>(path.map(({ question }) => question));
  const notes = isStopped(strategy) ? [] : path.flatMap(({ question, answer }) => NOTES[question]?.[answer] ?? []);
  const spoken = path.map(({ question, answer }) => `${question}: ${answer}`).join(', ');
  const head = [`${spoken}.`, because, ...notes].map(comment).join('\n#\n');
  return {
    strategy,
    title,
    because,
    notes,
    path,
    unasked: QUESTION_IDS.filter((id) => answers[id] !== undefined && !needed.has(id) && id !== 'traffic'),
    yaml: `${head}\n${yaml.replace('{traffic}', trafficLine(answers))}`,
  };
}

/** Questions without an answer so far. */
export interface Unanswered {
  /** Asked whatever the others are answered. */
  readonly needed: readonly QuestionId[];
  /** Asked only if other answers lead there. */
  readonly perhaps: readonly QuestionId[];
}

/** The ways down a tree that answers leave open, each as the questions that it asks and that have no answer. */
function waysDown(tree: Tree, answers: Answers): ReadonlyArray<readonly QuestionId[]> {
  if (!('asks' in tree)) return [[]];
  const { asks, branches } = tree;
  const given = answers[asks];
  const answer = given === undefined ? undefined : answerOf(asks, given);
  const open = branches.filter((one) => answer === undefined || one.answers.includes(answer));
  const ways = open.flatMap(({ then }) => waysDown(then, answers));
  return answer === undefined ? ways.map((way) => [asks, ...way]) : ways;
}

/** The questions that are still to be answered, in their order. */
export function unanswered(answers: Answers): Unanswered {
  const ways = waysDown(TREE, answers);
  const isOn =
    (id: QuestionId) =>
    (way: readonly QuestionId[]): boolean =>
      way.includes(id);
  const needed = QUESTION_IDS.filter((id) => ways.every(isOn(id)));
  return { needed, perhaps: QUESTION_IDS.filter((id) => !needed.includes(id) && ways.some(isOn(id))) };
}

/** Goes down the decision tree, as far as the answers lead. */
export function advise(answers: Answers): Advised {
  const path: Said[] = [];
  let tree: Tree = TREE;
  while ('asks' in tree) {
    const { asks, branches }: Extract<Tree, { asks: QuestionId }> = tree;
    const given = answers[asks];
    const answer = given === undefined ? undefined : answerOf(asks, given);
    const branch = branches.find((one) => answer !== undefined && one.answers.includes(answer));
    if (answer === undefined || branch === undefined)
      return { question: QUESTIONS[asks], path, ...(given === undefined ? {} : { wrong: given }) };
    path.push({ question: asks, answer });
    tree = branch.then;
  }
  return { advice: adviceOf(tree.strategy, tree.because, path, answers) };
}
