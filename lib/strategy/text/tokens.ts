import { INPUT_LIMITS } from '../plain';

/** How much YAML is read: tokens as its lexer counts them (indicators, spaces, line ends and scalars), and levels of nesting. */
export const YAML_LIMITS = { tokens: 40_000, depth: INPUT_LIMITS.depth * 2 } as const;

const OPEN = new Set(['[', '{']);
const CLOSE = new Set([']', '}']);
/** What the lexer puts before a document and before a scalar. */
const CONTROL = new Set(['\u0002', '\u0018', '\u001f', '\ufeff']);
const BLOCK = new Set(['-', '?', ':']);

/** Follows how deep the tokens of a YAML text nest: open brackets, and the indented blocks around them. */
class Nesting {
  #brackets = 0;
  #indents: number[] = [];
  #column = 0;
  #atStart = true;
  #marks = 0;

  take(token: string): number {
    if (token === '\n' || token === '\r\n') {
      this.#column = 0;
      this.#marks = 0;
      this.#atStart = true;
    } else if (CONTROL.has(token)) return 0;
    else if (token.trim() === '') this.#column += token.length;
    else this.#content(token);
    return this.#brackets + this.#indents.length + this.#marks;
  }

  #content(token: string): void {
    if (this.#atStart && this.#marks === 0) {
      while (this.#indents.length > 0 && (this.#indents.at(-1) ?? 0) >= this.#column) this.#indents.pop();
      this.#indents.push(this.#column);
    }
    if (this.#atStart && BLOCK.has(token)) this.#marks += 1;
    else this.#atStart = false;
    if (OPEN.has(token)) this.#brackets += 1;
    else if (CLOSE.has(token) && this.#brackets > 0) this.#brackets -= 1;
  }
}

/** Why a YAML text is not read at all, seen from its tokens; undefined when it may be. */
export function excessOf(tokens: Iterable<string>): 'too-deep' | 'too-large' | undefined {
  const nesting = new Nesting();
  let count = 0;
  for (const token of tokens) {
    count += 1;
    if (count > YAML_LIMITS.tokens) return 'too-large';
    if (nesting.take(token) > YAML_LIMITS.depth) return 'too-deep';
  }
  return undefined;
}
