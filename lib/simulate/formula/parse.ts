import { type Expression, type Matcher, NotUnderstood, type Operator, type Series } from './expression';
import { type Token, tokensOf } from './lexer';

/** How tightly each operator binds. */
const BINDS: Readonly<Record<Operator, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '^': 6,
};

const SPELLINGS: Readonly<Record<string, Operator>> = { '&&': 'and', '||': 'or' };

const AGGREGATIONS: ReadonlySet<string> = new Set(['sum', 'avg', 'max', 'min', 'count']);
const GROUPING: ReadonlySet<string> = new Set(['by', 'without']);
/** How Prometheus matches the two sides of an operator: with one series on each side it makes no difference. */
const MATCHING: ReadonlySet<string> = new Set(['on', 'ignoring', 'group_left', 'group_right']);

const SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

const secondsOf = (duration: string): number =>
  Array.from(duration.matchAll(/(\d+)(ms|[smhdwy])/g)).reduce(
    (sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit ?? ''] ?? Number.NaN),
    0,
  );

/** Deeper expressions are not read. */
const DEEPEST = 60;

class Parser {
  readonly #tokens: readonly Token[];
  readonly #prometheus: boolean;
  #at = 0;
  #depth = 0;

  constructor(text: string, prometheus: boolean) {
    this.#tokens = tokensOf(text);
    this.#prometheus = prometheus;
  }

  parse(): Expression {
    const expression = this.#binary(1);
    if (this.#peek().kind !== 'end') throw this.#unexpected();
    return expression;
  }

  #peek(): Token {
    return (this.#tokens[this.#at] ?? this.#tokens.at(-1)) as Token;
  }

  #unexpected(): NotUnderstood {
    return new NotUnderstood(`${this.#peek().text} is not understood`);
  }

  #take(text: string): boolean {
    const { kind, text: next } = this.#peek();
    if (kind === 'text' || next.toLowerCase() !== text) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unexpected();
  }

  #operator(): Operator | undefined {
    const { kind, text } = this.#peek();
    if (kind !== 'symbol' && kind !== 'name') return undefined;
    const operator = SPELLINGS[text] ?? text.toLowerCase();
    return Object.hasOwn(BINDS, operator) ? (operator as Operator) : undefined;
  }

  #binary(least: number): Expression {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new NotUnderstood('it is nested too deeply');
    let left = this.#unary();
    for (
      let operator = this.#operator();
      operator !== undefined && BINDS[operator] >= least;
      operator = this.#operator()
    ) {
      this.#at += 1;
      if (this.#prometheus) this.#matching();
      const right = this.#binary(operator === '^' ? BINDS[operator] : BINDS[operator] + 1);
      left = { kind: 'binary', operator, left, right };
    }
    this.#depth -= 1;
    return left;
  }

  #matching(): void {
    if (this.#take('bool')) throw new NotUnderstood('bool is not understood');
    while (MATCHING.has(this.#peek().text)) {
      this.#at += 1;
      this.#labels();
    }
  }

  #labels(): void {
    if (!this.#take('(')) return;
    while (!this.#take(')')) this.#at += this.#peek().kind === 'end' ? this.#fail() : 1;
  }

  #fail(): never {
    throw this.#unexpected();
  }

  #unary(): Expression {
    const minus = this.#take('-');
    const not = !minus && (this.#take('!') || (!this.#prometheus && this.#take('not')));
    if (minus || not) {
      this.#depth += 1;
      if (this.#depth > DEEPEST) throw new NotUnderstood('it is nested too deeply');
      const of = this.#unary();
      this.#depth -= 1;
      return { kind: 'unary', operator: minus ? '-' : '!', of };
    }
    if (this.#take('+')) return this.#primary();
    return this.#postfix(this.#primary());
  }

  #primary(): Expression {
    const { kind, text } = this.#peek();
    if (this.#take('(')) {
      const inside = this.#binary(1);
      this.#expect(')');
      return inside;
    }
    if (kind === 'symbol' && text === '[' && !this.#prometheus) {
      this.#at += 1;
      return { kind: 'list', items: this.#items(']') };
    }
    if (kind === 'symbol' && text === '{' && this.#prometheus) return this.#series('');
    this.#at += 1;
    if (kind === 'number') return { kind: 'number', value: Number(text) };
    if (kind === 'text') return { kind: 'text', value: text };
    if (kind !== 'name') {
      this.#at -= 1;
      throw this.#unexpected();
    }
    if (this.#prometheus && /^inf$/i.test(text)) return { kind: 'number', value: Number.POSITIVE_INFINITY };
    return this.#named(text);
  }

  #named(name: string): Expression {
    const lower = name.toLowerCase();
    if (this.#prometheus && AGGREGATIONS.has(lower) && GROUPING.has(this.#peek().text)) {
      this.#at += 1;
      this.#labels();
    }
    if (this.#take('(')) {
      const args = this.#items(')');
      if (this.#prometheus && GROUPING.has(this.#peek().text)) {
        this.#at += 1;
        this.#labels();
      }
      return { kind: 'call', name: lower, args };
    }
    return this.#prometheus ? this.#series(name) : { kind: 'name', name };
  }

  #items(end: string): Expression[] {
    const items: Expression[] = [];
    if (this.#take(end)) return items;
    do items.push(this.#binary(1));
    while (this.#take(','));
    this.#expect(end);
    return items;
  }

  #series(name: string): Series {
    const matchers: Matcher[] = [];
    if (this.#take('{')) {
      while (!this.#take('}')) {
        const label = this.#peek().text;
        this.#at += 1;
        const operator = this.#peek().text;
        if (!['=', '!=', '=~', '!~'].includes(operator)) throw this.#unexpected();
        this.#at += 1;
        const value = this.#peek();
        if (value.kind !== 'text') throw this.#unexpected();
        this.#at += 1;
        matchers.push({ label, operator: operator as Matcher['operator'], value: value.text });
        if (!this.#take(',') && this.#peek().text !== '}') throw this.#unexpected();
      }
    }
    if (!this.#take('[')) return { kind: 'series', name, matchers, ...this.#offset() };
    const range = this.#duration();
    this.#expect(']');
    return { kind: 'series', name, matchers, range, ...this.#offset() };
  }

  #duration(): number {
    const { kind, text } = this.#peek();
    if (kind !== 'duration') throw this.#unexpected();
    this.#at += 1;
    return secondsOf(text);
  }

  #offset(): Pick<Series, 'offset'> {
    return this.#take('offset') ? { offset: this.#duration() } : {};
  }

  /** The range of a subquery, after what it is about. */
  #subquery(of: Expression): Expression {
    const range = this.#duration();
    this.#expect(':');
    const step = this.#duration();
    this.#expect(']');
    return { kind: 'subquery', of, range, step };
  }

  #postfix(inner: Expression): Expression {
    let expression = inner;
    for (;;) {
      if (this.#prometheus && expression.kind !== 'series' && this.#take('[')) {
        expression = this.#subquery(expression);
      } else if (!this.#prometheus && this.#take('[')) {
        const at = this.#binary(1);
        this.#expect(']');
        expression = { kind: 'index', of: expression, at };
      } else if (!this.#prometheus && this.#take('.')) {
        expression = { kind: 'member', of: expression, name: this.#peek().text };
        this.#at += 1;
      } else return expression;
    }
  }
}

/** @throws NotUnderstood */
export const parseExpression = (text: string): Expression => new Parser(text, false).parse();

/** @throws NotUnderstood */
export const parsePromQl = (text: string): Expression => new Parser(text, true).parse();
