import type { FieldMatch } from '../../lib/strategy';
import { withinCookie } from './regex';

/** The text as a regular expression that fits just it. */
const literal = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');

/** The regular expression that the `cookie` header of a request must fit. */
export function cookieRegex(match: FieldMatch): string {
  const name = literal(match.name);
  const around = (value: string) => `(.*;\\s*)?${name}=${value}(;.*)?`;
  if (match.equals !== undefined) return around(literal(match.equals));
  return match.prefix === undefined
    ? around(`(?:${withinCookie(match.matches)})`)
    : around(`${literal(match.prefix)}[^;]*`);
}
