import type { PlannedGuard } from '../../plan';
import { formatDuration } from '../../strategy';
import { type EvidenceFinding, finding } from '../findings';
import type { Span } from '../span';
import type { Case } from './case';
import { withGuard, withHold } from './change';

/** Seconds until the first reading that sees only this phase. */
const firstReading = ({ bad, over, every }: PlannedGuard): number => (bad.kind === 'sequential' ? every : over);

const isLate =
  (guard: PlannedGuard) =>
  ({ hold, waits }: Span): boolean =>
    hold > 0 && !waits && hold < firstReading(guard);

/** The guards whose window is longer than a phase. */
export function lateGuards({ plan, spans }: Case): EvidenceFinding[] {
  return plan.guards.flatMap((guard) => {
    const late = spans.filter(isLate(guard));
    const [first] = late;
    if (first === undefined) return [];
    const window = firstReading(guard);
    const shortest = Math.min(...late.map(({ hold }) => hold));
    const longer = late.flatMap((span) => withHold(plan, span, window)?.edits ?? []);
    const shorter =
      guard.bad.kind === 'sequential'
        ? { every: shortest }
        : { over: shortest, every: Math.min(shortest, guard.every) };
    const unique = longer.filter(({ path }, at) => longer.findIndex((edit) => edit.path === path) === at);
    const phases = late.map(({ name }) => name).join(', ');
    return finding('late-guard', {
      path: guard.path,
      message: `${guard.name} looks back over ${formatDuration(window)}, longer than ${phases} ${late.length === 1 ? 'lasts' : 'last'}: it answers when the phase is over`,
      received: formatDuration(window),
      expected: `at most ${formatDuration(shortest)}`,
      edits: [...(unique.length === 0 ? [] : [unique]), withGuard(plan, guard, shorter).edits],
    });
  });
}
