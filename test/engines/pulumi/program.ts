import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { LocalWorkspace, type OpMap, PulumiCommand, type Stack } from '@pulumi/pulumi/automation';
import { bench, type Space } from '../cluster';
import { program } from '../setup';

/** What a program makes in a namespace; its options have the provider of the cluster. */
export type Body = (namespace: string, opts: pulumi.ComponentResourceOptions) => unknown;

/** What an update did. */
export interface Updated {
  readonly changes: OpMap;
  /** Seconds that it took. */
  readonly seconds: number;
  readonly said: string;
}

/** A program of Pulumi that runs in this process, with its own state in a temporary folder, against the cluster of the run. */
export class Program {
  private constructor(
    private readonly stack: Stack,
    private readonly folder: string,
    private readonly space: Space,
  ) {}

  static async create(space: Space): Promise<Program> {
    const folder = mkdtempSync(join(tmpdir(), 'cutover-pulumi-'));
    for (const name of ['home', 'state', 'work']) mkdirSync(join(folder, name));
    const plugins = dirname(program('pulumi-resource-kubernetes'));
    const stack = await LocalWorkspace.createOrSelectStack(
      { projectName: 'cutover', stackName: 'test', program: async () => undefined },
      {
        workDir: join(folder, 'work'),
        pulumiHome: join(folder, 'home'),
        pulumiCommand: await PulumiCommand.get({ root: dirname(dirname(program('pulumi'))) }),
        envVars: {
          PATH: `${plugins}:${process.env.PATH}`,
          PULUMI_BACKEND_URL: `file://${join(folder, 'state')}`,
          PULUMI_CONFIG_PASSPHRASE: 'test',
          PULUMI_SKIP_UPDATE_CHECK: '1',
        },
      },
    );
    return new Program(stack, folder, space);
  }

  #inline(body: Body) {
    return async () => {
      const provider = new k8s.Provider('cluster', { kubeconfig: readFileSync(bench().kubeconfig, 'utf8') });
      return body(this.space.namespace, { provider }) as Record<string, unknown> | undefined;
    };
  }

  /** What an update would change. */
  async preview(body: Body): Promise<Updated> {
    return this.#timed(
      async (onOutput) => (await this.stack.preview({ program: this.#inline(body), onOutput })).changeSummary,
    );
  }

  async up(body: Body): Promise<Updated> {
    return this.#timed(async (onOutput) => {
      const { summary } = await this.stack.up({ program: this.#inline(body), onOutput });
      return summary.resourceChanges ?? {};
    });
  }

  /** Reads what is in the cluster into the state. */
  async refresh(): Promise<void> {
    await this.stack.refresh();
  }

  async destroy(): Promise<void> {
    await this.stack.destroy();
  }

  /** Ends with the state; what is in the cluster stays. */
  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #timed(run: (onOutput: (text: string) => void) => Promise<OpMap>): Promise<Updated> {
    const said: string[] = [];
    const begin = performance.now();
    const changes = await run((text) => said.push(text));
    return { changes, seconds: (performance.now() - begin) / 1000, said: said.join('') };
  }
}
