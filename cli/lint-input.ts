import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Finding } from '../lib/findings';
import { type LintFile, type LintOptions, readAnswersText } from '../lib/lint';
import { baseOf, expressionOf, isGlob } from './glob';
import { readText } from './input';
import type { Io } from './io';
import { Misuse } from './misuse';

const ENDINGS = /\.(?:ya?ml|json|template)$/i;
const SKIPPED = new Set(['node_modules', 'vendor', 'dist']);
/** What the CDK puts beside its templates: the code of functions, the files of images. */
const ASSET = /^asset\.[0-9a-f]{16,}$/;
/** Workflows are in a folder that begins with a dot; nothing else there is ours to look at. */
const HIDDEN = new Set(['.github', '.gitlab-ci.yml']);
/** What is in every project or beside every template, and never a resource. */
const OTHERS =
  /(?:^|\/)(?:(?:package(?:-lock)?|tsconfig[\w.-]*|tree|cdk|[\w.-]+\.(?:assets|metadata))\.json|cutover\.checklist\.ya?ml)$/i;
const KUSTOMIZATION = /(?:^|[/\\])kustomization\.ya?ml$/;

/** The CDK's own list of what it has synthesised; any other file of this name may be a resource. */
const isCloudAssembly = (file: string, text: string): boolean =>
  /(?:^|[/\\])manifest\.json$/.test(file) && /^\s*\{[\s\S]{0,200}"artifacts"\s*:/.test(text);

/** The most bytes of one file, and the most files of one folder. */
const LIMITS = { bytes: 8 * 1024 * 1024 + 1, files: 5_000, depth: 24 } as const;

function within(folder: string, depth: number): string[] {
  if (depth > LIMITS.depth) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') && !HIDDEN.has(entry.name)) return [];
    if (entry.isDirectory()) return SKIPPED.has(entry.name) || ASSET.test(entry.name) ? [] : within(path, depth + 1);
    return entry.isFile() && ENDINGS.test(entry.name) && !OTHERS.test(path.replace(/\\/g, '/')) ? [path] : [];
  });
}

function filesBelow(path: string): string[] {
  let files: string[];
  try {
    files = within(path, 0);
  } catch (error) {
    throw new Misuse(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? 'it is no folder'}`);
  }
  if (files.length > LIMITS.files)
    throw new Misuse(`${path} has ${files.length} files; ${LIMITS.files} are read at the most`);
  return files;
}

function matching(pattern: string): string[] {
  const base = baseOf(pattern);
  if (statSync(base, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const expression = expressionOf(pattern);
  return filesBelow(base).filter((file) => expression.test(file.replace(/\\/g, '/')));
}

/** A file that was named, whatever it is; of a folder those that may be meant. */
function given(path: string): LintFile[] {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const isPattern = isGlob(path);
  if (!isFolder && !isPattern) return [{ file: path, text: readText(path, LIMITS.bytes) }];
  const files = isFolder ? filesBelow(path) : matching(path);
  if (isPattern && files.length === 0) throw new Misuse(`no file matches ${path}`);
  return files
    .map((file) => ({ file, text: readText(file, LIMITS.bytes) }))
    .filter(({ file, text }) => !isCloudAssembly(file, text))
    .map(({ file, text }) => ({ file, text: SIGNS.test(text) || KUSTOMIZATION.test(file) ? text : '' }));
}

/** The files of these paths, each once: of a folder all that may be manifests or templates; `-` is standard input. */
export async function filesOf(paths: readonly string[], io: Io): Promise<LintFile[]> {
  if (paths.filter((path) => path === '-').length > 1) throw new Misuse('standard input can be read once only');
  const files = new Map<string, LintFile>();
  for (const path of paths) {
    const found = path === '-' ? [{ file: '-', text: await io.stdin(LIMITS.bytes) }] : given(path);
    for (const one of found) {
      const key = path === '-' ? path : resolve(one.file);
      if (!files.has(key)) files.set(key, one);
    }
  }
  return [...files.values()];
}

/** What a text says somewhere if it holds a manifest, a template, a fragment of one, or a pipeline. Any other is not read, but named. */
const SIGNS =
  /apiVersion|Resources|DeploymentConfiguration|UpdatePolicy|DeploymentPreference|ValidateService|\bjobs\b|\bscript\b/;

const ANSWERS = 'cutover.checklist.yaml';

/** The answers in a file, and what is accepted on the command line. */
export function answersOf(
  file: string | undefined,
  accept: NonNullable<LintOptions['accept']>,
): { readonly written: LintOptions; readonly findings: readonly Finding[] } {
  const path = file ?? (existsSync(ANSWERS) ? ANSWERS : undefined);
  const { written, findings } =
    path === undefined ? { written: {}, findings: [] } : readAnswersText(readText(path, LIMITS.bytes), path);
  return {
    written: { ...written, accept: [...(Array.isArray(written.accept) ? written.accept : []), ...accept] },
    findings,
  };
}
