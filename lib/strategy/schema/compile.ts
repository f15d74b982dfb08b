import { STRATEGY_SCHEMA } from './generated';
import type { JsonSchema } from './json-schema';
import { choice, number, text } from './leaf';
import { list } from './list';
import { type Field, isRecord, type Node } from './node';
import { dictionary, object } from './shape';
import { duration, latency, percent } from './spelling';
import { union } from './union';

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
  const made = compile(STRATEGY_SCHEMA.definitions?.[name] ?? {});
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

function fields(schema: JsonSchema): Node {
  const entries = Object.entries(schema.properties ?? {});
  const made = new Map(
    entries.map(([name, field]): [string, Field] => {
      const description = field.description ?? STRATEGY_SCHEMA.definitions?.[field.$ref?.slice(14) ?? '']?.description;
      return [name, { node: compile(field), description }];
    }),
  );
  const constants = entries.filter(([, field]) => field.const !== undefined).map(([name]) => name);
  return object({ fields: made, required: schema.required ?? [], constants });
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
  root ??= compile(STRATEGY_SCHEMA);
  return root;
}
