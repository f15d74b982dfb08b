import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { CACHE, programPath, recipeOf, resourcesFolder, SCHEMAS } from './cache';
import type { Resources } from './engine';
import { ENVIRONMENT, moduleFolder } from './go';
import { run } from './run';
import { type CustomResource, schemasOf, schemasOfSwagger } from './schema';
import { CONTROLLER_GEN, RESOURCES, SWAGGER } from './table';

/** Copies the custom resources of every module into the cache, or makes them, and writes their JSON Schemas; gives what failed. */
export async function fetchResources(log: string): Promise<readonly string[]> {
  const stamp = join(CACHE, 'schemas.json');
  const recipe = recipeOf([
    RESOURCES,
    SWAGGER,
    CONTROLLER_GEN.version,
    readFileSync(join(__dirname, 'schema.ts'), 'utf8'),
  ]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === recipe && existsSync(SCHEMAS)) return [];
  rmSync(SCHEMAS, { recursive: true, force: true });
  const failures: string[] = [];
  for (const resources of RESOURCES) {
    try {
      await copyResources(resources, log);
      for (const crd of customResources(resources)) writeSchemas(schemasOf(crd));
    } catch (error) {
      failures.push(`${resources.name}: ${(error as Error).message}`);
    }
  }
  const kubernetes = await moduleFolder(SWAGGER.module, SWAGGER.version, log);
  writeSchemas(schemasOfSwagger(JSON.parse(readFileSync(join(kubernetes, SWAGGER.path), 'utf8'))));
  if (failures.length === 0) writeFileSync(stamp, recipe);
  return failures;
}

async function copyResources(resources: Resources, log: string): Promise<void> {
  const from = await moduleFolder(resources.module, resources.version, log);
  const to = resourcesFolder(resources);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  if (resources.types !== undefined) {
    const args = ['crd:allowDangerousTypes=true', `paths=${resources.types}`, `output:crd:dir=${to}`];
    await run(programPath(CONTROLLER_GEN, 'controller-gen'), args, { cwd: from, env: ENVIRONMENT, log });
  }
  for (const path of (resources.paths ?? []).map((one) => join(from, one))) {
    const files = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
    for (const file of files.filter((name) => name.endsWith('.yaml'))) cpSync(file, join(to, basename(file)));
  }
}

/** The custom resource definitions of a module, as objects. */
export function customResources(resources: Resources): readonly CustomResource[] {
  const folder = resourcesFolder(resources);
  if (!existsSync(folder)) throw new Error(`${resources.name}: run npm run engines:setup first`);
  return readdirSync(folder)
    .flatMap((name) => parseAllDocuments(withoutTexts(readFileSync(join(folder, name), 'utf8'))))
    .map((document) => document.toJS() as CustomResource | null)
    .filter((one): one is CustomResource => one?.kind === 'CustomResourceDefinition')
    .map((one) => (resources.scope === undefined ? one : { ...one, spec: { ...one.spec, scope: resources.scope } }));
}

/** Flagger folds quoted descriptions at the indentation of their keys, which Go reads and YAML does not allow. */
const withoutTexts = (text: string): string => text.replace(/^( *)description: '(?:[^']|'')*'$/gm, "$1description: ''");

function writeSchemas(schemas: ReadonlyMap<string, unknown>): void {
  for (const [path, schema] of schemas) {
    const file = join(SCHEMAS, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, JSON.stringify(schema));
  }
}
