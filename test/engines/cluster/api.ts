import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { Access } from './kubeconfig';

/** An object of the API, as it is written and as it is read. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** What the API server answered instead of what was asked for. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly type?: string;
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Requests to an API server, by path. */
export class Api {
  private readonly agent: Agent;
  private readonly discovered = new Map<string, Promise<readonly Resource[]>>();

  constructor(private readonly access: Access) {
    const { ca, certificate: cert, key, insecure } = access;
    this.agent = new Agent({ keepAlive: true, ca, cert, key, rejectUnauthorized: insecure !== true });
  }

  /** Closes the connections. */
  close(): void {
    this.agent.destroy();
  }

  async call<T>(path: string, call: Call = {}): Promise<T> {
    const response = await this.open(path, call);
    const text = await read(response);
    const { statusCode = 0 } = response;
    if (statusCode >= 400)
      throw new ApiError(statusCode, messageOf(text, `${call.method ?? 'GET'} ${path}: ${statusCode}`));
    return (text.startsWith('{') ? JSON.parse(text) : text) as T;
  }

  /** Sends every event of a watch to `see` until the given function is called. */
  async watch(path: string, query: Readonly<Record<string, string>>, see: (type: string, object: Manifest) => void) {
    const response = await this.open(path, { query: { ...query, watch: 'true' } });
    if (response.statusCode !== 200)
      throw new ApiError(response.statusCode ?? 0, messageOf(await read(response), path));
    let rest = '';
    response.setEncoding('utf8');
    response.on('error', () => undefined);
    response.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter(Boolean)) {
        const { type, object } = JSON.parse(line) as { type: string; object: Manifest };
        see(type, object);
      }
    });
    return { stop: () => response.destroy(), ended: new Promise<void>((resolve) => response.on('close', resolve)) };
  }

  /** The path of an object, or of all objects of its kind without a name. */
  async path(apiVersion: string, kind: string, namespace?: string, name?: string): Promise<string> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const resource = await this.resource(root, kind);
    const within = resource.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
    return `${root}${within}/${resource.name}${name === undefined ? '' : `/${name}`}`;
  }

  private async resource(root: string, kind: string): Promise<Resource> {
    const find = async () => {
      const known =
        this.discovered.get(root) ?? this.call<{ resources: Resource[] }>(root).then(({ resources }) => resources);
      this.discovered.set(root, known);
      known.catch(() => this.discovered.delete(root));
      return (await known).find((each) => each.kind === kind && !each.name.includes('/'));
    };
    const first = await find();
    if (first !== undefined) return first;
    this.discovered.delete(root);
    const second = await find();
    if (second === undefined) throw new ApiError(404, `the cluster has no ${kind} at ${root}`);
    return second;
  }

  private open(
    path: string,
    { method = 'GET', query = {}, body, type = 'application/json' }: Call,
  ): Promise<IncomingMessage> {
    const url = new URL(path, this.access.server);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const headers: Record<string, string> = { accept: 'application/json' };
    if (this.access.token !== undefined) headers.authorization = `Bearer ${this.access.token}`;
    if (body !== undefined) headers['content-type'] = type;
    return new Promise((resolve, reject) => {
      const outgoing = request(url, { method, headers, agent: this.agent }, resolve);
      outgoing.on('error', reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function messageOf(text: string, otherwise: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? otherwise;
  } catch {
    return `${otherwise} ${text.slice(0, 500)}`;
  }
}
