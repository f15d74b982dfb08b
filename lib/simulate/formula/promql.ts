import type { Seen, Version } from '../seen';
import { type Expression, type Matcher, NotUnderstood, type Operator, type Series } from './expression';
import { parsePromQl } from './parse';

/** The value of the one series that is left, NaN included; undefined when there is none. */
export type Query = (seen: Seen) => number | undefined;

/** What a series counts. */
interface Counted {
  readonly of: Version;
  readonly what: 'requests' | 'errors' | 'successes' | 'latency';
  /** Of a histogram: how many milliseconds one unit is. */
  readonly unit: number;
}

/** Two samples of a scrape every 15 s: what `irate` reads. */
const TWO_SCRAPES = 30;

const STATUS =
  /^(code|status|status_code|response_code|http_status|http_status_code|grpc_status|http_response_status_code)$/;
const REQUESTS =
  /(requests?|calls|hits)(_seconds|_duration_seconds|_duration_milliseconds)?(_total|_count)?$|_(seconds|milliseconds)_count$/;
const FAILURES = /(errors?|failures?|failed)(_total|_count)?$/;

/** Whether the value of a status matches server errors; undefined when the matcher is about something else. */
function aboutErrors({ operator, value }: Matcher): boolean | undefined {
  const positive = operator === '=' || operator === '=~';
  const pattern = (() => {
    try {
      return operator === '=' || operator === '!=' ? undefined : new RegExp(`^(?:${value})$`);
    } catch {
      throw new NotUnderstood(`${JSON.stringify(value)} is not understood`);
    }
  })();
  const matches = (status: string) => (pattern === undefined ? value === status : pattern.test(status));
  const [errors, fine] = [matches('500') || matches('503'), matches('200')];
  if (errors === fine) return undefined;
  return errors === positive;
}

function countedOf({ name, matchers }: Series, versionOf: (matchers: readonly Matcher[]) => Version): Counted {
  const full = name === '' ? (matchers.find(({ label }) => label === '__name__')?.value ?? '') : name;
  const of = versionOf(matchers);
  if (full.endsWith('_bucket')) return { of, what: 'latency', unit: /milliseconds|_ms_|_ms$/.test(full) ? 1 : 1000 };
  if (FAILURES.test(full)) return { of, what: 'errors', unit: 1 };
  if (!REQUESTS.test(full)) throw new NotUnderstood(`nobody knows what ${full || 'a series without a name'} counts`);
  const status = matchers.filter(({ label }) => STATUS.test(label)).map(aboutErrors);
  const what = status.includes(true) ? 'errors' : status.includes(false) ? 'successes' : 'requests';
  return { of, what, unit: 1 };
}

/**
 * How many there were in a window. A series of the new version begins with its first request or failure: before, there is none, which is not
 * the same as none in the window.
 */
function riseOf({ of, what }: Counted, seconds: number): Query {
  if (what === 'latency') throw new NotUnderstood('a histogram is only understood in histogram_quantile');
  const counts: (seen: Seen) => number =
    what === 'successes'
      ? (seen) => seen.requests(of, seconds) - seen.errors(of, seconds)
      : (seen) => seen[what](of, seconds);
  return (seen) => {
    if (seen.missing !== 'none' && (of === 'canary' || seen.down)) return undefined;
    const count = counts(seen);
    if (count > 0 || of !== 'canary') return count;
    const ever = what === 'errors' ? seen.errors(of, seen.at) : seen.requests(of, seen.at);
    return ever === 0 ? undefined : 0;
  };
}

const COMPUTE: Readonly<Partial<Record<Operator, (a: number, b: number) => number>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};

/** A comparison keeps what it is true for. */
const KEEP: Readonly<Partial<Record<Operator, (a: number, b: number) => boolean>>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Functions of one value, and of a limit besides. */
const UNARY: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sqrt: Math.sqrt,
};
const CLAMP: Readonly<Record<string, (value: number, limit: number) => number>> = {
  clamp_max: Math.min,
  clamp_min: Math.max,
};

class Compiler {
  constructor(readonly versionOf: (matchers: readonly Matcher[]) => Version) {}

  compile(expression: Expression): Query {
    switch (expression.kind) {
      case 'number': {
        const { value } = expression;
        return () => value;
      }
      case 'unary': {
        const of = this.compile(expression.of);
        return (seen) => {
          const value = of(seen);
          return value === undefined ? undefined : -value;
        };
      }
      case 'binary':
        return this.#binary(expression.operator, this.compile(expression.left), this.compile(expression.right));
      case 'call':
        return this.#call(expression.name, expression.args);
      case 'series':
        throw new NotUnderstood(`${expression.name} alone is not understood; rate(), increase() and sum() of it are`);
      default:
        throw new NotUnderstood('it is not understood');
    }
  }

