import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Access } from './kubeconfig';

/** What the setup of a run leaves to its suites. */
export interface Bench {
  /** The folder of this run: logs, data and what is to be ended. */
  readonly folder: string;
  readonly access: Access;
  readonly kubeconfig: string;
  /** Whether the cluster was made for this run; of a user's own one only our namespaces are touched. */
  readonly own: boolean;
}

const VARIABLE = 'CUTOVER_BENCH';

export function writeBench(bench: Bench): void {
  const file = join(bench.folder, 'bench.json');
  writeFileSync(file, JSON.stringify(bench), { mode: 0o600 });
  process.env[VARIABLE] = file;
}

/** The bench of this run. */
export function bench(): Bench {
  const file = process.env[VARIABLE];
  if (file === undefined || !existsSync(file)) {
    throw new Error(
      'No cluster: run engine suites with npm run test:engines, or with jest --config jest.engines.config.js.',
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Bench;
}
