import { CutoverError, type Finding } from '../findings';
import { parseStrategy } from './parse';
import { parseStrategyText } from './text';
import type * as types from './types';

/** How a release gets to its users. Plain, frozen, serialisable data. */
export type Strategy = types.Strategy;

/** What a factory takes: the strategy's fields without its kind. */
type Spec<S extends Strategy> = S extends Strategy ? Omit<S, 'kind'> : never;

function taken(
  subject: string,
  { strategy, findings }: { strategy: Strategy | undefined; findings: readonly Finding[] },
) {
  CutoverError.throwIfAny(subject, findings);
  return strategy as Strategy;
}

const factory =
  <S extends Strategy>(kind: S['kind']) =>
  (spec: Spec<S>): S =>
    taken(`Strategy.${kind}`, parseStrategy({ ...spec, kind })) as S;

/**
 * Strategies, as they are written in TypeScript: `Strategy.canary({ steps: [{ weight: 5, hold: '10m' }] })`.
 * Each gives frozen data in its one spelling, and throws a `CutoverError` that lists every problem.
 */
export const Strategy = {
  /** Stops the old version, then starts the new one. */
  recreate: factory<types.RecreateStrategy>('recreate'),
  /** Replaces the copies a few at a time. */
  rolling: factory<types.RollingStrategy>('rolling'),
  /** Tries the new version with test traffic, then moves all requests at once. */
  blueGreen: factory<types.BlueGreenStrategy>('blueGreen'),
  /** Gives the new version a growing share of the requests, step by step. */
  canary: factory<types.CanaryStrategy>('canary'),
  /** Gives the new version more of the requests in equal steps. */
  linear: factory<types.LinearStrategy>('linear'),
  /** Gives an audience, or a fixed share, the new version for a time. */
  abTest: factory<types.AbTestStrategy>('abTest'),
  /** Gives the new version a copy of the traffic for a time. */
  shadow: factory<types.ShadowStrategy>('shadow'),
  /** A strategy from any plain data. Throws a `CutoverError` that lists every problem. */
  parse: (input: unknown): Strategy => taken('Strategy', parseStrategy(input)),
  /** A strategy from the text of a YAML file. Throws a `CutoverError` that lists every problem. */
  fromYaml: (text: string): Strategy => taken('Strategy', parseStrategyText(text, { format: 'yaml' })),
  /** A strategy from the text of a JSON file. Throws a `CutoverError` that lists every problem. */
  fromJson: (text: string): Strategy => taken('Strategy', parseStrategyText(text, { format: 'json' })),
} as const;
