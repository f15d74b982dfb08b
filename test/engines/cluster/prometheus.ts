import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { program } from '../setup';
import { bench } from './bench';
import { Daemon } from './daemon';
import { freePort } from './port';
import { until } from './until';

/** What is scraped, and how often. */
export interface ScrapeOptions {
  /** `host:port` of each exporter, by the name of its job. */
  readonly jobs: Readonly<Record<string, readonly string[]>>;
  /** Seconds between two scrapes. @default 1 */
  readonly every?: number;
  /** Groups of recording rules, as in a rules file. */
  readonly groups?: readonly object[];
}

/** A real Prometheus on a port of its own. */
export class Prometheus {
  private constructor(
    /** Kill it, stop it, start it again. */
    readonly daemon: Daemon,
    /** `http://host:port` */
    readonly address: string,
  ) {}

  static async start(name: string, { jobs, every = 1, groups = [] }: ScrapeOptions): Promise<Prometheus> {
    const { folder } = bench();
    const home = join(folder, `prometheus-${name}`);
    mkdirSync(home);
    const port = await freePort();
    const rules = join(home, 'rules.yaml');
    writeFileSync(rules, stringify({ groups }));
    const interval = `${every}s`;
    const config = {
      global: { scrape_interval: interval, scrape_timeout: interval, evaluation_interval: interval },
      rule_files: [rules],
      scrape_configs: Object.entries(jobs).map(([job, targets]) => ({
        job_name: job,
        honor_labels: true,
        static_configs: [{ targets }],
      })),
    };
    writeFileSync(join(home, 'prometheus.yaml'), stringify(config));
    const daemon = Daemon.start(folder, `prometheus-${name}`, program('prometheus'), {
      args: [
        `--config.file=${join(home, 'prometheus.yaml')}`,
        `--storage.tsdb.path=${join(home, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
    });
    const prometheus = new Prometheus(daemon, `http://127.0.0.1:${port}`);
    await prometheus.ready();
    return prometheus;
  }

  /** Waits until it answers queries. */
  async ready(): Promise<void> {
    const look = () => fetch(`${this.address}/-/ready`).then(({ ok }) => ok);
    await until('Prometheus is ready', look, Boolean, { explain: () => this.daemon.tail() });
  }

  /** The values of an instant query; no data is an empty list. */
  async query(query: string): Promise<readonly number[]> {
    const answer = await fetch(`${this.address}/api/v1/query?${new URLSearchParams({ query })}`);
    const body = (await answer.json()) as {
      status: string;
      error?: string;
      data: { result: { value: [number, string] }[] };
    };
    if (body.status !== 'success') throw new Error(`${query}: ${body.error}`);
    return body.data.result.map(({ value }) => Number(value[1]));
  }

  stop(): Promise<void> {
    return this.daemon.stop();
  }
}
