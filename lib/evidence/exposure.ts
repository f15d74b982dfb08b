import type { TrafficProfile } from '../plan';
import type { Objective } from './budget';
import type { View, Watch } from './guard-evidence';
import type { Counter } from './readings';
import type { Span } from './span';

/** What a fault costs before it is stopped. Requests stand for users: nobody is counted twice only if each sends one request. */
export interface Exposure {
  /** How many times as often as usual the new version fails. */
  readonly rise: number;
  /** The new version's error rate then, in percent. */
  readonly errorRate: number;
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
  /** Requests to the new version until it is stopped or the release is through, on average of all releases. */
  readonly expectedRequests: number;
  /** Of these, the ones that fail. */
  readonly expectedFailed: number;
  /** Failed requests when nothing stops the release, to its end. */
  readonly worstFailed: number;
  /** The part of the error budget that the expected failures use up, in percent. */
  readonly budgetUsed: number;
  /** The part of the error budget that the worst case uses up, in percent. */
  readonly worstBudgetUsed: number;
}

/** A chance that does not matter for the first possible abort. */
const NEGLIGIBLE = 0.001;

/** So many readings of a span are looked at one by one; later ones in blocks that grow by a tenth. */
const ONE_BY_ONE = 32;

interface Moment {
  readonly at: number;
  /** The chance that the guard trips in this block, given that it has not before. */
  readonly trips: number;
}

/** The size of block number n. */
const blockSize = (n: number): number => (n < ONE_BY_ONE ? 1 : Math.ceil(1.1 ** (n - ONE_BY_ONE)));

/** Calls `take` with blocks of readings until all are taken, or it answers that no more are needed. */
function inBlocks(count: number, take: (taken: number, size: number) => boolean): void {
  let taken = 0;
  for (let n = 0; taken < count; n += 1) {
    const size = Math.min(count - taken, blockSize(n));
    if (!take(taken, size)) return;
    taken += size;
  }
}

const CERTAIN = 1 - 1e-9;

function addMoments(moments: Moment[], { span, times }: View, every: number, rise: number, counter: Counter): void {
  if (times.kind === 'sequence') {
    const stoppedBy = times.stoppedBy(rise);
    let before = 0;
    inBlocks(Math.floor(span.hold / every + 1e-9), (taken, size) => {
      const stopped = Math.max(before, stoppedBy((taken + size) * every));
      moments.push({ at: span.start + (taken + (size + 1) / 2) * every, trips: (stopped - before) / (1 - before) });
      before = stopped;
      return stopped < CERTAIN;
    });
    return;
  }
  const { first, step, count, bad } = times.at(rise);
  if (bad === 0) return;
  inBlocks(count, (taken, size) => {
    const trips = counter.take({ bad, count: size });
    moments.push({ at: span.start + first + (taken + (size - 1) / 2) * step, trips });
    return counter.tripped < CERTAIN;
  });
}

/** Requests that the new version answers from the start until a time. */
function requestsUntil(spans: readonly Span[], { requestsPerSecond }: TrafficProfile): (time: number) => number {
  return (time) => {
    let sum = 0;
    for (const { start, hold, answered } of spans) {
      if (time <= start) break;
      sum += Math.min(time - start, hold) * answered;
    }
    return sum * requestsPerSecond;
  };
}

/** What a fault of a given size costs before the guards stop it. The fault is in errors, so that latency guards see none; guards are taken as independent. */
export function exposureOf(
  spans: readonly Span[],
  watches: readonly Watch[],
  traffic: TrafficProfile,
  rise: number,
  objective: Objective,
): Exposure {
  const until = requestsUntil(spans, traffic);
  const last = spans.at(-1);
  const end = last === undefined ? 0 : last.start + last.hold;
  const failing = Math.min(1, (traffic.errorRate / 100) * rise);
  const moments: Moment[] = [];
  for (const { guard, views, counter } of watches) {
    const count = counter();
    const seen = guard.measure.metric === 'latency' ? 1 : rise;
    for (const view of views) addMoments(moments, view, guard.every, seen, count);
  }
  moments.sort((a, b) => a.at - b.at);
  let going = 1;
  let first: number | undefined;
  let [time, requests] = [0, 0];
  for (const { at, trips } of moments) {
    if (trips > NEGLIGIBLE) first ??= at;
    time += going * trips * at;
    requests += going * trips * until(at);
    going *= 1 - trips;
    if (going < 1e-12) break;
  }
  const stopped = 1 - going;
  const worst = until(end);
  const expectedRequests = requests + going * worst;
  const budget = traffic.requestsPerSecond * objective.window * (1 - objective.slo / 100);
  const used = (count: number): number => (100 * count * failing) / budget;
  const before = until(first ?? end);
  return {
    rise,
    errorRate: 100 * failing,
    ...(first === undefined ? {} : { firstAbort: first }),
    requestsBeforeFirstAbort: before,
    failedBeforeFirstAbort: before * failing,
    stopped,
    ...(stopped < 1e-9 ? {} : { expectedAbort: time / stopped }),
    expectedRequests,
    expectedFailed: expectedRequests * failing,
    worstFailed: worst * failing,
    budgetUsed: used(expectedRequests),
    worstBudgetUsed: used(worst),
  };
}
