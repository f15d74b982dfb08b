import {
  type Advice,
  type Answers,
  advise,
  answerOf,
  comment,
  QUESTION_IDS,
  QUESTIONS,
  type Question,
  type QuestionId,
  unanswered,
} from '../../lib/advise';
import { nearest, verdictOf } from '../../lib/fidelity';
import { columns, errorsOf } from '../../lib/findings';
import { outline, type Plan, plan, strategyOf } from '../../lib/plan';
import { parseStrategyText } from '../../lib/strategy';
import { type Args, type Command, EXIT, JSON_OPTION } from '../command';
import type { Io } from '../io';
import { judged } from '../judged';
import { Misuse, unknown } from '../misuse';
import { printJson } from '../report';
import { painter } from '../style';
import { takersLines } from '../takers-text';
import { type AnyTarget, TARGETS, targetOf } from '../targets';

/** How often an answer that is none is asked for again. */
const PATIENCE = 5;

function given(args: Args): Answers {
  const answers: Partial<Record<QuestionId, string>> = {};
  for (const id of QUESTION_IDS) {
    const [answer] = args.all(id);
    if (answer === undefined) continue;
    if (answerOf(id, answer) === undefined) throw unknown(`answer of --${id}`, answer, namesOf(id));
    answers[id] = answer;
  }
  return answers;
}

const namesOf = (id: QuestionId): string[] => QUESTIONS[id].choices.map(({ answer }) => answer);

function promptOf({ text, choices }: Question, io: Io): string {
  const paint = painter(io.color);
  const lines = choices.map(({ answer, means }, at) => `  ${at + 1}  ${paint('bold', answer)}  ${means}`);
  return `${[paint('bold', text), ...lines].join('\n')}\n> `;
}

/** Asks until there is an answer: by its number, its name or the beginning of it. */
async function asked(
  question: Question & { readonly id: QuestionId },
  ask: NonNullable<Io['ask']>,
  io: Io,
): Promise<string> {
  for (let attempt = 0; attempt < PATIENCE; attempt += 1) {
    const answer = (await ask(promptOf(question, io)))?.trim();
    if (answer === undefined) break;
    const byName = answerOf(question.id, answer);
    if (byName !== undefined && !(question.id !== 'traffic' && /^\d+$/.test(answer))) return answer;
    const byNumber = question.choices[Number(answer) - 1];
    const begun = answer === '' ? [] : question.choices.filter((one) => one.answer.startsWith(answer.toLowerCase()));
    const meant = byNumber ?? (begun.length === 1 ? begun[0] : undefined);
    if (meant !== undefined) return meant.answer;
    io.err(`${namesOf(question.id).join(', ')}?\n`);
  }
  throw new Misuse(`advise needs an answer: --${question.id} ${namesOf(question.id).join('|')}`);
}

const flagOf = (id: QuestionId): string => `--${id} ${id === 'traffic' ? 'N|' : ''}${namesOf(id).join('|')}`;

/** What is missing when there is nobody to ask: first what is needed in any case, then what some answers lead to. */
function missingText(answers: Answers): string {
  const { needed, perhaps } = unanswered(answers);
  const rows = [...needed, ...perhaps].map((id) => [
    flagOf(id),
    QUESTIONS[id].text,
    needed.includes(id) ? '' : '(may be needed)',
  ]);
  return `advise needs answers, and there is no terminal to ask on:\n${columns(rows, 3)
    .map((line) => `  ${line}`)
    .join('\n')}`;
}

async function advised(answers: Answers, io: Io): Promise<Advice> {
  let known = answers;
  for (;;) {
    const next = advise(known);
    if ('advice' in next) return next.advice;
    const { question } = next;
    if (io.ask === undefined) throw new Misuse(missingText(known));
    known = { ...known, [question.id]: await asked(question, io.ask, io) };
  }
}

/** What a target makes of the strategy. */
function answer(planned: Plan, target: AnyTarget) {
  const judgement = judged(planned, target);
  const verdict = verdictOf(judgement);
  const near = verdict === 'refused' ? nearest(planned, target.limits) : undefined;
  return {
    id: target.id,
    title: target.title,
    verdict,
    emits: errorsOf(judgement.findings).length === 0,
    nearest:
      near === undefined
        ? null
        : { outline: outline(near.plan), strategy: strategyOf(near.plan), givesUp: near.givesUp },
  };
}

type Answered = ReturnType<typeof answer>;

function platformText({ id, verdict, nearest: near }: Answered): string {
  if (verdict === 'exact') return `For ${id}: taken as it is.`;
  if (verdict === 'approximated') return `For ${id}: taken with approximations; cutover targets says which.`;
  const without = near !== null && near.givesUp.length > 0 ? ` (without: ${near.givesUp.join(', ')})` : '';
  const nearestText = near === null ? '' : ` The nearest that it takes: ${near.outline}${without}.`;
  return `For ${id}: not taken as it is.${nearestText}`;
}

const sentence = (line: string): string => `${line[0]?.toUpperCase()}${line.slice(1)}.`;

function targetsLines(planned: Plan, chosen: Answered | undefined): string[] {
  return [...(chosen === undefined ? [] : [platformText(chosen)]), ...takersLines(planned).map(sentence)];
}

export const adviseCommand: Command = {
  name: 'advise',
  summary: 'Asks what matters for a release, and writes the strategy that fits.',
  operands: [],
  options: {
    ...Object.fromEntries(
      QUESTION_IDS.map((id) => [
        id,
        {
          value: id === 'traffic' ? ['N', ...namesOf(id)].join('|') : namesOf(id).join('|'),
          about: QUESTIONS[id].text.replace(/\?[^?]*$/, '?'),
        },
      ]),
    ),
    target: { value: 'ID', about: 'The platform that it is for; what it makes of the strategy is said.' },
    json: JSON_OPTION,
  },
  details: `Questions without an option are asked, on a terminal. The strategy goes to standard output: cutover advise > strategy.yaml

Example: cutover advise --downtime no --schema none --experiment no --validation gradual --traffic 120 --rollback instant`,
  async run(args, io) {
    const answers = given(args);
    const [platform] = args.all('target');
    if (platform !== undefined) targetOf(platform);
    const advice = await advised(answers, io);
    const { strategy, findings } = parseStrategyText(advice.yaml, { format: 'yaml' });
    if (strategy === undefined) throw new Error(`the strategy ${advice.strategy} is wrong`);
    const planned = plan(strategy);
    const targets = TARGETS.map((target) => answer(planned, target));
    if (args.has('json')) {
      const { yaml, ...rest } = advice;
      printJson(io, {
        ...rest,
        outline: outline(planned),
        file: yaml,
        content: strategy,
        platform: platform ?? null,
        targets,
        findings,
      });
      return EXIT.fine;
    }
    if (advice.unasked.length > 0) io.err(`not needed: ${advice.unasked.map((id) => `--${id}`).join(', ')}\n`);
    io.out(`# ${advice.strategy}: ${advice.title}\n#\n${advice.yaml}`);
    io.out(
      `\n${targetsLines(
        planned,
        targets.find(({ id }) => id === platform),
      )
        .map(comment)
        .join('\n')}\n`,
    );
    return EXIT.fine;
  },
};
