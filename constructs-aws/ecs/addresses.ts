import { Token } from 'aws-cdk-lib/core';
import type { EcsServiceProps } from './props';
import { TEST_HEADER, type Traffic } from './traffic';

/** Where a check sends its requests. */
export interface Address {
  readonly url: string;
  readonly host?: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Addresses {
  readonly production: Address;
  readonly test: Address;
}

/** Where HTTP checks go: to what you say, or to the listener that is made here. */
export function addressesOf(props: EcsServiceProps, { loadBalancer, port }: Traffic): Addresses | undefined {
  const { checkAddresses, domainName } = props;
  const { name, value } = props.testHeader ?? TEST_HEADER;
  const headers: Record<string, string> = props.testListener === undefined ? { [name]: value } : {};
  const host = domainName === undefined ? {} : { host: domainName };
  const both = (production: string, test: string): Addresses => ({
    production: { url: production, ...host, headers: {} },
    test: { url: test, ...host, headers },
  });
  if (checkAddresses !== undefined) return both(checkAddresses.production, checkAddresses.test);
  if (loadBalancer === undefined || port === undefined) return undefined;
  const scheme = props.certificate === undefined ? 'http' : 'https';
  const url = `${scheme}://${loadBalancer.loadBalancerDnsName}:${port}`;
  return both(url, url);
}

/** The port of an address; undefined when it is known only after the deploy. */
export function portOf({ url }: Address): number | undefined {
  if (Token.isUnresolved(url)) return undefined;
  const { port, protocol } = new URL(url);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
