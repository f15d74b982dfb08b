import { type Finding, show } from '../../../lib/findings';

/** What is wrong with one value. The folder that asked makes a finding of its own of it. */
export type Problem = Pick<Finding, 'path' | 'message' | 'received' | 'expected' | 'fix'>;

/** What a value must look like. */
export interface Shape {
  /** What is allowed, as a message says it: `a URL`. */
  readonly says: string;
  /** A value that is allowed, as TypeScript writes it. */
  readonly example: string;
  /** Whether a field of this shape must be there. Default: false. */
  readonly isRequired?: boolean;
  /** Everything that is wrong with a value at a path. Never throws. */
  problems(value: unknown, path: string): readonly Problem[];
}

/** The last field of a path, with which a fix is written. */
const fieldOf = (path: string): string => /(?:^|\.)([A-Za-z]\w*)$/.exec(path)?.[1] ?? '';

/** A value as it is written at a path: `kind: 'istio'`. */
const written = (path: string, example: string): string => {
  const field = fieldOf(path);
  return `write \`${field === '' ? example : `${field}: ${example}`}\``;
};

/** A value that is not there, or is another one than its shape says; `example` is what to write. */
export function unfit({ says, example }: Pick<Shape, 'says' | 'example'>, value: unknown, path: string): Problem {
  return {
    path,
    message: value === undefined ? 'This is missing' : `This takes ${says}`,
    received: value === undefined ? 'nothing' : show(value),
    expected: says,
    fix: written(path, example),
  };
}

/** A path and one key more. */
export function within(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
