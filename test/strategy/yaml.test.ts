import { parseStrategyText, Strategy } from '../../lib/strategy';

const lines = (text: string, format?: 'yaml' | 'json') =>
  parseStrategyText(text, { ...(format && { format }) }).findings.map(({ path, message }) => `${path}: ${message}`);

describe('YAML', () => {
  test('is read with anchors, comments and its own types', () => {
    const strategy = Strategy.fromYaml(`
# the release of the shop
kind: canary
steps:
  - &short { weight: 5, hold: 10m }
  - { weight: 20%, hold: 10m, checks: &smoke [{ kind: http, path: /health }] }
checks:
  afterTraffic: *smoke
`);
    expect(strategy).toEqual({
      kind: 'canary',
      steps: [
        { weight: 5, hold: '10m' },
        { weight: 20, hold: '10m', checks: [{ kind: 'http', path: '/health' }] },
      ],
      checks: { afterTraffic: [{ kind: 'http', path: '/health' }] },
    });
  });

  test('is read with a byte order mark, line ends of Windows and one document marker', () => {
    expect(Strategy.fromYaml('\uFEFF---\r\nkind: linear\r\nstep: 10\r\nevery: 5m\r\n')).toEqual({
      kind: 'linear',
      step: 10,
      every: '5m',
    });
  });

  test('a colon makes no sexagesimal number, and yes is text', () => {
    const audience = '{ header: { name: x-beta, equals: yes } }';
    expect(Strategy.fromYaml(`kind: abTest\nduration: 1h\naudience: ${audience}`)).toMatchObject({
      audience: [{ header: { equals: 'yes' } }],
    });
    expect(lines('kind: linear\nstep: 10\nevery: 1:30')).toEqual(['every: This is not a duration (line 3, column 1)']);
  });

  test('a finding names the place of its field', () => {
    const text = `kind: canary
steps:
  - weight: 5
    hold: 10m
  - weight: 5
    hold: 10
    approve: { timeout: 0s }
  - {}
guards:
  - metric: errorRate
headers: {}
`;
    expect(lines(text)).toEqual([
      'steps[1].weight: 5 % is not above the 5 % of steps[0] (line 5, column 5)',
      'steps[1].hold: This duration has no unit (line 6, column 5)',
      'steps[1].approve.timeout: This lasts no time (line 7, column 16)',
      'steps[2]: This step does nothing (line 8, column 5)',
      'guards[0].max: `max` or `versusStable` is missing (line 10, column 5)',
      'headers: `headers` is not a field here (line 11, column 1)',
    ]);
  });

  test('a finding within an alias names the place of the anchor’s field', () => {
    const text = 'kind: canary\nsteps:\n  - &a { weight: 5, hold: 10 }\n  - *a\n';
    expect(lines(text).slice(0, 2)).toEqual([
      'steps[0].hold: This duration has no unit (line 3, column 21)',
      'steps[1].weight: 5 % is not above the 5 % of steps[0] (line 3, column 10)',
    ]);
  });

  test('of several problems with the text each is named once, in its order', () => {
    expect(lines('kind: recreate\nbake: !x 1m\nbake: 2m\n---\nkind: recreate\n')).toEqual([
      ': The tag `!x` is not allowed (line 2, column 10)',
      ': `bake` is there twice (line 3, column 1)',
      ': There is more than one YAML document (line 4, column 1)',
    ]);
  });

  test.each(['checkout.yaml', 'strategies/checkout.yml', './checkout.json'])(
    'the name of a file is said to be one: %s',
    (file) => {
      expect(parseStrategyText(file).findings).toEqual([
        {
          id: 'wrong-type',
          severity: 'error',
          path: '',
          message: 'This is the name of a file, not its text',
          received: JSON.stringify(file),
          fix: `give its text: \`readFileSync('${file}', 'utf8')\``,
        },
      ]);
    },
  );

  test('nothing is no strategy', () => {
    for (const text of ['', '\n', '# only a comment', '---', 'null', '~']) {
      expect(parseStrategyText(text).findings.map(({ id }) => id)).toEqual(['wrong-type']);
    }
  });

  test('keys are text', () => {
    expect(parseStrategyText('[a, b]: 1\nkind: recreate').findings[0]?.id).toBe('yaml-syntax');
    expect(lines('kind: recreate\n1: 2')).toEqual(['["1"]: `1` is not a field here (line 2, column 1)']);
  });

  test('a merge key is a field that is not known', () => {
    expect(
      parseStrategyText('a: &a {b: 1}\nkind: recreate\n<<: *a').findings.map(({ id, path }) => `${id} ${path}`),
    ).toEqual(['unknown-field a', 'unknown-field ["<<"]']);
  });
});

describe('JSON', () => {
  test('a finding names the place of its field', () => {
    const text = `{
  "kind": "canary",
  "steps": [
    { "weight": 5, "hold": "10m" },
    { "weight": 5, "hold": 10 }
  ],
  "checks": { "beforeTraffic": [{ "kind": "http", "path": "/", "headers": { "x y": "a\\nb", "\\u0061 b": "c" } }] }
}`;
    expect(lines(text)).toEqual([
      'steps[1].weight: 5 % is not above the 5 % of steps[0] (line 5, column 7)',
      'steps[1].hold: This duration has no unit (line 5, column 20)',
      'checks.beforeTraffic[0].headers["x y"]: This is not a name that HTTP takes (line 7, column 77)',
      'checks.beforeTraffic[0].headers["x y"]: This value has control characters (line 7, column 77)',
      'checks.beforeTraffic[0].headers["a b"]: This is not a name that HTTP takes (line 7, column 92)',
    ]);
  });

  test('a missing field stands where its owner does', () => {
    expect(lines('{\n  "kind": "canary",\n  "steps": [{ "approve": true,\n "checks": [{}] }]\n}', 'json')).toEqual([
      'steps[0].checks[0].kind: `kind` is missing (line 4, column 13)',
    ]);
  });

  test('with a comma too many is still YAML, unless JSON was asked for', () => {
    const text = '{"kind": "recreate",}';
    expect(parseStrategyText(text).strategy).toEqual({ kind: 'recreate' });
    expect(parseStrategyText(text, { format: 'json' }).findings.map(({ id }) => id)).toEqual(['json-syntax']);
  });
});
