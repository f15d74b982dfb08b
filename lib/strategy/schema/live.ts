import { type Finding, show } from '../../findings';
import { finding } from '../findings';
import type { At } from '../path';
import { wrongType } from './leaf';
import type { Node } from './node';

/** How deep is looked into what is passed on. */
const DEEPEST = 32;

/** What a manifest cannot hold, at any depth: it would become text that nobody wrote. */
function unwritable(value: unknown, at: At | undefined, out: Finding[], depth = 0): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    out.push(finding('not-finite', at, 'This is not a finite number', { received: show(value) }));
  } else if (typeof value === 'object' && value !== null && depth < DEEPEST) {
    if (value instanceof Date) wrongType('plain data', value, at, out, undefined, 'a Date');
    else if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) {
      for (const [name, inner] of Object.entries(value)) {
        unwritable(inner, { owner: at, key: Array.isArray(value) ? Number(name) : name }, out, depth + 1);
      }
    }
  }
}

/** A value that is passed on as it is. */
export const anything: Node = {
  types: ['text', 'number', 'boolean', 'list', 'object', 'null'],
  says: 'any value',
  example: '…',
  read(value, at, out) {
    unwritable(value, at, out);
    return value;
  },
};

const isAlive = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** The names of the classes that a value is of. */
function classesOf(value: object): string[] {
  const names: string[] = [];
  for (let prototype = Object.getPrototypeOf(value); prototype; prototype = Object.getPrototypeOf(prototype)) {
    names.push(String(prototype.constructor?.name));
  }
  return names;
}

/** What was received: `a Bucket`, where `show` knows no more than that it is an object. */
function shown(value: unknown): string {
  if (!isAlive(value) || Array.isArray(value)) return show(value);
  const [name = 'Object'] = classesOf(value);
  return name === 'Object' || name === 'Function' ? show(value) : `an object of class ${name}`;
}

/**
 * An object of a class, of any version of its library and of any realm: it is known by its class's name, or by most of the members that it should
 * have. A function is known by being one.
 */
export function live(says: string, members: readonly string[]): Node {
  const name = /^`(\w+)`/.exec(says)?.[1];
  return {
    types: [],
    says,
    example: says === 'a function' ? '() => …' : `a ${says.replaceAll('`', '')}`,
    accepts(value) {
      if (name === undefined) return typeof value === 'function';
      if (!isAlive(value) || Array.isArray(value)) return false;
      const found = members.filter((member) => member in value).length;
      return (members.length > 0 && found > members.length / 2) || classesOf(value).includes(name);
    },
    read(value, at, out) {
      return this.accepts?.(value) ? value : wrongType(says, value, at, out, undefined, shown(value));
    },
  };
}

/** Whether a value is an output of Pulumi or a promise: what it is will be known later. */
const isLate = (value: unknown): boolean =>
  isAlive(value) && (value instanceof Promise || (value as { __pulumiOutput?: unknown }).__pulumiOutput === true);

/** A value that may be known late. */
export const late = (node: Node): Node => {
  const { branches, shape, ...own } = node;
  return {
    ...own,
    accepts: (value) => isLate(value) || (node.accepts?.(value) ?? false),
    read: (value, at, out) => (isLate(value) ? value : node.read(value, at, out)),
  };
};
