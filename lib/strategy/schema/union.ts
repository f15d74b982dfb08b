import { type Finding, show } from '../../findings';
import { finding } from '../findings';
import { nearest, oneOf } from '../nearest';
import type { At } from '../path';
import { wrongType } from './leaf';
import { type Node, type Shape, typeOf } from './node';
import { readShape } from './shape';

type Fields = Readonly<Record<string, unknown>>;

/** How badly an object fits: missing fields and unknown ones, of which the latter weigh more. */
function misfit(shape: Shape, value: Fields): number {
  let count = 0;
  for (const name of shape.required) if (!(name in value)) count += 1;
  for (const name in value) if (!shape.fields.has(name)) count += UNKNOWN;
  return count;
}

const UNKNOWN = 1.01;

function fittest(shapes: readonly Shape[], value: Fields): Shape {
  if (shapes.length === 1) return shapes[0] as Shape;
  const counts = shapes.map((shape) => misfit(shape, value));
  return shapes[counts.indexOf(Math.min(...counts))] as Shape;
}

/** The objects of one tag that know all fields of a value, when those of no other tag do. */
function onlyFit(shapes: readonly Shape[], tagOf: (shape: Shape) => unknown, value: Fields): readonly Shape[] {
  const fitting = shapes.filter((shape) => Object.keys(value).every((name) => shape.fields.has(name)));
  return new Set(fitting.map(tagOf)).size === 1 ? fitting : [];
}

/** A union of objects that are told apart by a field with one value each (`kind`, `metric`, `by`), or by the fields they have. */
function readOneOf(shapes: readonly Shape[], value: Fields, at: At | undefined, out: Finding[]): unknown {
  const tag = shapes[0]?.constants.find((name) => shapes.every((shape) => shape.constants.includes(name)));
  if (tag === undefined) return readFittest(shapes, shapes, value, at, out);
  const tagOf = (shape: Shape): unknown => shape.fields.get(tag)?.node.constant;
  const tagged = shapes.filter((shape) => tagOf(shape) === value[tag]);
  if (tagged.length > 0) return readFittest(tagged, shapes, value, at, out);

  const names = [...new Set(shapes.map((shape) => String(tagOf(shape))))];
  const expected = oneOf(names);
  const here: At = { owner: at, key: tag };
  const guess = String(tagOf(fittest(shapes, value)));
  if (!(tag in value)) {
    const message = `\`${tag}\` is missing`;
    out.push(finding('missing-field', here, message, { expected, fix: `add \`${tag}: ${guess}\`` }));
    const fitting = onlyFit(shapes, tagOf, value);
    if (fitting.length > 0) return readFittest(fitting, shapes, { ...value, [tag]: guess }, at, out);
  } else if (typeof value[tag] !== 'symbol') {
    const near = typeof value[tag] === 'string' ? nearest(value[tag], names) : undefined;
    const id = tag === 'kind' ? 'unknown-kind' : 'not-allowed-value';
    const detail = { received: show(value[tag]), expected, ...(near && { fix: `write \`${near}\`` }) };
    out.push(finding(id, here, `This is not a ${tag} that is known here`, detail));
    if (near === undefined) return undefined;
    const nearby = shapes.filter((shape) => tagOf(shape) === near);
    return readFittest(nearby, shapes, { ...value, [tag]: near }, at, out);
  }
  return undefined;
}

function readFittest(
  shapes: readonly Shape[],
  all: readonly Shape[],
  value: Fields,
  at: At | undefined,
  out: Finding[],
) {
  const shape = fittest(shapes, value);
  return readShape(
    shape,
    value,
    all.filter((other) => other !== shape),
    at,
    out,
  );
}

const flat = (node: Node): readonly Node[] => node.branches?.flatMap(flat) ?? [node];

/** One of several: told apart by JSON type, then, among objects, by their fields. */
export function union(members: readonly Node[]): Node {
  const branches = members.flatMap(flat);
  const shapes = branches.flatMap(({ shape }) => shape ?? []);
  const areShapes = shapes.length > 1 && shapes.length === branches.length;
  const says = areShapes ? sayShapes(shapes) : [...new Set(branches.map((branch) => branch.says))].join(', or ');
  return {
    types: [...new Set(branches.flatMap(({ types }) => types))],
    says,
    example: branches[0]?.example ?? '',
    branches,
    read(value, at, out) {
      const type = typeOf(value);
      if (type === 'object' && shapes.length > 0) return readOneOf(shapes, value as Fields, at, out);
      const branch = branches.find(({ types }) => types.includes(type));
      return branch === undefined ? wrongType(says, value, at, out) : branch.read(value, at, out);
    },
  };
}

function sayShapes(shapes: readonly Shape[]): string {
  const tag = shapes[0]?.constants[0];
  if (tag !== undefined) {
    const names = [...new Set(shapes.map((shape) => String(shape.fields.get(tag)?.node.constant)))];
    return `an object whose \`${tag}\` is ${oneOf(names)}`;
  }
  return `an object with ${oneOf([...new Set(shapes.map((shape) => shape.required.at(-1) ?? ''))])}`;
}
