import Ajv from 'ajv';
import { parseAllDocuments } from 'yaml';
import { cutover, files } from './run';

jest.mock('../../cli/targets', () => {
  const { COMET, METEOR, NIMBUS } = jest.requireActual('./target');
  const { unknown } = jest.requireActual('../../cli/misuse');
  const TARGETS = [METEOR, NIMBUS];
  const targetOf = (id: string) => {
    const target = [...TARGETS, COMET].find((one) => one.id === id);
    if (target === undefined) throw unknown('target', id, ['meteor', 'nimbus']);
    return target;
  };
  return { TARGETS, targetOf };
});

const GOOD = `
kind: canary
steps:
  - { weight: 5, hold: 10m }
  - { weight: 25, hold: 30m, approve: true }
guards:
  - { metric: errorRate, max: 1% }
bake: 1h
`;
const at = files({
  'shop.yaml': GOOD,
  'shop.json': JSON.stringify({ kind: 'blueGreen', bake: '10m' }),
  'mirror.yaml': GOOD.replace('hold: 10m', 'hold: 10m, mirror: 10'),
  'rounded.yaml': GOOD.replace('hold: 10m', 'hold: 90s'),
  'samples.yaml': GOOD.replace('max: 1%', 'max: 1%, minRequests: 100'),
  'wrong.yaml': GOOD.replace('weight: 25', 'wieght: 25'),
  'warned.yaml': 'kind: blueGreen\nguards: [{ metric: errorRate, max: 1% }]\n',
});

