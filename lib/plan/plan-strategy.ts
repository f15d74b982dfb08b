import { CutoverError } from '../findings';
import {
  type Copies,
  millisecondsOf,
  type Percent,
  percentOf,
  type Strategy,
  secondsOf,
  shapeErrors,
} from '../strategy';
import { planGuards } from './guards';
import { planPhases } from './phases';
import type { Amount, Pace, Plan, Replacement } from './plan';

/** What a rolling strategy is when it does not say otherwise. */
export const PACE_DEFAULTS = { surge: 25, unavailable: 0, minReady: 0 } as const;

const REPLACEMENTS: Readonly<Record<Strategy['kind'], Replacement>> = {
  recreate: 'stop-first',
  rolling: 'in-place',
  blueGreen: 'side-by-side',
  canary: 'side-by-side',
  linear: 'side-by-side',
  abTest: 'side-by-side',
  shadow: 'side-by-side',
};

const amountOf = (amount: Percent | Copies): Amount =>
  typeof amount === 'object' ? { copies: amount.copies } : { percent: percentOf(amount) };

function paceOf(strategy: Strategy): Pace | undefined {
  if (strategy.kind !== 'rolling') return undefined;
  return {
    surge: amountOf(strategy.surge ?? PACE_DEFAULTS.surge),
    unavailable: amountOf(strategy.unavailable ?? PACE_DEFAULTS.unavailable),
    minReady: strategy.minReady === undefined ? PACE_DEFAULTS.minReady : secondsOf(strategy.minReady),
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

const planned = new WeakMap<Strategy, Plan>();

/**
 * The normal form of a strategy: the same ordered list of phases for every kind. The same strategy gives the same plan.
 * @throws CutoverError with every field that is missing or of another type; what a strategy must not say besides, `Strategy.parse` refuses.
 */
export function plan(strategy: Strategy): Plan {
  const known = Object.isFrozen(strategy) ? planned.get(strategy) : undefined;
  if (known !== undefined) return known;
  CutoverError.throwIfAny('plan', shapeErrors(strategy));
  const result = normalForm(strategy);
  if (Object.isFrozen(strategy)) planned.set(strategy, result);
  return result;
}

function normalForm(strategy: Strategy): Plan {
  const pace = paceOf(strategy);
  const maintenance = strategy.kind === 'recreate' ? strategy.maintenance : undefined;
  const { drain, stickiness, traffic } = strategy;
  return deepFreeze({
    replacement: REPLACEMENTS[strategy.kind],
    ...(pace === undefined ? {} : { pace }),
    ...(maintenance === undefined ? {} : { maintenance }),
    phases: planPhases(strategy),
    guards: planGuards(strategy.guards ?? []),
    onFailure: strategy.onFailure ?? 'rollback',
    ...(drain === undefined ? {} : { drain: secondsOf(drain) }),
    ...(stickiness === undefined ? {} : { stickiness }),
    ...(traffic === undefined
      ? {}
      : {
          traffic: {
            requestsPerSecond: traffic.requestsPerSecond,
            errorRate: percentOf(traffic.errorRate),
            ...(traffic.latency === undefined ? {} : { latency: millisecondsOf(traffic.latency) }),
          },
        }),
    accept: strategy.accept ?? [],
  });
}
