import { type Finding, show } from '../../../lib/findings';
import type { Plan } from '../../../lib/plan';
import { headersOf, isAudienceRoute } from '../../shared/audience/matches';
import { isName } from '../../shared/names';
import { finding } from '../findings';
import { GATEWAY_NUMBERS } from '../limits';
import type { GrpcRouteRule, HttpRouteMatch, HttpRouteRule } from '../manifest';
import { type GatewayRoutingOptions, RULE } from '../options';

type Rule = HttpRouteRule | GrpcRouteRule;

/** Whether a match is by no more than the path that the weighted rule has. */
function isWeighted(match: HttpRouteMatch, { protocol, path = '/' }: GatewayRoutingOptions): boolean {
  const { path: own = { type: 'PathPrefix', value: '/' }, ...others } = match;
  if (Object.keys(others).length > 0) return false;
  return protocol === 'grpc' || (own.type === 'PathPrefix' && own.value === path);
}

/** A rule without a match fits every request. */
const matchesOf = ({ matches = [] }: Rule): readonly HttpRouteMatch[] =>
  matches.length === 0 ? [{}] : (matches as readonly HttpRouteMatch[]);

function nameProblems(rules: readonly Rule[], ruleName: string): Finding[] {
  const wrong = (path: string, name: string, message: string) =>
    finding('gateway-rule-name', path, message, { received: show(name) });
  const taken = new Set([ruleName]);
  const own = rules.flatMap(({ name }, at) => {
    if (name === undefined) return [];
    const repeated = taken.has(name) || isAudienceRoute(name);
    taken.add(name);
    if (!isName(name)) return [wrong(`rules[${at}].name`, name, 'This is not the name of a rule')];
    return repeated ? [wrong(`rules[${at}].name`, name, `Another rule is called \`${name}\``)] : [];
  });
  if (!isName(ruleName)) return [...own, wrong('ruleName', ruleName, 'This is not the name of a rule')];
  return isAudienceRoute(ruleName) ? [...own, wrong('ruleName', ruleName, 'This is the name of an audience')] : own;
}

function sizeProblems({ phases }: Plan, rules: readonly Rule[], byController: boolean): Finding[] {
  const { rules: most, matches: mostMatches, matchesOfRule } = GATEWAY_NUMBERS;
  const own = rules.map((rule) => matchesOf(rule).length);
  const audiences = phases.map(({ audience }) =>
    // A plugin makes one match of an audience, however many users it has.
    audience.map((one) => (byController ? 1 : headersOf(one).length)),
  );
  const needed = Math.max(...audiences.map((all) => all.length)) + own.length + 1;
  const total = Math.max(...audiences.map((all) => all.reduce((sum, count) => sum + count, 0)));
  const matches = total + own.reduce((sum, count) => sum + count, 1);
  const problem = (received: string, expected: string) =>
    finding('gateway-too-many-rules', 'rules', 'The route is too long', { received, expected });
  if (needed > most) return [problem(`${needed} rules`, `at most ${most}`)];
  if (Math.max(0, ...own) > matchesOfRule)
    return [problem(`a rule with ${Math.max(...own)} matches`, `at most ${matchesOfRule}`)];
  return matches > mostMatches ? [problem(`${matches} matches`, `at most ${mostMatches} in all rules together`)] : [];
}

/** What is wrong with the rules of your own beside those of the release. */
export function ruleProblems(plan: Plan, options: GatewayRoutingOptions, byController: boolean): Finding[] {
  const { rules = [], ruleName = RULE, versions } = options;
  const versionsIn = ({ backendRefs = [] }: Rule) =>
    backendRefs.map(({ name }) => name).filter((name) => name === versions.stable || name === versions.canary);
  return [
    ...nameProblems(rules, ruleName),
    ...sizeProblems(plan, rules, byController),
    ...rules.flatMap((rule, at) => [
      ...(matchesOf(rule).some((match) => isWeighted(match, options))
        ? [
            finding('gateway-shadowed-rule', `rules[${at}]`, 'This rule takes every request', {
              received: show(rule.name),
            }),
          ]
        : []),
      ...(byController && versionsIn(rule).length > 0
        ? [
            finding(
              'gateway-rule-weight',
              `rules[${at}].backendRefs`,
              'The plugin sets the weights of this rule as well',
              {
                received: versionsIn(rule).join(', '),
              },
            ),
          ]
        : []),
    ]),
  ];
}
