import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the new version answers: no requests at all, good ones, or one in five failing. */
export type Health = 'silent' | 'good' | 'bad';

/** A webhook that Flagger called. */
export interface Call {
  readonly at: number;
  readonly path: string;
  readonly phase: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Requests of each version per second. */
const RATE = 20;
const BAD_SHARE = 0.2;

interface Counters {
  good: number;
  bad: number;
  at: number;
  health: Health;
}

/** Pods as Kubernetes names them. */
const POD = '7c9f8b6d5d-x2k4z';

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

/**
 * What is around Flagger: the metrics that both versions of the application of each namespace have, and the gates and checks that Flagger calls. Both
 * are steered by namespace.
 */
export class Outside {
  readonly calls: Call[] = [];
  readonly #begin = performance.now();
  readonly #counters = new Map<string, Counters>();
  readonly #answers = new Map<string, number>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const path = request.url ?? '/';
      if (path === '/metrics') {
        response.end(this.#metrics());
        return;
      }
      bodyOf(request).then((body) => {
        const { phase = '', metadata = {} } = JSON.parse(body || '{}');
        this.calls.push({ at: this.now, path, phase, metadata });
        response.statusCode = this.#answers.get(path) ?? 403;
        response.end();
      });
    });
  }

  static async open(): Promise<Outside> {
    const outside = new Outside();
    await new Promise<void>((resolve) => outside.#server.listen(0, '127.0.0.1', resolve));
    return outside;
  }

  /** `host:port` */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Seconds since it was opened. */
  get now(): number {
    return (performance.now() - this.#begin) / 1000;
  }

  /** A URL of a namespace. */
  url(namespace: string, what: string): string {
    return `http://${this.host}/${namespace}/${what}`;
  }

  /** What a URL of a namespace answers from now on; a 403 until then. */
  answer(namespace: string, what: string, status: number): void {
    this.#answers.set(`/${namespace}/${what}`, status);
  }

  /** The times at which a URL of a namespace was called, in seconds. */
  called(namespace: string, what: string): readonly Call[] {
    return this.calls.filter(({ path }) => path === `/${namespace}/${what}`);
  }

  /** How the new version of a namespace answers from now on. The stable one is always good. */
  health(namespace: string, health: Health): void {
    this.#count(namespace);
    const counters = this.#counters.get(namespace) ?? { good: 0, bad: 0, at: this.now, health };
    this.#counters.set(namespace, { ...counters, health });
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #count(namespace: string): void {
    const counters = this.#counters.get(namespace);
    if (counters === undefined) return;
    const requests = counters.health === 'silent' ? 0 : (this.now - counters.at) * RATE;
    const bad = counters.health === 'bad' ? requests * BAD_SHARE : 0;
    counters.good += requests - bad;
    counters.bad += bad;
    counters.at = this.now;
  }

  #metrics(): string {
    const lines: string[] = [];
    for (const namespace of this.#counters.keys()) {
      this.#count(namespace);
      const { good, bad } = this.#counters.get(namespace) as Counters;
      if (good + bad > 0)
        lines.push(...series(namespace, 'web', good, bad), ...series(namespace, 'web-00002-deployment', good, bad));
      lines.push(...series(namespace, 'web-primary', this.now * RATE, 0));
    }
    return `${lines.join('\n')}\n`;
  }
}

/** The counters of a version, as Istio and as the pods themselves have them. */
function series(namespace: string, deployment: string, good: number, bad: number): string[] {
  const mesh = `reporter="destination",destination_workload_namespace="${namespace}",destination_workload="${deployment}"`;
  const pod = `namespace="${namespace}",pod="${deployment}-${POD}"`;
  return [[200, good] as const, [503, bad] as const].flatMap(([code, count]) =>
    count === 0
      ? []
      : [
          `istio_requests_total{${mesh},response_code="${code}"} ${count}`,
          `http_requests_total{${pod},code="${code}"} ${count}`,
        ],
  );
}
