import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a version answers. Nothing is said of a silent one. */
export interface Behaviour {
  readonly requestsPerSecond: number;
  /** Percent of the requests. */
  readonly errors: number;
}

/** A pod that answers requests, and how it does now. */
export interface Answering extends Behaviour {
  readonly namespace: string;
  readonly pod: string;
}

interface Counted {
  good: number;
  failed: number;
}

const LABELS = { http: 'code', istio: 'response_code' } as const;

/** Counts requests that nobody sends: what an application's metrics would say if its pods behaved as they are told to. */
export class Exporter {
  readonly #counted = new Map<string, Counted>();
  #before = performance.now();

  private constructor(
    private readonly server: Server,
    /** Who answers now. */
    private readonly pods: () => readonly Answering[],
  ) {}

  static async start(pods: () => readonly Answering[]): Promise<Exporter> {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
      response.end(exporter.#metrics());
    });
    const exporter = new Exporter(server, pods);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return exporter;
  }

  /** `host:port` */
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #metrics(): string {
    const now = performance.now();
    const seconds = (now - this.#before) / 1000;
    this.#before = now;
    const lines = this.pods().flatMap(({ namespace, pod, requestsPerSecond, errors }) => {
      const counted = this.#counted.get(pod) ?? { good: 0, failed: 0 };
      counted.good += (seconds * requestsPerSecond * (100 - errors)) / 100;
      counted.failed += (seconds * requestsPerSecond * errors) / 100;
      this.#counted.set(pod, counted);
      const line = (status: number, count: number) => [
        `http_requests_total{namespace="${namespace}",pod="${pod}",${LABELS.http}="${status}"} ${count}`,
        `istio_requests_total{reporter="destination",namespace="${namespace}",pod="${pod}",${LABELS.istio}="${status}"} ${count}`,
      ];
      return [...line(200, counted.good), ...line(500, counted.failed)];
    });
    const of = (metric: string) => lines.filter((line) => line.startsWith(metric));
    return ['http_requests_total', 'istio_requests_total']
      .flatMap((metric) => [`# TYPE ${metric} counter`, ...of(metric)])
      .concat('')
      .join('\n');
  }
}
