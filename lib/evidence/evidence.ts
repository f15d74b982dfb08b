import type { Plan, TrafficProfile } from '../plan';
import { expectPlan } from '../plan';
import type { Objective } from './budget';
import { type Exposure, exposureOf } from './exposure';
import { type EvidenceFinding, finding } from './findings';
import { type GuardEvidence, guardEvidence } from './guard-evidence';
import { type EvidenceOptions, type Settings, settingsOf } from './options';
import { type Case, caseOf, riseFor, weaknesses, weakPhases } from './weak';

/** What the guards of a plan can see, what a fault costs, and what is weak about it. */
export interface Evidence {
  /** What is normal; absent: not known, so that there is no evidence. */
  readonly profile?: TrafficProfile;
  /** The power that was asked for, 0–1. */
  readonly power: number;
  readonly objective: Objective;
  readonly guards: readonly GuardEvidence[];
  readonly exposures: readonly Exposure[];
  readonly weak: readonly EvidenceFinding[];
  /** What the numbers take for granted. */
  readonly assumptions: readonly string[];
}

function assumptionsOf({ plan, watches }: Case): string[] {
  const metrics = new Set(plan.guards.map(({ measure }) => measure.metric));
  return [
    'Requests stand for users, come evenly, and fail independently of each other.',
    'Readings are windows that lie within one phase; measurements arrive without delay.',
    ...(plan.guards.length > 1 ? ['Guards are independent of each other.'] : []),
    ...(metrics.has('latency')
      ? ['Response times are log-normal with a spread of 0.6: the p99 is four times the p50.']
      : []),
    ...(watches.some(({ bounds, guard }) => bounds && guard.bad.kind !== 'sequential')
      ? ['Where windows overlap, the chances to see are at least, and those of false aborts at most, what is said.']
      : []),
    ...(metrics.has('errorShare')
      ? ['An error-share guard knows the measured share, and its false aborts are at most what is said.']
      : []),
    ...(plan.replacement === 'in-place' ? ['The time in which copies are exchanged is not counted.'] : []),
    ...(plan.onFailure === 'halt'
      ? ['A person ends a halted release at once; until then the share stays as it is.']
      : []),
  ];
}

function asWanted(findings: readonly EvidenceFinding[], plan: Plan, { severity }: Settings): EvidenceFinding[] {
  const accepted = new Set(plan.accept.map(({ id }) => id));
  return findings.flatMap((each) => {
    const wanted = severity[each.id] ?? each.severity;
    return wanted === 'off' || accepted.has(each.id)
      ? []
      : [wanted === each.severity ? each : { ...each, severity: wanted }];
  });
}

/**
 * What the guards of a plan can see of its traffic. Without a traffic profile there is nothing but a note that says so.
 * @throws CutoverError when an option, or a profile that no parser has seen, is out of its range.
 */
export function evidence(plan: Plan, options: EvidenceOptions = {}): Evidence {
  expectPlan('evidence', plan);
  const settings = settingsOf(options, plan.traffic);
  const { power, objective } = settings;
  if (plan.traffic === undefined) {
    const note = finding('no-traffic-profile', {
      path: 'traffic',
      message: 'What the guards can see is not known: the strategy has no `traffic`',
      fix: 'write `traffic: { requestsPerSecond: 50, errorRate: 0.1% }` with the numbers of a usual day',
    });
    return { power, objective, guards: [], exposures: [], weak: asWanted([note], plan, settings), assumptions: [] };
  }
  const case_ = caseOf(plan, plan.traffic, settings);
  const { traffic, spans, watches } = case_;
  const guards = watches.map((watch) => guardEvidence(watch, power, riseFor(watch.guard, traffic, settings)));
  const weak = weaknesses(case_);
  return {
    profile: traffic,
    power,
    objective,
    guards,
    exposures: settings.rises.map((rise) => exposureOf(spans, watches, traffic, rise, objective)),
    weak: asWanted([...weak, ...weakPhases(case_, guards, weak)], plan, settings),
    assumptions: assumptionsOf(case_),
  };
}
