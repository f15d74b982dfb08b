import { type Finding, show } from '../../lib/findings';
import { audienceText, type Plan } from '../../lib/plan';
import type { Audience } from '../../lib/strategy';
import { audiencesOf, regexProblem } from '../shared/audience/problems';
import { HIGHEST_PORT, isLabel, isName, isPort } from '../shared/names';
import { isUrlPath } from '../shared/paths';
import { headerOf } from './audience';
import { finding } from './findings';
import { APP_MESH_NUMBERS, END } from './limits';
import type { AppMeshRoutingOptions } from './options';

/** An error, until the strategy says that it knows. */
function endProblem({ accept }: Plan): Finding {
  const problem = finding('app-mesh-ended', '', 'AWS ended App Mesh on 2026-09-30: nothing reads these resources', {
    source: END,
  });
  const accepted = accept.find(({ id }) => id === problem.id);
  if (accepted === undefined) return problem;
  return { ...problem, severity: 'note', fix: `the strategy accepts it: ${accepted.reason}` };
}

function nameProblems(options: AppMeshRoutingOptions): Finding[] {
  const { name, namespace, service, versions, path, protocol, port } = options;
  const problems: Finding[] = [];
  const say = (id: Parameters<typeof finding>[0], at: string, what: string, received: unknown) =>
    problems.push(finding(id, at, `This is not ${what}`, { received: show(received) }));
  if (!isName(`${name}-canary`)) say('app-mesh-name', 'name', 'a name', name);
  if (namespace !== undefined && !isLabel(namespace)) say('app-mesh-name', 'namespace', 'a namespace', namespace);
  if (service !== undefined && !isLabel(service)) say('app-mesh-name', 'service', 'a Service', service);
  for (const version of ['stable', 'canary'] as const) {
    const own = versions[version].service;
    if (!isLabel(own)) say('app-mesh-name', `versions.${version}.service`, 'a Service', own);
  }
  if (path !== undefined && (protocol === 'grpc' || !isUrlPath(path)))
    say('app-mesh-path', 'path', protocol === 'grpc' ? 'a field of a gRPC route' : 'the beginning of a path', path);
  if (port !== undefined && !isPort(port)) {
    const detail = { received: show(port), expected: `1 to ${HIGHEST_PORT}` };
    problems.push(finding('app-mesh-port', 'port', 'This is not a port', detail));
  }
  return problems;
}

function versionProblems({ stable, canary }: AppMeshRoutingOptions['versions'], byController: boolean): Finding[] {
  const areApart = Object.entries(stable.labels).some(
    ([key, value]) => canary.labels[key] !== undefined && canary.labels[key] !== value,
  );
  const message = `Both versions are the Service \`${canary.service}\``;
  return [
    ...(stable.service === canary.service
      ? [finding('app-mesh-versions-same', 'versions.canary.service', message)]
      : []),
    ...(byController || areApart
      ? []
      : [
          finding('app-mesh-selector', 'versions.canary.labels', 'One pod can have the labels of both versions', {
            received: `${JSON.stringify(stable.labels)} and ${JSON.stringify(canary.labels)}`,
          }),
        ]),
  ];
}

function headerProblems(audience: Audience, path: string): Finding[] {
  const { headerName, headerValue } = APP_MESH_NUMBERS;
  const { name, match } = headerOf(audience);
  const longest = Math.max(...Object.values(match).map((value: string) => value.length));
  if (name.length <= headerName && longest <= headerValue) return [];
  const detail = {
    received: `${name.length} and ${longest} letters`,
    expected: `at most ${headerName} and ${headerValue}`,
  };
  return [finding('app-mesh-header', path, 'The name of the header or its value is too long', detail)];
}

function audienceProblems(plan: Plan): Finding[] {
  return audiencesOf(plan).flatMap(({ audience, path, repeated }) => {
    const regex = regexProblem(audience);
    return [
      ...headerProblems(audience, path),
      ...(regex === undefined
        ? []
        : [finding(`app-mesh-${regex.id}`, path, regex.message, { received: regex.received })]),
      ...(repeated ? [finding('app-mesh-duplicate-audience', path, `${audienceText(audience)} is matched twice`)] : []),
    ];
  });
}

/** Everything that is wrong with the routing of a plan, apart from what the plan's clauses ask of App Mesh. */
export const routingProblems = (plan: Plan, options: AppMeshRoutingOptions, byController: boolean): Finding[] => [
  endProblem(plan),
  ...nameProblems(options),
  ...versionProblems(options.versions, byController),
  ...(byController ? [] : audienceProblems(plan)),
];
