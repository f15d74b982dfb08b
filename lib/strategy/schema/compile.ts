import { FORMATS } from './formats';
import type { JsonSchema, Shapes } from './json-schema';
import { choice, formed, number, text } from './leaf';
import { list } from './list';
import { anything, late, live } from './live';
import { type Field, isRecord, type Node } from './node';
import { dictionary, object } from './shape';
import { duration, latency, percent } from './spelling';
import { union } from './union';

/** Definitions that are read by hand: their findings say more than a pattern could, and they have one spelling. */
export const SPELLED: ReadonlyArray<readonly [string, Node]> = [
  ['Duration', duration],
  ['Latency', latency],
  ['Percent', percent],
];

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

/** Data as it would be written in a YAML file. */
const written = (example: unknown): string =>
  JSON.stringify(example)
    .replace(/"([^"]*)"/g, '$1')
    .replace(/([:,])/g, '$1 ')
    .replace(/\{(.*?)\}/g, '{ $1 }');

/** Makes a schema ready to read values, each definition when it is first referred to. */
export class Compiler {
  readonly #definitions: () => Shapes;
  readonly #named: Map<string, Node>;

  /** @param named definitions that are read by hand */
  constructor(definitions: () => Shapes, named: Iterable<readonly [string, Node]>) {
    this.#definitions = definitions;
    this.#named = new Map(named);
  }

  compile(schema: JsonSchema): Node {
    if (schema.late) return late(this.compile({ ...schema, late: undefined }));
    if (schema.$ref !== undefined) return this.#node(nameIn(schema.$ref));
    if (schema.anyOf !== undefined) return this.#anyOf(schema.anyOf);
    if (schema.const !== undefined) return choice([schema.const]);
    if (schema.enum !== undefined) return choice(schema.enum);
    if (schema.live !== undefined) return live(schema.live, schema.members ?? []);
    if (schema.anything) return anything;
    if (schema.type === 'array') return list(schema, this.compile(schema.items ?? {}));
    if (schema.type === 'number' || schema.type === 'integer') return number(schema);
    if (schema.type === 'boolean') return choice([true, false]);
    if (schema.type === 'object') {
      return typeof schema.additionalProperties === 'object'
        ? dictionary(this.compile(schema.additionalProperties), FORMATS[schema.propertyNames?.format ?? ''])
        : this.#fields(schema);
    }
    const format = FORMATS[schema.format ?? ''];
    return format === undefined ? text(schema) : formed(format);
  }

  #node(name: string): Node {
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    // What contains itself is looked at once.
    this.#named.set(name, anything);
    const made = this.compile(this.#definitions()[name] ?? {});
    this.#named.set(name, made);
    return made;
  }

  #anyOf(schemas: readonly JsonSchema[]): Node {
    const [first, second] = schemas;
    const isSeveral = schemas.length === 2 && first?.$ref !== undefined && first.$ref === second?.items?.$ref;
    const nodes = schemas.map((one) => this.compile(one));
    if (first?.const === true) return trueOrWishes(union(nodes));
    return isSeveral ? oneOrSeveral(nodes[0] as Node, nodes[1] as Node) : union(nodes);
  }

  #fields(schema: JsonSchema): Node {
    const entries = Object.entries(schema.properties ?? {});
    const made = new Map(
      entries.map(([name, field]): [string, Field] => {
        const description = field.description ?? this.#definitions()[nameIn(field.$ref)]?.description;
        const node = this.compile(field);
        const [example] = field.examples ?? [];
        return [name, { node: example === undefined ? node : { ...node, example: written(example) }, description }];
      }),
    );
    const constants = entries.filter(([, field]) => field.const !== undefined).map(([name]) => name);
    const order = [...made].flatMap(([name, { node }]) => (name === '$schema' ? [] : [[name, node] as const]));
    const open = schema.additionalProperties === true;
    return object({ fields: made, order, required: schema.required ?? [], open, constants });
  }
}

const nameIn = (reference = ''): string => reference.slice('#/definitions/'.length);

let root: Node | undefined;

/** The schema of a strategy, made ready when the first strategy is read: importing Cutover does not pay for it. */
export function strategyNode(): Node {
  if (root === undefined) {
    const { STRATEGY_SCHEMA } = require('./generated') as typeof import('./generated');
    root = new Compiler(() => STRATEGY_SCHEMA.definitions ?? {}, SPELLED).compile(STRATEGY_SCHEMA);
  }
  return root;
}
