import { blocking, checklistText, counted, lint, questionsText, RULES, readAnswersText } from '../../lib/lint';
import { deployment, judged, said, service } from './lint';

const bare = [deployment({ container: { readinessProbe: undefined, lifecycle: undefined } }), service()];

test('twelve practices and ten pitfalls, each with an id of its own and all that a reader needs', () => {
  expect(RULES.filter(({ kind }) => kind === 'practice')).toHaveLength(12);
  expect(RULES.filter(({ kind }) => kind === 'pitfall')).toHaveLength(10);
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(22);
  for (const { id, title, reads, fails, passes, question, why, fix, source } of RULES) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title).not.toMatch(/\.$/);
    for (const sentence of [reads, fails, passes, why, fix])
      expect([id, sentence]).toEqual([id, expect.stringMatching(/[.`]$/)]);
    expect([id, question]).toEqual([id, expect.stringMatching(/\?$/)]);
    expect(source).toMatch(/^https:\/\//);
  }
});

describe('answers', () => {
  test('yes with its evidence answers; no is a warning; not applicable closes', () => {
    const yes = { answer: 'yes', evidence: 'https://tests.example.com/peak' } as const;
    expect(judged('load-test', bare, { answers: { 'load-test': yes } })).toMatchObject({
      verdict: 'asked',
      state: 'answered',
      answer: yes,
    });
    const no = { answer: 'no', reason: 'next quarter' } as const;
    expect(judged('load-test', bare, { answers: { 'load-test': no } })).toMatchObject({
      state: 'failed',
      level: 'warning',
    });
    const accept = [{ id: 'load-test', reason: 'ten users' }];
    expect(judged('load-test', bare, { answers: { 'load-test': no }, accept }).state).toBe('accepted');
    const none = { answer: 'not applicable', reason: 'a batch' } as const;
    expect(judged('load-test', bare, { answers: { 'load-test': none } }).state).toBe('not applicable');
  });

  test('an answer does not change what the files say', () => {
    const answers = { 'health-checks': { answer: 'yes', evidence: 'I say so' } } as const;
    const checklist = lint(bare, { answers });
    expect(judged('health-checks', bare, { answers }).state).toBe('failed');
    expect(checklist.findings).toMatchObject([
      { id: 'checklist-unasked', severity: 'note', path: 'answers.health-checks' },
    ]);
  });

  test.each([
    [
      { answers: { 'load-tset': { answer: 'yes', evidence: 'x' } } },
      'answers.load-tset',
      'There is no rule "load-tset"',
      'write load-test',
    ],
    [{ answers: { 'load-test': { answer: 'maybe' } } }, 'answers.load-test', 'This is no answer', undefined],
    [
      { answers: { 'load-test': { answer: 'yes' } } },
      'answers.load-test',
      'A yes needs its evidence',
      'add evidence: a link, a ticket, a report',
    ],
    [
      { answers: { 'load-test': { answer: 'no', reason: ' ' } } },
      'answers.load-test',
      '“no” needs a reason',
      'add a reason',
    ],
    [{ answers: { 'load-test': 'toString' } }, 'answers.load-test', 'This is no answer', undefined],
    [{ answers: [] }, 'answers', 'Answers stand by the id of their rule', undefined],
    [{ 'load-test': {} }, 'load-test', 'There is no field "load-test"', 'put it below answers'],
    [
      { accept: [{ id: 'load-test' }] },
      'accept[0]',
      'An acceptance has an id and a reason',
      'write { id: RULE, reason: … }',
    ],
    [{ accept: [{ id: 'loadtest', reason: 'x' }] }, 'accept[0].id', 'There is no rule "loadtest"', 'write load-test'],
    [{ accept: {} }, 'accept', 'Acceptances are a list', undefined],
  ])('%j is refused', (written, path, message, fix) => {
    const [first] = lint(bare, written as object).findings;
    expect(first).toMatchObject({ severity: 'error', path, message, ...(fix === undefined ? {} : { fix }) });
  });

  test('a file of answers, broken or twofold', () => {
    expect(readAnswersText('answers: { load-test: { answer: yes, evidence: x } }', 'a.yaml')).toMatchObject({
      findings: [],
    });
    expect(readAnswersText('answers: [', 'a.yaml').findings).toMatchObject([
      { id: 'checklist-answer', path: 'a.yaml:1' },
    ]);
    expect(readAnswersText('a: 1\n---\nb: 2\n', 'a.yaml').findings).toMatchObject([
      { message: 'There is more than one YAML document' },
    ]);
  });
});

describe('acceptances', () => {
  test('of a rule, and of one resource alone', () => {
    const two = [...bare, deployment({ name: 'api', container: { readinessProbe: undefined } }), service('api')];
    const all = judged('health-checks', two, { accept: [{ id: 'health-checks', reason: 'a demo' }] });
    expect(all.state).toBe('accepted');
    const one = judged('health-checks', two, {
      accept: [{ id: 'health-checks', reason: 'a demo', on: 'Deployment shop/api' }],
    });
    expect(one.state).toBe('failed');
    expect(one.observations.filter(({ accepted }) => accepted !== undefined).map(({ about }) => about)).toEqual([
      'Deployment shop/api',
    ]);
  });

  test('one that is left over is a warning', () => {
    const { findings } = lint([deployment(), service()], { accept: [{ id: 'health-checks', reason: 'a demo' }] });
    expect(findings).toMatchObject([
      { id: 'checklist-acceptance', severity: 'warning', path: 'accept[0]', fix: 'remove it' },
    ]);
  });
});

test('from when on it blocks', () => {
  const blocks = (manifests: object[]) =>
    (['error', 'warning', 'open', 'never'] as const).filter((threshold) => blocking(lint(manifests), threshold));
  expect(blocks(bare)).toEqual(['error', 'warning', 'open']);
  expect(blocks([deployment({ container: { lifecycle: undefined } }), service()])).toEqual(['warning', 'open']);
  expect(blocks([deployment(), service()])).toEqual(['open']);
});

test('the counts add up to all rules', () => {
  const counts = counted(lint(bare));
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(22);
  expect(counts).toMatchObject({ failed: 2 });
});

test('a file of the open questions can be filled in, and answers them', () => {
  const questions = questionsText(lint(bare));
  const open = lint(bare)
    .items.filter(({ state }) => state === 'open')
    .map(({ rule }) => rule.id);
  expect(readAnswersText(questions, 'q.yaml')).toEqual({ written: { answers: null }, findings: [] });
  const filled = questions.replaceAll(
    /^ {2}# ([a-z-]+): \{ answer: yes, evidence: … \}$/gm,
    '  $1: { answer: yes, evidence: here }',
  );
  const { written } = readAnswersText(filled, 'q.yaml');
  expect(Object.keys(written.answers ?? {})).toEqual(open);
  expect(counted(lint(bare, written))).toMatchObject({ open: 0, answered: open.length });
});

test('the text says where, what and what to write; a long list is shortened, and --all is not', () => {
  const many = Array.from({ length: 9 }, (_, at) => [
    deployment({ name: `web-${at}`, container: { readinessProbe: undefined } }),
    service(`web-${at}`),
  ]).flat();
  const checklist = lint({ file: 'k8s/all.yaml', text: many.map((one) => JSON.stringify(one)).join('\n---\n') });
  const text = checklistText(checklist);
  expect(text).toContain('k8s/all.yaml:1  spec.template.spec.containers[0].readinessProbe (not there)');
  expect(text).toContain(
    '    and 4 more: Deployment shop/web-5, Deployment shop/web-6, Deployment shop/web-7, Deployment shop/web-8 (--all shows them)',
  );
  expect(checklistText(checklist, { all: true })).not.toContain('more:');
  expect(said(judged('health-checks', many), 'bad')).toHaveLength(9);
});
