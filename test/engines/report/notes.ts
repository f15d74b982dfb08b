import { existsSync, readFileSync } from 'node:fs';

/** That something of a target was seen on an engine. */
export interface SeenNote {
  readonly target: string;
  readonly engine: string;
  readonly how: 'played' | 'accepted' | 'schema';
  /** A clause's key, or a sentence. */
  readonly what: string;
}

/** That a suite runs on engines. */
interface SuiteNote {
  readonly suite: string;
  readonly engines: readonly string[];
}

/** What the suites of a run have told. */
export interface Notes {
  readonly seen: readonly SeenNote[];
  readonly suites: readonly SuiteNote[];
}

/** Reads the file that suites add their lines to. */
export function readNotes(file: string): Notes {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const notes = lines.map((line) => JSON.parse(line) as SeenNote | SuiteNote);
  return {
    seen: notes.filter((note): note is SeenNote => 'what' in note),
    suites: notes.filter((note): note is SuiteNote => 'suite' in note),
  };
}
