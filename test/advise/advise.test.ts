import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  type Answers,
  advise,
  QUESTION_IDS,
  QUESTIONS,
  type QuestionId,
  STRATEGIES,
  TREE,
  type Tree,
  treeText,
} from '../../lib/advise';
import { parseStrategyText } from '../../lib/strategy';

/** Every way through the tree, with the strategy at its end. */
function ways(tree: Tree = TREE, said: Answers = {}): { readonly answers: Answers; readonly strategy: string }[] {
  if ('strategy' in tree) return [{ answers: said, strategy: tree.strategy }];
  return tree.branches.flatMap(({ answers, then }) =>
    answers.flatMap((answer) => ways(then, { ...said, [tree.asks]: answer })),
  );
}

const WAYS = ways().map(
  ({ answers, strategy }) =>
    [
      Object.entries(answers)
        .map((pair) => pair.join(' '))
        .join(', '),
      answers,
      strategy,
    ] as const,
);

const adviceOf = (answers: Answers) => {
  const advised = advise(answers);
  if (!('advice' in advised)) throw new Error(`asks ${advised.question.id}`);
  return advised.advice;
};

describe('every way through the tree', () => {
  test.each(WAYS)('%s', (_, answers, strategy) => {
    const advice = adviceOf(answers);
    expect(advice.strategy).toBe(strategy);
    expect(advice.unasked).toEqual([]);
    expect(Object.fromEntries(advice.path.map(({ question, answer }) => [question, answer]))).toEqual(answers);
    const parsed = parseStrategyText(advice.yaml, { format: 'yaml' });
    expect(parsed.findings).toEqual([]);
    expect(parsed.strategy?.kind).toBe(STRATEGIES[advice.strategy].kind);
  });

  test('each strategy is somewhere, and each question is asked', () => {
    expect(new Set(WAYS.map(([, , strategy]) => strategy))).toEqual(new Set(Object.keys(STRATEGIES)));
    expect(new Set(WAYS.flatMap(([, answers]) => Object.keys(answers)))).toEqual(new Set(QUESTION_IDS));
  });

  test('each question of the tree has a branch for each of its answers, and only one', () => {
    const check = (tree: Tree): void => {
      if ('strategy' in tree) return;
      const answers = tree.branches.flatMap((branch) => branch.answers);
      expect([...answers].sort()).toEqual(QUESTIONS[tree.asks].choices.map(({ answer }) => answer).sort());
      for (const { then } of tree.branches) check(then);
    };
    check(TREE);
  });
});

test('what is not answered is asked, in order', () => {
  const asked = (answers: Answers) => {
    const advised = advise(answers);
    return 'question' in advised ? advised.question.id : undefined;
  };
  expect(asked({})).toBe('downtime');
  expect(asked({ downtime: 'no' })).toBe('schema');
  expect(asked({ rollback: 'instant' })).toBe('downtime');
  expect(asked({ downtime: 'no', schema: 'none', experiment: 'no', validation: 'gradual' })).toBe('traffic');
});

test('an answer that is none is asked again, and named', () => {
  expect(advise({ downtime: 'perhaps' })).toMatchObject({ question: { id: 'downtime' }, wrong: 'perhaps' });
  expect(advise({ downtime: 'toString' })).toMatchObject({ question: { id: 'downtime' } });
});

describe('traffic', () => {
  const gradual = { downtime: 'no', schema: 'none', experiment: 'no', validation: 'gradual', rollback: 'instant' };

  test.each([
    ['120', 'canary', 'requestsPerSecond: 120'],
    ['2', 'canary', 'requestsPerSecond: 2'],
    ['0.5', 'blue-green-preview', 'requestsPerSecond: 0.5'],
    ['high', 'canary', 'requestsPerSecond: 100'],
  ])('%s', (traffic, strategy, line) => {
    const advice = adviceOf({ ...gradual, traffic });
    expect(advice.strategy).toBe(strategy);
    expect(advice.yaml).toContain(line);
  });

  test.each(['0', '-1', '1e99', '1000000000', 'NaN', ''])('%j is no number of requests', (traffic) => {
    expect(advise({ ...gradual, traffic })).toMatchObject({ question: { id: 'traffic' } });
  });
});

test('a change of the schema is said with every strategy that runs two versions', () => {
  const running = { downtime: 'no', experiment: 'no', validation: 'preview' };
  expect(adviceOf({ ...running, schema: 'breaking' }).yaml).toContain('make it three');
  expect(adviceOf({ ...running, schema: 'compatible' }).notes).toHaveLength(1);
  expect(adviceOf({ ...running, schema: 'none' }).notes).toEqual([]);
  expect(adviceOf({ downtime: 'yes', schema: 'breaking' }).notes).toEqual([]);
});

test('answers that were not needed are named', () => {
  expect(adviceOf({ downtime: 'yes', schema: 'breaking', cost: 'double', traffic: '5' }).unasked).toEqual(['cost']);
});

test('any answers lead to advice or to a question', () => {
  const answer = fc.oneof(fc.string(), fc.constantFrom('yes', 'no', 'none', 'high', 'instant', '__proto__', '12'));
  const answers = fc.dictionary(fc.constantFrom<string>(...QUESTION_IDS), answer);
  fc.assert(
    fc.property(answers, (any) => {
      const advised = advise(any as Partial<Record<QuestionId, string>>);
      if ('advice' in advised) expect(parseStrategyText(advised.advice.yaml).findings).toEqual([]);
      else expect(QUESTION_IDS).toContain(advised.question.id);
    }),
  );
});

test('the tree of docs/advise.md is the tree', () => {
  const page = readFileSync(join(__dirname, '../../docs/advise.md'), 'utf8');
  expect(page).toContain(`\`\`\`\n${treeText()}\n\`\`\`\n`);
  for (const { id, choices } of Object.values(QUESTIONS))
    expect(page).toContain(
      `| \`--${id} ${id === 'traffic' ? 'N\\|' : ''}${choices.map(({ answer }) => answer).join('\\|')}\` |`,
    );
});
