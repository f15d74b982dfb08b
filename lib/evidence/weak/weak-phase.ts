import { type EvidenceFinding, finding } from '../findings';
import { type GuardEvidence, missesIn } from '../guard-evidence';
import { chanceText } from '../words';
import { type Case, decisive } from './case';
import { faultText } from './weak-guard';

type Seen = Pick<GuardEvidence, 'sees' | 'phases'>;

/** Whether a guard of the same kind sees, in a phase of this name, the rise that another one misses. */
const covers =
  ({ sees, rise }: GuardEvidence, name: string) =>
  (other: Seen): boolean =>
    other.sees === sees &&
    other.phases.some(({ phase, smallestRise = Number.POSITIVE_INFINITY }) => phase === name && smallestRise <= rise);

/** The phases in which a guard by itself misses what it sees over the whole, and no other one sees it; of a guard that misses it altogether that is said already. */
export function weakPhases(
  case_: Case,
  guards: readonly GuardEvidence[],
  said: readonly EvidenceFinding[],
): EvidenceFinding[] {
  const { spans, traffic, watches } = case_;
  if (traffic.errorRate === 0) return [];
  const isSaid = (path: string): boolean => said.some((one) => one.id === 'weak-guard' && one.path === path);
  const when = spans.some(({ stage }) => stage === 'share')
    ? 'before everybody has the new version'
    : 'over the whole release';
  return watches.flatMap(({ guard, sees }, at) => {
    const known = guards[at];
    if (known === undefined || isSaid(guard.path)) return [];
    const weak = known.phases.filter((one) => missesIn(known, one) && !guards.some(covers(known, one.phase)));
    if (weak.length === 0) return [];
    const phases = weak.map(({ phase }) => phase).join(', ');
    const seen = chanceText(sees(known.rise, decisive(spans)));
    return finding('weak-phase', {
      path: guard.path,
      message: `${guard.name} by itself misses ${faultText(guard, known.rise, case_)} in ${phases}, and no other guard sees it there; ${when} it sees it with a chance of ${seen}`,
      received: phases,
      fix: 'where that is not enough, hold longer, or add a guard with a limit of its own',
    });
  });
}
