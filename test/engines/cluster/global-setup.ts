import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtVersion, CLUSTER } from '../setup';
import { writeBench } from './bench';
import { startControlPlane } from './control-plane';
import { readKubeconfig } from './kubeconfig';
import { REAPER } from './reaper-handle';

/** A cluster for the whole run: one made on the spot, or the user's own that `CUTOVER_KUBECONFIG` names. */
export default async function setup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-bench-'));
  mkdirSync(join(folder, 'daemons'));
  mkdirSync(join(folder, 'logs'));
  const keep = process.env.CUTOVER_KEEP === undefined ? '' : 'keep';
  const reaper = spawn(process.execPath, [join(__dirname, 'reaper.js'), folder, keep], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  REAPER.process = reaper;
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));

  const kubeconfig = process.env.CUTOVER_KUBECONFIG;
  if (kubeconfig !== undefined) writeBench({ folder, own: false, access: readKubeconfig(kubeconfig), kubeconfig });
  // Where these are absent, each suite says so.
  else if (CLUSTER.every(builtVersion)) writeBench({ folder, own: true, ...(await startControlPlane(folder)) });
}
