import type { Finding } from '../../findings';
import type { At } from '../path';

export type JsonType = 'text' | 'number' | 'boolean' | 'list' | 'object' | 'null';

/** A part of the schema, ready to read values. */
export interface Node {
  readonly types: readonly JsonType[];
  /** What is allowed, as a message says it: `a duration such as 10m`. */
  readonly says: string;
  /** A value that is allowed, as it would be written. */
  readonly example: string;
  /** The only value, when there is only one. */
  readonly constant?: unknown;
  /** The fields, when it is an object. */
  readonly shape?: Shape;
  /** The parts of which one must fit, when there are several. */
  readonly branches?: readonly Node[];
  /** Whether a value is one of these, where that is no matter of its type: an object of a class, an output that is known late. */
  readonly accepts?: (value: unknown) => boolean;
  /** The value in its one spelling; undefined when it was refused, with a finding for each reason. */
  read(value: unknown, at: At | undefined, out: Finding[]): unknown;
}

export interface Field {
  readonly node: Node;
  readonly description: string | undefined;
}

/** The fields of an object. */
export interface Shape {
  readonly fields: ReadonlyMap<string, Field>;
  /** The fields that are kept, in the order of their one spelling. */
  readonly order: ReadonlyArray<readonly [name: string, node: Node]>;
  readonly required: readonly string[];
  /** Whether there may be other fields, of which nothing is known. */
  readonly open: boolean;
  /** Fields with one allowed value, which say which object it is: `kind`, `metric`, `by`. */
  readonly constants: readonly string[];
}

export function typeOf(value: unknown): JsonType {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : 'object';
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
