import type { Seen } from '../seen';
import { type Expression, NotUnderstood, type Operator } from './expression';
import { parseExpression } from './parse';

/** The value of one period; undefined when it has none. */
export type Metric = (seen: Seen) => number | undefined;

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

const COMPUTE: Readonly<Partial<Record<Operator, (a: number, b: number) => number>>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<': (a, b) => Number(a < b),
  '<=': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '>=': (a, b) => Number(a >= b),
  and: (a, b) => Number(a !== 0 && b !== 0),
  or: (a, b) => Number(a !== 0 || b !== 0),
};

const known = (values: readonly (number | undefined)[]): number[] => values.filter((value) => value !== undefined);

type Combine = (values: readonly (number | undefined)[]) => number | undefined;
const some =
  (combine: (values: readonly number[]) => number): Combine =>
  (values) => {
    const present = known(values);
    return present.length === 0 ? undefined : combine(present);
  };

/** Of several metrics; a metric without a value is left out. */
const COMBINE: Readonly<Record<string, Combine>> = {
  max: some((values) => Math.max(...values)),
  min: some((values) => Math.min(...values)),
  sum: some((values) => values.reduce((sum, value) => sum + value, 0)),
  avg: some((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
};

const UNARY: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  log: Math.log,
  log10: Math.log10,
};

type Metrics = ReadonlyMap<string, Metric>;

function callOf(name: string, args: readonly Expression[], metrics: Metrics): Metric {
  const list = args.flatMap((arg) => (arg.kind === 'list' ? arg.items : [arg])).map((arg) => compile(arg, metrics));
  const [first, second, third] = list;
  if (name === 'if' && first !== undefined && second !== undefined) {
    return (seen) => {
      const condition = first(seen);
      if (condition === undefined) return undefined;
      return condition !== 0 ? second(seen) : third?.(seen);
    };
  }
  if (name === 'fill' && first !== undefined && second !== undefined) return (seen) => first(seen) ?? second(seen);
  const combine = Object.hasOwn(COMBINE, name) ? COMBINE[name] : undefined;
  if (combine !== undefined && (list.length > 1 || args[0]?.kind === 'list'))
    return (seen) => combine(list.map((metric) => metric(seen)));
  const unary = Object.hasOwn(UNARY, name) ? UNARY[name] : undefined;
  if (unary !== undefined && first !== undefined && list.length === 1) {
    return (seen) => {
      const value = first(seen);
      return value === undefined ? undefined : finite(unary(value));
    };
  }
  throw new NotUnderstood(`${name.toUpperCase()}() is not understood`);
}

function compile(expression: Expression, metrics: Metrics): Metric {
  switch (expression.kind) {
    case 'number': {
      const { value } = expression;
      return () => value;
    }
    case 'name': {
      const metric = metrics.get(expression.name);
      if (metric === undefined) throw new NotUnderstood(`there is no metric ${expression.name}`);
      return metric;
    }
    case 'unary': {
      const of = compile(expression.of, metrics);
      const compute = expression.operator === '-' ? (value: number) => -value : (value: number) => Number(value === 0);
      return (seen) => {
        const value = of(seen);
        return value === undefined ? undefined : compute(value);
      };
    }
    case 'binary': {
      const compute = COMPUTE[expression.operator];
      if (compute === undefined) throw new NotUnderstood(`${expression.operator} is not understood`);
      const [left, right] = [compile(expression.left, metrics), compile(expression.right, metrics)];
      return (seen) => {
        const [a, b] = [left(seen), right(seen)];
        return a === undefined || b === undefined ? undefined : finite(compute(a, b));
      };
    }
    case 'call':
      return callOf(expression.name, expression.args, metrics);
    default:
      throw new NotUnderstood('it is not understood');
  }
}

/**
 * CloudWatch metric math over one period. A division by zero has no value.
 * @throws NotUnderstood
 */
export const metricMath = (text: string, metrics: Metrics): Metric => compile(parseExpression(text), metrics);
