import type { FieldMatch } from '../../../lib/strategy';
import { literal, textOf } from './anchored';
import { outOfCookie, withinCookie } from './regex';

const BEFORE = '(.*;\\s*)?';
const AFTER = '(;.*)?';
const REST = '[^;]*';

function valueRegex(match: FieldMatch): string {
  if (match.equals !== undefined) return literal(match.equals);
  return match.prefix === undefined ? `(?:${withinCookie(match.matches)})` : `${literal(match.prefix)}${REST}`;
}

/** The regular expression that the `cookie` header of a request must fit. */
export const cookieRegex = (match: FieldMatch): string =>
  `${BEFORE}${literal(match.name)}=${valueRegex(match)}${AFTER}`;

/** The cookie that a regular expression of {@link cookieRegex} asks for; undefined when it is not one. */
export function cookieOf(regex: string): FieldMatch | undefined {
  const equals = regex.indexOf('=');
  if (!regex.startsWith(BEFORE) || !regex.endsWith(AFTER) || equals < 0) return undefined;
  const name = textOf(regex.slice(BEFORE.length, equals));
  const value = regex.slice(equals + 1, -AFTER.length);
  if (value.startsWith('(?:')) return { name, matches: outOfCookie(value.slice('(?:'.length, -1)) };
  return value.endsWith(REST)
    ? { name, prefix: textOf(value.slice(0, -REST.length)) }
    : { name, equals: textOf(value) };
}
