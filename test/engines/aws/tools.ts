import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';

/** What cfn-lint says of a template. */
export interface Remark {
  readonly rule: string;
  readonly level: string;
  /** Where: `Resources/Alarm/Properties/Period`. */
  readonly path: string;
  readonly message: string;
}

interface Match {
  readonly Filename: string;
  readonly Level: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: readonly (string | number)[] };
}

/** What a stack became in moto. */
export interface Created {
  readonly status?: string;
  readonly error?: string;
  /** The types of the resources that it made, and of those that it does not know. */
  readonly made?: readonly string[];
  readonly skipped?: readonly string[];
  /** What moto's API says of a resource, by its logical id. */
  readonly readings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The template that it was made from: without macros. */
  readonly template: Template;
}

export interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >;
}

const output = (command: string, args: readonly string[]): string => {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1e8 });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
    if (stdout?.startsWith('[')) return stdout;
    throw new Error(`${command} ${args.join(' ')}: ${stderr}`, { cause: error });
  }
};

/** Everything that cfn-lint says of each of some files, warnings too; it ends with another code than 0 when there is anything. */
export function lint(cfnLint: string, files: readonly string[]): ReadonlyMap<string, readonly Remark[]> {
  const said = output(cfnLint, ['--format', 'json', '--include-checks', 'W', '--', ...files]);
  const matches = JSON.parse(said) as Match[];
  return new Map(
    files.map((file) => [
      file,
      matches
        .filter(({ Filename }) => Filename === file)
        .map(({ Level, Message, Rule, Location }) => ({
          rule: Rule.Id,
          level: Level,
          path: Location.Path.join('/'),
          message: Message,
        })),
    ]),
  );
}

/** Creates stacks of a folder in moto, in order. */
export function create(moto: string, folder: string, stacks: readonly string[]): Readonly<Record<string, Created>> {
  const python = join(dirname(moto), 'python');
  return JSON.parse(output(python, [join(__dirname, 'create_stacks.py'), folder, ...stacks]));
}
