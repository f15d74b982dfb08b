// Outlives the tests: when they end, in whatever way, its input closes, and it ends every program that they started and
// removes their folder.
const { readdirSync, readFileSync, rmSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const [folder, keep] = process.argv.slice(2);

/** The processes that are described in the folder, in the part of each worker. */
function pids() {
  const files = readdirSync(folder, { recursive: true }).filter((name) => basename(dirname(name)) === 'daemons');
  return files.flatMap((name) => {
    try {
      return [JSON.parse(readFileSync(join(folder, name), 'utf8')).pid];
    } catch {
      return [];
    }
  });
}

function send(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function reap() {
  const all = pids();
  for (const pid of all) send(pid, 'SIGKILL');
  // What has not ended yet could still write into the folder.
  for (let look = 0; look < 100 && all.some((pid) => send(pid, 0)); look += 1) await sleep(100);
  if (!keep) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.stdin
  .on('end', () => reap().finally(() => process.exit()))
  .on('error', () => undefined)
  .resume();
