import { INPUT_LIMITS, parseStrategy, parseStrategyText } from '../../lib/strategy';

const ids = (input: unknown) => parseStrategy(input).findings.map(({ id }) => id);
const hold = (value: unknown) => ({ kind: 'canary', steps: [{ weight: 5, hold: value }] });

test('a key of __proto__ changes no prototype', () => {
  const { strategy, findings } = parseStrategy(JSON.parse('{"kind": "recreate", "__proto__": {"bake": "1m"}}'));
  expect(strategy).toBeUndefined();
  expect(findings.map(({ id }) => id)).toEqual(['forbidden-key']);
  expect(({} as { bake?: string }).bake).toBeUndefined();
});

test.each(['{"a": {"constructor": {}}}', '{"checks": {"prototype": 1}}', '{"__proto__": 1}'])(
  '%s is refused in YAML and JSON',
  (text) => {
    for (const format of ['json', 'yaml'] as const) {
      expect(parseStrategyText(text, { format }).findings.map(({ id }) => id)).toContain('forbidden-key');
    }
  },
);

test('an accessor is never called', () => {
  const get = jest.fn(() => '10m');
  expect(ids(Object.defineProperty({ kind: 'recreate' }, 'bake', { get, enumerable: true }))).toEqual([
    'not-plain-data',
  ]);
  expect(get).not.toHaveBeenCalled();
});

test('what is inherited is not read', () => {
  expect(ids(Object.create({ kind: 'recreate' }))).toEqual(['not-plain-data']);
  expect(ids(Object.create(null, { kind: { value: 'recreate', enumerable: true } }))).toEqual([]);
});

test('an object that throws at every touch is refused', () => {
  const trap = () => {
    throw new Error('touched');
  };
  const hostile = new Proxy({}, { ownKeys: trap, get: trap, getPrototypeOf: trap, getOwnPropertyDescriptor: trap });
  expect(ids(hostile)).toEqual(['not-plain-data']);
  expect(ids(hold(hostile))).toEqual(['not-plain-data']);
});

test('a Duration that lies or throws is refused', () => {
  for (const toSeconds of [
    () => Number.NaN,
    () => -1,
    () => 'soon',
    () => Infinity,
    () => {
      throw 'no';
    },
  ]) {
    expect(ids(hold({ toSeconds }))).toEqual(['not-plain-data']);
  }
});

test.each([new Map(), new Set(), /a/, new Uint8Array(3), Symbol('a'), 1n, () => 1, undefined])(
  '%p is not a strategy',
  (input) => {
    expect(ids(input)).toEqual(['not-plain-data']);
  },
);

test('a list with a far end is not walked', () => {
  expect(ids({ kind: 'recreate', guards: new Array(4_000_000_000) })).toEqual(['too-large']);
});

test('the same object in many places is counted in each', () => {
  let tree: unknown = 'leaf';
  for (let level = 0; level < 20; level += 1) tree = [tree, tree];
  expect(ids({ kind: 'recreate', guards: tree })).toEqual(['too-large']);
});

test('numbers that JSON does not know become ones that it knows', () => {
  const { strategy } = parseStrategy({ kind: 'rolling', unavailable: -0 });
  expect(Object.is((strategy as { unavailable: number }).unavailable, 0)).toBe(true);
});

test('names of Object.prototype are fields like any other', () => {
  expect(ids({ kind: 'recreate', toString: 1, hasOwnProperty: 2 })).toEqual(['unknown-field', 'unknown-field']);
  expect(ids({ kind: 'toString' })).toEqual(['unknown-kind']);
  const headers = { toString: 'a', valueOf: 'b' };
  expect(ids({ kind: 'recreate', checks: { beforeTraffic: [{ kind: 'http', path: '/', headers }] } })).toEqual([]);
});

describe('texts that are made to take long end in one finding, within a second', () => {
  const nested = (open: string, count: number) => open.repeat(count);
  test.each([
    ['10 MB', 'x'.repeat(10_000_000), 'too-large'],
    ['100 000 brackets', nested('[', 100_000), 'too-deep'],
    ['50 000 objects', nested('{"a":', 50_000), 'too-deep'],
    ['200 000 dashes', nested('-', 200_000), undefined],
    ['100 000 entries of entries', nested('- ', 100_000), 'too-deep'],
    ['100 000 keys of keys', nested('? ', 100_000), 'too-deep'],
    ['100 000 quotes', nested('"" ', 80_000), 'too-large'],
    ['80 000 colons', nested('a: ', 80_000), 'too-large'],
    ['80 000 anchors', nested('&a ', 80_000), 'too-large'],
    ['80 000 tags', nested('!a ', 80_000), 'too-large'],
    ['60 000 documents', nested('---\n', 60_000), 'too-large'],
    ['many keys', Array.from({ length: 5_000 }, (_, at) => `k${at}: 1`).join('\n'), 'missing-field'],
    ['one long line', `kind: ${'r'.repeat(200_000)}`, 'text-too-long'],
    ['JSON of one long text', JSON.stringify({ kind: 'r'.repeat(200_000) }), 'text-too-long'],
    ['JSON that is deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'too-deep'],
    ['escapes', `"${'\\x41'.repeat(60_000)}"`, 'text-too-long'],
  ])('%s', (_, text, id) => {
    const start = process.cpuUsage();
    const { strategy, findings } = parseStrategyText(text);
    const { user } = process.cpuUsage(start);
    expect(strategy).toBeUndefined();
    if (id !== undefined) expect(findings.map((finding) => finding.id)).toContain(id);
    expect(findings.length).toBeLessThanOrEqual(201);
    expect(user).toBeLessThan(3_000_000);
  });
});

test('text just below the limit is read', () => {
  const comment = `# ${'x'.repeat(INPUT_LIMITS.bytes - 20)}`;
  expect(parseStrategyText(`kind: recreate\n${comment}`).findings).toEqual([]);
  expect(parseStrategyText(`kind: recreate\n${comment}${'x'.repeat(20)}`).findings).toMatchObject([
    { id: 'too-large' },
  ]);
});
