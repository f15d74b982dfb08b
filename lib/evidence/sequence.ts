import type { Comparison, PlannedGuard, TrafficProfile } from '../plan';
import {
  comparable,
  type ErrorSharePower,
  EXACT_UP_TO,
  errorSharePower,
  errorShareRule,
  shareOfErrors,
  weightIn,
} from './error-share';
import type { View, Watch } from './guard-evidence';
import { Tolerance } from './readings';
import { solve } from './solve';
import type { Span } from './span';

const LARGEST_RISE = 1000;
const LONGEST = 1e9;

type Sequential = Extract<Comparison, { readonly kind: 'sequential' }>;

function viewOf(
  span: Span & { readonly canary: number },
  guard: PlannedGuard,
  { rise: watched }: Sequential,
  traffic: TrafficProfile,
  falseAborts: number,
): View {
  const weight = weightIn(span);
  const rule = errorShareRule(weight, watched, falseAborts);
  const errorsPerSecond = (rise: number): number =>
    traffic.requestsPerSecond *
    (span.canary * Math.min(1, (traffic.errorRate / 100) * rise) + (span.stable * traffic.errorRate) / 100);
  const powerAt = (rise: number): ErrorSharePower =>
    errorSharePower(rule, weight, traffic.errorRate === 0 ? rise : Math.min(rise, 100 / traffic.errorRate));
  const chances = new Map<number, (seconds: number) => number>();
  const stoppedBy = (rise: number): ((seconds: number) => number) => {
    const before = chances.get(rise);
    if (before !== undefined) return before;
    const power = powerAt(rise);
    const each = errorsPerSecond(rise);
    const stopped = (seconds: number): number => power(each * seconds);
    chances.set(rise, stopped);
    return stopped;
  };
  const readings = Math.floor(span.hold / guard.every + 1e-9);
  const requests = traffic.requestsPerSecond * span.hold;
  const sees = (rise: number): number => (readings === 0 ? 0 : stoppedBy(rise)(readings * guard.every));
  return {
    span,
    canary: requests * span.canary,
    stable: requests * span.stable,
    readings,
    method: errorsPerSecond(1) * span.hold <= EXACT_UP_TO ? 'exact' : 'random walk',
    sees,
    smallestRise(power) {
      const time = readings * guard.every;
      const roughly = (rise: number): number => powerAt(rise).walk(errorsPerSecond(rise) * time);
      if (readings === 0 || sees(LARGEST_RISE) < power) return undefined;
      const guess = solve(roughly, power, 1, LARGEST_RISE, { guess: watched, precision: 1e-2 });
      return solve((rise) => powerAt(rise)(errorsPerSecond(rise) * time), power, 1, LARGEST_RISE, {
        guess,
        precision: 2e-3,
      });
    },
    holdFor(rise, power) {
      const drift = shareOfErrors(weight, rise) * (rule.canary - rule.stable) + rule.stable;
      if (drift <= 0 || errorsPerSecond(1) === 0) return undefined;
      const each = errorsPerSecond(rise);
      const { walk } = powerAt(rise);
      const guess = solve((seconds) => walk(each * seconds), power, 0, LONGEST, {
        guess: rule.stop / drift / each,
        precision: 1e-2,
      });
      const seconds = solve(stoppedBy(rise), power, 0, LONGEST, { guess, precision: 2e-3 });
      return seconds >= LONGEST ? undefined : Math.ceil(seconds / guard.every - 1e-9) * guard.every;
    },
    times: { kind: 'sequence', stoppedBy },
  };
}

/** An error-share guard over the spans in which both versions get requests; the chance of a false abort is divided among them. */
export function sequenceOf(
  guard: PlannedGuard,
  bad: Sequential,
  spans: readonly Span[],
  traffic: TrafficProfile,
): Watch {
  const both = traffic.errorRate > 0 ? spans.filter(comparable) : [];
  const views = both.map((span) => viewOf(span, guard, bad, traffic, bad.falseAborts / 100 / both.length));
  return {
    guard,
    views,
    bounds: true,
    sees: (rise, where = () => true) =>
      1 - views.filter(({ span }) => where(span)).reduce((missed, view) => missed * (1 - view.sees(rise)), 1),
    falseAborts: views.length === 0 ? 0 : bad.falseAborts / 100,
    counter: () => new Tolerance(0),
  };
}
