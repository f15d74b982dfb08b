import { type Expression, NotUnderstood, type Operator } from './expression';
import { parseExpression } from './parse';

/** What a condition is about: `result` as the provider gives it. */
export type Result = unknown;

/** A condition cannot be computed for this result: reading an empty list, comparing a list with a number. */
export class ConditionError extends Error {}

type Compute = (result: Result) => unknown;

const numberOf = (value: unknown): number => {
  if (typeof value !== 'number') throw new ConditionError('it is compared with something that is no number');
  return value;
};
const truthOf = (value: unknown): boolean => {
  if (typeof value !== 'boolean') throw new ConditionError('it is neither true nor false');
  return value;
};

const COMPARE: Readonly<Partial<Record<Operator, (a: unknown, b: unknown) => unknown>>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => numberOf(a) < numberOf(b),
  '<=': (a, b) => numberOf(a) <= numberOf(b),
  '>': (a, b) => numberOf(a) > numberOf(b),
  '>=': (a, b) => numberOf(a) >= numberOf(b),
  '+': (a, b) => numberOf(a) + numberOf(b),
  '-': (a, b) => numberOf(a) - numberOf(b),
  '*': (a, b) => numberOf(a) * numberOf(b),
  '/': (a, b) => numberOf(a) / numberOf(b),
};

const FUNCTIONS: Readonly<Record<string, (...args: readonly unknown[]) => unknown>> = {
  len: (list) => (Array.isArray(list) ? list.length : numberOf(undefined)),
  isnan: (value) => Number.isNaN(numberOf(value)),
  isinf: (value) => Math.abs(numberOf(value)) === Number.POSITIVE_INFINITY,
  isnil: (value) => value === null || value === undefined,
  default: (value, instead) => (value === null || value === undefined ? instead : value),
  asfloat: (value) => numberOf(value),
  asint: (value) => Math.trunc(numberOf(value)),
  abs: (value) => Math.abs(numberOf(value)),
};

const LITERALS: Readonly<Record<string, unknown>> = { true: true, false: false, nil: null };

function memberOf(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, name))
    throw new ConditionError(`there is no ${name}`);
  return (object as Readonly<Record<string, unknown>>)[name];
}

function compile(expression: Expression): Compute {
  switch (expression.kind) {
    case 'number':
    case 'text': {
      const { value } = expression;
      return () => value;
    }
    case 'name': {
      if (expression.name === 'result') return (result) => result;
      if (!Object.hasOwn(LITERALS, expression.name)) throw new NotUnderstood(`${expression.name} is not understood`);
      const value = LITERALS[expression.name];
      return () => value;
    }
    case 'unary': {
      const of = compile(expression.of);
      return expression.operator === '!' ? (result) => !truthOf(of(result)) : (result) => -numberOf(of(result));
    }
    case 'binary': {
      const [left, right] = [compile(expression.left), compile(expression.right)];
      if (expression.operator === 'and') return (result) => truthOf(left(result)) && truthOf(right(result));
      if (expression.operator === 'or') return (result) => truthOf(left(result)) || truthOf(right(result));
      const compute = COMPARE[expression.operator];
      if (compute === undefined) throw new NotUnderstood(`${expression.operator} is not understood`);
      return (result) => compute(left(result), right(result));
    }
    case 'call': {
      const { name } = expression;
      const compute = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
      if (compute === undefined) throw new NotUnderstood(`${name}() is not understood`);
      const args = expression.args.map(compile);
      return (result) => compute(...args.map((arg) => arg(result)));
    }
    case 'index': {
      const [of, at] = [compile(expression.of), compile(expression.at)];
      return (result) => {
        const list = of(result);
        const index = numberOf(at(result));
        if (!Array.isArray(list) || index < 0 || index >= list.length)
          throw new ConditionError(`there is no result[${index}]`);
        return list[index];
      };
    }
    case 'member': {
      const of = compile(expression.of);
      return (result) => memberOf(of(result), expression.name);
    }
    default:
      throw new NotUnderstood('it is not understood');
  }
}

/**
 * A condition of an Argo Rollouts metric. The function throws a {@link ConditionError} where Argo would have an error.
 * @throws NotUnderstood
 */
export function conditionOf(text: string): (result: Result) => boolean {
  const compute = compile(parseExpression(text));
  return (result) => truthOf(compute(result));
}
