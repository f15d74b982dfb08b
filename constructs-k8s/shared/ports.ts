import type { ServicePort } from './manifest';

/** Not `tcp-8080`: Istio would take the beginning for a protocol, and route no HTTP there. */
const nameOf = ({ port, protocol = 'TCP' }: ServicePort): string =>
  `${protocol === 'TCP' ? 'port' : protocol.toLowerCase()}-${port}`;

/** The ports of a Service: where there are more than one, Kubernetes wants a name for each. */
export const namedPorts = (ports: readonly ServicePort[]): readonly ServicePort[] =>
  ports.length < 2 ? ports : ports.map((port) => ({ name: nameOf(port), ...port }));

/** Ports, when they are given, or one. */
interface PortOptions {
  readonly ports?: readonly ServicePort[];
  readonly port?: number;
  readonly targetPort?: number | string;
}

/** The ports of the Services. */
export const portsOf = ({
  ports,
  port = 80,
  targetPort = 8080,
}: PortOptions): readonly [ServicePort, ...ServicePort[]] => {
  const [first, ...others] = ports ?? [];
  return first === undefined ? [{ name: 'http', port, targetPort }] : [first, ...others];
};
