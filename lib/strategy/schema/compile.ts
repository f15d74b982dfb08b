import type { JsonSchema } from './json-schema';
import { choice, number, text } from './leaf';
import { list } from './list';
import { type Field, isRecord, type Node } from './node';
import { dictionary, object } from './shape';
import { duration, latency, percent } from './spelling';
import { union } from './union';

/** The published schema, which is loaded with the first strategy: importing Cutover does not pay for it. */
const published = (): JsonSchema => (require('./generated') as typeof import('./generated')).STRATEGY_SCHEMA;

/** Definitions that are read by hand: their findings say more than a pattern could, and they have one spelling. */
const named = new Map<string, Node>([
  ['Duration', duration],
  ['Latency', latency],
  ['Percent', percent],
]);

function resolve(reference: string): Node {
  const name = reference.slice('#/definitions/'.length);
  const known = named.get(name);
  if (known !== undefined) return known;
  const made = compile(published().definitions?.[name] ?? {});
  named.set(name, made);
  return made;
}

/** `true` and an empty object say the same: no further wishes. */
const trueOrWishes = (node: Node): Node => ({
  ...node,
  read(value, at, out) {
    const read = node.read(value, at, out);
    return isRecord(value) && Object.keys(value).length === 0 ? true : read;
  },
});

/** One or several: the one spelling is a list. */
function oneOrSeveral(one: Node, several: Node): Node {
  const either = union([one, several]);
  return {
    ...either,
    read(value, at, out) {
      const read = either.read(value, at, out);
      return read === undefined || Array.isArray(read) ? read : Object.freeze([read]);
    },
  };
}

function anyOf(schemas: readonly JsonSchema[]): Node {
  const [first, second] = schemas;
  const isSeveral = schemas.length === 2 && first?.$ref !== undefined && first.$ref === second?.items?.$ref;
  const nodes = schemas.map(compile);
  if (first?.const === true) return trueOrWishes(union(nodes));
  return isSeveral ? oneOrSeveral(nodes[0] as Node, nodes[1] as Node) : union(nodes);
}

/** Data as it would be written in a YAML file. */
const written = (example: unknown): string =>
  JSON.stringify(example)
    .replace(/"([^"]*)"/g, '$1')
    .replace(/([:,])/g, '$1 ')
    .replace(/\{(.*?)\}/g, '{ $1 }');

function fields(schema: JsonSchema): Node {
  const entries = Object.entries(schema.properties ?? {});
  const made = new Map(
    entries.map(([name, field]): [string, Field] => {
      const description = field.description ?? published().definitions?.[field.$ref?.slice(14) ?? '']?.description;
      const node = compile(field);
      const [example] = field.examples ?? [];
      return [name, { node: example === undefined ? node : { ...node, example: written(example) }, description }];
    }),
  );
  const constants = entries.filter(([, field]) => field.const !== undefined).map(([name]) => name);
  const order = [...made].flatMap(([name, { node }]) => (name === '$schema' ? [] : [[name, node] as const]));
  return object({ fields: made, order, required: schema.required ?? [], constants });
}

function compile(schema: JsonSchema): Node {
  if (schema.$ref !== undefined) return resolve(schema.$ref);
  if (schema.anyOf !== undefined) return anyOf(schema.anyOf);
  if (schema.const !== undefined) return choice([schema.const]);
  if (schema.enum !== undefined) return choice(schema.enum);
  if (schema.type === 'array') {
    const item = compile(schema.items ?? {});
    return list(schema, item);
  }
  if (schema.type === 'number' || schema.type === 'integer') return number(schema);
  if (schema.type === 'object') {
    return typeof schema.additionalProperties === 'object'
      ? dictionary(compile(schema.additionalProperties))
      : fields(schema);
  }
  return text(schema);
}

let root: Node | undefined;

/** The schema of a strategy, made ready when the first strategy is read. */
export function strategyNode(): Node {
  root ??= compile(published());
  return root;
}