  #binary(operator: Operator, left: Query, right: Query): Query {
    if (operator === 'or') return (seen) => left(seen) ?? right(seen);
    if (operator === 'and') return (seen) => (right(seen) === undefined ? undefined : left(seen));
    if (operator === 'unless') return (seen) => (right(seen) === undefined ? left(seen) : undefined);
    const compute = COMPUTE[operator];
    const keep = KEEP[operator];
    return (seen) => {
      const [a, b] = [left(seen), right(seen)];
      if (a === undefined || b === undefined) return undefined;
      return compute === undefined ? (keep?.(a, b) ? a : undefined) : compute(a, b);
    };
  }

  #call(name: string, args: readonly Expression[]): Query {
    const [first, second] = args;
    if (first === undefined) throw new NotUnderstood(`${name}() is not understood`);
    switch (name) {
      case 'sum_over_time':
        return this.#sumOf(first);
      case 'last_over_time':
        return this.#last(first);
      case 'rate':
      case 'irate':
      case 'increase':
        return this.#rise(name, first);
      case 'histogram_quantile':
        return this.#quantile(first, second);
      case 'sum':
      case 'avg':
      case 'max':
      case 'min':
      case 'vector':
        return this.compile(first);
      case 'scalar': {
        const of = this.compile(first);
        return (seen) => of(seen) ?? Number.NaN;
      }
      default:
        return this.#computed(name, this.compile(first), second);
    }
  }

  /** The sum of what a query was at each step, aligned as Prometheus does it; steps without a value are left out. */
  #sumOf(of: Expression): Query {
    if (of.kind !== 'subquery' || of.step <= 0)
      throw new NotUnderstood('sum_over_time() is only understood of a subquery');
    const { range, step } = of;
    const inner = this.compile(of.of);
    const played = new WeakMap<object, Map<number, number | undefined>>();
    return (seen) => {
      if (seen.down) return undefined;
      const known = played.get(seen.release) ?? new Map<number, number | undefined>();
      played.set(seen.release, known);
      let sum: number | undefined;
      for (let at = Math.floor(seen.at / step) * step; at >= seen.at - range; at -= step) {
        if (!known.has(at) && seen.missing === 'none') known.set(at, inner(seen.before(seen.at - at)));
        const value = known.get(at);
        if (value !== undefined) sum = (sum ?? 0) + value;
      }
      return sum;
    };
  }

  /** A counter itself: what it counted since it began. */
  #last(of: Expression): Query {
    if (of.kind !== 'series') throw new NotUnderstood('last_over_time() of that is not understood');
    const { offset = 0 } = of;
    const rise = riseOf(countedOf(of, this.versionOf), Number.MAX_SAFE_INTEGER);
    return (seen) => {
      const count = rise(offset === 0 ? seen : seen.before(offset));
      return count === 0 ? undefined : count;
    };
  }

  #computed(name: string, of: Query, limit: Expression | undefined): Query {
    const unary = Object.hasOwn(UNARY, name) ? UNARY[name] : undefined;
    const clamp = Object.hasOwn(CLAMP, name) && limit?.kind === 'number' ? CLAMP[name] : undefined;
    if (unary === undefined && clamp === undefined) throw new NotUnderstood(`${name}() is not understood`);
    const least = limit?.kind === 'number' ? limit.value : Number.NaN;
    return (seen) => {
      const value = of(seen);
      if (value === undefined) return undefined;
      return unary === undefined ? clamp?.(value, least) : unary(value);
    };
  }

  #rise(name: 'rate' | 'irate' | 'increase', of: Expression): Query {
    if (of.kind !== 'series' || of.range === undefined || of.offset !== undefined)
      throw new NotUnderstood(`${name}() of that is not understood`);
    const seconds = name === 'irate' ? Math.min(TWO_SCRAPES, of.range) : of.range;
    const rise = riseOf(countedOf(of, this.versionOf), seconds);
    if (name === 'increase') return rise;
    return (seen) => {
      const count = rise(seen);
      return count === undefined ? undefined : count / seconds;
    };
  }

  #quantile(share: Expression, of: Expression | undefined): Query {
    const inner = (expression: Expression | undefined): Series => {
      if (expression?.kind === 'series' && expression.range !== undefined && expression.offset === undefined)
        return expression;
      if (expression?.kind === 'call' && ['sum', 'rate', 'irate', 'increase'].includes(expression.name))
        return inner(expression.args[0]);
      throw new NotUnderstood('histogram_quantile() of that is not understood');
    };
    const series = inner(of);
    const { of: version, what, unit } = countedOf(series, this.versionOf);
    if (share.kind !== 'number' || what !== 'latency')
      throw new NotUnderstood('histogram_quantile() of that is not understood');
    const seconds = series.range ?? 0;
    return (seen) => {
      if (seen.missing !== 'none' && (version === 'canary' || seen.down)) return undefined;
      const value = seen.percentile(version, share.value * 100, seconds);
      return value === undefined ? Number.NaN : value / unit;
    };
  }
}

/** The longest window of a query, in seconds; 0 without one. */
export function windowOf(expression: Expression): number {
  switch (expression.kind) {
    case 'series':
      return expression.range ?? 0;
    case 'unary':
      return windowOf(expression.of);
    case 'subquery':
      return expression.range;
    case 'binary':
      return Math.max(windowOf(expression.left), windowOf(expression.right));
    case 'call':
      return Math.max(0, ...expression.args.map(windowOf));
    default:
      return 0;
  }
}

/**
 * A query of Prometheus whose result is one number, and its longest window in seconds. `versionOf` tells whose requests a series counts.
 * @throws NotUnderstood
 */
export function promQl(
  text: string,
  versionOf: (matchers: readonly Matcher[]) => Version,
): { readonly query: Query; readonly window: number } {
  const expression = parsePromQl(text);
  return { query: new Compiler(versionOf).compile(expression), window: windowOf(expression) };
}
