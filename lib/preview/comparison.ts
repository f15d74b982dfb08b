import { type Evidence, type EvidenceOptions, evidence, type GuardEvidence } from '../evidence';
import { chanceText, grouped, short } from '../evidence/words';
import { type Change, difference, lengthOf, type Plan } from '../plan';
import { formatDuration } from '../strategy';

/** A number of two releases. */
export interface Measure {
  /** `length`, `first-abort`, `expected-abort`, `stopped`, `users-hit`, `worst-failed`, `worst-budget` or `sight`. */
  readonly id: string;
  /** In words. */
  readonly title: string;
  /** Absent where there is none: no guard can abort, or nothing is known. */
  readonly before?: number;
  readonly after?: number;
  /** The numbers as they are said. */
  readonly said: { readonly before: string; readonly after: string };
  readonly effect: Change['effect'];
}

/** What is different between two releases, in words and in numbers. */
export interface Comparison {
  readonly changes: readonly Change[];
  /** The numbers of both with the traffic of the later one; those of the evidence only where there is any. */
  readonly measures: readonly Measure[];
  /** Whether something protects less than before. */
  readonly isWeaker: boolean;
}

interface Rule {
  readonly id: string;
  readonly title: string;
  readonly more: 'safer' | 'weaker' | 'neutral';
  say(value: number): string;
  /** How it counts when there is none: as the most, or as the least. */
  readonly none: { readonly said: string; readonly counts: number };
}

const time = (seconds: number): string => formatDuration(Math.round(seconds));
const NEVER = { said: 'never', counts: Number.POSITIVE_INFINITY } as const;
const UNKNOWN = { said: 'not known', counts: Number.NaN } as const;

const LENGTH: Rule = { id: 'length', title: 'how long it takes at least', more: 'neutral', say: time, none: UNKNOWN };

/** The fault that the numbers are about. */
const RISE = 10;

const FAULT: ReadonlyArray<Rule & { readonly of: keyof Evidence['exposures'][number] }> = [
  { id: 'first-abort', of: 'firstAbort', title: 'first possible abort', more: 'neutral', say: time, none: NEVER },
  { id: 'expected-abort', of: 'expectedAbort', title: 'abort on average', more: 'neutral', say: time, none: NEVER },
  { id: 'stopped', of: 'stopped', title: 'releases that are stopped', more: 'safer', say: chanceText, none: UNKNOWN },
  { id: 'users-hit', of: 'expectedFailed', title: 'users hit on average', more: 'weaker', say: short, none: UNKNOWN },
  { id: 'worst-failed', of: 'worstFailed', title: 'users hit at worst', more: 'neutral', say: grouped, none: UNKNOWN },
  {
    id: 'worst-budget',
    of: 'worstBudgetUsed',
    title: 'error budget used at worst',
    more: 'neutral',
    say: (share) => `${short(share)}%`,
    none: UNKNOWN,
  },
];

function measure({ id, title, more, say, none }: Rule, before: number | undefined, after: number | undefined): Measure {
  const said = (value: number | undefined): string => (value === undefined ? none.said : say(value));
  const [from, to] = [before ?? none.counts, after ?? none.counts];
  const isSame = said(before) === said(after) || Number.isNaN(from) || Number.isNaN(to) || more === 'neutral';
  const less = more === 'safer' ? 'weaker' : 'safer';
  return {
    id,
    title,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    said: { before: said(before), after: said(after) },
    effect: isSame ? 'neutral' : to > from ? more : less,
  };
}

/** The smallest rise that a guard sees in any phase before everybody has the new version. */
function bestRise({ phases }: GuardEvidence): number | undefined {
  const shares = phases.filter(({ share }) => share < 100);
  const rises = (shares.length > 0 ? shares : phases).flatMap(({ smallestRise }) => smallestRise ?? []);
  return rises.length === 0 ? undefined : Math.min(...rises);
}

function sights(before: Evidence, after: Evidence): Measure[] {
  return after.guards.flatMap((guard) => {
    const old = before.guards.find(({ guard: name }) => name === guard.guard);
    if (old === undefined || old.phases.length === 0 || guard.phases.length === 0) return [];
    const rule: Rule = {
      id: 'sight',
      title: `smallest rise that ${guard.guard} sees`,
      more: 'weaker',
      say: (rise) => `×${short(rise)}`,
      none: { said: 'none', counts: Number.POSITIVE_INFINITY },
    };
    return [measure(rule, bestRise(old), bestRise(guard))];
  });
}

function faultMeasures(before: Evidence, after: Evidence): Measure[] {
  const [old, fresh] = [before.exposures[0], after.exposures[0]];
  if (old === undefined || fresh === undefined) return [];
  const measures = FAULT.map(({ of, title, ...rule }) =>
    measure({ ...rule, title: `${title} (${RISE} times the errors)` }, old[of], fresh[of]),
  );
  // A release that is stopped less often and is over sooner hits fewer users before its end, and all of them after it.
  const isStoppedLess = measures.some(({ id, effect }) => id === 'stopped' && effect === 'weaker');
  return measures.map((each) => (isStoppedLess && each.effect === 'safer' ? { ...each, effect: 'neutral' } : each));
}

/**
 * Compares two releases. Both are measured with the traffic profile of the later one, or else of the earlier one, so that the numbers show what the
 * strategies do and not what the traffic did.
 */
export function compare(before: Plan, after: Plan): Comparison {
  const traffic = after.traffic ?? before.traffic;
  const options: EvidenceOptions = { rises: [RISE] };
  const measured = (plan: Plan): Evidence => evidence(traffic === undefined ? plan : { ...plan, traffic }, options);
  const [old, fresh] = [measured(before), measured(after)];
  const changes = difference(before, after);
  const measures = [
    measure(LENGTH, lengthOf(before), lengthOf(after)),
    ...faultMeasures(old, fresh),
    ...sights(old, fresh),
  ];
  const isWeaker = [...changes, ...measures].some(({ effect }) => effect === 'weaker');
  return { changes, measures, isWeaker };
}
