import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { parseStrategyText } from '../../lib/strategy';
import { cutover, files } from './run';

const SHOP = `
kind: canary
traffic: { requestsPerSecond: 120, errorRate: 0.2% }
steps:
  - { weight: 10%, hold: 15m }
guards:
  - { metric: errorRate, max: 2%, over: 1m, minRequests: 200 }
`;
const at = files({
  'shop.yaml': SHOP,
  'lax.yaml': SHOP.replace('max: 2%', 'max: 4%').replace('hold: 15m', 'hold: 5m'),
  'quiet.yaml': SHOP.replace(/traffic.*\n/, ''),
  'weak.yaml': SHOP.replace('requestsPerSecond: 120', 'requestsPerSecond: 1').replace(
    'minRequests: 200',
    'failures: 2',
  ),
  'uneven.yaml': SHOP.replace(
    'hold: 15m }',
    'hold: 15m }\n  - { weight: 20%, hold: 7m }\n  - { weight: 50%, hold: 9m }',
  ),
  'wrong.yaml': SHOP.replace('weight: 10%', 'wieght: 10%'),
  'asked.yaml': SHOP.replace('hold: 15m', 'hold: 15m, approve: true'),
});
const folder = dirname(at['shop.yaml']);

describe('preview', () => {
  test('draws lines for a terminal, and the platforms that are asked for', async () => {
    const { exit, out, err } = await cutover(['preview', at['shop.yaml'], '--target', 'aws-ecs']);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatchSnapshot();
    const alone = await cutover(['preview', '-', '--text'], { stdin: SHOP });
    expect(out.startsWith(alone.out.trimEnd())).toBe(true);
  });

  test('says what a platform with a clock of its own makes of it', async () => {
    const { out } = await cutover(['preview', at['uneven.yaml'], '--target', 'flagger-istio']);
    expect(out).toMatch(
      /Flagger with Istio makes of it, in its own times:\nfrom +for +new version +waits for\n0s +\S+ +\d+%\n(?:\S+ +\S+ +\d+%\n)+/,
    );
    expect((await cutover(['preview', at['uneven.yaml'], '--target', 'argo-rollouts-istio'])).out).not.toContain(
      'in its own times',
    );
  });

  test('writes a page with all platforms, or those that are asked for, and says where', async () => {
    const page = join(folder, 'shop.html');
    expect(await cutover(['preview', at['shop.yaml'], '--html', page])).toEqual({
      exit: 0,
      out: '',
      err: `wrote ${page}\n`,
    });
    const html = readFileSync(page, 'utf8');
    for (const part of ['<h1>shop</h1>', 'Amazon ECS', 'Argo Rollouts', 'What the guards can see'])
      expect(html).toContain(part);
    const { out } = await cutover(['preview', at['shop.yaml'], '--html', '-', '--target', 'istio']);
    expect(out).toContain('Istio');
    expect(out).not.toContain('Amazon ECS');
  });

  test('writes a picture and a chart', async () => {
    expect((await cutover(['preview', at['shop.yaml'], '--svg', '-'])).out).toMatch(/^<svg .*<\/svg>\n$/s);
    expect((await cutover(['preview', at['shop.yaml'], '--mermaid'])).out).toMatch(/^gantt\n {2}title shop\n/);
  });

  test('as JSON it gives what is drawn', async () => {
    const { out } = await cutover(['preview', at['shop.yaml'], '--json', '--target', 'aws-ecs']);
    expect(JSON.parse(out)).toMatchObject({
      preview: { length: 900, approvals: 0, stretches: [{ kind: 'hold', weight: 10 }, { kind: 'after' }] },
      targets: [{ id: 'aws-ecs', title: 'Amazon ECS', verdict: 'exact', emits: true }],
      findings: [],
    });
  });

  test('a file that cannot be written is misuse', async () => {
    expect(await cutover(['preview', at['shop.yaml'], '--svg', join(folder, 'no', 'x.svg')])).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/cannot write .*: there is no such folder\n$/),
    });
    expect(existsSync(join(folder, 'no'))).toBe(false);
  });
});

