import { wantsColor } from '../../cli/io';
import { TARGET_IDS } from '../../cli/targets';
import { cutover } from './run';

const refusal = async (...argv: string[]) => {
  const { exit, out, err } = await cutover(argv);
  expect({ exit, out }).toEqual({ exit: 2, out: '' });
  return err.trimEnd();
};

describe('misuse has exit code 2 and one line that helps', () => {
  test.each([
    [['paln', 'x'], 'cutover: unknown command "paln"; did you mean plan?'],
    [
      ['zzzzzzz'],
      'cutover: unknown command "zzzzzzz"; there are: plan, preview, targets, emit, observe, check, evidence, simulate, design, advise, lint, diff, schema',
    ],
    [
      ['__proto__'],
      'cutover: unknown command "__proto__"; there are: plan, preview, targets, emit, observe, check, evidence, simulate, design, advise, lint, diff, schema',
    ],
    [['--verison'], 'cutover: unknown option "--verison"; did you mean --version?'],
    [['plan', '--jsno', 'x'], 'cutover: unknown option "--jsno"; did you mean --json?'],
    [['plan', '-x', 'x'], 'cutover: unknown option "-x"; there are: --json, --help'],
    [['plan', '--json=yes', 'x'], 'cutover: --json takes no value'],
    [['plan'], 'cutover: plan needs a FILE: cutover plan FILE'],
    [['plan', 'a', 'b'], 'cutover: plan takes no operand "b"'],
    [['plan', 'nowhere.yaml'], 'cutover: cannot read nowhere.yaml: there is no such file'],
    [['plan', __dirname], `cutover: cannot read ${__dirname}: it is a directory`],
    [['emit', 'x'], `cutover: emit needs a target: cutover emit FILE --target ID; there are: ${TARGET_IDS.join(', ')}`],
    [['emit', 'x', '--target', 'aws-ecs', '--namespace', 'shop'], 'cutover: --namespace: Amazon ECS has no namespaces'],
    [
      ['emit', 'x', '--target', 'istio', '--namespace', 'a b'],
      'cutover: --namespace a b: up to 63 lower case letters, digits and hyphens',
    ],
    [['emit', 'x', '--target', 'ecs'], 'cutover: unknown target "ecs"; did you mean aws-ecs?'],
    [['emit', 'x', '--target', 'argo'], 'cutover: unknown target "argo"; did you mean argo-rollouts?'],
    [['emit', 'x', '--target'], 'cutover: --target needs a value: --target ID'],
    [['emit', 'x', '--target', '--json'], 'cutover: --target needs a value: --target ID'],
    [['emit', 'x', '--target', 'isto'], 'cutover: unknown target "isto"; did you mean istio?'],
    [['emit', 'x', '--target', 'istio', '--target', 'istio'], 'cutover: --target stands twice'],
    [
      ['emit', 'x', '--target', 'istio', '--name', 'Web App'],
      'cutover: --name Web App: lower case letters, digits and hyphens, beginning with a letter',
    ],
    [['preview', 'x', '--svg', '-', '--mermaid'], 'cutover: one of --svg, --mermaid, not several'],
    [['preview', 'x', '--svg'], 'cutover: --svg needs a value: --svg OUT'],
    [
      ['evidence', 'x', '--severity', 'weak-gard=error'],
      'cutover: unknown finding "weak-gard"; did you mean weak-guard?',
    ],
    [
      ['evidence', 'x', '--severity', 'weak-guard'],
      'cutover: --severity weak-guard: weak-guard=error, warning, note or off',
    ],
    [['simulate', 'x', '--runs', '0'], 'cutover: --runs 0: a whole number from 1 to 100000'],
    [['simulate', 'x', '--seed', '1.5'], 'cutover: --seed 1.5: a whole number from 1 to 2147483647'],
    [
      ['design', '--rps', '5'],
      'cutover: design needs --error-rate and --detect: cutover design --rps 50 --error-rate 0.1% --detect 3',
    ],
    [['diff', 'a.yaml'], 'cutover: diff needs a B: cutover diff A B'],
    [['diff', '-', '-'], 'cutover: diff: only one of the two can be standard input'],
    [['diff', 'a', 'b', '--json', '--markdown'], 'cutover: one of --markdown, --json, not both'],
    [
      ['diff', 'no-such-branch:x.yaml', 'b'],
      'cutover: cannot read no-such-branch:x.yaml: git knows no revision no-such-branch',
    ],
    [['help', 'plam'], 'cutover: unknown command "plam"; did you mean plan?'],
  ])('%j', async (argv, message) => {
    expect(await refusal(...argv)).toBe(message);
  });

  test('no command at all shows the help', async () => {
    expect(await refusal()).toContain('Usage: cutover COMMAND');
  });
});

describe('help', () => {
  test('of everything', async () => {
    const { exit, out } = await cutover(['--help']);
    expect(exit).toBe(0);
    expect(out).toMatchSnapshot();
    for (const argv of [['-h'], ['help']]) expect((await cutover(argv)).out).toBe(out);
  });

  test.each([
    'plan',
    'preview',
    'targets',
    'emit',
    'observe',
    'check',
    'evidence',
    'simulate',
    'design',
    'advise',
    'lint',
    'diff',
    'schema',
  ])('of %s', async (name) => {
    const { exit, out } = await cutover([name, '--help']);
    expect(exit).toBe(0);
    expect(out).toMatchSnapshot();
    expect((await cutover(['help', name])).out).toBe(out);
    expect((await cutover([name, '-h'])).out).toBe(out);
  });
});

test('the version is that of the package', async () => {
  expect((await cutover(['--version'])).out).toBe(`${require('../../package.json').version}\n`);
});

test('standard input may be hostile: too much of it is a finding', async () => {
  const { exit, err } = await cutover(['plan', '-'], { stdin: 'x'.repeat(1e6) });
  expect(exit).toBe(1);
  expect(err).toContain('[too-large]');
});

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ TERM: 'dumb' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '', NO_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
])('with %j and a terminal: %s, colour is %s', (env, isTerminal, color) => {
  expect(wantsColor(env, isTerminal)).toBe(color);
});
