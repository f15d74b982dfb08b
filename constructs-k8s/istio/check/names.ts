import { type Finding, show } from '../../../lib/findings';
import { HIGHEST_PORT, isLabel, isName, isPort, isWildName } from '../../shared/names';
import { finding } from '../findings';
import type { RoutingOptions } from '../options';
import { clientHosts } from '../routing';

const MESH = 'mesh';

const isHost = (text: string): boolean => text === '*' || isWildName(text);

/** Whether a host covers another one: `*.shop.io` covers `a.shop.io`. */
const covers = (wide: string, host: string): boolean =>
  wide === host || (wide.startsWith('*') && host.endsWith(wide.slice(1)));

function hostProblems(options: RoutingOptions): Finding[] {
  const hosts = clientHosts(options);
  const inMesh = options.gateways === undefined || options.gateways.length === 0 || options.gateways.includes(MESH);
  if (hosts.length === 0) return [finding('istio-host', 'hosts', 'There is no host')];
  return hosts.flatMap((host, at): Finding[] => {
    const path = options.hosts === undefined ? 'versions' : `hosts[${at}]`;
    if (!isHost(host)) return [finding('istio-host', path, 'This is not a host', { received: show(host) })];
    if (host === '*' && inMesh) {
      const fix = 'name the hosts, or serve a gateway only';
      return [finding('istio-host', path, '`*` would take every host of the mesh', { received: show(host), fix })];
    }
    const other = hosts.slice(0, at).find((before) => covers(before, host) || covers(host, before));
    return other === undefined
      ? []
      : [finding('istio-host', path, `\`${other}\` and \`${host}\` are one host twice`, { received: show(host) })];
  });
}

function isGateway(text: string): boolean {
  const [namespace = '', gateway, ...more] = text.split('/');
  if (gateway === undefined) return isName(text);
  return more.length === 0 && isLabel(namespace) && isLabel(gateway);
}

/** What is wrong with the names, hosts, gateways and the port. */
export function nameProblems(options: RoutingOptions): Finding[] {
  const { name: resource, namespace, gateways = [], port } = options;
  const problems: Finding[] = [];
  if (!isName(resource))
    problems.push(finding('istio-name', 'name', 'This is not a name', { received: show(resource) }));
  if (namespace !== undefined && !isLabel(namespace)) {
    problems.push(finding('istio-name', 'namespace', 'This is not a namespace', { received: show(namespace) }));
  }
  gateways.forEach((gateway, at) => {
    if (isGateway(gateway)) return;
    problems.push(finding('istio-gateway', `gateways[${at}]`, 'This is not a gateway', { received: show(gateway) }));
  });
  if (port !== undefined && !isPort(port)) {
    const expected = `1 to ${HIGHEST_PORT}`;
    problems.push(finding('istio-port', 'port', 'This is not a port', { received: show(port), expected }));
  }
  return [...problems, ...hostProblems(options)];
}
