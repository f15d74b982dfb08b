import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { GoSource, SchemaSource } from './engine';
import { run } from './run';

interface Replacement {
  readonly Old: { readonly Path: string; readonly Version?: string };
  readonly New: { readonly Path: string; readonly Version?: string };
}

/** Without cgo no C compiler is needed, and what is built runs anywhere. */
export const ENVIRONMENT = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-buildvcs=false' };

/** The folder with the files of a module, downloaded when it is not there yet. */
export async function moduleFolder(module: string, version: string, log?: string): Promise<string> {
  const described = await run('go', ['mod', 'download', '-json', `${module}@${version}`], {
    env: ENVIRONMENT,
    log,
  }).catch((error: Error) => {
    throw new Error(`${module}@${version}: ${reason(error.message)}`);
  });
  return (JSON.parse(described) as { Dir: string }).Dir;
}

/** Copies the documents of a module, without its protection against writing. */
export async function copySchemas({ module, version, files }: SchemaSource, to: string, log: string): Promise<void> {
  const from = await moduleFolder(module, version, log);
  for (const [name, path] of Object.entries(files)) writeFileSync(join(to, name), readFileSync(join(from, path)));
}

/**
 * Builds programs inside a module of our own that requires theirs: `go install` refuses a module with replacements, and a
 * program's module says which replacements it needs. Those that name a folder are dropped, since a zip does not carry it:
 * what was published under that name is taken instead.
 */
export async function buildGo(source: GoSource, bin: string, log: string): Promise<void> {
  const folder = await moduleFolder(source.module, source.version, log);
  const work = mkdtempSync(join(bin, '..', 'work-'));
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(work, 'go.mod'), await goModOf(source, folder, work));
  if (existsSync(join(folder, 'go.sum'))) copyFileSync(join(folder, 'go.sum'), join(work, 'go.sum'));
  const define = Object.entries(source.define ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  for (const [program, main] of Object.entries(source.packages)) {
    const flags = ['-mod=mod', '-trimpath', '-ldflags', ['-s', '-w', ...define].join(' ')];
    await run('go', ['build', ...flags, '-o', join(bin, program), main], { cwd: work, env: ENVIRONMENT, log });
  }
  rmSync(work, { recursive: true, force: true });
}

async function goModOf(source: GoSource, folder: string, work: string): Promise<string> {
  const file = join(folder, 'go.mod');
  const { Go, Replace } = JSON.parse(await run('go', ['mod', 'edit', '-json', file], { env: ENVIRONMENT })) as {
    Go: string;
    Replace: readonly Replacement[] | null;
  };
  const replaced = (Replace ?? [])
    .filter(({ New }) => New.Version !== undefined)
    .map(
      ({ Old, New }) => `replace ${[Old.Path, Old.Version].filter(Boolean).join(' ')} => ${New.Path} ${New.Version}`,
    );
  if (source.generate !== undefined || source.add !== undefined) {
    const copy = join(work, 'module');
    cpSync(folder, copy, { recursive: true });
    await run('chmod', ['-R', 'u+w', copy]);
    source.generate?.(copy);
    for (const [path, text] of Object.entries(source.add ?? {})) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
    }
    replaced.push(`replace ${source.module} => ./module`);
  }
  const own = Object.entries(source.replace ?? {}).map(([path, by]) => `replace ${path} => ${by}`);
  return ['module engines', `go ${Go}`, `require ${source.module} ${source.version}`, ...replaced, ...own, ''].join(
    '\n',
  );
}

/** What the proxy said, out of what Go says around it. */
function reason(message: string): string {
  return /server response: ([^"\\]+)/.exec(message)?.[1] ?? message;
}
