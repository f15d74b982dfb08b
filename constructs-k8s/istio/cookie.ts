import type { FieldMatch } from '../../lib/strategy';
import { outOfCookie, withinCookie } from './regex';

/** The text as a regular expression that fits just it. */
const literal = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
const text = (literally: string): string => literally.replace(/\\([\\.+*?()|[\]{}^$])/g, '$1');

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
  const name = text(regex.slice(BEFORE.length, equals));
  const value = regex.slice(equals + 1, -AFTER.length);
  if (value.startsWith('(?:')) return { name, matches: outOfCookie(value.slice('(?:'.length, -1)) };
  return value.endsWith(REST) ? { name, prefix: text(value.slice(0, -REST.length)) } : { name, equals: text(value) };
}
