import { type Plan, type PlannedGuard, seesTraffic, type TrafficProfile } from '../plan';
import { readingsIn } from './guard-evidence';
import { shareOf, sightOf } from './sight';

/** How many may fail, over how long. */
export interface Objective {
  /** The share of requests that must succeed, in percent: 99.9. */
  readonly slo: number;
  /** Seconds of the window that the objective is about: 30 days. */
  readonly window: number;
}

/** What a fault costs before it is stopped. Requests stand for users: nobody is counted twice only if each sends one request. */
export interface Exposure {
  /** How many times as often as usual the new version fails. */
  readonly rise: number;
  /** Seconds until a guard can trip for the first time; absent: no guard ever can. */
  readonly firstAbort?: number;
  /** Requests that the new version answers until then. */
  readonly requestsBeforeFirstAbort: number;
  /** Of these, the ones that fail. */
  readonly failedBeforeFirstAbort: number;
  /** The chance that the release is stopped before its end. */
  readonly stopped: number;
  /** Seconds until it is stopped, on average of the releases that are. */
  readonly expectedAbort?: number;
  /** Requests to the new version, on average of all releases. */
  readonly expectedRequests: number;
  /** Of these, the ones that fail. */
  readonly expectedFailed: number;
  /** Failed requests when nothing stops the release, to its end. */
  readonly worstFailed: number;
  /** The share of the error budget that the expected failures use up, in percent. */
  readonly budgetUsed: number;
  /** The share of the error budget that the worst case uses up, in percent. */
  readonly worstBudgetUsed: number;
}

interface Reading {
  readonly at: number;
  readonly guard: number;
  readonly bad: number;
}

/** All readings of all guards in time order. */
function readings(plan: Plan, traffic: TrafficProfile, rise: number): Reading[] {
  const all: Reading[] = [];
  let start = 0;
  for (const phase of plan.phases) {
    if (seesTraffic(phase)) {
      plan.guards.forEach((guard: PlannedGuard, index) => {
        const bad = sightOf(guard, phase, traffic)?.bad(rise) ?? 0;
        const count = bad === 0 ? 0 : readingsIn(guard, phase);
        for (let n = 0; n < count; n += 1) all.push({ at: start + guard.over + n * guard.every, guard: index, bad });
      });
    }
    start += phase.hold;
  }
  return all.sort((a, b) => a.at - b.at);
}

/** Requests to the new version from the start until a time. */
function requestsUntil(plan: Plan, traffic: TrafficProfile): (time: number) => number {
  return (time) => {
    let start = 0;
    let sum = 0;
    for (const phase of plan.phases) {
      sum +=
        Math.max(0, Math.min(time - start, phase.hold)) *
        traffic.requestsPerSecond *
        (phase.weight > 0 ? (shareOf(phase) ?? 0) : 0);
      start += phase.hold;
    }
    return sum;
  };
}

/** What a fault of a given size costs before the plan's guards stop it. */
export function exposure(plan: Plan, traffic: TrafficProfile, rise: number, objective: Objective): Exposure {
  const until = requestsUntil(plan, traffic);
  const failing = Math.min(1, (traffic.errorRate / 100) * rise);
  const end = plan.phases.reduce((sum, { hold }) => sum + hold, 0);
  const seen = plan.guards.map(({ failures }) => Array.from({ length: failures + 1 }, (_, k) => (k === 0 ? 1 : 0)));
  let going = 1;
  let first: number | undefined;
  let [time, requests] = [0, 0];
  for (const { at, guard, bad } of readings(plan, traffic, rise)) {
    const counts = seen[guard] ?? [];
    const alive = counts.reduce((sum, chance) => sum + chance, 0);
    const last = counts.at(-1) ?? 0;
    const trips = alive === 0 ? 0 : (last * bad) / alive;
    for (let k = counts.length - 1; k >= 0; k -= 1)
      counts[k] = (counts[k] ?? 0) * (1 - bad) + (k > 0 ? (counts[k - 1] ?? 0) * bad : 0);
    if (trips > 0.001) first ??= at;
    time += going * trips * at;
    requests += going * trips * until(at);
    going *= 1 - trips;
  }
  const stopped = 1 - going;
  const worst = until(end);
  const expectedRequests = requests + going * worst;
  const budget = traffic.requestsPerSecond * objective.window * (1 - objective.slo / 100);
  const extra = (count: number) => (100 * count * failing) / budget;
  const before = until(first ?? end);
  return {
    rise,
    ...(first === undefined ? {} : { firstAbort: first }),
    requestsBeforeFirstAbort: before,
    failedBeforeFirstAbort: before * failing,
    stopped,
    ...(stopped < 1e-9 ? {} : { expectedAbort: time / stopped }),
    expectedRequests,
    expectedFailed: expectedRequests * failing,
    worstFailed: worst * failing,
    budgetUsed: extra(expectedRequests),
    worstBudgetUsed: extra(worst),
  };
}
