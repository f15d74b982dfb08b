import { errorsOf, type Finding } from '../../findings';
import { plan } from '../../plan';
import { formatDuration, parseStrategy, type Strategy } from '../../strategy';
import { type Evidence, evidence } from '../evidence';
import { type Candidate, candidates } from './candidates';
import { conflict } from './conflict';
import { type DesignRequest, readRequest, type Wanted } from './request';

export type { DesignRequest } from './request';

/** A canary that meets the requirements, or what stands in the way. */
export interface Design {
  /** Parsed; absent: there is none. */
  readonly strategy?: Strategy;
  readonly evidence?: Evidence;
  /** Seconds that its steps hold. */
  readonly duration?: number;
  /** Failed requests of the new version for the worst fault, on average. */
  readonly usersHit?: number;
  readonly findings: readonly Finding[];
}

const percent = (value: number): `${number}%` => `${Number(value.toFixed(6))}%`;

function written({ steps, guard }: Candidate, { traffic }: DesignRequest): unknown {
  const { bad, over } = guard;
  const timing = over === 60 ? {} : { over: formatDuration(over) };
  return {
    kind: 'canary',
    traffic,
    steps: steps.map(({ weight, hold }) => ({ weight: percent(weight), hold: formatDuration(hold) })),
    guards: [
      bad.kind === 'sequential'
        ? { metric: 'errorShare', rise: bad.rise, falseAborts: percent(bad.falseAborts), ...timing }
        : { metric: 'errorRate', max: percent(bad.kind === 'max' ? bad.value : 0), ...timing },
    ],
  };
}

function designed(candidate: Candidate, request: DesignRequest, wanted: Wanted): Design | undefined {
  const { strategy, findings } = parseStrategy(written(candidate, request));
  if (strategy === undefined) return { findings: errorsOf(findings) };
  const made = evidence(plan(strategy), {
    power: wanted.power,
    detect: wanted.detect,
    falseAborts: percent(100 * wanted.falseAborts),
    rises: [wanted.detect, 100 / wanted.traffic.errorRate].filter((rise) => rise >= 1),
  });
  const isGood = made.guards.every(({ falseAborts }) => falseAborts <= wanted.falseAborts + 1e-9);
  const isSeen = (made.exposures[0]?.stopped ?? 0) >= wanted.power - 0.005;
  if (!isGood || !isSeen) return undefined;
  return { strategy, evidence: made, duration: candidate.duration, usersHit: candidate.usersHit(), findings };
}

/**
 * The shortest canary that meets the requirements, proved by its own evidence, or the two requirements that cannot both be met. Input that is wrong
 * gives one finding for each mistake; nothing is thrown.
 */
export function design(request: DesignRequest): Design {
  const { wanted, findings } = readRequest(request);
  if (wanted === undefined || findings.length > 0) return { findings };
  const all = candidates(wanted);
  for (const candidate of all) {
    if (candidate.duration > wanted.maxDuration) break;
    if (candidate.usersHit() > wanted.maxUsersHit) continue;
    const made = designed(candidate, request, wanted);
    if (made !== undefined) return made;
  }
  return { findings: [conflict(wanted, all)] };
}
