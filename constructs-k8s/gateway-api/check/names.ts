import { type Finding, show } from '../../../lib/findings';
import { HIGHEST_PORT, isLabel, isName, isPort, isWildName } from '../../shared/names';
import { isUrlPath } from '../../shared/paths';
import { finding } from '../findings';
import { GATEWAY_NUMBERS } from '../limits';
import type { GatewayRoutingOptions } from '../options';

const isPath = (path: string): boolean => path.length <= GATEWAY_NUMBERS.path && isUrlPath(path);

function hostnameProblems(hostnames: readonly string[]): Finding[] {
  const { hostnames: most } = GATEWAY_NUMBERS;
  const many =
    hostnames.length > most
      ? [
          finding('gateway-hostname', 'hostnames', `A route has up to ${most} hostnames`, {
            received: `${hostnames.length}`,
          }),
        ]
      : [];
  return [
    ...many,
    ...hostnames.flatMap((host, at) =>
      isWildName(host)
        ? []
        : [finding('gateway-hostname', `hostnames[${at}]`, 'This is not a hostname', { received: show(host) })],
    ),
  ];
}

function versionProblems({ stable, canary }: GatewayRoutingOptions['versions']): Finding[] {
  const wrong = Object.entries({ stable, canary }).filter(([, service]) => !isLabel(service));
  return [
    ...wrong.map(([version, service]) =>
      finding('gateway-name', `versions.${version}`, 'This is not a Service', { received: show(service) }),
    ),
    ...(stable === canary
      ? [finding('gateway-versions-same', 'versions.canary', `Both versions are the Service \`${canary}\``)]
      : []),
  ];
}

/** What is wrong with the names, the hostnames, the port and the path. */
export function nameProblems(options: GatewayRoutingOptions): Finding[] {
  const { name, namespace, hostnames = [], versions, port, path, protocol } = options;
  const problems: Finding[] = [];
  if (!isName(name)) problems.push(finding('gateway-name', 'name', 'This is not a name', { received: show(name) }));
  if (namespace !== undefined && !isLabel(namespace))
    problems.push(finding('gateway-name', 'namespace', 'This is not a namespace', { received: show(namespace) }));
  if (port !== undefined && !isPort(port)) {
    const expected = `1 to ${HIGHEST_PORT}`;
    problems.push(finding('gateway-port', 'port', 'This is not a port', { received: show(port), expected }));
  }
  if (path !== undefined && protocol === 'grpc')
    problems.push(finding('gateway-grpc-field', 'path', 'A GRPCRoute has no path', { received: show(path) }));
  else if (path !== undefined && !isPath(path))
    problems.push(finding('gateway-path', 'path', 'This is not the beginning of a path', { received: show(path) }));
  return [...problems, ...hostnameProblems(hostnames), ...versionProblems(versions)];
}
