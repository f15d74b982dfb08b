import type { Edit, EvidenceFinding } from '../findings';
import { finding } from '../findings';
import type { Watch } from '../guard-evidence';
import { chanceText, releasesText } from '../words';
import { type Case, isNervous, isWeak, rewatched } from './case';
import { type GuardPatch, withGuard } from './change';
import { fartherLimits } from './ladder';

/** So many more bad readings are worth trying to tolerate. */
const MORE_FAILURES = 5;

function* patches({ guard }: Watch, { settings }: Case): Generator<GuardPatch> {
  if (guard.bad.kind === 'sequential')
    yield { bad: { ...guard.bad, falseAborts: Number((100 * settings.falseAborts).toPrecision(3)) } };
  else for (const bad of fartherLimits(guard)) yield { bad };
}

function* tolerances({ guard }: Watch): Generator<GuardPatch> {
  if (guard.onNoData === 'fail') yield { onNoData: 'hold' };
  if (guard.bad.kind === 'sequential') return;
  for (let more = 1; more <= MORE_FAILURES; more += 1) yield { failures: guard.failures + more };
}

function* both(watch: Watch): Generator<GuardPatch> {
  for (let more = 1; more <= 3; more += 1)
    for (const bad of fartherLimits(watch.guard)) yield { failures: watch.guard.failures + more, bad };
}

function firstOf(case_: Case, watch: Watch, candidates: Iterable<GuardPatch>): (readonly Edit[])[] {
  const wasWeak = isWeak(case_, watch, case_.spans);
  for (const patch of candidates) {
    const { plan, edits } = withGuard(case_.plan, watch.guard, patch);
    const changed = rewatched(case_, plan, watch.guard.name);
    if (changed !== undefined && !isNervous(case_, changed) && (wasWeak || !isWeak(case_, changed, case_.spans)))
      return [edits];
  }
  return [];
}

function fixes(case_: Case, watch: Watch): (readonly Edit[])[] {
  const simple = [...firstOf(case_, watch, tolerances(watch)), ...firstOf(case_, watch, patches(watch, case_))];
  return simple.length > 0 ? simple : firstOf(case_, watch, both(watch));
}

/** The guards that stop more healthy releases than wanted. */
export function nervousGuards(case_: Case): EvidenceFinding[] {
  return case_.watches
    .filter((watch) => isNervous(case_, watch))
    .map((watch) => {
      const edits = fixes(case_, watch);
      const atMost = watch.bounds ? 'may stop' : 'stops';
      return finding('nervous-guard', {
        path: watch.guard.path,
        message: `${watch.guard.name} ${atMost} ${releasesText(watch.falseAborts)}`,
        received: chanceText(watch.falseAborts),
        expected: `at most ${chanceText(case_.settings.falseAborts)}`,
        edits,
        ...(edits.length > 0
          ? {}
          : { fix: 'use `metric: errorShare`, whose false aborts are bounded however often it is read' }),
      });
    });
}