describe('plan', () => {
  test('shows the phases, what is watched, and second by second what happens', async () => {
    const { exit, out, err } = await cutover(['plan', at['shop.yaml']]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatchSnapshot();
  });

  test('reads standard input, JSON as well as YAML', async () => {
    const yaml = await cutover(['plan', '-'], { stdin: 'kind: blueGreen\nbake: 10m\n' });
    const json = await cutover(['plan', '-'], { stdin: '{"kind":"blueGreen","bake":"10m"}' });
    expect(yaml).toEqual(json);
    expect(json.out).toBe((await cutover(['plan', at['shop.json']])).out);
  });

  test('as JSON it gives the strategy, the plan and the trace', async () => {
    const { out } = await cutover(['plan', at['shop.yaml'], '--json']);
    const made = JSON.parse(out);
    expect(Object.keys(made)).toEqual(['file', 'outline', 'strategy', 'plan', 'trace', 'findings']);
    expect(made).toMatchObject({ outline: '5% for 10m, then 25% for 30m, approval, then 100%; bake 1h', findings: [] });
    expect(made.trace.segments).toHaveLength(3);
  });

  test('a wrong strategy is refused with every finding, on standard error', async () => {
    const { exit, out, err } = await cutover(['plan', at['wrong.yaml']]);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain('error steps[1].wieght');
    expect(err).toContain('[unknown-field]');
  });

  test('as JSON a wrong strategy has the same fields, empty', async () => {
    const { exit, out, err } = await cutover(['plan', at['wrong.yaml'], '--json']);
    expect({ exit, err }).toEqual({ exit: 1, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      strategy: null,
      plan: null,
      trace: null,
      outline: null,
      findings: [{ id: 'unknown-field' }],
    });
  });

  test('a warning is told, and is no reason to fail', async () => {
    const { exit, out, err } = await cutover(['plan', at['warned.yaml']]);
    expect(exit).toBe(0);
    expect(err).toContain('[guard-unwatched]');
    expect(out).toContain('all at once to 100%');
  });
});

describe('targets', () => {
  test('shows the table, then for each target what is not exact, the nearest plan and who takes it', async () => {
    const { exit, out, err } = await cutover(['targets', at['mirror.yaml']]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatchSnapshot();
  });

  test('an approximated safety is shown with what accepts it', async () => {
    const { out } = await cutover(['targets', at['samples.yaml']]);
    expect(out).toContain('Meteor (meteor): approximated, to be accepted first');
    expect(out).toContain("accept: [{ id: 'approximated.guard.min-requests', reason: '…' }]");
  });

  test('as JSON it gives every ruling and the nearest strategy as data', async () => {
    const { out } = await cutover(['targets', at['mirror.yaml'], '--json']);
    const { targets } = JSON.parse(out);
    expect(targets.map((one: Record<string, unknown>) => [one.id, one.verdict, one.emits])).toEqual([
      ['meteor', 'refused', false],
      ['nimbus', 'exact', true],
    ]);
    expect(targets[0].nearest).toMatchObject({
      outline: '5% for 10m, then 25% for 30m, approval, then 100%; bake 1h',
      givesUp: [],
    });
    expect(targets[0].rulings.find((one: { clause: string }) => one.clause === 'mirror')).toEqual({
      clause: 'mirror',
      title: 'mirrored requests',
      safety: false,
      path: 'steps[0].mirror',
      asked: '10%',
      verdict: 'refused',
      by: null,
      why: 'requests go one way',
      becomes: null,
      instead: null,
      source: 'docs/mirror',
    });
  });

  test('fails when the strategy is wrong', async () => {
    expect(await cutover(['targets', at['wrong.yaml']])).toMatchObject({ exit: 1, out: '' });
  });
});

describe('emit', () => {
  test('writes Kubernetes manifests as YAML documents', async () => {
    const { exit, out, err } = await cutover(['emit', at['shop.yaml'], '--target', 'meteor']);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(parseAllDocuments(out).map((one) => one.toJS())).toMatchObject([
      { kind: 'Release', metadata: { name: 'shop' }, spec: { phases: 4 } },
      { kind: 'Service', metadata: { name: 'shop' } },
    ]);
  });

  test('writes AWS fragments as JSON, under the name that is given', async () => {
    const { out } = await cutover(['emit', at['shop.yaml'], '--target=nimbus', '--name', 'checkout']);
    expect(JSON.parse(out)).toEqual({ Name: 'checkout', Phases: 4 });
  });

  test('as JSON both are a list of documents', async () => {
    const { out } = await cutover(['emit', '-', '--target', 'meteor', '--json'], { stdin: GOOD });
    expect(JSON.parse(out)).toMatchObject({
      file: '-',
      target: 'meteor',
      name: 'app',
      format: 'yaml',
      documents: [{}, {}],
      findings: [],
    });
  });

  test('warns on standard error, so that standard output is the fragment alone', async () => {
    const { exit, out, err } = await cutover(['emit', at['rounded.yaml'], '--target', 'meteor']);
    expect(exit).toBe(0);
    expect(err).toContain('1m30s becomes 2m [approximated.hold]');
    expect(parseAllDocuments(out)).toHaveLength(2);
  });

  test('of a target whose phases people apply, it writes the one that is asked for', async () => {
    const emit = ['emit', at['shop.yaml'], '--target', 'comet'];
    const { exit, out } = await cutover([...emit, '--phase', 'step 2']);
    expect({ exit, count: parseAllDocuments(out).length }).toEqual({ exit: 0, count: 1 });
    expect(await cutover(emit)).toMatchObject({
      exit: 2,
      out: '',
      err: expect.stringContaining('choose one with --phase ("step 1", "step 2", "full", "bake")'),
    });
    expect(await cutover([...emit, '--phase', 'stpe 1'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('did you mean step 1?'),
    });
    expect(await cutover(['emit', at['shop.yaml'], '--target', 'meteor', '--phase', 'full'])).toMatchObject({
      exit: 2,
    });
  });

  test.each([
    ['a refusal', 'mirror.yaml', 'refused.mirror'],
    ['a safety that is approximated and not accepted', 'samples.yaml', 'approximated.guard.min-requests'],
    ['a wrong strategy', 'wrong.yaml', 'unknown-field'],
  ] as const)('%s emits nothing', async (_, file, id) => {
    const { exit, out, err } = await cutover(['emit', at[file], '--target', 'meteor']);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain(`[${id}]`);
  });

  test('what only the emitter sees is a finding too', async () => {
    const { exit, err } = await cutover(['emit', at['shop.yaml'], '--target', 'meteor', '--name', 'broken']);
    expect(exit).toBe(1);
    expect(err).toContain('error name: Not this [meteor-name]');
  });

  test('a bug of ours is told in one sentence, without a stack', async () => {
    const { exit, err } = await cutover(['emit', at['shop.yaml'], '--target', 'meteor', '--name', 'bug']);
    expect(exit).toBe(70);
    expect(err).toBe(
      'cutover: internal error: undefined is not a function\nPlease report it with the strategy and the command line.\n',
    );
  });
});

describe('check', () => {
  test('a good strategy is fine, and it says who takes it', async () => {
    expect(await cutover(['check', at['shop.yaml']])).toMatchObject({
      exit: 0,
      out: expect.stringContaining('taken as it is by: meteor, nimbus'),
    });
  });

  test('what its guards cannot see is said as the evidence says it, and as seriously as you want', async () => {
    const weak = `${GOOD}traffic: { requestsPerSecond: 1, errorRate: 0.2% }\n`;
    const { exit, out } = await cutover(['check', '-'], { stdin: weak });
    expect(exit).toBe(0);
    const warnings = [...out.matchAll(/^ {2}(warning|note) .*$/gm)].map(([, severity]) => severity);
    expect(warnings).toContain('warning');
    const { evidence } = JSON.parse((await cutover(['evidence', '-', '--json'], { stdin: weak })).out);
    expect(warnings).toEqual(evidence.weak.map(({ severity }: { severity: string }) => severity));
    const { id } = evidence.weak[0];
    expect((await cutover(['check', '-', '--severity', `${id}=error`], { stdin: weak })).exit).toBe(1);
  });

  test('each target that must take it is judged', async () => {
    const { exit, out } = await cutover(['check', at['mirror.yaml'], '--target', 'nimbus', '--target', 'meteor']);
    expect(exit).toBe(1);
    expect(out).toContain('Nimbus (nimbus): fine');
    expect(out).toContain('Meteor (meteor): 1 error');
  });

  test('warnings are shown and pass', async () => {
    expect(await cutover(['check', at['warned.yaml']])).toMatchObject({
      exit: 0,
      out: expect.stringContaining('1 warning'),
    });
  });

  test('as JSON every finding says which target it is about', async () => {
    const { exit, out } = await cutover(['check', at['mirror.yaml'], '--target', 'meteor', '--json']);
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      fine: false,
      targets: ['meteor'],
      findings: [{ id: 'no-traffic-profile' }, { id: 'refused.mirror', target: 'meteor' }],
    });
  });
});

test('schema prints a JSON Schema that knows a strategy from something else', async () => {
  const { exit, out } = await cutover(['schema']);
  const validate = new Ajv({ strict: false }).compile(JSON.parse(out));
  expect(exit).toBe(0);
  expect(validate({ kind: 'blueGreen', bake: '10m' })).toBe(true);
  expect(validate({ kind: 'blueGreen', bake: 10 })).toBe(false);
});

test('colour marks severities and verdicts, and changes no letter', async () => {
  const plain = await cutover(['targets', at['mirror.yaml']]);
  const painted = await cutover(['targets', at['mirror.yaml']], { color: true });
  expect(painted.out).not.toBe(plain.out);
  expect(painted.out.replace(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')).toBe(plain.out);
});
