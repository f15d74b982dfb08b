import { dig, type Fields, isFields, textOf } from '../value';

/** A manifest, as far as it is one. */
export interface Manifest {
  readonly kind: string;
  readonly name: string;
  readonly spec: Fields;
}

export function manifestsOf(values: readonly unknown[]): Manifest[] {
  return values.flatMap((value) => {
    const kind = textOf(dig(value, 'kind'));
    const spec = dig(value, 'spec');
    return kind === undefined || !isFields(spec)
      ? []
      : [{ kind, name: textOf(dig(value, 'metadata', 'name')) ?? '', spec }];
  });
}

const PART = /(\d+(?:\.\d+)?)(ms|h|m|s)/g;
const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** Seconds of a Go duration or a number; undefined when it is neither. */
export function secondsIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  if (!/^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/.test(value)) return undefined;
  return Array.from(value.matchAll(PART)).reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0),
    0,
  );
}
