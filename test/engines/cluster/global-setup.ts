import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtVersion, CLUSTER } from '../setup';
import { type Bench, writeBenches } from './bench';
import { startControlPlane } from './control-plane';
import { readKubeconfig } from './kubeconfig';
import { REAPER } from './reaper-handle';

/** A cluster for each worker, made on the spot; or the user's own that `CUTOVER_KUBECONFIG` names, for one worker. */
export default async function setup({ maxWorkers } = { maxWorkers: 1 }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-bench-'));
  const keep = process.env.CUTOVER_KEEP === undefined ? '' : 'keep';
  const reaper = spawn(process.execPath, [join(__dirname, 'reaper.js'), folder, keep], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  REAPER.process = reaper;
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));

  const kubeconfig = process.env.CUTOVER_KUBECONFIG;
  const workers = Array.from({ length: kubeconfig === undefined ? maxWorkers : 1 }, (_, at) => `worker-${at + 1}`);
  const makeBench = async (worker: string): Promise<Bench> => {
    const mine = join(folder, worker);
    mkdirSync(join(mine, 'daemons'), { recursive: true });
    if (kubeconfig !== undefined) return { folder: mine, own: false, access: readKubeconfig(kubeconfig), kubeconfig };
    return { folder: mine, own: true, ...(await startControlPlane(mine)) };
  };
  // Where the engines of a cluster are absent, each suite says so.
  if (kubeconfig !== undefined || CLUSTER.every(builtVersion)) {
    writeBenches(folder, await Promise.all(workers.map(makeBench)));
  }
}
