import { type Finding, show } from '../../findings';
import { finding } from '../findings';
import { misspelt, nearest, oneOf } from '../nearest';
import type { At } from '../path';
import { REFUSED } from '../plain';
import type { Format } from './formats';
import { wrongType } from './leaf';
import { isRecord, type Node, type Shape } from './node';

type Fields = Readonly<Record<string, unknown>>;

/** All objects that could stand in the same place: they know what a misplaced field belongs to. */
type Siblings = readonly Shape[];

const sameConstants = (a: Shape, b: Shape): boolean =>
  a.constants.every((name) => a.fields.get(name)?.node.constant === b.fields.get(name)?.node.constant);

function constantOf(shape: Shape): string {
  return String(shape.fields.get(shape.constants[0] ?? '')?.node.constant);
}

function unknownField(name: string, shape: Shape, value: Fields, siblings: Siblings, at: At, out: Finding[]): void {
  const rival = siblings.find((other) => other.fields.has(name) && sameConstants(other, shape));
  const received = show(value[name]);
  if (rival !== undefined) {
    const against = shape.required.filter((own) => value[own] !== undefined && !rival.fields.has(own));
    const both = `\`${name}\` is not allowed together with ${oneOf(against, 'and')}`;
    out.push(
      finding('conflict', at, both, {
        received,
        expected: `${oneOf([...against, name])}, one of them`,
        fix: `leave \`${name}\` or ${oneOf(against)} out`,
      }),
    );
    return;
  }
  const known = [...shape.fields.keys()].filter((field) => field !== '$schema');
  const near = nearest(
    name,
    known.filter((field) => value[field] === undefined),
  );
  const homes = [...new Set(siblings.filter((other) => other.fields.has(name)).map(constantOf))];
  const home = homes.length > 0 ? ` of \`${constantOf(shape)}\`; it belongs to ${oneOf(homes)}` : ' here';
  const message = `\`${name.slice(0, 60)}\` is not a field${home}`;
  const fix = near === undefined || homes.length > 0 ? `leave \`${name.slice(0, 60)}\` out` : `write \`${near}\``;
  out.push(finding('unknown-field', at, message, { received, expected: oneOf(known), fix }));
}

/** Fields one of which must be there: the one that this object needs, and those that its siblings need instead. */
function alternatives(name: string, shape: Shape, siblings: Siblings): readonly string[] {
  const alike = siblings.filter((other) => other !== shape && sameConstants(other, shape));
  if (alike.length === 0 || alike.some((other) => other.fields.has(name))) return [name];
  return [name, ...new Set(alike.flatMap((other) => other.required.filter((field) => !shape.fields.has(field))))];
}

function missingField(name: string, shape: Shape, siblings: Siblings, at: At | undefined, out: Finding[]): void {
  const names = alternatives(name, shape, siblings);
  const fields = names.flatMap(
    (one) => [shape, ...siblings].find(({ fields }) => fields.has(one))?.fields.get(one) ?? [],
  );
  const [field] = fields;
  const what = names.length > 1 ? undefined : field?.description?.replace(/\.( Default:.*)?$/, '');
  const meaning = what === undefined || what.includes('. ') ? '' : `: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
  const message = `${oneOf(names)} is missing${meaning}`;
  const fix = `add ${oneOf(names.map((one, nth) => `${one}: ${fields[nth]?.node.example}`))}`;
  out.push(finding('missing-field', { owner: at, key: name }, message, { expected: field?.node.says, fix }));
}

/** Whether an object has fields of its own besides those that are looked for: a construct, not what somebody wrote. */
const isOfClass = (value: Fields): boolean => Object.getPrototypeOf(Object.getPrototypeOf(value) ?? {}) !== null;

/** Reads an object: its known fields in the schema's order, a finding for each other field and each missing one. */
export function readShape(
  shape: Shape,
  value: Fields,
  siblings: Siblings,
  at: At | undefined,
  out: Finding[],
): unknown {
  const read: Record<string, unknown> = {};
  for (const [name, node] of shape.order) {
    const written = value[name];
    if (written === undefined || written === REFUSED) continue;
    const kept = node.read(written, { owner: at, key: name }, out);
    if (kept !== undefined) read[name] = kept;
  }
  for (const name of isOfClass(value) ? [] : Object.keys(value)) {
    if (value[name] === undefined || shape.fields.has(name)) continue;
    if (!shape.open || misspelt(name, [...shape.fields.keys()]))
      unknownField(name, shape, value, siblings, { owner: at, key: name }, out);
  }
  for (const name of shape.required) if (value[name] === undefined) missingField(name, shape, siblings, at, out);
  return Object.freeze(read);
}

export function object(shape: Shape): Node {
  const says = `an object with ${oneOf(shape.required.length > 0 ? shape.required : [...shape.fields.keys()], 'and')}`;
  const first = shape.required[0] ?? [...shape.fields.keys()][0] ?? '';
  return {
    types: ['object'],
    says,
    example: `{ ${first}: ${shape.fields.get(first)?.node.example ?? '…'} }`,
    shape,
    read: (value, at, out) =>
      isReadable(value, [shape]) ? readShape(shape, value, [], at, out) : wrongType(says, value, at, out),
  };
}

/** Whether an object can be read as fields: one of a class has at least some of them. */
export const isReadable = (value: unknown, shapes: readonly Shape[]): value is Fields =>
  isRecord(value) &&
  (!isOfClass(value) || shapes.some(({ fields }) => [...fields.keys()].some((name) => value[name] !== undefined)));

/** An object with any names, such as headers. */
export function dictionary(values: Node, names?: Format): Node {
  const says = `an object of names and ${values.says}`;
  return {
    types: ['object'],
    says,
    example: '{}',
    read(value, at, out) {
      if (!isRecord(value) || isOfClass(value)) return wrongType(says, value, at, out);
      const read: Record<string, unknown> = {};
      for (const name of Object.keys(value)) {
        if (names?.pattern.test(name) === false) {
          const detail = { received: show(name), expected: names.says };
          out.push(finding('text-pattern', { owner: at, key: name }, 'This is no name for it', detail));
        }
        const kept = value[name] === REFUSED ? undefined : values.read(value[name], { owner: at, key: name }, out);
        if (kept !== undefined) read[name] = kept;
      }
      return Object.freeze(read);
    },
  };
}
