import { parseArgs } from 'node:util';
import type { Args, Command } from './command';
import { Misuse, unknown } from './misuse';

type Token = ReturnType<typeof tokensOf>[number];

const HELP = 'help';

function tokensOf(command: Command, argv: readonly string[]) {
  const options = Object.entries(command.options).map(
    ([name, { value }]) => [name, { type: value === undefined ? 'boolean' : 'string', multiple: true }] as const,
  );
  const parsed = parseArgs({
    args: [...argv],
    options: { ...Object.fromEntries(options), [HELP]: { type: 'boolean', short: 'h' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return parsed.tokens;
}

function checked(token: Extract<Token, { kind: 'option' }>, command: Command): string | undefined {
  const { name, rawName, value, inlineValue } = token;
  const known = [...Object.keys(command.options), HELP];
  if (!known.includes(name)) {
    throw unknown(
      'option',
      rawName,
      known.map((one) => `--${one}`),
    );
  }
  const wanted = command.options[name]?.value;
  if (wanted === undefined) {
    if (value !== undefined) throw new Misuse(`${rawName} takes no value`);
    return undefined;
  }
  const isMissing = value === undefined || value === '' || (!inlineValue && value.length > 1 && value.startsWith('-'));
  if (isMissing) throw new Misuse(`${rawName} needs a value: ${rawName} ${wanted}`);
  return value;
}

/** The command line of a command, checked: every option is known and has a value where it takes one. */
export function argsOf(command: Command, argv: readonly string[]): Args {
  const positionals: string[] = [];
  const values = new Map<string, string[]>();
  for (const token of tokensOf(command, argv)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const value = checked(token, command);
    const before = values.get(token.name);
    const isRepeatable = command.options[token.name]?.multiple === true || value === undefined;
    if (before !== undefined && !isRepeatable) throw new Misuse(`${token.rawName} stands twice`);
    values.set(token.name, [...(before ?? []), ...(value === undefined ? [] : [value])]);
  }
  return { positionals, has: (option) => values.has(option), all: (option) => values.get(option) ?? [] };
}

/** Refuses too few and too many operands. */
export function checkOperands(command: Command, { positionals }: Args): void {
  const missing = command.operands[positionals.length];
  if (missing !== undefined)
    throw new Misuse(`${command.name} needs a ${missing}: cutover ${command.name} ${command.operands.join(' ')}`);
  const isOpen = command.operands.at(-1)?.endsWith('...') === true;
  const extra = isOpen ? undefined : positionals[command.operands.length];
  if (extra !== undefined) throw new Misuse(`${command.name} takes no operand ${JSON.stringify(extra)}`);
}
