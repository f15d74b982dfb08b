import { type Finding, show } from '../../lib/findings';
import { audienceText, type Plan } from '../../lib/plan';
import { audiencesOf, regexProblem } from '../shared/audience/problems';
import { HIGHEST_PORT, isLabel, isName, isPort } from '../shared/names';
import { isUrlPath } from '../shared/paths';
import { finding } from './findings';
import type { TraefikRoutingOptions } from './options';
import { ruleOf } from './rule';

const OWN_API = finding('traefik-own-api', '', 'Nothing but Traefik reads an IngressRoute and a TraefikService', {
  severity: 'note',
});

const ARGO_GROUP = finding(
  'traefik-argo-group',
  'drivenBy',
  'Argo Rollouts up to 1.9 looks for a TraefikService of traefik.containo.us, unless it is started otherwise',
  { received: 'argo-rollouts' },
);

function argoProblems({ stickiness }: Plan): Finding[] {
  if (stickiness?.by !== 'clientAddress') return [ARGO_GROUP];
  const message = 'Argo Rollouts cannot change weights by the client’s address';
  return [ARGO_GROUP, finding('traefik-argo-weighted', 'stickiness', message, { received: 'clientAddress' })];
}

function nameProblems(options: TraefikRoutingOptions): Finding[] {
  const { name, namespace, versions, hosts = [], path, port } = options;
  const problems: Finding[] = [];
  const say = (id: Parameters<typeof finding>[0], at: string, what: string, received: unknown) =>
    problems.push(finding(id, at, `This is not ${what}`, { received: show(received) }));
  if (!isName(`${name}-mirror`)) say('traefik-name', 'name', 'a name', name);
  if (namespace !== undefined && !isLabel(namespace)) say('traefik-name', 'namespace', 'a namespace', namespace);
  for (const version of ['stable', 'canary'] as const) {
    if (!isLabel(versions[version])) say('traefik-name', `versions.${version}`, 'a Service', versions[version]);
  }
  hosts.forEach((host, at) => {
    if (!isName(host)) say('traefik-host', `hosts[${at}]`, 'a host', host);
  });
  if (path !== undefined && !isUrlPath(path)) say('traefik-path', 'path', 'the beginning of a path', path);
  if (port !== undefined && !isPort(port)) {
    const detail = { received: show(port), expected: `1 to ${HIGHEST_PORT}` };
    problems.push(finding('traefik-port', 'port', 'This is not a port', detail));
  }
  if (versions.stable === versions.canary) {
    const message = `Both versions are the Service \`${versions.canary}\``;
    problems.push(finding('traefik-versions-same', 'versions.canary', message));
  }
  return problems;
}

/** A priority is compared with the length of a rule, which is the priority of a rule without one. */
function routeProblems(options: TraefikRoutingOptions): Finding[] {
  const rule = ruleOf(options);
  return (options.routes ?? []).flatMap(({ match, priority }, at) => {
    const shadows = match === rule || (match === `PathPrefix(\`/\`)` && (priority ?? match.length) > rule.length);
    if (!shadows) return [];
    return [
      finding('traefik-shadowed-route', `routes[${at}]`, 'This route takes every request', { received: show(match) }),
    ];
  });
}

function audienceProblems(plan: Plan): Finding[] {
  return audiencesOf(plan).flatMap(({ audience, path, repeated }) => {
    const regex = regexProblem(audience);
    return [
      ...(regex === undefined
        ? []
        : [finding(`traefik-${regex.id}`, path, regex.message, { received: regex.received })]),
      ...(repeated ? [finding('traefik-duplicate-audience', path, `${audienceText(audience)} is matched twice`)] : []),
    ];
  });
}

/** Everything that is wrong with the routing of a plan, apart from what the plan's clauses ask of Traefik. */
export const routingProblems = (plan: Plan, options: TraefikRoutingOptions, byController: boolean): Finding[] => [
  OWN_API,
  ...(byController ? argoProblems(plan) : audienceProblems(plan)),
  ...nameProblems(options),
  ...routeProblems(options),
];
