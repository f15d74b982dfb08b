import type * as pulumi from '@pulumi/pulumi';

/**
 * Settings whose texts may be outputs. What is a list or an object stays one, and so do numbers, durations and choices between words: they
 * decide what is emitted.
 */
export type Late<T> = T extends string
  ? string extends T
    ? pulumi.Input<string>
    : T
  : T extends (...values: never[]) => unknown
    ? T
    : T extends object
      ? { readonly [Field in keyof T]: Late<T[Field]> }
      : T;
