import type { StringMatch } from './matches';

const REST = '.*';
const GROUP = '(?:';

/** The text as a regular expression that fits just it. */
export const literal = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');

/** The text that {@link literal} was given. */
export const textOf = (regex: string): string => regex.replace(/\\([\\.+*?()|[\]{}^$])/g, '$1');

/** A match as a regular expression for routers that search in a value as well as for those that compare the whole of it. */
export function anchored(value: StringMatch): string {
  if ('exact' in value) return `^${literal(value.exact)}$`;
  return 'prefix' in value ? `^${literal(value.prefix)}${REST}$` : `^${GROUP}${value.regex})$`;
}

/** The match that {@link anchored} was given; any other regular expression stays what it is. */
export function matchOf(regex: string): StringMatch {
  if (!regex.startsWith('^') || !regex.endsWith('$')) return { regex };
  const inner = regex.slice(1, -1);
  if (inner.startsWith(GROUP) && inner.endsWith(')')) return { regex: inner.slice(GROUP.length, -1) };
  const isPrefix = inner.endsWith(REST);
  const text = isPrefix ? inner.slice(0, -REST.length) : inner;
  if (literal(textOf(text)) !== text) return { regex };
  return isPrefix ? { prefix: textOf(text) } : { exact: textOf(text) };
}

/** Several texts as one regular expression that fits any of them. */
export const anyOf = (texts: readonly string[]): string => `^${GROUP}${texts.map(literal).join('|')})$`;

/** The texts that {@link anyOf} was given. */
export function textsOf(regex: string): string[] {
  const inner = regex.slice(`^${GROUP}`.length, -')$'.length);
  return (inner.match(/(?:\\.|[^|\\])+/gs) ?? []).map(textOf);
}
