import { show } from '../../../lib/findings';
import { nearest, oneOf } from '../../../lib/strategy/nearest';
import { quoted } from './leaf';
import { isRecord, type Problem, type Shape, unfit, within } from './shape';

/** A field that must be there. */
export const required = (shape: Shape): Shape => ({ ...shape, isRequired: true });

/** Every field of an interface, with its shape. */
export type Fields<T> = { readonly [Field in keyof T]-?: Shape };

/** An object with known fields. */
export interface FieldsShape extends Shape {
  readonly names: readonly string[];
}

function unknownProblem(name: string, value: unknown, names: readonly string[], path: string): Problem {
  const near = nearest(name, names);
  return {
    path: within(path, name),
    message: `There is no \`${name}\` here`,
    received: show(value),
    expected: names.length === 0 ? 'nothing besides the kind' : oneOf(names),
    fix: near === undefined ? `leave \`${name}\` out` : `write \`${near}\``,
  };
}

/** An object with these fields and no others; one of `undefined` is not there. */
export function fields<T>(all: Fields<T>): FieldsShape {
  const shapes = Object.entries<Shape>(all);
  const names = shapes.map(([name]) => name);
  const must = shapes.filter(([, shape]) => shape.isRequired);
  const example =
    must.length === 0 ? '{}' : `{ ${must.map(([name, shape]) => `${name}: ${shape.example}`).join(', ')} }`;
  const says = must.length === 0 ? 'an object' : `an object such as ${example}`;
  return {
    says,
    example,
    names,
    problems(value, path) {
      if (!isRecord(value)) return [unfit({ says, example }, value, path)];
      const unknown = Object.entries(value).filter(([name, one]) => one !== undefined && !names.includes(name));
      return [
        ...shapes.flatMap(([name, shape]) =>
          value[name] === undefined && !shape.isRequired ? [] : shape.problems(value[name], within(path, name)),
        ),
        ...unknown.map(([name, one]) => unknownProblem(name, one, names, path)),
      ];
    },
  };
}

/** One of several objects, told apart by the word in their `kind`. */
export function byKind(kinds: Readonly<Record<string, FieldsShape>>): Shape {
  const names = Object.keys(kinds);
  const [first = ''] = names;
  const as = (kind: string) => {
    const own = kinds[kind]?.example.replace(/^\{ ?| ?\}$/g, '') ?? '';
    return `{ kind: ${[quoted(kind), ...(own === '' ? [] : [own])].join(', ')} }`;
  };
  const says = `an object whose \`kind\` is ${oneOf(names)}`;
  return {
    says,
    example: as(first),
    problems(value, path) {
      if (!isRecord(value)) {
        const near = typeof value === 'string' ? nearest(value, names) : undefined;
        return [unfit({ says, example: as(near ?? first) }, value, path)];
      }
      const { kind, ...rest } = value;
      if (typeof kind === 'string' && Object.hasOwn(kinds, kind)) return kinds[kind]?.problems(rest, path) ?? [];
      const at = within(path, 'kind');
      const near = typeof kind === 'string' ? nearest(kind, names) : undefined;
      const likely =
        near ?? names.find((name) => Object.keys(rest).some((field) => kinds[name]?.names.includes(field)));
      return [unfit({ says: oneOf(names), example: quoted(likely ?? first) }, kind, at)];
    },
  };
}

/** Text of one shape, or something else of another. */
export const textOr = (some: Shape, other: Shape): Shape => ({
  says: `${some.says}, or ${other.says}`,
  example: some.example,
  problems(value, path) {
    if (typeof value === 'string') return some.problems(value, path);
    if (value === undefined || other.problems(value, path).length === 0) return other.problems(value, path);
    return isRecord(value) ? other.problems(value, path) : [unfit(this, value, path)];
  },
});

/** A list of values of one shape. */
export function listOf(item: Shape, least = 0): Shape {
  const says = least === 0 ? 'a list' : `a list of at least ${least}`;
  const example = `[${item.example}]`;
  return {
    says,
    example,
    problems(value, path) {
      if (!Array.isArray(value) || value.length < least) return [unfit({ says, example }, value, path)];
      return value.flatMap((one, at) => item.problems(one, within(path, at)));
    },
  };
}

/** An object with keys of the user's own. */
export function recordOf(item: Shape, example: string): Shape {
  const says = 'an object with values by their names';
  return {
    says,
    example,
    problems(value, path) {
      if (!isRecord(value)) return [unfit({ says, example }, value, path)];
      return Object.entries(value).flatMap(([name, one]) => item.problems(one, within(path, name)));
    },
  };
}
