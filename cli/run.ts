import { argsOf, checkOperands } from './args';
import { type Command, EXIT, type Exit } from './command';
import { helpOf, overview } from './help';
import type { Io } from './io';
import { Misuse, unknown } from './misuse';
import { version } from './version';

/** Each command is loaded when it is asked for, so that `plan` does not wait for the targets. */
const COMMANDS: Readonly<Record<string, () => Command>> = {
  plan: () => (require('./commands/plan') as typeof import('./commands/plan')).planCommand,
  preview: () => (require('./commands/preview') as typeof import('./commands/preview')).previewCommand,
  targets: () => (require('./commands/targets') as typeof import('./commands/targets')).targetsCommand,
  emit: () => (require('./commands/emit') as typeof import('./commands/emit')).emitCommand,
  observe: () => (require('./commands/observe') as typeof import('./commands/observe')).observeCommand,
  check: () => (require('./commands/check') as typeof import('./commands/check')).checkCommand,
  evidence: () => (require('./commands/evidence') as typeof import('./commands/evidence')).evidenceCommand,
  simulate: () => (require('./commands/simulate') as typeof import('./commands/simulate')).simulateCommand,
  design: () => (require('./commands/design') as typeof import('./commands/design')).designCommand,
  advise: () => (require('./commands/advise') as typeof import('./commands/advise')).adviseCommand,
  lint: () => (require('./commands/lint') as typeof import('./commands/lint')).lintCommand,
  diff: () => (require('./commands/diff') as typeof import('./commands/diff')).diffCommand,
  schema: () => (require('./commands/schema') as typeof import('./commands/schema')).schemaCommand,
};

const load = (name: string): Command => {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw unknown('command', name, Object.keys(COMMANDS));
  return command();
};

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h' || word === 'help';

async function dispatch([name, ...rest]: readonly string[], io: Io): Promise<Exit> {
  const all = () => overview(Object.keys(COMMANDS).map(load));
  if (name === undefined) {
    io.err(all());
    return EXIT.misuse;
  }
  if (name === '--version') io.out(`${version()}\n`);
  else if (isHelp(name)) io.out(rest[0] === undefined ? all() : helpOf(load(rest[0])));
  else {
    if (name.startsWith('-')) throw unknown('option', name, ['--help', '--version']);
    const command = load(name);
    const args = argsOf(command, rest);
    if (args.has('help')) io.out(helpOf(command));
    else {
      checkOperands(command, args);
      return command.run(args, io);
    }
  }
  return EXIT.fine;
}

/** Runs a command line and gives its exit code. Never throws. */
export async function run(argv: readonly string[], io: Io): Promise<Exit> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Misuse) {
      io.err(`cutover: ${message}\n`);
      return EXIT.misuse;
    }
    io.err(`cutover: internal error: ${message}\nPlease report it with the strategy and the command line.\n`);
    return EXIT.internal;
  }
}
