import { type Finding, show } from '../../../lib/findings';
import { audienceText, type Plan } from '../../../lib/plan';
import type { Audience } from '../../../lib/strategy';
import { audiencesOf, regexProblem } from '../../shared/audience/problems';
import { matchesOf } from '../audience';
import { finding } from '../findings';
import { GATEWAY_NUMBERS } from '../limits';

const TOKEN = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;

function headerProblems(audience: Audience, path: string): Finding[] {
  const { headerName, headerValue } = GATEWAY_NUMBERS;
  const matches = matchesOf(audience);
  const name = matches.map((match) => match.name).find((one) => !TOKEN.test(one) || one.length > headerName);
  const longest = Math.max(...matches.map(({ value }) => value.length));
  return [
    ...(name === undefined
      ? []
      : [finding('gateway-header', path, 'This is not the name of a header', { received: show(name) })]),
    ...(longest <= headerValue
      ? []
      : [
          finding('gateway-header', path, 'The value is too long', {
            received: `${longest} letters`,
            expected: `at most ${headerValue}`,
          }),
        ]),
  ];
}

/** What is wrong with the audiences of a plan, as most Gateways match them. */
export const audienceProblems = (plan: Plan): Finding[] =>
  audiencesOf(plan).flatMap(({ audience, path, repeated }) => {
    const regex = regexProblem(audience);
    return [
      ...headerProblems(audience, path),
      ...(regex === undefined
        ? []
        : [finding(`gateway-${regex.id}`, path, regex.message, { received: regex.received })]),
      ...(repeated ? [finding('gateway-duplicate-audience', path, `${audienceText(audience)} is matched twice`)] : []),
    ];
  });
