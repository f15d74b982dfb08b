/** Letters of the longest DNS name and of one label of it. Source: RFC 1123. */
const LONGEST = { name: 253, label: 63 } as const;

/** The highest port. */
export const HIGHEST_PORT = 65_535;

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const label = new RegExp(`^${LABEL}$`);
const name = new RegExp(`^${LABEL}(\\.${LABEL})*$`);

/** A label of a DNS name, as Kubernetes takes it. */
export const isLabel = (text: string): boolean => text.length <= LONGEST.label && label.test(text);

/** A DNS name in lower case. */
export const isName = (text: string): boolean =>
  text.length <= LONGEST.name && name.test(text) && text.split('.').every((part) => part.length <= LONGEST.label);

/** A DNS name, also with `*.` in the place of its first label. */
export const isWildName = (text: string): boolean => isName(text.startsWith('*.') ? text.slice('*.'.length) : text);

/** A number that a Service can have as a port. */
export const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= HIGHEST_PORT;
