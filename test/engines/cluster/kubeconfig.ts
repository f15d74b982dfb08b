import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';

/** How a cluster is reached. */
export interface Access {
  readonly server: string;
  readonly ca?: string;
  readonly token?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly insecure?: boolean;
}

type Named<K extends string, T> = readonly ({ readonly name: string } & Readonly<Record<K, T>>)[];
interface Kubeconfig {
  readonly 'current-context': string;
  readonly contexts: Named<'context', { readonly cluster: string; readonly user: string }>;
  readonly clusters: Named<'cluster', Readonly<Record<string, string>>>;
  readonly users: Named<'user', Readonly<Record<string, string>> & { readonly exec?: Exec }>;
}
interface Exec {
  readonly command: string;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
}

/** The access that the current context of a kubeconfig gives. */
export function readKubeconfig(file: string): Access {
  const config = parse(readFileSync(file, 'utf8')) as Kubeconfig;
  const { cluster, user } = named(config.contexts, config['current-context']).context;
  const at = named(config.clusters, cluster).cluster;
  const as = named(config.users, user).user;
  const pem = (fields: Readonly<Record<string, unknown>>, name: string): string | undefined => {
    const data = fields[`${name}-data`];
    const path = fields[name];
    if (typeof data === 'string') return Buffer.from(data, 'base64').toString();
    return typeof path === 'string' ? readFileSync(resolve(dirname(file), path), 'utf8') : undefined;
  };
  if (at.server === undefined) throw new Error(`${file}: cluster ${cluster} has no server`);
  return {
    server: at.server,
    ca: pem(at, 'certificate-authority'),
    token: as.token ?? (as.exec && tokenOf(as.exec)),
    certificate: pem(as, 'client-certificate'),
    key: pem(as, 'client-key'),
    insecure: String(at['insecure-skip-tls-verify']) === 'true',
  };
}

/** Writes a kubeconfig with a token. */
export function writeKubeconfig(file: string, { server, ca = '', token }: Access): void {
  const cluster = { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'bench',
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
    clusters: [{ name: 'bench', cluster }],
    users: [{ name: 'bench', user: { token } }],
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
}

function named<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  const one = list.find((each) => each.name === name);
  if (one === undefined) throw new Error(`the kubeconfig names ${name}, which is not in it`);
  return one;
}

function tokenOf({ command, args = [], env = [] }: Exec): string {
  const own = Object.fromEntries(env.map(({ name, value }) => [name, value]));
  const credential = execFileSync(command, args, { env: { ...process.env, ...own }, encoding: 'utf8' });
  return (JSON.parse(credential) as { status: { token: string } }).status.token;
}
