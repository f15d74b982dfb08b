import type { PlannedGuard } from '../../plan';
import { formatLatency } from '../../strategy';
import type { Edit, EvidenceFinding } from '../findings';
import { finding } from '../findings';
import type { Watch } from '../guard-evidence';
import { type Span, spansOf } from '../span';
import { chanceText, riseText, short } from '../words';
import { type Case, decisive, isNervous, isWeak, limitAsRise, rewatched, riseFor } from './case';
import { type Change, highestWeight, withGuard, withHold, withWeight } from './change';
import { nearerLimits, WINDOWS } from './ladder';

/** Nobody holds a step longer than a day, or four times as long as before, for one guard. */
const longestHold = (span: Span): number => Math.max(86_400, 4 * span.hold);

/** Full minutes, from two minutes on. */
const roundUp = (seconds: number): number =>
  seconds <= 120 ? Math.ceil(seconds) : 60 * Math.ceil(seconds / 60 - 1e-9);

function removes(case_: Case, watch: Watch, change: Change): boolean {
  const changed = rewatched(case_, change.plan, watch.guard.name);
  if (changed === undefined || isWeak(case_, changed, spansOf(change.plan))) return false;
  return isNervous(case_, watch) || !isNervous(case_, changed);
}

/** The power that a span must have by itself, given what the others see. */
function powerNeeded(case_: Case, watch: Watch, span: Span, rise: number): number {
  const others = watch.sees(rise, (other) => other !== span && decisive(case_.spans)(other));
  return watch.guard.failures > 0 ? case_.settings.power : 1 - (1 - case_.settings.power) / (1 - others);
}

interface Longer {
  readonly span: Span;
  readonly change: Change;
  readonly more: number;
}

function longer(case_: Case, watch: Watch, rise: number): Longer | undefined {
  const candidates = watch.views.flatMap(({ span, holdFor }): Longer[] => {
    if (!decisive(case_.spans)(span)) return [];
    const needed = holdFor(rise, powerNeeded(case_, watch, span, rise));
    if (needed === undefined) return [];
    const hold = roundUp(Math.max(needed, span.hold + 1));
    const change = hold > longestHold(span) ? undefined : withHold(case_.plan, span, hold);
    return change === undefined ? [] : [{ span, change, more: hold - span.hold }];
  });
  return candidates.sort((a, b) => a.more - b.more).find(({ change }) => removes(case_, watch, change));
}

/** The smallest whole percentage that is enough in a span. */
function larger(case_: Case, watch: Watch, span: Span): Change | undefined {
  const enough = (weight: number): Change | undefined => {
    const change = withWeight(case_.plan, span, weight);
    return change !== undefined && removes(case_, watch, change) ? change : undefined;
  };
  let low = Math.floor(100 * span.answered);
  let high = highestWeight(case_.plan, span);
  if (high <= low) return undefined;
  let best = enough(high);
  if (best === undefined) return undefined;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const change = enough(middle);
    if (change === undefined) low = middle;
    else [high, best] = [middle, change];
  }
  return best;
}

function* otherChanges(case_: Case, watch: Watch): Generator<Change> {
  const { guard } = watch;
  const limits = nearerLimits(guard, limitAsRise(guard, case_.traffic), riseFor(guard, case_.traffic, case_.settings));
  for (const bad of limits) yield withGuard(case_.plan, guard, { bad });
  if (guard.bad.kind === 'sequential') return;
  const spans = watch.views.map(({ span }) => span).filter(decisive(case_.spans));
  const span = spans.reduce<Span | undefined>(
    (best, each) => (best && best.answered >= each.answered ? best : each),
    undefined,
  );
  if (span === undefined) return;
  for (const over of WINDOWS) {
    if (over <= guard.over) continue;
    for (const bad of [guard.bad, ...limits]) {
      const wider = withGuard(case_.plan, guard, {
        over,
        every: over,
        failures: 0,
        ...(bad === guard.bad ? {} : { bad }),
      });
      const held = span.hold >= over ? { plan: wider.plan, edits: [] } : withHold(wider.plan, span, over);
      if (held !== undefined)
        yield { plan: held.plan, edits: [...wider.edits.filter(({ from, to }) => from !== to), ...held.edits] };
    }
  }
}

function fixes(case_: Case, watch: Watch, rise: number): ReadonlyArray<readonly Edit[]> {
  const hold = longer(case_, watch, rise);
  const spans = hold === undefined ? watch.views.map(({ span }) => span).reverse() : [hold.span];
  const weight = spans
    .filter(decisive(case_.spans))
    .flatMap((span) => larger(case_, watch, span) ?? [])
    .at(0);
  const simple = [hold?.change, weight].flatMap((change) => (change === undefined ? [] : [change.edits]));
  if (simple.length > 0) return simple;
  for (const change of otherChanges(case_, watch)) if (removes(case_, watch, change)) return [change.edits];
  return [];
}

/** A rise in words, with the numbers of the traffic. */
export function faultText({ measure }: PlannedGuard, rise: number, { traffic }: Case): string {
  if (measure.metric === 'latency')
    return `a version ${short(rise)} times as slow${traffic.latency === undefined ? '' : ` as the usual ${formatLatency(traffic.latency)}`}`;
  return `${riseText(rise)} of errors (${short(traffic.errorRate)}% to ${short(traffic.errorRate * rise)}%)`;
}

/** The guards that would miss what they are for. */
export function weakGuards(case_: Case): EvidenceFinding[] {
  const { settings, spans } = case_;
  return case_.watches.flatMap((watch) => {
    const isSeen = watch.views.some(({ span }) => decisive(spans)(span));
    if (!isSeen || !isWeak(case_, watch, spans)) return [];
    const rise = riseFor(watch.guard, case_.traffic, settings);
    const when = spans.some(({ stage }) => stage === 'share') ? ' before everybody has the new version' : '';
    const seen = watch.sees(rise, decisive(spans));
    const edits = fixes(case_, watch, rise);
    return finding('weak-guard', {
      path: watch.guard.path,
      message: `${watch.guard.name} sees ${faultText(watch.guard, rise, case_)} with a chance of ${chanceText(seen)}${when}`,
      received: chanceText(seen),
      expected: `at least ${chanceText(settings.power)}`,
      edits,
      ...(edits.length > 0
        ? {}
        : {
            fix: `${short(case_.traffic.requestsPerSecond)} requests a second are too few: ask for less (\`detect\`), or let people decide (\`approve\`)`,
          }),
    });
  });
}
