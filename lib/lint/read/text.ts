import type { Document, LineCounter } from 'yaml';
import { CLOUDFORMATION_TAGS } from '../../simulate/read/documents';
import { placeIn } from './places';
import type { Read } from './resources';

/** YAML is read with the `yaml` package, which is loaded with the first text. */
const yaml = (): typeof import('yaml') => require('yaml') as typeof import('yaml');

/** The most characters of a text that are read, and the most aliases that it may unfold. */
export const TEXT_LIMITS = { length: 8 * 1024 * 1024, aliases: 500 } as const;

/** What is wrong with a text, and in which line. */
export interface Unread {
  readonly message: string;
  readonly line?: number;
  /** Nothing is broken, but these are no resources yet. */
  readonly isTemplate?: boolean;
}

interface Texts {
  readonly documents: readonly Read[];
  readonly problems: readonly Unread[];
}

const HELM = /\{\{-?\s*(?:\$|\.)?(?:\.?Values|\.?Release|\.?Chart|\.?Capabilities)\./;

const firstLine = (message: string): string => (message.split(/ at line \d|\n/)[0] ?? '').replace(/[.:]$/, '');

const OPTIONS = {
  customTags: CLOUDFORMATION_TAGS,
  prettyErrors: false,
  merge: true,
  uniqueKeys: false,
  logLevel: 'silent',
} as const;

function parsed(text: string): { readonly documents: readonly Document.Parsed[]; readonly lines: LineCounter } {
  const { LineCounter: Lines, parseAllDocuments } = yaml();
  const lines = new Lines();
  const documents = parseAllDocuments(text, { ...OPTIONS, lineCounter: lines } as never);
  return { documents: [...documents] as Document.Parsed[], lines };
}

/** Definitions of kinds say nothing about a release, and many are in a YAML that only the readers of Go take. */
const isDefinition = (text: string, { range }: Document.Parsed): boolean =>
  /^kind: CustomResourceDefinition\s*$/m.test(text.slice(range[0], range[1]));

/** A line that only an engine of templates understands: it begins with its braces, or it is the one that YAML stumbles over. */
const BRACES = /^\s*(?:- )?\{[{%]/m;

function isTemplated(text: string, { range }: Document.Parsed, at: number): boolean {
  const [line = ''] = text.slice(text.lastIndexOf('\n', at - 1) + 1).split('\n', 1);
  return /\{[{%]/.test(line) || BRACES.test(text.slice(range[0], range[1]));
}

const UNRENDERED = 'it is a template ({{ … }}); render it first';

function readYaml(file: string, text: string): Texts {
  const { documents, lines } = parsed(text);
  const reads: Read[] = [];
  const problems: Unread[] = [];
  documents.forEach((document, at) => {
    const [error] = document.errors;
    if (error !== undefined) {
      if (isDefinition(text, document)) return;
      const line = Math.max(1, lines.linePos(error.pos[0]).line);
      const isTemplate = isTemplated(text, document, error.pos[0]);
      problems.push(isTemplate ? { message: UNRENDERED, isTemplate } : { message: firstLine(error.message), line });
      return;
    }
    try {
      const value: unknown = document.toJS({ maxAliasCount: TEXT_LIMITS.aliases });
      const placeOf: Read['placeOf'] = (path) => placeIn(yaml(), document, lines, path);
      reads.push({ file, scope: `${file}#${at}`, value, placeOf });
    } catch (thrown) {
      problems.push({ message: firstLine((thrown as Error).message) });
    }
  });
  return { documents: reads, problems };
}

/** JSON is read fast; the places in it are looked up when they are asked for. */
function readJson(file: string, text: string): Texts | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  let places: ReturnType<typeof parsed> | undefined;
  const placeOf: Read['placeOf'] = (path) => {
    try {
      places ??= parsed(text);
    } catch {
      return undefined; // JSON that is nested deeper than the YAML reader goes
    }
    const [document] = places.documents;
    return document === undefined ? undefined : placeIn(yaml(), document, places.lines, path);
  };
  return { documents: [{ file, scope: `${file}#0`, value, placeOf }], problems: [] };
}

/** The documents of a text in YAML or JSON, and what cannot be read. Never throws. */
export function readText(file: string, text: string): Texts {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (source.length > TEXT_LIMITS.length) {
    const message = `it has ${source.length} characters; ${TEXT_LIMITS.length} are read at the most`;
    return { documents: [], problems: [{ message }] };
  }
  if (/^\s*[{[]/.test(source)) {
    const json = readJson(file, source);
    if (json !== undefined) return json;
  }
  if (HELM.test(source)) {
    const message = 'it is a template of Helm; render it first: helm template . | cutover lint -';
    return { documents: [], problems: [{ message, isTemplate: true }] };
  }
  try {
    return readYaml(file, source);
  } catch (thrown) {
    const message = thrown instanceof RangeError ? 'it is nested too deep' : firstLine((thrown as Error).message);
    return { documents: [], problems: [{ message }] };
  }
}
