import { bakeOf, type Phase, type Plan, shares } from '../../lib/plan';
import { FLAGGER } from './flagger';
import { PROVIDERS } from './providers';
import type { Settled } from './settings';

/** Which of Flagger's strategies a plan becomes; a shadow is a blue/green release with mirrored requests. */
export type Mode = 'canary' | 'abTest' | 'blueGreen' | 'shadow';

/** How Flagger moves a release: all of it happens at whole ticks. */
export interface Schedule {
  readonly mode: Mode;
  /** Seconds of the interval. */
  readonly tick: number;
  /** The weights of a canary, each of which lasts a tick; empty for the others. */
  readonly weights: readonly number[];
  /** Ticks of an A/B test, a shadow or the preview of a blue/green release; 0 for a canary. */
  readonly iterations: number;
  /** Whether a canary mirrors for a tick before it moves anything. */
  readonly mirrored: boolean;
  /** Whether every hold of a canary has all its ticks: there are whole percents enough below its weight. */
  readonly complete: boolean;
  /** Whether a canary ends at a gate, below 100 %: the last step has the approval. */
  readonly gated: boolean;
}

/** A weight with the whole time that it is asked for, in seconds. */
interface Stair {
  readonly weight: number;
  readonly hold: number;
}

export function modeOf(plan: Plan): Mode {
  const all = shares(plan);
  if (all.length === 0) return 'blueGreen';
  if (all.some(({ weight }) => weight > 0)) return 'canary';
  return all.some(({ audience }) => audience.length > 0) ? 'abTest' : 'shadow';
}

/** A weight as Flagger takes it: whole percent, and never none. */
export const wholeWeight = (weight: number): number => Math.min(99, Math.max(1, Math.round(weight)));

const moving = (plan: Plan): readonly Phase[] => shares(plan).filter(({ weight }) => weight > 0);

function stairsOf(plan: Plan): Stair[] {
  const stairs: { weight: number; hold: number }[] = [];
  for (const { weight, hold } of moving(plan)) {
    const last = stairs.at(-1);
    const whole = wholeWeight(weight);
    if (last?.weight === whole) last.hold += hold;
    else stairs.push({ weight: whole, hold });
  }
  return stairs;
}

/** Whether the approval of the last step can be the gate of the promotion: then nothing may come between the two. */
const endsAtGate = (plan: Plan): boolean => {
  const approved = shares(plan).filter(({ approve }) => approve !== undefined);
  const checked = plan.phases.some(({ stage, checks }) => stage === 'full' && checks.length > 0);
  return approved.length === 1 && approved[0] === shares(plan).at(-1) && bakeOf(plan) === 0 && !checked;
};

/** Ticks that take at least so long. */
export const ticksIn = (seconds: number, tick: number): number => Math.max(1, Math.ceil(seconds / tick - 1e-9));

/**
 * The weights that take the time of all stairs: the ticks of a longer hold are spent on the whole percents below it, so that the new version never
 * has more than was asked for. `complete` says whether there are enough of them.
 */
