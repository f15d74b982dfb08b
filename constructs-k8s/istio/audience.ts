import type { Audience } from '../../lib/strategy';
import { audienceOf as audienceBy, headersOf } from '../shared/audience/matches';
import type { HttpMatch, HttpRoute } from './manifest';

/** The matches that a request of the audience fits, any of them. Istio wants the names of headers in lower case. */
export const matchesOf = (audience: Audience): HttpMatch[] =>
  headersOf(audience).map(({ name, value }) => ({ headers: { [name.toLowerCase()]: value } }));

/** The audience of a route; undefined when it is another kind of route. */
export const audienceOf = ({ name, match = [] }: HttpRoute): Audience | undefined =>
  audienceBy(
    name,
    match.flatMap(({ headers = {} }) => Object.entries(headers).map(([header, value]) => ({ name: header, value }))),
  );
