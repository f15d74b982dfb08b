import { formatDuration, parseDuration } from '../duration';
import type { Draft, DraftGuard } from './draft';
import type { Report } from './report';

const DEFAULT_WINDOW = 60;

const seconds = (text: string | undefined): number => (text === undefined ? 0 : (parseDuration(text) ?? 0));

/** The times in which the traffic of a canary stays as it is, from the first step on that lets any through; an approval has no end. */
function canaryHolds(steps: NonNullable<Draft['steps']>): number[] {
  const holds: number[] = [];
  let open = false;
  let mirrored = false;
  for (const step of steps) {
    if (step === undefined) continue;
    open ||= (step.weight ?? 0) > 0 || (step.audience?.length ?? 0) > 0;
    const mirrors = (step.mirror ?? 0) > 0;
    if (open || mirrors) {
      const lasts = step.approve === undefined ? seconds(step.hold) : Infinity;
      const goesOn =
        step.weight === undefined && step.audience === undefined && mirrors === mirrored && holds.length > 0;
      if (goesOn) holds.push((holds.pop() ?? 0) + lasts);
      else holds.push(lasts);
    }
    mirrored = mirrors;
  }
  return holds;
}

/** The times in which requests, or copies of them, reach the new version and nothing changes. */
function holdsOf(draft: Draft): number[] {
  const own = draft.steps === undefined ? [seconds(draft.every), seconds(draft.duration)] : canaryHolds(draft.steps);
  return [...own, seconds(draft.bake)].filter((hold) => hold > 0);
}

function window(guard: DraftGuard, at: number, longest: number, report: Report): void {
  const over = guard.over === undefined ? DEFAULT_WINDOW : seconds(guard.over);
  const path = `guards[${at}].over`;
  const shown = formatDuration(over);
  if (over > longest) {
    const hold = formatDuration(longest);
    const origin = guard.over === undefined ? ' (the default)' : '';
    const message = `The window of ${shown}${origin} is longer than every hold: the longest is ${hold}`;
    report.add('guard-window-too-long', path, message, {
      received: shown,
      expected: `at most ${hold}`,
      fix: `write \`over: ${hold}\`, or a hold of at least \`${shown}\``,
    });
  }
  const every = seconds(guard.every);
  if (every > over && over > 0 && guard.metric !== 'errorShare') {
    const message = `A reading every ${formatDuration(every)} that looks back over ${shown} leaves time unwatched`;
    report.add('guard-gap', `guards[${at}].every`, message, {
      received: guard.every,
      expected: `at most ${shown}`,
      fix: `write \`every: ${shown}\``,
    });
  }
}

/** When the guards look. */
export function windowRules(draft: Draft, report: Report): void {
  const { guards, kind } = draft;
  if (guards === undefined || guards.length === 0) return;
  const holds = holdsOf(draft);
  const isKnown =
    report.pristine || ['steps', 'every', 'duration', 'bake', 'kind'].every((path) => report.intact(path));
  const longest = holds.length === 0 || !isKnown ? Infinity : Math.max(...holds);
  guards.forEach((guard, at) => {
    if (guard !== undefined && report.intact(`guards[${at}]`)) window(guard, at, longest, report);
  });
  if ((kind === 'recreate' || kind === 'blueGreen') && seconds(draft.bake) === 0 && report.intact('bake')) {
    report.add(
      'guard-unwatched',
      'guards',
      'The release ends as soon as the new version gets the requests: no guard can abort it',
      { fix: 'add `bake: 10m`' },
    );
  }
}
