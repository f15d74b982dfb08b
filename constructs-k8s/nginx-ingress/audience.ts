import type { Audience } from '../../lib/strategy';
import { anchored, anyOf, matchOf } from '../shared/audience/anchored';
import { headersOf } from '../shared/audience/matches';
import { byHeader, NGINX_NUMBERS } from './limits';

/** Annotations of a canary Ingress, without what they begin with. */
export type CanaryAnnotations = Readonly<Record<string, string>>;

function headerAnnotations(audience: Audience): CanaryAnnotations {
  const [first, ...others] = headersOf(audience);
  if (first === undefined) return {};
  const header = { 'canary-by-header': first.name };
  if (others.length > 0) {
    const texts = [first, ...others].flatMap(({ value }) => ('exact' in value ? value.exact : []));
    return { ...header, 'canary-by-header-pattern': anyOf(texts) };
  }
  return 'exact' in first.value
    ? { ...header, 'canary-by-header-value': first.value.exact }
    : { ...header, 'canary-by-header-pattern': anchored(first.value) };
}

/** The annotations that lead the audiences to the canary: the first by a header, and the first by a cookie. */
export function audienceAnnotations(audiences: readonly Audience[]): CanaryAnnotations {
  const told = audiences.find(byHeader);
  const cookie = audiences.find((audience) => 'cookie' in audience);
  return {
    ...(told && headerAnnotations(told)),
    ...(cookie && { 'canary-by-cookie': cookie.cookie.name }),
  };
}

/** The audiences that annotations lead to the canary. Several users are a regular expression: the controller knows no users. */
export function audiencesIn(annotations: CanaryAnnotations): Audience[] {
  const header = annotations['canary-by-header'];
  const value = annotations['canary-by-header-value'];
  const pattern = annotations['canary-by-header-pattern'];
  const cookie = annotations['canary-by-cookie'];
  const audiences: Audience[] = [];
  if (header !== undefined && value !== undefined) audiences.push({ header: { name: header, equals: value } });
  else if (header !== undefined && pattern !== undefined) {
    const match = matchOf(pattern);
    if ('prefix' in match) audiences.push({ header: { name: header, prefix: match.prefix } });
    else if ('regex' in match) audiences.push({ header: { name: header, matches: match.regex } });
    else audiences.push({ header: { name: header, equals: match.exact } });
  } else if (header !== undefined) audiences.push({ header: { name: header, equals: NGINX_NUMBERS.cookie } });
  if (cookie !== undefined) audiences.push({ cookie: { name: cookie, equals: NGINX_NUMBERS.cookie } });
  return audiences;
}
