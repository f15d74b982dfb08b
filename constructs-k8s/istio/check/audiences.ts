import { type Finding, show } from '../../../lib/findings';
import { audienceText, type Phase, type Plan } from '../../../lib/plan';
import type { Audience, FieldMatch } from '../../../lib/strategy';
import { matchesOf } from '../audience';
import { finding } from '../findings';
import { IGNORED_HEADERS, ISTIO_NUMBERS } from '../limits';
import { cookieProblem, re2Problem } from '../regex';

function headerProblems(audience: Audience, path: string): Finding[] {
  const name = 'header' in audience ? audience.header.name : 'users' in audience ? audience.userHeader : undefined;
  if (name === undefined || !IGNORED_HEADERS.includes(name.toLowerCase())) return [];
  return [
    finding('istio-header', path, `Istio ignores a header called \`${name}\` in a match`, { received: show(name) }),
  ];
}

function regexProblems(field: FieldMatch, cookie: boolean, path: string): Finding[] {
  if (field.matches === undefined) return [];
  const received = show(field.matches);
  const unknown = re2Problem(field.matches);
  if (unknown !== undefined) return [finding('istio-regex', path, `RE2 has no ${unknown}`, { received })];
  const part = cookie ? cookieProblem(field.matches) : undefined;
  if (part === undefined) return [];
  return [finding('istio-cookie-regex', path, `\`${part}\` cannot be kept within the cookie`, { received })];
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

function problemsOf(audience: Audience, path: string): Finding[] {
  const field = 'header' in audience ? audience.header : 'cookie' in audience ? audience.cookie : undefined;
  return [
    ...headerProblems(audience, path),
    ...(field === undefined ? [] : regexProblems(field, 'cookie' in audience, path)),
    ...lengthProblems(audience, path),
  ];
}

/** The audiences that a phase adds to those of the phase before. */
const added = (phase: Phase, before: Phase | undefined): readonly Audience[] =>
  phase.audience.slice(before?.audience.length ?? 0);

/** What is wrong with the audiences of a plan, as Istio matches them. */
export function audienceProblems({ phases }: Plan): Finding[] {
  const known = new Set<string>();
  return phases.flatMap((phase, at) =>
    added(phase, phases[at - 1]).flatMap((audience): Finding[] => {
      const path = phase.path.startsWith('steps[') ? `${phase.path}.audience` : phase.path;
      const text = audienceText(audience);
      const twice = known.has(text) ? [finding('istio-duplicate-audience', path, `${text} is matched twice`)] : [];
      known.add(text);
      return [...problemsOf(audience, path), ...twice];
    }),
  );
}
