import type { Audience } from '../../lib/strategy';
import { anchored, matchOf } from '../shared/audience/anchored';
import { audienceOf as audienceBy, type HeaderMatch, headersOf } from '../shared/audience/matches';
import type { GatewayRoute, HeaderMatchManifest } from './manifest';

function written({ name, value }: HeaderMatch): HeaderMatchManifest {
  if ('exact' in value) return { type: 'Exact', name, value: value.exact };
  return { type: 'RegularExpression', name, value: anchored(value) };
}

const read = ({ type, name, value }: HeaderMatchManifest): HeaderMatch => ({
  name,
  value: type === 'Exact' ? { exact: value } : matchOf(value),
});

/** The headers that a request of the audience has, any of them. */
export const matchesOf = (audience: Audience): HeaderMatchManifest[] => headersOf(audience).map(written);

/** The audience of a rule; undefined when it is another kind of rule. */
export const audienceOf = ({ name, matches = [] }: GatewayRoute['spec']['rules'][number]): Audience | undefined =>
  audienceBy(
    name,
    matches.flatMap(({ headers = [] }) => headers.map(read)),
  );
