import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { HookTarget, NewVersionInvocation } from './hook';

/** What the name of a function check means: a function of yours, or an invocation of the new version itself. */
export type CheckFunction = IFunction | NewVersionInvocation;

/** What the names of function checks can mean, besides functions. */
export const CheckFunction = {
  /**
   * Invokes the new version with an event. The check fails when it throws, when it is too slow, or when its answer lacks a field of `answer`.
   *
   * @example
   * CheckFunction.newVersion({ payload: { sku: 'book-1' }, answer: { currency: 'EUR' } });
   */
  newVersion: (invocation: NewVersionInvocation): NewVersionInvocation => invocation,
} as const;

export const isInvocation = (target: CheckFunction): target is NewVersionInvocation => 'payload' in target;

/** The names of function checks as the hook sees them; a name that nothing explains is the function's own. */
export const targetsOf =
  (functions: Readonly<Record<string, CheckFunction>>) =>
  (name: string): HookTarget => {
    const target = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (target === undefined) return { functionName: name };
    return isInvocation(target) ? target : { functionName: target.functionArn };
  };