function ladder(stairs: readonly Stair[], tick: number): { readonly weights: number[]; readonly complete: boolean } {
  const weights: number[] = [];
  let complete = true;
  for (const { weight, hold } of stairs) {
    const room = Math.max(1, weight - (weights.at(-1) ?? 0));
    const wanted = ticksIn(hold, tick);
    const count = Math.min(wanted, room);
    complete &&= count === wanted;
    for (let below = count - 1; below >= 0; below -= 1) weights.push(weight - below);
  }
  return { weights, complete };
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** More ticks than these are not tried for one hold. */
const MOST_TICKS = 100;

/** The tick that fits all holds: what they have in common, or the shortest with which no hold becomes shorter. */
function tickOf(stairs: readonly Stair[], others: readonly number[]): number | undefined {
  const holds = [...stairs.map(({ hold }) => hold), ...others].filter((hold) => hold > 0).map(Math.ceil);
  if (holds.length === 0) return undefined;
  const common = holds.reduce(divisor);
  const fits = (tick: number) => tick >= FLAGGER.shortestInterval && ladder(stairs, tick).complete;
  if (fits(common)) return common;
  const candidates = holds.flatMap((hold) => Array.from({ length: MOST_TICKS }, (_, at) => Math.ceil(hold / (at + 1))));
  const sorted = candidates.filter((tick) => tick >= common).sort((a, b) => a - b);
  return sorted.find(fits) ?? Math.max(FLAGGER.shortestInterval, ...holds);
}

/** How often the most watchful guard is read, in seconds. */
const readEvery = ({ guards }: Plan): number | undefined => {
  const least = Math.ceil(Math.min(...guards.map(({ every }) => every)));
  return guards.length === 0 || least < FLAGGER.shortestInterval ? undefined : least;
};

function canary(plan: Plan, settings: Settled): Schedule {
  const mirror = shares(plan).filter(({ weight, mirror: share }) => weight === 0 && share > 0);
  const stairs = stairsOf(plan);
  const gated = endsAtGate(plan);
  const timed = gated ? stairs.slice(0, -1) : [...stairs, { weight: 100, hold: bakeOf(plan) }];
  const tick =
    settings.interval ??
    tickOf(
      timed,
      mirror.map(({ hold }) => hold),
    ) ??
    readEvery(plan) ??
    FLAGGER.interval;
  const { weights, complete } = ladder(timed, tick);
  const last = stairs.at(-1)?.weight ?? 0;
  return {
    mode: 'canary',
    tick,
    weights: gated ? [...weights, last] : weights,
    iterations: 0,
    mirrored: mirror.length > 0,
    complete,
    gated,
  };
}

/** A tick that divides the time of the iterations, as often as guards are read if it can be. */
function evenTick(plan: Plan, seconds: number, least: number): number {
  const divides = (tick: number | undefined): tick is number =>
    tick !== undefined && (seconds === 0 || (seconds % tick === 0 && seconds / tick >= least));
  const wanted = [readEvery(plan), FLAGGER.interval, divisor(FLAGGER.interval, seconds), seconds / least].find(
    (tick) => divides(tick) && tick >= FLAGGER.shortestInterval && Number.isInteger(tick),
  );
  return wanted ?? FLAGGER.shortestInterval;
}

/** Ticks of test traffic that Flagger adds after the iterations when only the pods of a Service change. */
export const extraTicks = ({ provider }: Settled): number => (PROVIDERS[provider.kind].weights ? 0 : 1);

function iterated(plan: Plan, mode: Exclude<Mode, 'canary'>, settings: Settled): Schedule {
  const seconds = plan.phases
    .filter(({ stage }) => stage === (mode === 'blueGreen' ? 'test' : 'share'))
    .reduce((sum, { hold }) => sum + hold, 0);
  const bake = Math.ceil(bakeOf(plan));
  const extra = mode === 'blueGreen' ? extraTicks(settings) : 0;
  const switches = mode !== 'abTest' && PROVIDERS[settings.provider.kind].weights;
  const tick =
    settings.interval ??
    (bake > 0 && switches ? Math.max(FLAGGER.shortestInterval, bake) : evenTick(plan, seconds, 1 + extra));
  const iterations = Math.max(1, ticksIn(seconds, tick) - extra);
  return { mode, tick, weights: [], iterations, mirrored: false, complete: true, gated: false };
}

const known = new WeakMap<Settled, WeakMap<Plan, Schedule>>();

/** How a plan becomes ticks. For a plan that the limits refuse it says something, which nobody emits. */
export function scheduleOf(plan: Plan, settings: Settled): Schedule {
  const plans = known.get(settings) ?? new WeakMap<Plan, Schedule>();
  known.set(settings, plans);
  const before = plans.get(plan);
  if (before !== undefined) return before;
  const mode = modeOf(plan);
  const schedule = mode === 'canary' ? canary(plan, settings) : iterated(plan, mode, settings);
  plans.set(plan, schedule);
  return schedule;
}

/** Whether the new version has everything for a tick before it is promoted: the old one is still there, and an abort is one change of weights. */
export const isSwitched = ({ mode, gated }: Schedule, settings: Settled): boolean =>
  PROVIDERS[settings.provider.kind].weights && mode !== 'abTest' && !gated;

/** Seconds from the first tick with the new version to the end of the promotion; waits for people come on top. */
export function secondsIn({ mode, tick, weights, iterations, mirrored }: Schedule): number {
  const ticks = mode === 'canary' ? weights.length + (mirrored ? 1 : 0) : iterations + (mode === 'abTest' ? 0 : 1);
  return (ticks + FLAGGER.promotion) * tick;
}
