import { type Phase, type Plan, type PlannedGuard, seesTraffic, type TrafficProfile } from '../plan';
import { solve } from './binomial';
import { errorSharePower, errorShareRule, shareOfErrors } from './error-share';
import { normalQuantile } from './normal';
import { tripsOverRelease } from './readings';
import { shareOf, sightOf } from './sight';

/** The largest rise that is looked for: a version that fails a thousand times as often needs no statistics. */
const LARGEST_RISE = 1000;

/** What a guard can see in one phase of the release. */
export interface PhaseEvidence {
  readonly phase: string;
  /** Full windows that lie inside the phase. */
  readonly readings: number;
  /** Requests to the new version in one window (for a sequential guard: in the whole phase). */
  readonly requests: number;
  /** Requests to the stable version in the same time. */
  readonly stableRequests: number;
  /** The chance to see a version that is twice as bad as usual. */
  readonly seesDouble: number;
  /** The chance to see a version that is ten times as bad as usual. */
  readonly seesTenfold: number;
  /** The smallest rise that is seen with the wanted power: 3 is three times the usual; absent: none up to a thousandfold. */
  readonly smallestRise?: number;
  /** Seconds that the phase would have to hold to see a tenfold rise; absent: no hold is long enough. */
  readonly holdForTenfold?: number;
  /** Seconds that the phase would have to hold to see a doubling; absent: no hold is long enough. */
  readonly holdForDouble?: number;
}

/** What a guard can see in a whole release. */
export interface GuardEvidence {
  readonly guard: string;
  readonly path: string;
  /** The phases in which the guard can see anything at all; empty when nothing is known about what it measures. */
  readonly phases: readonly PhaseEvidence[];
  readonly seesDouble: number;
  readonly seesTenfold: number;
  /** The chance that it stops a healthy release, over all readings. */
  readonly falseAborts: number;
}

/** The full windows of a guard that lie inside a phase. */
export const readingsIn = (guard: PlannedGuard, phase: Phase): number =>
  phase.hold < guard.over ? 0 : Math.floor((phase.hold - guard.over) / guard.every) + 1;

/** Of overlapping windows only those that share no request count as evidence. */
const independentIn = (guard: PlannedGuard, phase: Phase): number =>
  guard.every >= guard.over ? readingsIn(guard, phase) : Math.floor(phase.hold / guard.over);

const repeated = (p: number, times: number): number[] => new Array<number>(times).fill(p);

/** The chance that one reading needs so that so many readings trip with the wanted power. */
function neededPerReading(readings: number, failures: number, power: number): number {
  if (readings <= failures) return 2;
  if (failures === 0) return 1 - (1 - power) ** (1 / readings);
  return solve((p) => tripsOverRelease(repeated(p, readings), failures), power, 0, 1);
}

/** Seconds until enough readings have been taken, each bad with probability p. */
function holdFor(guard: PlannedGuard, p: number, power: number): number | undefined {
  if (p < 1e-4) return undefined;
  let readings = guard.failures + 1;
  if (guard.failures === 0) readings = p >= 1 ? 1 : Math.max(1, Math.ceil(Math.log(1 - power) / Math.log1p(-p)));
  else
    while (readings < 10_000 && tripsOverRelease(repeated(p, readings), guard.failures) < power)
      readings = Math.ceil(readings * 1.2);
  return guard.over + (readings - 1) * Math.max(guard.every, guard.over);
}

/** Seconds of one window in which a rate of `other` stands out over a limit, at so many requests a second. */
function windowFor(limit: number, other: number, perSecond: number, power: number): number | undefined {
  if (other <= limit || perSecond === 0) return undefined;
  const z = normalQuantile(power);
  return Math.ceil(((z * Math.sqrt(other * (1 - other))) / (other - limit)) ** 2 / perSecond);
}

function ratesLimit(guard: PlannedGuard): number | undefined {
  if (guard.bad.kind === 'max' && guard.measure.metric === 'errorRate') return guard.bad.value / 100;
  return guard.bad.kind === 'min' && guard.measure.metric === 'successRate' ? 1 - guard.bad.value / 100 : undefined;
}

