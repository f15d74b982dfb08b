/** One of the answers to a question. */
export interface Choice {
  /** What a flag takes: `instant`. */
  readonly answer: string;
  /** In words, as an answer to the question. */
  readonly means: string;
}

/** A question of the decision tree. */
export interface Question {
  /** Its flag, without the dashes: `rollback`. */
  readonly id: string;
  readonly text: string;
  readonly choices: readonly Choice[];
}

/** Requests per second from which a tenth of them tells something: a hundred requests in ten minutes, rounded up. */
export const ENOUGH_TRAFFIC = {
  requestsPerSecond: 2,
  source: 'https://aws.amazon.com/builders-library/automating-safe-hands-off-deployments/',
} as const;

const choice = (answer: string, means: string): Choice => ({ answer, means });

/** The questions of the tree, in the order in which they may come. */
export const QUESTIONS = {
  downtime: {
    id: 'downtime',
    text: 'May users be without the service for some minutes while it is released?',
    choices: [choice('yes', 'they may'), choice('no', 'they may not')],
  },
  schema: {
    id: 'schema',
    text: 'Does the release change the database schema?',
    choices: [
      choice('none', 'no, or there is no database'),
      choice('compatible', 'yes, and the running version can live with it'),
      choice('breaking', 'yes, and the running version cannot'),
    ],
  },
  experiment: {
    id: 'experiment',
    text: 'Is the release an experiment: are two versions compared by what users do?',
    choices: [choice('yes', 'it is'), choice('no', 'it is not')],
  },
  audience: {
    id: 'audience',
    text: 'Who takes part in the experiment?',
    choices: [
      choice('named', 'people who are known by a header or a cookie'),
      choice('share', 'a share of all users, drawn by chance'),
    ],
  },
  validation: {
    id: 'validation',
    text: 'How is the new version tried before everybody has it?',
    choices: [
      choice('none', 'not at all: health checks are enough'),
      choice('preview', 'with test traffic, before any user has it'),
      choice('gradual', 'with a growing share of the users'),
      choice('copied', 'with copies of real requests, whose answers nobody gets'),
    ],
  },
  traffic: {
    id: 'traffic',
    text: `How many requests come each second? A number; from ${ENOUGH_TRAFFIC.requestsPerSecond} on it is enough for a canary.`,
    choices: [
      choice('low', `fewer than ${ENOUGH_TRAFFIC.requestsPerSecond} a second`),
      choice('high', `${ENOUGH_TRAFFIC.requestsPerSecond} a second or more`),
    ],
  },
  rollback: {
    id: 'rollback',
    text: 'How fast must a bad version be taken back?',
    choices: [
      choice('instant', 'at once: the old version stays ready beside the new one'),
      choice('minutes', 'within minutes: its copies may be started again'),
    ],
  },
  cost: {
    id: 'cost',
    text: 'How much more capacity than usual may a release use?',
    choices: [
      choice('none', 'none'),
      choice('some', 'a part more, for some minutes'),
      choice('double', 'twice as much'),
    ],
  },
} as const satisfies Readonly<Record<string, Question>>;

export type QuestionId = keyof typeof QUESTIONS;

/** Answers so far: what a person or a flag said. `traffic` may be a number. */
export type Answers = Partial<Readonly<Record<QuestionId, string>>>;

/** The ids of the questions, in order. */
export const QUESTION_IDS = Object.keys(QUESTIONS) as readonly QuestionId[];

const NUMBER = /^\d+(?:\.\d+)?$/;

/** Requests per second, where a person said a number of them that can be. */
export function requestsPerSecond(answer: string | undefined): number | undefined {
  const number = answer !== undefined && NUMBER.test(answer) ? Number(answer) : undefined;
  return number !== undefined && number > 0 && number <= 1e8 ? number : undefined;
}

/** The answer of a question that was meant, by its name; a number of requests is low or high. Undefined where it is none. */
export function answerOf(question: QuestionId, given: string): string | undefined {
  const number = question === 'traffic' ? requestsPerSecond(given) : undefined;
  if (number !== undefined) return number < ENOUGH_TRAFFIC.requestsPerSecond ? 'low' : 'high';
  return QUESTIONS[question].choices.find(({ answer }) => answer === given)?.answer;
}