test('preview and evidence mark the same phases of the same guards, whatever is asked for', async () => {
  const stdin = SHOP.replace('120', '20')
    .replace('hold: 15m }', 'hold: 15m }\n  - { weight: 50%, hold: 15m }')
    .replace('guards:', 'guards:\n  - { metric: errorRate, versusStable: 3, over: 5m }')
    .concat('bake: 10m\n');
  for (const asked of [[], ['--detect', '4'], ['--power', '99%']]) {
    const { out: drawn } = await cutover(['preview', '-', '--json', ...asked], { stdin });
    const { out: computed } = await cutover(['evidence', '-', ...asked], { stdin });
    const { preview } = JSON.parse(drawn);
    type Lane = { name: string; sights: { sight: string; stretch: number }[] };
    const weak = preview.guards.flatMap(({ name, sights }: Lane) =>
      sights.flatMap(({ sight, stretch }) => (sight === 'weak' ? `${name} ${preview.stretches[stretch].name}` : [])),
    );
    let guard = '';
    const marked = computed.split('\n').flatMap((line) => {
      const [, name = '', phase = ''] = /^ {2}(error-rate\S*)? +(step \d|bake) /.exec(line) ?? [];
      guard = name === '' ? guard : name;
      return line.includes('weak: ') ? `${guard} ${phase}` : [];
    });
    expect(weak.length).toBeGreaterThan(0);
    expect(marked).toEqual(weak);
  }
});

