import { audienceText, USER_HEADER } from '../../lib/plan';
import type { Audience, FieldMatch } from '../../lib/strategy';
import { matchesOf } from '../istio/audience';
import type { HttpMatch } from '../istio/manifest';
import { literal, textOf } from '../shared/audience/anchored';
import { cookieOf, cookieRegex } from '../shared/audience/cookie';
import type { StringMatch } from '../shared/audience/matches';
import { PROVIDERS, type ProviderKind } from './providers';

const REST = '.*$';

/** A text that a router compares; whether its regular expressions must fit a whole value or a part of it is the router's, so that both ends are said. */
function compared({ equals, prefix, matches }: FieldMatch): StringMatch {
  if (equals !== undefined) return { exact: equals };
  return { regex: prefix === undefined ? `^(?:${matches})$` : `^${literal(prefix)}${REST}` };
}

function usersMatches(users: readonly string[], header: string, any: boolean): HttpMatch[] {
  const exact = users.map((user) => ({ headers: { [header]: { exact: user } } }));
  return any || users.length === 1
    ? exact
    : [{ headers: { [header]: { regex: `^(${users.map(literal).join('|')})$` } } }];
}

/** The matches of an audience, in the words of a provider. */
function matched(audience: Audience, kind: ProviderKind): HttpMatch[] {
  if (kind === 'istio') return matchesOf(audience);
  const { any = false, cookie } = PROVIDERS[kind].matching ?? {};
  if ('header' in audience) return [{ headers: { [audience.header.name.toLowerCase()]: compared(audience.header) } }];
  if ('users' in audience) return usersMatches(audience.users, (audience.userHeader ?? USER_HEADER).toLowerCase(), any);
  const value: StringMatch =
    cookie === 'always' ? { exact: audience.cookie.name } : { regex: `^${cookieRegex(audience.cookie)}$` };
  return [{ headers: { cookie: value } }];
}

/** The matches of an A/B test: a request of any audience fits one of them. */
export const abMatches = (audiences: readonly Audience[], kind: ProviderKind): HttpMatch[] =>
  audiences.flatMap((audience) => matched(audience, kind));

/** A field by what its value is compared with. */
function fieldOf(name: string, match: StringMatch): FieldMatch {
  if ('exact' in match) return { name, equals: match.exact };
  if ('prefix' in match) return { name, prefix: match.prefix };
  const { regex } = match;
  if (regex.startsWith('^(?:') && regex.endsWith(')$')) return { name, matches: regex.slice(4, -2) };
  return regex.startsWith('^') && regex.endsWith(REST)
    ? { name, prefix: textOf(regex.slice(1, -REST.length)) }
    : { name, matches: regex };
}

function cookieIn(match: StringMatch): Audience | undefined {
  if ('exact' in match) return { cookie: { name: match.exact, equals: 'always' } };
  if (!('regex' in match)) return undefined;
  const cookie = cookieOf(match.regex.replace(/^\^|\$$/g, ''));
  return cookie && { cookie };
}

/** The users that an expression names; undefined when it is another one. */
const usersIn = (match: StringMatch): string[] | undefined =>
  'regex' in match && /^\^\((?!\?).*\)\$$/s.test(match.regex)
    ? (match.regex.slice(2, -2).match(/(?:\\.|[^|\\])+/gs) ?? []).map(textOf)
    : undefined;

/**
 * The audiences of matches, in words. Whole texts of one header, one after the other, are users; one alone is a header, unless it is that of users.
 */
export function audienceTexts(matches: readonly HttpMatch[]): string[] {
  const audiences: Audience[] = [];
  let open: { header: string; users: string[] } | undefined;
  const close = () => {
    if (open === undefined) return;
    const { header, users } = open;
    const named = users.length > 1 || header === USER_HEADER;
    audiences.push(named ? { users, userHeader: header } : { header: { name: header, equals: users[0] ?? '' } });
    open = undefined;
  };
  for (const [name, match] of matches.flatMap(({ headers = {} }) => Object.entries(headers))) {
    const cookie = name === 'cookie' ? cookieIn(match) : undefined;
    if (cookie === undefined && 'exact' in match) {
      if (open?.header !== name) close();
      open ??= { header: name, users: [] };
      open.users.push(match.exact);
      continue;
    }
    close();
    const users = usersIn(match);
    audiences.push(cookie ?? (users === undefined ? { header: fieldOf(name, match) } : { users, userHeader: name }));
  }
  close();
  return audiences.map(audienceText);
}
