import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { parseStrategy } from '../../lib/strategy';
import { STRUCTURE_FINDINGS } from '../../lib/strategy/docs/structure';
import { STRATEGY_SCHEMA } from '../../lib/strategy/schema/generated';
import schema from '../../schema/strategy.schema.json';
import { runs, strategies } from '../support/arbitrary';

const root = join(__dirname, '../..');
const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: false });
const accepts = ajv.compile(schema);

/** What the schema cannot know is left to the rules; what it knows, the parser must know as well. */
const SHAPE = new Set<string>([...Object.keys(STRUCTURE_FINDINGS), 'comparison-impossible']);
SHAPE.delete('duration-range');

const hasGoodShape = (input: unknown): boolean => !parseStrategy(input).findings.some(({ id }) => SHAPE.has(id));

test('the generated files are those that the types give', () => {
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/generate.ts', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
}, 60_000);

test('the parser reads the schema that is published', () => {
  expect(STRATEGY_SCHEMA).toEqual(schema);
});

test('every object of the schema is closed and every field of it described', () => {
  const undescribed: string[] = [];
  for (const [name, definition] of Object.entries(schema.definitions)) {
    if (!('properties' in definition)) continue;
    expect([name, definition.additionalProperties]).toEqual([name, false]);
    for (const [field, of] of Object.entries(definition.properties as Record<string, object>)) {
      if (!('description' in of) && !('const' in of)) undescribed.push(`${name}.${field}`);
    }
  }
  expect(undescribed).toEqual([]);
});

test('AJV takes every strategy, as it was written and in its one spelling', () => {
  fc.assert(
    fc.property(strategies(), (written) => {
      expect(accepts(written) || accepts.errors).toBe(true);
      expect(accepts(JSON.parse(JSON.stringify(parseStrategy(written).strategy)))).toBe(true);
    }),
    runs,
  );
});

type Path = ReadonlyArray<string | number>;

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, inner]) =>
      pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

/** The value with something else at one path; without the field when it is undefined. */
function changed(value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  const inner = changed(copy[key as string], rest, change);
  if (inner !== undefined) copy[key as string] = inner;
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key as string];
  return copy;
}

const FIELDS = [
  ...new Set(
    Object.values(schema.definitions).flatMap((one) => ('properties' in one ? Object.keys(one.properties) : [])),
  ),
];

const values = fc.oneof(
  fc.constantFrom<unknown>(
    true,
    false,
    null,
    0,
    1,
    -1,
    1.5,
    100,
    101,
    1e9,
    1e12,
    '',
    ' ',
    '5',
    '5%',
    '100%',
    '100.1%',
    '-1%',
    '1e1%',
    '007%',
    '99.9999999%',
  ),
  fc.constantFrom<unknown>(
    '30s',
    '1h30m',
    '1m1h',
    '1.5h',
    '500ms',
    '1.5s',
    '0.0001s',
    '1234567s',
    '1d ',
    's',
    '10M',
    '\n1s',
    '1s\n',
    '٣s',
  ),
  fc.constantFrom<unknown>(
    'rollback',
    'halt',
    'pass',
    'GET',
    'cpu',
    'canary',
    'errorRate',
    'errorShare',
    'cookie',
    'http',
    '/a b',
    '/é',
    'a'.repeat(42),
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    [{}],
    [[]],
    { users: [] },
    { users: ['a'] },
    { copies: 1 },
    { copies: 1.5 },
    { timeout: '1s' },
    [{ users: ['a'] }],
  ),
  fc.constantFrom<unknown>(
    { header: { name: 'a', equals: 'b' } },
    { header: { name: 'a', equals: 'b', prefix: 'c' } },
    { name: 'a' },
    '😀'.repeat(1024),
    'x'.repeat(1025),
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

const mutation = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('drop', 'replace', 'add', 'copy', 'wrap'),
  field: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...FIELDS) },
    { weight: 1, arbitrary: fc.constantFrom('wieght', 'x', 'toString') },
  ),
  value: values,
});

const broken = fc
  .tuple(strategies(), fc.array(mutation, { minLength: 1, maxLength: 3 }))
  .map(([written, mutations]) => {
    let value: unknown = written;
    for (const { at, how, field, value: other } of mutations) {
      const paths = pathsOf(value);
      value = changed(value, paths[at % paths.length] ?? [], (old) => {
        if (how === 'drop') return at % paths.length === 0 ? old : undefined;
        if (how === 'replace') return other;
        if (how === 'wrap') return [old];
        if (Array.isArray(old)) return [...old, how === 'copy' ? (old[0] ?? null) : other];
        return typeof old === 'object' && old !== null ? { ...old, [field]: other } : other;
      });
    }
    return value;
  });

test('the parser refuses the shape of exactly what AJV refuses', () => {
  const met = { good: 0, bad: 0 };
  fc.assert(
    fc.property(broken, (input) => {
      const isGood = accepts(input);
      met[isGood ? 'good' : 'bad'] += 1;
      expect([hasGoodShape(input), input]).toEqual([isGood, input]);
    }),
    runs,
  );
  expect(met.good).toBeGreaterThan(met.bad / 50);
});

test('the parser refuses the shape of whatever AJV refuses, of any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (input) => {
      expect(hasGoodShape(input)).toBe(accepts(input));
    }),
    runs,
  );
});
