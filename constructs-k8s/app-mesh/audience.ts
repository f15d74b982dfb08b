import type { Audience } from '../../lib/strategy';
import { anchored, anyOf, matchOf, textsOf } from '../shared/audience/anchored';
import { audienceOf as audienceBy, headersOf, type StringMatch } from '../shared/audience/matches';
import type { HeaderMatchManifest, HeaderMatchMethod, Route } from './manifest';

function methodOf(values: readonly StringMatch[]): HeaderMatchMethod {
  const [first = { exact: '' }] = values;
  if (values.length > 1) return { regex: anyOf(values.flatMap((value) => ('exact' in value ? value.exact : []))) };
  return 'regex' in first ? { regex: anchored(first) } : first;
}

/** The header of an audience. All headers of a route must fit, so that several users are one regular expression. */
export function headerOf(audience: Audience): HeaderMatchManifest {
  const headers = headersOf(audience);
  return { name: headers[0]?.name ?? '', match: methodOf(headers.map(({ value }) => value)) };
}

function valuesOf(route: string, { exact, prefix, regex = '' }: HeaderMatchMethod): readonly StringMatch[] {
  if (exact !== undefined) return [{ exact }];
  if (prefix !== undefined) return [{ prefix }];
  return route.endsWith('-users') ? textsOf(regex).map((text) => ({ exact: text })) : [matchOf(regex)];
}

/** The audience of a route; undefined when it is another kind of route. */
export function audienceOf({ name, httpRoute, http2Route, grpcRoute }: Route): Audience | undefined {
  const headers = (httpRoute ?? http2Route)?.match.headers ?? grpcRoute?.match.metadata ?? [];
  return audienceBy(
    name,
    headers.flatMap((header) => valuesOf(name, header.match).map((value) => ({ name: header.name, value }))),
  );
}
