import { type Finding, show } from '../../../lib/findings';
import { audienceText, type Plan } from '../../../lib/plan';
import type { Audience } from '../../../lib/strategy';
import { audiencesOf, regexProblem } from '../../shared/audience/problems';
import { matchesOf } from '../audience';
import { finding } from '../findings';
import { IGNORED_HEADERS, ISTIO_NUMBERS } from '../limits';

function headerProblems(audience: Audience, path: string): Finding[] {
  const name = 'header' in audience ? audience.header.name : 'users' in audience ? audience.userHeader : undefined;
  if (name === undefined || !IGNORED_HEADERS.includes(name.toLowerCase())) return [];
  return [
    finding('istio-header', path, `Istio ignores a header called \`${name}\` in a match`, { received: show(name) }),
  ];
}

function regexProblems(audience: Audience, path: string): Finding[] {
  const problem = regexProblem(audience);
  if (problem === undefined) return [];
  return [finding(`istio-${problem.id}`, path, problem.message, { received: problem.received })];
}

function lengthProblems(audience: Audience, path: string): Finding[] {
  const { longestRegex } = ISTIO_NUMBERS;
  const longest = Math.max(
    ...matchesOf(audience)
      .flatMap(({ headers = {} }) => Object.values(headers))
      .map((match) => ('regex' in match ? match.regex.length : 0)),
  );
  if (longest <= longestRegex) return [];
  const detail = { received: `${longest} letters`, expected: `at most ${longestRegex}` };
  return [finding('istio-regex', path, 'The regular expression is too long', detail)];
}

const duplicate = (audience: Audience, whole: boolean): string =>
  `${audienceText(audience)} is matched ${whole ? 'twice' : 'in part by an audience before it'}`;

/** What is wrong with the audiences of a plan, as Istio matches them. */
export const audienceProblems = (plan: Plan): Finding[] =>
  audiencesOf(plan).flatMap(({ audience, path, repeated, overlaps }) => [
    ...headerProblems(audience, path),
    ...regexProblems(audience, path),
    ...lengthProblems(audience, path),
    ...(overlaps ? [finding('istio-duplicate-audience', path, duplicate(audience, repeated))] : []),
  ]);
