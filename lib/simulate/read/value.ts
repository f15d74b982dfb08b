/** A part of a template or manifest: nobody knows what is in it. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a value; none when it has none. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** A field of a field of a value. */
export const dig = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((part, name) => (isFields(part) && Object.hasOwn(part, name) ? part[name] : undefined), value);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A number, also when it is written as text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : undefined;
}

/** True, also when it is written as text. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true';

/** The most steps of a release that are read: one with more is a slip of the pen, and would take for ever. */
export const MOST_STEPS = 1000;

/** Resources of a kind cannot be read: what is wrong with which. */
export class Unreadable extends Error {
  constructor(
    readonly resource: string,
    message: string,
  ) {
    super(message);
  }
}
