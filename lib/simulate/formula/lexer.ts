import { NotUnderstood } from './expression';

export interface Token {
  readonly kind: 'number' | 'duration' | 'name' | 'text' | 'symbol' | 'end';
  readonly text: string;
}

const TOKEN =
  /\s*(?:(?<duration>(?:\d+(?:ms|[smhdwy]))+)(?![\w.])|(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?!\w)|(?<name>[A-Za-z_][\w:]*)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(?<symbol>=~|!~|==|!=|<=|>=|&&|\|\||[-+*/%^<>!=(){}[\],.:]))/y;

const unquoted = (text: string): string =>
  text.startsWith('`')
    ? text.slice(1, -1)
    : text.slice(1, -1).replace(/\\(.)/gs, (_, char: string) => (char === 'n' ? '\n' : char));

/** The longest text that is read. */
const LONGEST = 20_000;

/** The tokens of an expression; comments of Prometheus are left out. */
export function tokensOf(source: string): Token[] {
  if (source.length > LONGEST) throw new NotUnderstood(`it is longer than ${LONGEST} characters`);
  const text = source.replace(/#[^\n"'`]*$/gm, '').trimEnd();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined)
      throw new NotUnderstood(`${JSON.stringify(text.slice(at, at + 20).trim())} is not understood`);
    for (const kind of ['duration', 'number', 'name', 'text', 'symbol'] as const) {
      const found = groups[kind];
      if (found !== undefined) tokens.push({ kind, text: kind === 'text' ? unquoted(found) : found });
    }
  }
  return [...tokens, { kind: 'end', text: 'the end' }];
}
