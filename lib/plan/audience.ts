import type { Audience, FieldMatch } from '../strategy';

/** The header that carries the user's name when an audience of users does not name one. */
export const USER_HEADER = 'x-user-id';

const matchText = (match: FieldMatch): string => {
  if (match.equals !== undefined) return `${match.name} = ${match.equals}`;
  return match.prefix === undefined
    ? `${match.name} matches ${match.matches}`
    : `${match.name} starts with ${match.prefix}`;
};

/** An audience in words: `header x-beta = yes`. The names of headers are in lower case: HTTP knows no other difference. */
export function audienceText(audience: Audience): string {
  if ('header' in audience) {
    const { header } = audience;
    return `header ${matchText({ ...header, name: header.name.toLowerCase() })}`;
  }
  if ('cookie' in audience) return `cookie ${matchText(audience.cookie)}`;
  return `users ${audience.users.join(', ')} (${(audience.userHeader ?? USER_HEADER).toLowerCase()})`;
}
