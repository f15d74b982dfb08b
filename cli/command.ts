import type { Io } from './io';

/** An option of a command. */
export interface Option {
  /** The name of its value, as help shows it; absent: a switch. */
  readonly value?: string;
  /** It may stand several times. */
  readonly multiple?: boolean;
  readonly about: string;
}

/** The options of a command line; one that stands twice has its values in order. */
export interface Args {
  readonly positionals: readonly string[];
  has(option: string): boolean;
  all(option: string): readonly string[];
}

export const EXIT = { fine: 0, findings: 1, misuse: 2, internal: 70 } as const;

export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** A command of the command line. */
export interface Command {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** What follows the name: `FILE`; the last one may be several: `PATH...`. */
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** What help says below the options. */
  readonly details: string;
  run(args: Args, io: Io): Promise<Exit>;
}

export const JSON_OPTION: Option = { about: 'Print one JSON object; docs/cli.md says which.' };
