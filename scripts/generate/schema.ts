import { createGenerator } from 'ts-json-schema-generator';
import { DURATION_PATTERN, LATENCY_PATTERN } from '../../lib/strategy/duration';
import { PERCENT_PATTERN } from '../../lib/strategy/percent';
import type { JsonSchema } from '../../lib/strategy/schema/json-schema';

type Definitions = Record<string, JsonSchema>;

const ID = 'https://unpkg.com/cutover/schema/strategy.schema.json';
const EDITOR = {
  type: 'string',
  description: 'The schema that an editor completes from; it says nothing about the release.',
};

/** In TypeScript these are template literals and objects with methods; in a file they are text or numbers. */
const LEAVES: Definitions = {
  Duration: {
    type: 'string',
    pattern: DURATION_PATTERN,
    description: 'A length of time: `30s`, `10m`, `1h30m`, `2d`.',
    examples: ['30s', '10m', '1h30m'],
  },
  Latency: {
    type: 'string',
    pattern: LATENCY_PATTERN,
    description: 'A response time: `500ms`, `2s`.',
    examples: ['500ms', '2s'],
  },
  Percent: {
    description: 'A percentage: `5` or `5%`.',
    anyOf: [
      { type: 'number', minimum: 0, maximum: 100 },
      { type: 'string', pattern: PERCENT_PATTERN },
    ],
    examples: [5, '5%'],
  },
};

/** Fields of every kind of strategy: they follow the kind's own. */
const COMMON = ['guards', 'checks', 'bake', 'onFailure', 'drain', 'stickiness', 'traffic', 'accept'];

/** What says which one it is comes first, then what must be there, then the rest as declared. */
function inReadingOrder(schema: JsonSchema): JsonSchema {
  const { properties, required = [] } = schema;
  if (properties === undefined) return schema;
  const isStrategy = 'onFailure' in properties;
  const rank = (name: string, field: JsonSchema): number => {
    if (field.const !== undefined) return 0;
    if (required.includes(name)) return 1;
    return isStrategy && COMMON.includes(name) ? 3 + COMMON.indexOf(name) : 2;
  };
  const fields = Object.entries(properties).sort(([a, left], [b, right]) => rank(a, left) - rank(b, right));
  const editor: Array<[string, JsonSchema]> = isStrategy ? [['$schema', EDITOR]] : [];
  const ordered = Object.fromEntries([...fields, ...editor].map(([name, field]) => [name, tidy(field)]));
  return { ...schema, properties: ordered, required: Object.keys(ordered).filter((name) => required.includes(name)) };
}

/** The generator joins the comments of a type and of the constant with the same name; the type's is the first. */
const description = (text: string): string => text.split(/ {2,}|\n/)[0] ?? text;

function tidy(schema: JsonSchema): JsonSchema {
  const tidied = inReadingOrder({ ...schema });
  if (tidied.description !== undefined) tidied.description = description(tidied.description);
  if (tidied.$ref !== undefined)
    tidied.$ref = tidied.$ref.replace(encodeURIComponent('Readonly<Record<string,string>>'), 'Texts');
  if (tidied.items !== undefined) tidied.items = tidy(tidied.items);
  if (tidied.anyOf !== undefined) tidied.anyOf = tidied.anyOf.map(tidy);
  return tidied;
}

function* referred(schema: JsonSchema): Generator<string> {
  if (schema.$ref !== undefined) yield schema.$ref.slice('#/definitions/'.length);
  for (const inner of [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? [])]) yield* referred(inner);
  if (schema.items !== undefined) yield* referred(schema.items);
}

/** Definitions in the order of their first use; what nothing refers to any more is left out. */
function reachable(definitions: Definitions, from: JsonSchema): Definitions {
  const found: Definitions = {};
  const visit = (schema: JsonSchema): void => {
    for (const name of referred(schema)) {
      const inner = definitions[name];
      if (inner === undefined) throw new Error(`The schema refers to ${name}, which is not defined`);
      if (name in found) continue;
      found[name] = inner;
      visit(inner);
    }
  };
  visit(from);
  return found;
}

/** The JSON Schema of a strategy, made from the types and their comments. */
export function strategySchema(root: string): JsonSchema {
  const generator = createGenerator({
    path: `${root}/lib/strategy/types.ts`,
    tsconfig: `${root}/tsconfig.json`,
    type: 'Strategy',
    skipTypeCheck: true,
    sortProps: false,
    functions: 'hide',
    extraTags: [],
  });
  const made = generator.createSchema('Strategy').definitions as Definitions;
  const definitions: Definitions = Object.fromEntries(
    Object.entries(made).map(([name, schema]) => [
      name === 'Readonly<Record<string,string>>' ? 'Texts' : name,
      tidy(schema),
    ]),
  );
  const { Strategy: strategy = {} } = definitions;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: ID,
    title: 'Cutover strategy',
    ...strategy,
    definitions: reachable({ ...definitions, ...LEAVES }, strategy),
  };
}
