import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Access } from './kubeconfig';

/** What the setup of a run leaves to the suites of a worker. */
export interface Bench {
  /** The folder of this cluster: logs, data and what is to be ended. */
  readonly folder: string;
  readonly access: Access;
  readonly kubeconfig: string;
  /** Whether the cluster was made for this run; of a user's own one only our namespaces are touched. */
  readonly own: boolean;
}

/** The variable of jest that numbers its workers, from 1. */
const { JEST_WORKER_ID: WORKER = '1' } = process.env;
const VARIABLE = 'CUTOVER_BENCHES';

/** Tells the workers of a run their benches, the first worker the first one. */
export function writeBenches(folder: string, benches: readonly Bench[]): void {
  const file = join(folder, 'benches.json');
  writeFileSync(file, JSON.stringify(benches), { mode: 0o600 });
  process.env[VARIABLE] = file;
}

/** The bench of this worker. */
export function bench(): Bench {
  const file = process.env[VARIABLE];
  const benches = file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Bench[]) : [];
  const mine = benches[Number(WORKER) - 1];
  if (mine === undefined) {
    throw new Error(
      'No cluster: run engine suites with npm run test:engines, or with jest --config jest.engines.config.js.',
    );
  }
  return mine;
}
