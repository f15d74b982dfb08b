import { type Finding, show } from '../../lib/findings';
import { audienceText, type Plan } from '../../lib/plan';
import type { Audience } from '../../lib/strategy';
import { headersOf } from '../shared/audience/matches';
import { audiencesOf, regexProblem } from '../shared/audience/problems';
import { HIGHEST_PORT, isLabel, isName, isPort, isWildName } from '../shared/names';
import { isUrlPath } from '../shared/paths';
import { audienceAnnotations } from './audience';
import { finding } from './findings';
import { RETIREMENT } from './limits';
import { type NginxRoutingOptions, PREFIX } from './options';

/** What the controller lets pass in an annotation. Source: ingress-nginx internal/ingress/annotations/parser/validators.go. */
const TEXT = /^[-./_~:a-zA-Z0-9 ]*$/;
const PATTERN = /^[-./_~:a-zA-Z0-9 ^$[\](){}*+?|&=\\]*$/;

/** The names of the headers that NGINX reads, and those that it reads when it is told to. */
const HEADER = /^[-A-Za-z0-9]+$/;
const UNDERSCORED = /^[-_A-Za-z0-9]+$/;
const HEADERS = 'https://nginx.org/en/docs/http/ngx_http_core_module.html#ignore_invalid_headers';

/** The annotations that the strategy decides about. */
const OWNED = /^(canary($|-)|affinity($|-canary)|session-cookie-(name|max-age)$|upstream-hash-by$)/;

const RETIRED = finding('nginx-retired', '', 'ingress-nginx was retired in March 2026, and gets no fixes any more', {
  source: RETIREMENT,
});

function nameProblems(options: NginxRoutingOptions): Finding[] {
  const { name, namespace, ingressClass, versions, hosts = [], path, port } = options;
  const problems: Finding[] = [];
  const say = (id: Parameters<typeof finding>[0], at: string, what: string, received: unknown) =>
    problems.push(finding(id, at, `This is not ${what}`, { received: show(received) }));
  if (!isName(`${name}-canary`)) say('nginx-name', 'name', 'a name', name);
  if (namespace !== undefined && !isLabel(namespace)) say('nginx-name', 'namespace', 'a namespace', namespace);
  if (ingressClass !== undefined && !isName(ingressClass)) say('nginx-name', 'ingressClass', 'a class', ingressClass);
  for (const version of ['stable', 'canary'] as const) {
    if (!isLabel(versions[version])) say('nginx-name', `versions.${version}`, 'a Service', versions[version]);
  }
  hosts.forEach((host, at) => {
    if (!isWildName(host)) say('nginx-host', `hosts[${at}]`, 'a host', host);
  });
  if (path !== undefined && !isUrlPath(path)) say('nginx-path', 'path', 'the beginning of a path', path);
  if (port !== undefined && !isPort(port)) {
    const detail = { received: show(port), expected: `1 to ${HIGHEST_PORT}` };
    problems.push(finding('nginx-port', 'port', 'This is not a port', detail));
  }
  if (versions.stable === versions.canary) {
    const message = `Both versions are the Service \`${versions.canary}\``;
    problems.push(finding('nginx-versions-same', 'versions.canary', message));
  }
  return problems;
}

function annotationProblems({ annotations = {}, annotationPrefix = PREFIX }: NginxRoutingOptions): Finding[] {
  const start = `${annotationPrefix}/`;
  return Object.keys(annotations)
    .filter((name) => name.startsWith(start) && OWNED.test(name.slice(start.length)))
    .map((name) => finding('nginx-annotation-owned', 'annotations', `The release sets ${name}`, { received: name }));
}

function valueProblems(audience: Audience, path: string): Finding[] {
  return Object.entries(audienceAnnotations([audience])).flatMap(([name, value]) => {
    const takes = name.endsWith('-pattern') ? PATTERN : TEXT;
    if (takes.test(value)) return [];
    return [finding('nginx-annotation-value', path, `The controller drops this ${name}`, { received: show(value) })];
  });
}

function headerProblems(name: string, path: string): Finding[] {
  if (HEADER.test(name)) return [];
  const severity = UNDERSCORED.test(name) ? 'warning' : 'error';
  const detail = { received: show(name), severity, source: HEADERS } as const;
  return [finding('nginx-header-name', path, `NGINX ignores the header ${name}`, detail)];
}

function audienceProblems(plan: Plan): Finding[] {
  return audiencesOf(plan).flatMap(({ audience, path, repeated }) => {
    const regex = regexProblem(audience);
    return [
      ...valueProblems(audience, path),
      ...headersOf(audience)
        .flatMap(({ name }) => headerProblems(name, path))
        .slice(0, 1),
      ...(regex === undefined ? [] : [finding(`nginx-${regex.id}`, path, regex.message, { received: regex.received })]),
      ...(repeated ? [finding('nginx-duplicate-audience', path, `${audienceText(audience)} is matched twice`)] : []),
    ];
  });
}

/** Everything that is wrong with the routing of a plan, apart from what the plan's clauses ask of ingress-nginx. */
export const routingProblems = (plan: Plan, options: NginxRoutingOptions, byController: boolean): Finding[] => [
  RETIRED,
  ...nameProblems(options),
  ...annotationProblems(options),
  ...(byController ? [] : audienceProblems(plan)),
  ...(plan.stickiness?.by === 'header' ? headerProblems(plan.stickiness.name, 'stickiness.name') : []),
];
