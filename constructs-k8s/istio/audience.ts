import { USER_HEADER } from '../../lib/plan';
import type { Audience, FieldMatch } from '../../lib/strategy';
import { cookieRegex } from './cookie';
import type { HttpMatch, StringMatch } from './manifest';

/** Istio wants the names of headers in lower case. */
const header = (name: string, match: StringMatch): HttpMatch => ({ headers: { [name.toLowerCase()]: match } });

function textOf(match: FieldMatch): StringMatch {
  if (match.equals !== undefined) return { exact: match.equals };
  return match.prefix === undefined ? { regex: match.matches } : { prefix: match.prefix };
}

/** What an audience is matched by: the last part of its route's name. */
export const kindOf = (audience: Audience): 'header' | 'cookie' | 'users' =>
  'header' in audience ? 'header' : 'cookie' in audience ? 'cookie' : 'users';

/** The matches that a request of the audience fits, any of them. */
export function matchesOf(audience: Audience): HttpMatch[] {
  if ('header' in audience) return [header(audience.header.name, textOf(audience.header))];
  if ('cookie' in audience) return [header('cookie', { regex: cookieRegex(audience.cookie) })];
  return audience.users.map((user) => header(audience.userHeader ?? USER_HEADER, { exact: user }));
}
