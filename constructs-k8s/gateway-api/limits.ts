import { type Answer, approximated, depends, exact, type Limits, range, refused } from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import type { Audience } from '../../lib/strategy';
import { headersOf } from '../shared/audience/matches';
import { byWeight, runsNothing } from '../shared/routing/limits';

const SPEC = 'https://gateway-api.sigs.k8s.io/reference/spec/';
const HTTP_ROUTE = `${SPEC}#httproute`;
const RULES = `${SPEC}#httprouterule`;
const HEADERS = `${SPEC}#httpheadermatch`;
const SPLITTING = 'https://gateway-api.sigs.k8s.io/guides/traffic-splitting/';
const MIRRORING = 'https://gateway-api.sigs.k8s.io/geps/gep-3171/';
const PERSISTENCE = 'https://gateway-api.sigs.k8s.io/geps/gep-1619/';

/** The numbers of an HTTPRoute and a GRPCRoute. Source: the CRDs of Gateway API v1.6.1, standard channel. */
export const GATEWAY_NUMBERS = {
  /** Rules of a route. */
  rules: 16,
  /** Matches of a rule, and of all rules together. */
  matchesOfRule: 64,
  matches: 128,
  /** The highest weight of a backend. */
  weight: 1_000_000,
  parents: 32,
  hostnames: 16,
  /** Letters of the name and of the value of a header, and of a path. */
  headerName: 256,
  headerValue: 4096,
  path: 1024,
  /** Digits of each part of a duration, and its parts. */
  durationDigits: 5,
  durationParts: 4,
} as const;

/** The rules and the matches that the audiences of a phase and the weights need. */
const counted = (audience: readonly Audience[]) => {
  const matches = audience.map((one) => headersOf(one).length);
  return {
    rules: audience.length + 1,
    widest: Math.max(1, ...matches),
    matches: matches.reduce((sum, count) => sum + count, 1),
  };
};

/** What a phase has more of than a route can hold, in words; undefined when all of it fits. */
function excess({ phases }: Plan): string | undefined {
  for (const { audience } of phases) {
    const { rules, widest, matches } = counted(audience);
    if (rules > GATEWAY_NUMBERS.rules) return `a route has ${GATEWAY_NUMBERS.rules} rules, and this needs ${rules}`;
    if (widest > GATEWAY_NUMBERS.matchesOfRule)
      return `a rule has ${GATEWAY_NUMBERS.matchesOfRule} matches, and this needs ${widest}`;
    if (matches > GATEWAY_NUMBERS.matches)
      return `all rules together have ${GATEWAY_NUMBERS.matches} matches, and this needs ${matches}`;
  }
  return undefined;
}

const audience = (answer: Answer) =>
  depends((plan): Answer => {
    const much = excess(plan);
    return much === undefined ? answer : refused(much, RULES, 'tell the audience by one header or cookie');
  });

/** A regular expression of an audience in the words of a finding. */
export const BY_REGEX = 'rules[].matches[].headers of type RegularExpression';

/** Why a regular expression is no sure thing. */
export const REGEX_LOSES =
  'regular expressions are implementation-specific: a Gateway may read another dialect, or refuse the rule';

const byRegex = approximated(BY_REGEX, REGEX_LOSES, HEADERS);

const unsticky = refused(
  'the Gateway API keeps no user at a weighted backend: sessionPersistence is experimental, and holds a session to a pod',
  PERSISTENCE,
  'use an audience',
);

/** What the Gateway API alone makes of each clause. It routes exactly, and it runs nothing. */
export const GATEWAY_LIMITS: Limits = {
  ...runsNothing({
    title: 'The Gateway API',
    resource: 'an HTTPRoute',
    source: HTTP_ROUTE,
    pair: 'argo-rollouts-plugin',
  }),
  ...byWeight('rules[].backendRefs[].weight', SPLITTING),
  weight: range({
    by: 'rules[].backendRefs[].weight',
    min: 0.0001,
    max: 99.9999,
    step: 0.0001,
    also: [100],
    round: 'nearest',
    source: SPLITTING,
  }),
  mirror: range({
    by: 'rules[].filters[].requestMirror, as a percent or a fraction',
    min: 0.0001,
    max: 100,
    step: 0.0001,
    round: 'nearest',
    source: MIRRORING,
  }),
  'audience.header': audience(exact('rules[].matches[].headers', HEADERS)),
  'audience.cookie': audience(
    approximated(`${BY_REGEX}, on the header Cookie`, `there is no match for a cookie; ${REGEX_LOSES}`, HEADERS),
  ),
  'audience.users': audience(exact('rules[].matches[].headers, one match for each user', HEADERS)),
  'audience.prefix': byRegex,
  'audience.regex': byRegex,
  'stickiness.cookie': unsticky,
  'stickiness.header': unsticky,
  'stickiness.address': unsticky,
  'stickiness.lasts': unsticky,
};
