import { type Finding, show } from '../../findings';
import { finding } from '../findings';
import { nearest, oneOf } from '../nearest';
import type { At } from '../path';
import { wrongType } from './leaf';
import { type Node, type Shape, typeOf } from './node';
import { isReadable, readShape } from './shape';

type Fields = Readonly<Record<string, unknown>>;
type Shapes = readonly Shape[];

/** Objects of a union that a field tells apart: `kind`, `metric`, `by`. */
interface Tagged {
  readonly tag: string;
  readonly shapes: ReadonlyMap<unknown, Shapes>;
}

const tagOf = (shape: Shape, tag: string): unknown => shape.fields.get(tag)?.node.constant;

function tagged(shapes: Shapes): Tagged | undefined {
  const tag = shapes[0]?.constants.find((name) => shapes.every((shape) => shape.constants.includes(name)));
  if (tag === undefined) return undefined;
  const values = [...new Set(shapes.map((shape) => tagOf(shape, tag)))];
  return {
    tag,
    shapes: new Map(values.map((value) => [value, shapes.filter((shape) => tagOf(shape, tag) === value)])),
  };
}

/** How badly an object fits: missing fields and unknown ones, of which the latter weigh a little more. */
function misfit(shape: Shape, value: Fields): number {
  let count = 0;
  for (const name of shape.required) if (value[name] === undefined) count += 1;
  for (const name in value) if (value[name] !== undefined && !shape.fields.has(name)) count += 1.01;
  return count;
}

/** The objects that a value fits best. */
function fitting(shapes: Shapes, value: Fields): Shapes {
  if (shapes.length === 1) return shapes;
  const counts = shapes.map((shape) => misfit(shape, value));
  const least = Math.min(...counts);
  return shapes.filter((_, at) => counts[at] === least);
}

const fittest = (shapes: Shapes, value: Fields): Shape => fitting(shapes, value)[0] as Shape;

/** How badly an object's content fits: what is wrong deep inside of it tells less about which one it is. */
const wrongness = (found: readonly Finding[]): number =>
  found.reduce((sum, { path }) => sum + 4 ** -path.split(/[.[]/).length, 0);

/** Reads a value as what it fits best, by its fields and then by what is in them. */
function readFittest(some: Shapes, all: Shapes, value: Fields, at: At | undefined, out: Finding[]): unknown {
  const tries = fitting(some, value).map((shape) => {
    const found: Finding[] = [];
    return { read: readShape(shape, value, all, at, found), found };
  });
  const best = tries.reduce((one, other) => (wrongness(other.found) < wrongness(one.found) ? other : one));
  out.push(...best.found);
  return best.read;
}

/** The only tag whose objects know all fields of a value. */
function onlyFit({ shapes }: Tagged, value: Fields): unknown {
  const names = Object.keys(value);
  const fitting = [...shapes].filter(([, some]) => some.some(({ fields }) => names.every((name) => fields.has(name))));
  return names.length > 0 && fitting.length === 1 ? fitting[0]?.[0] : undefined;
}

/** The tag is missing or unknown: says so, and reads on as what was most likely meant. */
function readUntagged(
  { tag, shapes }: Tagged,
  all: Shapes,
  value: Fields,
  at: At | undefined,
  out: Finding[],
): undefined {
  const names = [...shapes.keys()].map(String);
  const expected = oneOf(names);
  const here: At = { owner: at, key: tag };
  const written = value[tag];
  let meant: unknown;
  if (written === undefined) {
    meant = onlyFit({ tag, shapes }, value);
    const guess = meant ?? tagOf(fittest(all, value), tag);
    out.push(finding('missing-field', here, `\`${tag}\` is missing`, { expected, fix: `add \`${tag}: ${guess}\`` }));
  } else if (typeof written !== 'symbol') {
    const near = typeof written === 'string' ? nearest(written, names) : undefined;
    meant = near;
    const detail = { received: show(written), expected, ...(near && { fix: `write \`${near}\`` }) };
    const id = tag === 'kind' ? 'unknown-kind' : 'not-allowed-value';
    out.push(finding(id, here, `This is not a ${tag} that is known here`, detail));
  }
  const likely = shapes.get(meant);
  if (likely !== undefined) readFittest(likely, all, { ...value, [tag]: meant }, at, out);
  return undefined;
}

const flat = (node: Node): readonly Node[] => node.branches?.flatMap(flat) ?? [node];

function sayShapes(shapes: Shapes, tags: Tagged | undefined): string {
  if (tags !== undefined) return `an object whose \`${tags.tag}\` is ${oneOf([...tags.shapes.keys()].map(String))}`;
  return `an object with ${oneOf([...new Set(shapes.map(({ required }) => required.at(-1) ?? ''))])}`;
}

/** One of several: told apart by JSON type, then, among objects, by a tag, then by the fields that they have. */
export function union(members: readonly Node[]): Node {
  const branches = members.flatMap(flat);
  const shapes = branches.flatMap(({ shape }) => shape ?? []);
  const others = branches.filter(({ shape }) => shape === undefined);
  const tags = tagged(shapes);
  const objects = shapes.length > 0 ? [sayShapes(shapes, tags)] : [];
  const says = [...new Set([...objects, ...others.map((branch) => branch.says)])].join(', or ');
  return {
    types: [...new Set(branches.flatMap(({ types }) => types))],
    says,
    example: branches[0]?.example ?? '',
    branches,
    read(value, at, out) {
      if (others.some(({ accepts }) => accepts?.(value))) return value;
      if (shapes.length > 0 && isReadable(value, shapes)) {
        if (tags === undefined) return readFittest(shapes, shapes, value, at, out);
        const some = tags.shapes.get(value[tags.tag]);
        return some ? readFittest(some, shapes, value, at, out) : readUntagged(tags, shapes, value, at, out);
      }
      const type = typeOf(value);
      const branch = others.find(({ types }) => types.includes(type));
      return branch === undefined ? wrongType(says, value, at, out) : branch.read(value, at, out);
    },
  };
}
