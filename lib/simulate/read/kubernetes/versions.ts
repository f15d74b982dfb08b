import type { Matcher } from '../../formula/expression';
import type { Version } from '../../seen';

/** How the versions of an application are called in the labels of metrics. */
export interface Names {
  readonly canary: readonly string[];
  readonly stable: readonly string[];
}

/** What stands for the pod template's hash of a version in a query. */
export const HASH = { canary: '\u0001canary\u0001', stable: '\u0001stable\u0001' } as const;

const says = (value: string, name: string): boolean =>
  name !== '' &&
  new RegExp(`(^|[^a-zA-Z0-9-])${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}($|[^a-zA-Z0-9-])`).test(value);

/** Whose requests a series counts, by its matchers: by a hash, by a service of one version, or by the word. Anything else counts both. */
export const versionBy =
  ({ canary, stable }: Names) =>
  (matchers: readonly Matcher[]): Version => {
    const values = matchers.filter(({ operator }) => operator === '=' || operator === '=~').map(({ value }) => value);
    const any = (hash: string, names: readonly string[]) =>
      values.some((value) => value.includes(hash) || names.some((name) => says(value, name)));
    if (any(HASH.canary, canary)) return 'canary';
    if (any(HASH.stable, stable)) return 'stable';
    if (values.some((value) => /(^|[^a-z])canary($|[^a-z])/i.test(value))) return 'canary';
    return values.some((value) => /(^|[^a-z])(stable|primary)($|[^a-z])/i.test(value)) ? 'stable' : 'both';
  };
