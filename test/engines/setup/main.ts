import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { columns } from '../../../lib/findings';
import { ailmentOf, CACHE, folderOf, stampOf, writeStamp } from './cache';
import { unpackDebian } from './debian';
import type { Engine } from './engine';
import { buildGo, copySchemas } from './go';
import { makeVenv } from './python';
import { fetchResources } from './resources';
import { finish } from './run';
import { ENGINES } from './table';

/** How an engine came out. */
type Outcome = 'there' | 'built' | 'refused' | 'failed';
interface Row {
  readonly engine: Engine;
  readonly outcome: Outcome;
  readonly version: string;
  readonly seconds: number;
  readonly error?: string;
}

const TOOLS = {
  go: { check: ['version'], missing: 'Go 1.26 or newer is not on the PATH: install it from https://go.dev/dl.' },
  python3: {
    check: ['-m', 'venv', '--help'],
    missing: 'Python 3 with venv is not on the PATH: install python3 and python3-venv.',
  },
  'apt-get': { check: ['--version'], missing: 'apt-get is not there: this engine comes from Debian’s packages.' },
} as const;
const NEEDS = { go: 'go', schema: 'go', python: 'python3', debian: 'apt-get' } as const;

async function setUp(engine: Engine): Promise<Row> {
  if (engine.source.kind === 'refused') return { ...rowOf(engine, 'refused'), error: engine.source.error };
  if ((await ailmentOf(engine)) === undefined) return rowOf(engine, 'there');
  const missing = await missingTool(NEEDS[engine.source.kind]);
  if (missing !== undefined) return { ...rowOf(engine, 'failed'), error: missing };
  process.stdout.write(`building ${engine.name} ${engine.version} …\n`);
  const begin = performance.now();
  try {
    const version = await build(engine);
    const seconds = (performance.now() - begin) / 1000;
    writeStamp(engine, version, seconds);
    const ailment = await ailmentOf(engine);
    if (ailment !== undefined) throw new Error(ailment);
    return rowOf(engine, 'built');
  } catch (error) {
    rmSync(folderOf(engine), { recursive: true, force: true });
    const seconds = (performance.now() - begin) / 1000;
    return { ...rowOf(engine, 'failed'), seconds, error: (error as Error).message };
  }
}

/** Builds an engine in its folder and gives the version that came out. */
async function build(engine: Engine): Promise<string> {
  const folder = folderOf(engine);
  const log = join(CACHE, 'logs', `${engine.name}.log`);
  rmSync(folder, { recursive: true, force: true });
  rmSync(log, { force: true });
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(CACHE, 'logs'), { recursive: true });
  const { source } = engine;
  if (source.kind === 'debian') return unpackDebian(source, join(folder, 'bin'), log);
  if (source.kind === 'go') await buildGo(source, join(folder, 'bin'), log);
  if (source.kind === 'schema') await copySchemas(source, folder, log);
  if (source.kind === 'python') await makeVenv(source, folder, log);
  return engine.version;
}

async function missingTool(tool: keyof typeof TOOLS): Promise<string | undefined> {
  const { check, missing } = TOOLS[tool];
  return (await finish(tool, check)).code === 0 ? undefined : missing;
}

function rowOf(engine: Engine, outcome: Outcome): Row {
  const { version, seconds } = stampOf(engine) ?? { version: engine.version, seconds: 0 };
  return { engine, outcome, version, seconds };
}

function print(rows: readonly Row[]): void {
  const cells = rows.map(({ engine, outcome, version, seconds, error }) => {
    const time = seconds > 0 ? `${Math.round(seconds)} s` : '';
    return [engine.name, version, outcome, time, error?.replaceAll('\n', ' ') ?? engine.why];
  });
  console.log(columns(cells).join('\n'));
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const engines = ENGINES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  mkdirSync(join(CACHE, 'logs'), { recursive: true });
  const rows: Row[] = [];
  for (const engine of engines) rows.push(await setUp(engine));
  const failures = (await missingTool('go')) ?? (await fetchResources(join(CACHE, 'logs', 'resources.log')));
  print(rows);
  for (const failure of [failures].flat()) console.log(`custom resources: ${failure}`);
  console.log(`\nThe engines are in ${CACHE}.`);
  const failed = rows.some(({ outcome }) => outcome === 'failed') || failures.length > 0;
  process.exitCode = failed ? 1 : 0;
}

void main();
