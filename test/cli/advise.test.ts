import { run } from '../../cli/run';
import { parseStrategyText } from '../../lib/strategy';
import { cutover } from './run';

const PREVIEW = ['--downtime', 'no', '--schema', 'none', '--experiment', 'no', '--validation', 'preview'];

/** A person who answers in this order, and then goes away. */
async function interviewed(argv: readonly string[], answers: readonly string[]) {
  const [asked, left] = [[] as string[], [...answers]];
  let [out, err] = ['', ''];
  const exit = await run(['advise', ...argv], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: async () => '',
    color: false,
    ask: async (question) => {
      asked.push(question.split('\n')[0] ?? '');
      return left.shift();
    },
  });
  return { exit, out, err, asked };
}

test('flags alone lead to a strategy that every command reads', async () => {
  const { exit, out, err } = await cutover(['advise', ...PREVIEW]);
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  expect(out).toMatchSnapshot();
  expect(parseStrategyText(out).findings).toEqual([]);
});

test('what a platform makes of it: taken, approximated, or the nearest', async () => {
  const to = async (id: string) => (await cutover(['advise', ...PREVIEW, '--target', id])).out;
  expect(await to('argo-rollouts-istio')).toContain('# For argo-rollouts-istio: taken as it is.');
  expect(await to('aws-lambda')).toContain(
    '# For aws-lambda: not taken as it is. The nearest that it takes: all at once',
  );
});

test('JSON', async () => {
  const { out } = await cutover(['advise', ...PREVIEW, '--json', '--target', 'aws-ecs', '--cost', 'double']);
  const data = JSON.parse(out);
  expect(data).toMatchObject({
    strategy: 'blue-green-preview',
    unasked: ['cost'],
    platform: 'aws-ecs',
    content: { kind: 'blueGreen' },
    findings: [],
  });
  expect(data.path.at(-1)).toEqual({ question: 'validation', answer: 'preview' });
  expect(data.targets.map(({ id }: { id: string }) => id)).toContain('aws-ecs');
});

test('an option that was not needed is named', async () => {
  const { err } = await cutover(['advise', '--downtime', 'yes', '--schema', 'breaking', '--rollback', 'instant']);
  expect(err).toBe('not needed: --rollback\n');
});

describe('on a terminal', () => {
  test('the questions come in order, and take a number, a name or the beginning of one', async () => {
    const { exit, out, asked } = await interviewed([], ['2', 'none', 'n', 'grad', '120', '1']);
    expect(exit).toBe(0);
    expect(asked).toEqual([
      'May users be without the service for some minutes while it is released?',
      'Does the release change the database schema?',
      'Is the release an experiment: are two versions compared by what users do?',
      'How is the new version tried before everybody has it?',
      'How many requests come each second? A number; from 2 on it is enough for a canary.',
      'How fast must a bad version be taken back?',
    ]);
    expect(out).toContain('kind: canary');
    expect(out).toContain('requestsPerSecond: 120');
  });

  test('what is none is asked again; who goes away is told the option', async () => {
    const { exit, out, err, asked } = await interviewed(['--downtime', 'no'], ['perhaps', '', '9', 'none']);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(asked).toHaveLength(5);
    expect(err).toBe(
      `${'none, compatible, breaking?\n'.repeat(3)}cutover: advise needs an answer: --experiment yes|no\n`,
    );
  });

  test('one request a second is few, and not the first answer', async () => {
    const { out } = await interviewed(
      ['--downtime', 'no', '--schema', 'none', '--experiment', 'no', '--validation', 'gradual'],
      ['1'],
    );
    expect(out).toContain('requestsPerSecond: 1,');
    expect(out).toContain('kind: blueGreen');
  });
});

test.each([
  [['advise', '--schema', 'breakin'], 'cutover: unknown answer of --schema "breakin"; did you mean breaking?'],
  [['advise', '--traffic', '0'], 'cutover: unknown answer of --traffic "0"; there are: low, high'],
  [['advise', '--target', 'ecs'], 'cutover: unknown target "ecs"; did you mean aws-ecs?'],
])('%j is misuse', async (argv, message) => {
  const { exit, out, err } = await cutover(argv);
  expect({ exit, out, err: err.trimEnd() }).toEqual({ exit: 2, out: '', err: message });
});

describe('without a terminal', () => {
  const missing = async (...argv: string[]) => {
    const { exit, out, err } = await cutover(['advise', ...argv]);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(err).toContain('cutover: advise needs answers, and there is no terminal to ask on:\n');
    return [...err.matchAll(/^ {2}(--\w+) .*?(\(may be needed\))?$/gm)].map(
      ([, flag, perhaps]) => `${flag}${perhaps === undefined ? '' : '?'}`,
    );
  };

  test('all answers that are missing are named at once, with their choices', async () => {
    expect(await missing()).toEqual([
      '--downtime',
      '--schema',
      ...['--experiment?', '--audience?', '--validation?', '--traffic?', '--rollback?', '--cost?'],
    ]);
    const { err } = await cutover(['advise']);
    expect(err).toMatch(/--downtime yes\|no +May users be without the service/);
    expect(err).toMatch(/--traffic N\|low\|high +How many requests/);
  });

  test('only those that the other answers lead to', async () => {
    expect(await missing('--downtime', 'yes')).toEqual(['--schema', '--cost?']);
    expect(await missing('--downtime', 'no', '--experiment', 'no', '--validation', 'gradual')).toEqual([
      '--schema',
      '--traffic',
      '--rollback?',
    ]);
  });

  test('who gives all that are named gets advice', async () => {
    const needed = ['--downtime', 'no', '--schema', 'none', '--experiment', 'yes'];
    expect(await missing(...needed)).toEqual(['--audience']);
    expect((await cutover(['advise', ...needed, '--audience', 'share'])).exit).toBe(0);
  });
});

test('advise and check say in the same words who takes a strategy, as does a refusal', async () => {
  const answers = ['--downtime', 'no', '--schema', 'none', '--experiment', 'no', '--validation', 'gradual'];
  const { out } = await cutover(['advise', ...answers, '--traffic', '120', '--rollback', 'instant']);
  const said = (text: string) =>
    [...text.matchAll(/taken (?:as it is|with approximations) by: ([^.\n]*)/gi)].map(([, ids]) => ids);
  const advised = said(out.replaceAll('\n# ', ' '));
  expect(advised).toHaveLength(2);
  expect(said((await cutover(['check', '-'], { stdin: out })).out)).toEqual(advised);
  expect(said((await cutover(['targets', '-'], { stdin: out })).out)).toEqual(advised);
  const refused = (await cutover(['check', '-', '--target', 'traefik'], { stdin: out })).out;
  expect(refused).toContain(`as it is: ${advised[0]}`);
  expect(refused).not.toContain('perhaps');
});
