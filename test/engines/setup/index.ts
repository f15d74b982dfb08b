import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, programPath, stampOf } from './cache';
import type { Engine } from './engine';
import { ENGINES } from './table';

export { SCHEMAS } from './cache';
export { customResources } from './resources';
export { type CustomResource, SCHEMA_LOCATION } from './schema';
export { RESOURCES } from './table';

/** The engine of a name, from the table. */
export function engineOf(name: string): Engine {
  const engine = ENGINES.find((one) => one.name === name);
  if (engine === undefined)
    throw new Error(`no engine is called ${name}: ${ENGINES.map((one) => one.name).join(', ')}`);
  return engine;
}

/** Engines with all that they run on. */
export function withAllBelow(names: readonly string[]): readonly string[] {
  const below = names.flatMap((name) => withAllBelow(engineOf(name).on ?? []));
  return [...new Set([...below, ...names])];
}

/** What a cluster of our own is made of. */
export const CLUSTER = withAllBelow(['kubernetes']);

/** The version of an engine that is built here, or nothing. */
export const builtVersion = (name: string): string | undefined => stampOf(engineOf(name))?.version;

/** A document of an engine that is a schema. */
export function published<T>(engine: string, file: string): T {
  return JSON.parse(readFileSync(join(folderOf(engineOf(engine)), file), 'utf8')) as T;
}

/** Where a program lies. */
export function program(name: string): string {
  const engine = ENGINES.find(({ programs }) => programs.some((each) => each.name === name));
  if (engine === undefined) throw new Error(`no engine has a program ${name}`);
  if (stampOf(engine) === undefined) throw new Error(`${engine.name} is not built: run npm run engines:setup`);
  return programPath(engine, name);
}
