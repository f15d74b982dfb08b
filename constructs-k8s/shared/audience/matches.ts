import { USER_HEADER } from '../../../lib/plan';
import type { Audience, FieldMatch } from '../../../lib/strategy';
import { cookieOf, cookieRegex } from './cookie';

/** How a text must be; `regex` must fit the whole text. */
export type StringMatch = { readonly exact: string } | { readonly prefix: string } | { readonly regex: string };

/** A header of a request, and how its value must be. */
export interface HeaderMatch {
  readonly name: string;
  readonly value: StringMatch;
}

/** What an audience is told by. */
type Kind = 'header' | 'cookie' | 'users';

/** What the names of the routes of audiences are like, as jq reads it, too. */
export const AUDIENCE_ROUTE = '^audience-[0-9]+-(header|cookie|users)$';

const ROUTE_NAME = new RegExp(AUDIENCE_ROUTE);

/** Whether a route of this name is that of an audience. */
export const isAudienceRoute = (name: string): boolean => ROUTE_NAME.test(name);

const kindOf = (audience: Audience): Kind =>
  'header' in audience ? 'header' : 'cookie' in audience ? 'cookie' : 'users';

/** The name of the route of an audience: what it is told by cannot be seen in its matches alone. */
export const audienceRoute = (audience: Audience, at: number): string => `audience-${at + 1}-${kindOf(audience)}`;

function wanted(field: FieldMatch): StringMatch {
  if (field.equals !== undefined) return { exact: field.equals };
  return field.prefix === undefined ? { regex: field.matches } : { prefix: field.prefix };
}

function fieldOf(name: string, value: StringMatch): FieldMatch {
  if ('exact' in value) return { name, equals: value.exact };
  return 'prefix' in value ? { name, prefix: value.prefix } : { name, matches: value.regex };
}

/** The headers that a request of the audience has, any of them. */
export function headersOf(audience: Audience): HeaderMatch[] {
  if ('header' in audience) return [{ name: audience.header.name, value: wanted(audience.header) }];
  if ('cookie' in audience) return [{ name: 'cookie', value: { regex: cookieRegex(audience.cookie) } }];
  return audience.users.map((user) => ({ name: audience.userHeader ?? USER_HEADER, value: { exact: user } }));
}

/** The audience of a route by its name and its headers; undefined when it is another kind of route. */
export function audienceOf(route: string | undefined, headers: readonly HeaderMatch[]): Audience | undefined {
  const kind = ROUTE_NAME.exec(route ?? '')?.[1];
  const [first] = headers;
  if (kind === undefined || first === undefined) return undefined;
  const { name, value } = first;
  if (kind === 'header') return { header: fieldOf(name, value) };
  if (kind === 'users') {
    return { users: headers.flatMap((one) => ('exact' in one.value ? one.value.exact : [])), userHeader: name };
  }
  const cookie = 'regex' in value ? cookieOf(value.regex) : undefined;
  return cookie && { cookie };
}
