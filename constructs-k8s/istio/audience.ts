import { USER_HEADER } from '../../lib/plan';
import type { Audience, FieldMatch } from '../../lib/strategy';
import { cookieOf, cookieRegex } from './cookie';
import type { HttpMatch, HttpRoute, StringMatch } from './manifest';

/** What an audience is told by. */
type Kind = 'header' | 'cookie' | 'users';

const ROUTE_NAME = /^audience-\d+-(header|cookie|users)$/;

/** Whether a route of this name is that of an audience. */
export const isAudienceRoute = (name: string): boolean => ROUTE_NAME.test(name);

const kindOf = (audience: Audience): Kind =>
  'header' in audience ? 'header' : 'cookie' in audience ? 'cookie' : 'users';

/** The name of the route of an audience: what it is told by cannot be seen in its matches alone. */
export const audienceRoute = (audience: Audience, at: number): string => `audience-${at + 1}-${kindOf(audience)}`;

/** Istio wants the names of headers in lower case. */
const header = (name: string, match: StringMatch): HttpMatch => ({ headers: { [name.toLowerCase()]: match } });

function matchOf(field: FieldMatch): StringMatch {
  if (field.equals !== undefined) return { exact: field.equals };
  return field.prefix === undefined ? { regex: field.matches } : { prefix: field.prefix };
}

function fieldOf(name: string, match: StringMatch): FieldMatch {
  if ('exact' in match) return { name, equals: match.exact };
  return 'prefix' in match ? { name, prefix: match.prefix } : { name, matches: match.regex };
}

/** The matches that a request of the audience fits, any of them. */
export function matchesOf(audience: Audience): HttpMatch[] {
  if ('header' in audience) return [header(audience.header.name, matchOf(audience.header))];
  if ('cookie' in audience) return [header('cookie', { regex: cookieRegex(audience.cookie) })];
  return audience.users.map((user) => header(audience.userHeader ?? USER_HEADER, { exact: user }));
}

/** The audience of a route; undefined when it is another kind of route. */
export function audienceOf(route: HttpRoute): Audience | undefined {
  const kind = ROUTE_NAME.exec(route.name ?? '')?.[1];
  const fields = (route.match ?? []).flatMap(({ headers = {} }) => Object.entries(headers));
  const [name, match] = fields[0] ?? [];
  if (kind === undefined || name === undefined || match === undefined) return undefined;
  if (kind === 'header') return { header: fieldOf(name, match) };
  if (kind === 'users')
    return { users: fields.flatMap(([, user]) => ('exact' in user ? user.exact : [])), userHeader: name };
  const cookie = 'regex' in match ? cookieOf(match.regex) : undefined;
  return cookie && { cookie };
}
