// Outlives the tests: when they end, in whatever way, its input closes, and it ends every program that they started and
// removes their folder.
const { readdirSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const [folder, keep] = process.argv.slice(2);

function reap() {
  const daemons = join(folder, 'daemons');
  try {
    for (const name of readdirSync(daemons)) {
      try {
        process.kill(JSON.parse(readFileSync(join(daemons, name), 'utf8')).pid, 'SIGKILL');
      } catch {
        // It ended by itself, or was just being described.
      }
    }
    if (!keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } finally {
    process.exit();
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.stdin.on('end', reap).on('error', reap).resume();
