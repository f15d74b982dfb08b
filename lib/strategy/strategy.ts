import { CutoverError, show } from '../findings';
import { finding } from './findings';
import { type Parsed, parseStrategy } from './parse';
import { parseStrategyText } from './text';
import type * as types from './types';

/** How a release gets to its users. Plain, frozen, serialisable data. */
export type Strategy = types.Strategy;

/** What a factory takes: the strategy's fields without its kind. */
type Spec<S extends Strategy> = S extends Strategy ? Omit<S, 'kind'> : never;

function taken(subject: string, { strategy, findings }: Parsed) {
  CutoverError.throwIfAny(subject, findings);
  return strategy as Strategy;
}

/** The strategies of some kinds. */
type Of<K extends types.StrategyKind> = Extract<Strategy, { readonly kind: K }>;

/** Reads a strategy; of the kinds that are named, or of any. */
interface Reader<Input> {
  (input: Input): Strategy;
  <K extends types.StrategyKind>(input: Input, ...kinds: readonly [K, ...K[]]): Of<K>;
}

const reader =
  <Input>(parse: (input: Input) => Parsed): Reader<Input> =>
  (input: Input, ...kinds: readonly types.StrategyKind[]) => {
    const strategy = taken('Strategy', parse(input));
    if (kinds.length === 0 || kinds.includes(strategy.kind)) return strategy as never;
    const expected = kinds.map((kind) => `\`${kind}\``).join(' or ');
    const detail = { received: show(strategy.kind), expected, fix: `write a strategy of kind ${expected}` };
    throw new CutoverError('Strategy', [finding('unknown-kind', 'kind', 'Another kind is wanted here', detail)]);
  };

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
  /** A strategy from any plain data, of one of the kinds when some are named. Throws a `CutoverError` that lists every problem. */
  parse: reader<unknown>(parseStrategy),
  /**
   * A strategy from the text of a YAML file: `Strategy.fromYaml(text, 'canary', 'linear')` is typed as one of the two.
   * Throws a `CutoverError` that lists every problem.
   */
  fromYaml: reader<string>((text) => parseStrategyText(text, { format: 'yaml' })),
  /** A strategy from the text of a JSON file, as `fromYaml`. Throws a `CutoverError` that lists every problem. */
  fromJson: reader<string>((text) => parseStrategyText(text, { format: 'json' })),
} as const;