const shortest = (...holds: readonly (number | undefined)[]): number | undefined => {
  const known = holds.filter((hold) => hold !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};

const optional = <K extends string>(key: K, value: number | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: number };

function byReadings(
  guard: PlannedGuard,
  phase: Phase,
  traffic: TrafficProfile,
  power: number,
): PhaseEvidence | undefined {
  const sight = sightOf(guard, phase, traffic);
  if (sight === undefined) return undefined;
  const readings = independentIn(guard, phase);
  const sees = (rise: number) => tripsOverRelease(repeated(sight.bad(rise), readings), guard.failures);
  const wanted = neededPerReading(readings, guard.failures, power);
  const visible = wanted <= 1 && sight.bad(LARGEST_RISE) >= wanted;
  const limit = ratesLimit(guard);
  const perSecond = sight.canary / guard.over;
  const hold = (rise: number) =>
    shortest(
      holdFor(guard, sight.bad(rise), power),
      limit === undefined
        ? undefined
        : windowFor(limit, Math.min(1, (traffic.errorRate / 100) * rise), perSecond, power),
    );
  return {
    phase: phase.name,
    readings: readingsIn(guard, phase),
    requests: sight.canary,
    stableRequests: sight.stable,
    seesDouble: sees(2),
    seesTenfold: sees(10),
    ...optional('smallestRise', visible ? solve((rise) => sight.bad(rise), wanted, 1, LARGEST_RISE) : undefined),
    ...optional('holdForTenfold', hold(10)),
    ...optional('holdForDouble', hold(2)),
  };
}

function bySequence(
  guard: PlannedGuard,
  phase: Phase,
  traffic: TrafficProfile,
  power: number,
): PhaseEvidence | undefined {
  const share = shareOf(phase);
  if (guard.bad.kind !== 'sequential' || share === undefined || share === 0 || share === 1 || traffic.errorRate === 0)
    return undefined;
  const rule = errorShareRule(share, guard.bad.rise, guard.bad.falseAborts / 100);
  const errorsPerSecond = (rise: number) =>
    traffic.requestsPerSecond * (traffic.errorRate / 100) * (1 - share + share * rise);
  const sees = (rise: number, hold = phase.hold) => errorSharePower(rule, share, rise, errorsPerSecond(rise) * hold);
  const drift = (rise: number) => shareOfErrors(share, rise) * (rule.canary - rule.stable) + rule.stable;
  const hold = (rise: number) =>
    drift(rise) > 0 ? Math.ceil(solve((seconds) => sees(rise, seconds), power, 1, 1e8)) : undefined;
  const requests = traffic.requestsPerSecond * phase.hold;
  return {
    phase: phase.name,
    readings: Math.floor(phase.hold / guard.every),
    requests: requests * share,
    stableRequests: requests * (1 - share),
    seesDouble: sees(2),
    seesTenfold: sees(10),
    ...optional(
      'smallestRise',
      sees(LARGEST_RISE) < power ? undefined : solve((rise) => sees(rise), power, 1, LARGEST_RISE),
    ),
    ...optional('holdForTenfold', hold(10)),
    ...optional('holdForDouble', hold(2)),
  };
}

/** The chances, reading by reading over the whole release, that a reading is bad at a given rise. */
function allReadings(
  guard: PlannedGuard,
  plan: Plan,
  traffic: TrafficProfile,
  rise: number,
  count: typeof readingsIn,
): number[] {
  return plan.phases
    .filter(seesTraffic)
    .flatMap((phase) => repeated(sightOf(guard, phase, traffic)?.bad(rise) ?? 0, count(guard, phase)));
}

/** What a guard can see of a plan's traffic, phase by phase, at the wanted power (0–1). */
export function guardEvidence(plan: Plan, guard: PlannedGuard, traffic: TrafficProfile, power: number): GuardEvidence {
  const sequential = guard.bad.kind === 'sequential';
  const look = sequential ? bySequence : byReadings;
  const phases = plan.phases
    .filter((phase) => seesTraffic(phase) && phase.hold > 0)
    .flatMap((phase) => look(guard, phase, traffic, power) ?? []);
  const missed = (key: 'seesDouble' | 'seesTenfold') => 1 - phases.reduce((miss, phase) => miss * (1 - phase[key]), 1);
  const whole = (rise: number) =>
    tripsOverRelease(allReadings(guard, plan, traffic, rise, independentIn), guard.failures);
  return {
    guard: guard.name,
    path: guard.path,
    phases,
    seesDouble: sequential ? missed('seesDouble') : whole(2),
    seesTenfold: sequential ? missed('seesTenfold') : whole(10),
    falseAborts:
      guard.bad.kind === 'sequential'
        ? Math.min(1, (guard.bad.falseAborts / 100) * Math.max(1, phases.length))
        : tripsOverRelease(allReadings(guard, plan, traffic, 1, readingsIn), guard.failures),
  };
}
