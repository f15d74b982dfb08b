import { join } from 'node:path';
import type { PythonSource } from './engine';
import { run } from './run';

/** Makes a virtual environment with what is required. */
export async function makeVenv(source: PythonSource, folder: string, log: string): Promise<void> {
  await run('python3', ['-m', 'venv', folder], { log });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  await run(join(folder, 'bin', 'python'), [...pip, ...source.requirements], { log });
}
