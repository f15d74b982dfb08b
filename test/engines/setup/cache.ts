import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Engine, Program, Resources } from './engine';
import { finish } from './run';

/** What was built: enough to see that it is still there, whole, and made by today's recipe. */
interface Stamp {
  readonly recipe: string;
  readonly seconds: number;
  /** The version that was found, where the registry decides it. */
  readonly version: string;
  /** The size of each program, in bytes. */
  readonly sizes: Readonly<Record<string, number>>;
}

/** The folder of everything that is built: `CUTOVER_ENGINES`, or one in the user's cache. */
export const CACHE = process.env.CUTOVER_ENGINES ?? join(homedir(), '.cache', 'cutover-engines');
/** The JSON Schemas that kubeconform reads. */
export const SCHEMAS = join(CACHE, 'schemas');

export const folderOf = ({ name, version }: Engine): string => join(CACHE, 'engines', `${name}@${version}`);
export const resourcesFolder = ({ name, version }: Resources): string => join(CACHE, 'crds', `${name}@${version}`);
export const programPath = (engine: Engine, program: string): string => join(folderOf(engine), 'bin', program);

/** The digest of what decides how something is made. */
export function recipeOf(parts: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(parts, (_, value) => (typeof value === 'function' ? 'a function' : value)))
    .digest('hex');
}

/** The stamp of an engine, when all of its programs are there in their whole size. */
export function stampOf(engine: Engine): Stamp | undefined {
  const stamp = readStamp(folderOf(engine));
  if (stamp === undefined || stamp.recipe !== recipeOf([engine.source, engine.programs])) return undefined;
  return engine.programs.every(({ name }) => sizeOf(programPath(engine, name)) === stamp.sizes[name])
    ? stamp
    : undefined;
}

/** Why an engine does not run, or nothing. */
export async function ailmentOf(engine: Engine): Promise<string | undefined> {
  if (stampOf(engine) === undefined) return 'not built, or not whole';
  for (const program of engine.programs) {
    const failure = await failureOf(programPath(engine, program.name), program);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function failureOf(path: string, { name, check }: Program): Promise<string | undefined> {
  const { code, stdout, stderr } = await finish(path, check);
  // A file that is no program is run as an empty script, which ends well and says nothing.
  if (code === 0 && `${stdout}${stderr}` === '') return `${name} ${check.join(' ')} says nothing`;
  return code === 0 ? undefined : `${name} ${check.join(' ')} ended with ${code}: ${stderr.trim().split('\n').at(-1)}`;
}

/** Notes what was built, as the last act: a build that is cut off leaves no stamp. */
export function writeStamp(engine: Engine, version: string, seconds: number): void {
  const folder = folderOf(engine);
  const sizes = Object.fromEntries(engine.programs.map(({ name }) => [name, sizeOf(join(folder, 'bin', name))]));
  const stamp = { recipe: recipeOf([engine.source, engine.programs]), version, seconds: Math.round(seconds), sizes };
  writeFileSync(join(folder, 'stamp.json'), `${JSON.stringify(stamp, null, 2)}\n`);
}

function readStamp(folder: string): Stamp | undefined {
  const file = join(folder, 'stamp.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Stamp;
  } catch {
    return undefined;
  }
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : -1;
}
