import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DebianSource } from './engine';
import { run } from './run';

/** Takes programs out of packages of Debian without installing them; gives the version of the first. */
export async function unpackDebian(source: DebianSource, bin: string, log: string): Promise<string> {
  const work = mkdtempSync(join(bin, '..', 'work-'));
  mkdirSync(bin, { recursive: true });
  await run('apt-get', ['download', '-q', ...source.packages], { cwd: work, log }).catch(async () => {
    await run('apt-get', ['update', '-q'], { log });
    return run('apt-get', ['download', '-q', ...source.packages], { cwd: work, log });
  });
  const archives = readdirSync(work).filter((name) => name.endsWith('.deb'));
  for (const archive of archives) await run('dpkg', ['-x', archive, 'files'], { cwd: work, log });
  for (const [program, file] of Object.entries(source.files)) cpSync(join(work, 'files', file), join(bin, program));
  const first = archives.find((name) => name.startsWith(`${source.packages[0]}_`)) ?? '';
  rmSync(work, { recursive: true, force: true });
  return decodeURIComponent(basename(first).split('_')[1] ?? 'unknown');
}
