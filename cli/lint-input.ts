import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../lib/findings';
import { type LintFile, type LintOptions, readAnswersText } from '../lib/lint';
import { readText } from './input';
import type { Io } from './io';
import { Misuse } from './misuse';

const ENDINGS = /\.(?:ya?ml|json|template)$/i;
const SKIPPED = new Set(['node_modules', 'vendor', 'dist']);
/** Workflows are in a folder that begins with a dot; nothing else there is ours to look at. */
const HIDDEN = new Set(['.github', '.gitlab-ci.yml']);
/** What JSON is in every project and never a resource. */
const OTHERS =
  /(?:^|\/)(?:package(?:-lock)?|tsconfig[\w.-]*|manifest|tree|cdk|[\w.-]+\.(?:assets|metadata)|cutover\.checklist)\.(?:json|ya?ml)$/i;

/** The most bytes of one file, and the most files of one folder. */
const LIMITS = { bytes: 8 * 1024 * 1024 + 1, files: 5_000, depth: 24 } as const;

function within(folder: string, depth: number): string[] {
  if (depth > LIMITS.depth) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') && !HIDDEN.has(entry.name)) return [];
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : within(path, depth + 1);
    return entry.isFile() && ENDINGS.test(entry.name) && !OTHERS.test(path.replace(/\\/g, '/')) ? [path] : [];
  });
}

function filesIn(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isDirectory()) return [path];
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

/** A file that was named, whatever it is; of a folder those that may be meant. */
function given(path: string): LintFile[] {
  const files = filesIn(path);
  const texts = files.map((file) => ({ file, text: readText(file, LIMITS.bytes) }));
  return files.length === 1 && files[0] === path ? texts : texts.filter(({ text }) => SIGNS.test(text));
}

/** The files of these paths: of a folder all that may be manifests or templates; `-` is standard input. */
export async function filesOf(paths: readonly string[], io: Io): Promise<LintFile[]> {
  if (paths.filter((path) => path === '-').length > 1) throw new Misuse('standard input can be read once only');
  const files: LintFile[] = [];
  for (const path of paths) {
    if (path === '-') files.push({ file: '-', text: await io.stdin(LIMITS.bytes) });
    else files.push(...given(path));
  }
  return files;
}

/** What a text says somewhere if it holds a manifest, a template, a fragment of one, or a pipeline. */
const SIGNS = /apiVersion|Resources|DeploymentConfiguration|UpdatePolicy|DeploymentPreference|\bjobs\b|\bscript\b/;

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
