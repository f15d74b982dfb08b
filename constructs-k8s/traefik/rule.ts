import type { Audience } from '../../lib/strategy';
import { anchored, matchOf } from '../shared/audience/anchored';
import { cookieOf } from '../shared/audience/cookie';
import { type HeaderMatch, headersOf } from '../shared/audience/matches';
import type { TraefikRoutingOptions } from './options';

/** A text in a rule: as it is, or with escapes where it has the sign that ends it. */
const quoted = (text: string): string => (text.includes('`') ? JSON.stringify(text) : `\`${text}\``);
const unquoted = (text: string): string => (text.startsWith('`') ? text.slice(1, -1) : (JSON.parse(text) as string));

const anyOf = (matchers: readonly string[]): string =>
  matchers.length === 1 ? (matchers[0] ?? '') : `(${matchers.join(' || ')})`;

const headerOf = ({ name, value }: HeaderMatch): string =>
  'exact' in value
    ? `Header(${quoted(name)}, ${quoted(value.exact)})`
    : `HeaderRegexp(${quoted(name)}, ${quoted(anchored(value))})`;

/** The rule of all requests that are divided. */
export function ruleOf({ hosts = [], path = '/' }: TraefikRoutingOptions): string {
  const prefix = `PathPrefix(${quoted(path)})`;
  return hosts.length === 0 ? prefix : `${anyOf(hosts.map((host) => `Host(${quoted(host)})`))} && ${prefix}`;
}

/** The rule of an audience's requests. It is longer than that of all requests, so that Traefik tries it first. */
export const audienceRule = (options: TraefikRoutingOptions, audience: Audience): string =>
  `${ruleOf(options)} && ${anyOf(headersOf(audience).map(headerOf))}`;

const MATCHER = /\b(Header|HeaderRegexp)\((`[^`]*`|"(?:\\.|[^"\\])*"), (`[^`]*`|"(?:\\.|[^"\\])*")\)/g;

/** The audience of a rule; undefined when it asks for no header. A single user is told by a header like any other. */
export function audienceIn(rule: string): Audience | undefined {
  const headers = [...rule.matchAll(MATCHER)].map(([, matcher, name = '', value = '']): HeaderMatch => {
    const text = unquoted(value);
    return { name: unquoted(name), value: matcher === 'Header' ? { exact: text } : matchOf(text) };
  });
  const [first, ...others] = headers;
  if (first === undefined) return undefined;
  const { name, value } = first;
  if (others.length > 0)
    return { users: headers.flatMap((one) => ('exact' in one.value ? one.value.exact : [])), userHeader: name };
  if ('exact' in value) return { header: { name, equals: value.exact } };
  if ('prefix' in value) return { header: { name, prefix: value.prefix } };
  const cookie = name.toLowerCase() === 'cookie' ? cookieOf(value.regex) : undefined;
  return cookie === undefined ? { header: { name, matches: value.regex } } : { cookie };
}
