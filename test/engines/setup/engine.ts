/** A program that an engine brings, and the arguments with which it must run and end with 0. */
export interface Program {
  readonly name: string;
  readonly check: readonly string[];
}

/** Built from a module of the Go module proxy. */
export interface GoSource {
  readonly kind: 'go';
  /** The module whose requirements and replacements decide every version. */
  readonly module: string;
  readonly version: string;
  /** The main package of each program. */
  readonly packages: Readonly<Record<string, string>>;
  /** Variables of the linker: what `--version` says, mostly. */
  readonly define?: Readonly<Record<string, string>>;
  /** Replacements that the module names by a folder beside it, which its zip does not carry. */
  readonly replace?: Readonly<Record<string, string>>;
  /** Files that are put into a copy of the module before it is built: programs of ours that use what it keeps to itself. */
  readonly add?: Readonly<Record<string, string>>;
  /** Runs in a copy of the module before it is built: files that its own build generates. */
  readonly generate?: (folder: string) => void;
}

/** Unpacked from packages of Debian, without installing them. */
export interface DebianSource {
  readonly kind: 'debian';
  readonly packages: readonly string[];
  /** Where each program lies in the packages. */
  readonly files: Readonly<Record<string, string>>;
}

/** A virtual environment of packages from PyPI. */
export interface PythonSource {
  readonly kind: 'python';
  readonly requirements: readonly string[];
}

/** Schemas in a module of the Go module proxy, copied as they are published. */
export interface SchemaSource {
  readonly kind: 'schema';
  readonly module: string;
  readonly version: string;
  /** Where each document lies in the module. */
  readonly files: Readonly<Record<string, string>>;
}

/** Cannot be had from a public registry; nothing runs on it. */
export interface RefusedSource {
  readonly kind: 'refused';
  readonly error: string;
}

export type Source = GoSource | DebianSource | PythonSource | SchemaSource | RefusedSource;

/** What a suite runs on. */
export interface Engine {
  readonly name: string;
  readonly version: string;
  readonly source: Source;
  readonly programs: readonly Program[];
  /** The engines that it runs on. */
  readonly on?: readonly string[];
  /** What it is for, in one line. */
  readonly why: string;
}

/** Custom resources of a Go module, as its zip carries them. */
export interface Resources {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** Files, or folders of which every YAML file is taken. */
  readonly paths?: readonly string[];
  /** A package of Go types with markers, of which controller-gen makes the definitions. */
  readonly types?: string;
  /** The scope of all of them, where the types say it in a way that controller-gen does not read. */
  readonly scope?: 'Cluster';
}