describe('evidence', () => {
  test('says what the guards see and what a fault costs', async () => {
    const { exit, out, err } = await cutover(['evidence', at['shop.yaml']]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatchSnapshot();
  });

  test('warns of a weak guard, with the fix; how serious that is, is yours to say', async () => {
    const { exit, out } = await cutover(['evidence', at['weak.yaml']]);
    expect(exit).toBe(0);
    expect(out).toMatch(/warning guards\[0\].*\n\s+write `/);
    expect((await cutover(['evidence', at['weak.yaml'], '--severity', 'weak-guard=error'])).exit).toBe(1);
    expect((await cutover(['evidence', at['weak.yaml'], '--severity', 'weak-guard=off'])).out).not.toContain(
      'warning guards[0]',
    );
  });

  test('without a traffic profile it says what is missing', async () => {
    const { exit, out } = await cutover(['evidence', at['quiet.yaml']]);
    expect(exit).toBe(0);
    expect(out).toContain('the strategy has no `traffic`');
  });

  test('an option that cannot be is a finding in the words of the command line', async () => {
    const { exit, out, err } = await cutover(['evidence', at['shop.yaml'], '--power', '200%', '--slo', 'NaN']);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain('error --power: --power is out of its range [bad-option]');
    expect(err).toContain('error --slo: --slo is out of its range [bad-option]');
  });

  test('as JSON it gives the numbers', async () => {
    const { out } = await cutover(['evidence', at['shop.yaml'], '--json', '--power', '90%']);
    expect(JSON.parse(out)).toMatchObject({
      evidence: { power: 0.9, guards: [{ guard: 'error-rate', phases: [{ phase: 'step 1', requests: 720 }] }] },
      findings: [],
    });
    expect(JSON.parse((await cutover(['evidence', at['wrong.yaml'], '--json'])).out)).toMatchObject({ evidence: null });
  });
});

describe('simulate', () => {
  const fault = ['--fault', 'errorBurst:to=5%,at=3m'];

  test('plays the plan, and says when it is stopped and why', async () => {
    const { exit, out, err } = await cutover(['simulate', at['shop.yaml'], ...fault, '--runs', '20']);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toContain('20 of 20  rolled back');
    expect(out).toMatchSnapshot();
  });

  test.each(['aws-ecs', 'aws-lambda', 'aws-lambda-sam', 'argo-rollouts-istio'])(
    'plays what is emitted for %s, read back',
    async (target) => {
      const { exit, out } = await cutover(['simulate', at['shop.yaml'], ...fault, '--target', target, '--runs', '5']);
      expect(exit).toBe(0);
      expect(out).toMatch(/5 of 5 +rolled back/);
    },
  );

  test('the same seed gives the same, another seed another', async () => {
    const play = (seed: string) => cutover(['simulate', at['shop.yaml'], ...fault, '--seed', seed, '--runs', '3']);
    expect(await play('7')).toEqual(await play('7'));
    expect(await play('7')).not.toEqual(await play('8'));
  });

  test('with nothing wrong, a good release goes through', async () => {
    const { out } = await cutover(['simulate', at['shop.yaml'], '--runs', '20', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      target: null,
      faults: [],
      simulation: { endings: [{ result: 'promoted', runs: 20, at: { median: 900 } }] },
    });
  });

  test('a strategy without traffic is played with what is usual, and it says so', async () => {
    expect((await cutover(['simulate', at['quiet.yaml'], '--runs', '1'])).out).toContain(
      'Without `traffic` (or --rps and --error-rate) 100 requests a second',
    );
  });

  test('what is usual may stand in the command', async () => {
    const usual = ['--rps', '120', '--error-rate', '0.2%', '--runs', '5'];
    const asked = await cutover(['simulate', at['quiet.yaml'], ...fault, ...usual]);
    expect(asked.out).toBe((await cutover(['simulate', at['shop.yaml'], ...fault, '--runs', '5'])).out);
    const { exit, err } = await cutover(['simulate', at['shop.yaml'], '--rps', 'many']);
    expect(exit).toBe(1);
    expect(err).toContain('error --rps: --rps cannot be this [simulate-scenario]');
  });

  test.each(['argo-rollouts-istio', 'aws-ecs', 'aws-lambda-sam'])(
    'plays what is piped into it as it plays what it emits for %s',
    async (target) => {
      const { out: emitted } = await cutover(['emit', at['shop.yaml'], '--target', target, '--name', 'app']);
      const usual = ['--rps', '120', '--error-rate', '0.2%', '--runs', '5'];
      const piped = await cutover(['simulate', '-', ...fault, ...usual], { stdin: emitted });
      expect(piped.err).toBe('');
      expect(piped.out).toBe(
        (await cutover(['simulate', at['shop.yaml'], ...fault, '--target', target, '--runs', '5'])).out,
      );
      if (target === 'argo-rollouts-istio') expect(emitted).toContain('\n---\n');
    },
  );

  test('of several releases it wants one, by name', async () => {
    const of = async (name: string) =>
      (await cutover(['emit', at['shop.yaml'], '--target', 'argo-rollouts', '--name', name])).out;
    const stdin = `${await of('web')}---\n${await of('admin')}`;
    const { exit, err } = await cutover(['simulate', '-'], { stdin });
    expect(exit).toBe(1);
    expect(err).toContain('There are several releases in these resources [simulate-which]');
    expect(err).toContain('say which one: `--of web`');
    const admin = await cutover(['simulate', '-', '--of', 'admin', '--runs', '1'], { stdin });
    expect(admin.out).toContain('Rollout admin, played as Argo Rollouts does it');
  });

  test('resources are not emitted once more, and a strategy is one release', async () => {
    const { out: stdin } = await cutover(['emit', at['shop.yaml'], '--target', 'argo-rollouts']);
    const misuse = async (argv: readonly string[], input: string) => {
      const { exit, out, err } = await cutover(['simulate', '-', ...argv], { stdin: input });
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      return err;
    };
    expect(await misuse(['--target', 'aws-ecs'], stdin)).toContain('standard input holds manifests or a template');
    expect(await misuse(['--of', 'web'], SHOP)).toContain('--of chooses one of several releases');
  });

  test('resources without a release, and two strategies, are findings', async () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n';
    expect((await cutover(['simulate', '-'], { stdin: service })).err).toContain('[simulate-nothing]');
    expect((await cutover(['simulate', '-'], { stdin: `${SHOP}---${SHOP}` })).err).toContain('[yaml-documents]');
  });

  test('faults that are misspelt are findings, all at once', async () => {
    const { exit, err } = await cutover([
      'simulate',
      at['shop.yaml'],
      ...['--fault', 'errorBust:to=2%'],
      ...['--fault', 'errorBurst:to=200%'],
    ]);
    expect(exit).toBe(1);
    expect(err).toContain('There is no fault errorBust [simulate-fault]');
    expect(err).toContain('errorBurst.to cannot be this [simulate-fault]');
  });

  test('what a platform refuses is not played', async () => {
    const { exit, out, err } = await cutover(['simulate', at['uneven.yaml'], '--target', 'aws-ecs']);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain('[refused.shift.uneven-steps]');
  });
});

describe('design', () => {
  const need = ['design', '--rps', '50', '--error-rate', '0.1%', '--detect', '3'];

  test('writes the shortest canary as a strategy that can be used as it is', async () => {
    const { exit, out, err } = await cutover(need);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatchSnapshot();
    expect(parseStrategyText(out).findings).toEqual([]);
    expect(parse(out)).toMatchObject({ kind: 'canary', traffic: { requestsPerSecond: 50, errorRate: '0.1%' } });
  });

  test('says which two requirements conflict, and what to write', async () => {
    const { exit, out, err } = await cutover([...need.slice(0, -1), '1.2', '--max-duration', '30m']);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toMatch(/--detect and --max-duration conflict: .*, and --max-duration is 30m/);
    expect(err).toMatch(/fix: write `--max-duration \w+`/);
  });

  test('numbers that cannot be are findings, all at once', async () => {
    const { exit, err } = await cutover(['design', '--rps', '0', '--error-rate', 'NaN', '--detect', '1e99']);
    expect(exit).toBe(1);
    for (const option of ['--rps', '--error-rate', '--detect'])
      expect(err).toContain(`error ${option}: ${option} is out of its range`);
  });

  test('as JSON it gives the strategy with its evidence', async () => {
    const made = JSON.parse((await cutover([...need, '--json'])).out);
    expect(made).toMatchObject({ strategy: { kind: 'canary' }, evidence: { power: 0.8 }, findings: [] });
    expect(made.duration).toBeGreaterThan(0);
    const none = JSON.parse(
      (await cutover(['design', '--rps', '0', '--error-rate', '1', '--detect', '3', '--json'])).out,
    );
    expect(none).toMatchObject({ strategy: null, duration: null, usersHit: null, evidence: null });
  });
});

describe('diff', () => {
  test('says what changed in words and in numbers', async () => {
    const { exit, out, err } = await cutover(['diff', at['shop.yaml'], at['lax.yaml']]);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatchSnapshot();
  });

  test('fails on request when something protects less, not when it protects more', async () => {
    const diff = (a: string, b: string) => cutover(['diff', a, b, '--fail-on-weaker']);
    expect((await diff(at['shop.yaml'], at['lax.yaml'])).exit).toBe(1);
    expect((await diff(at['lax.yaml'], at['shop.yaml'])).exit).toBe(0);
    expect((await diff(at['asked.yaml'], at['shop.yaml'])).exit).toBe(1);
    expect(await diff(at['shop.yaml'], at['shop.yaml'])).toMatchObject({ exit: 0, out: 'nothing is different\n' });
  });

  test('writes a comment for a pull request', async () => {
    const { out } = await cutover(['diff', '-', at['lax.yaml'], '--markdown'], { stdin: SHOP });
    expect(out).toMatch(/^### lax: \d weaker/);
    expect(out).toContain('- **weaker**: guard error-rate is above 4%, was above 2%');
  });

  test('as JSON it gives changes and measures', async () => {
    const { out } = await cutover(['diff', at['shop.yaml'], at['lax.yaml'], '--json']);
    const { difference } = JSON.parse(out);
    expect(Object.keys(difference)).toEqual(['changes', 'measures', 'isWeaker']);
    expect(difference.measures[0]).toEqual({
      id: 'length',
      title: 'how long it takes at least',
      said: { before: '15m', after: '5m' },
      effect: 'neutral',
      before: 900,
      after: 300,
    });
  });

  test('names the file that is wrong', async () => {
    const { exit, out, err } = await cutover(['diff', at['shop.yaml'], at['wrong.yaml']]);
    expect({ exit, out }).toEqual({ exit: 1, out: '' });
    expect(err).toContain(`${at['wrong.yaml']}: `);
    const { out: json } = await cutover(['diff', at['shop.yaml'], at['wrong.yaml'], '--json']);
    expect(JSON.parse(json)).toMatchObject({ difference: null, findings: [{ file: at['wrong.yaml'] }] });
  });
});

test.each(['preview', 'evidence', 'simulate'])('%s refuses a wrong strategy with every finding', async (name) => {
  const { exit, out, err } = await cutover([name, at['wrong.yaml']]);
  expect({ exit, out }).toEqual({ exit: 1, out: '' });
  expect(err).toContain('[unknown-field]');
});
