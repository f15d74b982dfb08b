import type { Phase, Plan, PlannedGuard } from '../../plan';
import { formatDuration } from '../../strategy';
import { type Edit, type EvidenceFinding, finding } from '../findings';
import { watchOf } from '../guard-evidence';
import { grouped, short } from '../words';
import { type Case, caseOf, isNervous, isWeak, riseFor } from './case';

const timing = { over: 60, every: 60, failures: 0, minRequests: 0, onNoData: 'pass' } as const;
const base = { name: 'proposed', path: 'guards[0]', ...timing } as const;

interface Proposal {
  readonly guard: PlannedGuard;
  readonly text: string;
}

function proposals({ traffic, spans }: Case): Proposal[] {
  const compares = spans.some(({ stage }) => stage === 'share');
  const shares = [3, 5, 10].map((rise): Proposal => {
    const bad = { kind: 'sequential', rise, falseAborts: 5 } as const;
    return { guard: { ...base, measure: { metric: 'errorShare' }, bad }, text: `metric: errorShare, rise: ${rise}` };
  });
  const limits = [60, 300, 600].flatMap((over) =>
    [3, 5].map((times): Proposal => {
      const value = Number(Math.min(99, Math.max(0.01, traffic.errorRate * times)).toPrecision(2));
      const guard = {
        ...base,
        over,
        every: over,
        measure: { metric: 'errorRate' },
        bad: { kind: 'max', value },
      } as const;
      return { guard, text: `metric: errorRate, max: ${value}%, over: ${formatDuration(over)}` };
    }),
  );
  return compares ? [...shares, ...limits] : limits;
}

/** That nothing watches the new version. */
export function noGuard(case_: Case): EvidenceFinding[] {
  const { plan, spans, traffic, settings } = case_;
  if (plan.guards.length > 0 || spans.length === 0) return [];
  const all = proposals(case_);
  const good = all.find(({ guard }) => {
    const watch = watchOf(guard, spans, traffic, settings.counting);
    return watch.views.length > 0 && !isWeak(case_, watch, spans) && !isNervous(case_, watch);
  });
  const to = `[{ ${(good ?? all[0])?.text} }]`;
  return [
    finding('no-guard', {
      path: 'guards',
      message: 'Nothing watches the new version: no fault would stop the release',
      edits: [[{ path: 'guards', to }]],
    }),
  ];
}

function asCanary(plan: Plan, weight: number, hold: number): Plan {
  const step: Phase = {
    name: 'step 1',
    stage: 'share',
    path: 'steps[0]',
    weight,
    mirror: 0,
    audience: [],
    hold,
    checks: [],
  };
  const full = plan.phases.findIndex(({ stage }) => stage === 'full');
  return { ...plan, phases: [...plan.phases.slice(0, full), step, ...plan.phases.slice(full)] };
}

function canaryEdits({ plan, traffic, settings }: Case): readonly Edit[] {
  for (const weight of [5, 10, 25, 50]) {
    const probe = caseOf(asCanary(plan, weight, 600), traffic, settings);
    const holds = probe.watches.map((watch) => {
      const view = watch.views.find(({ span }) => span.stage === 'share');
      return view?.holdFor(riseFor(watch.guard, traffic, settings), settings.power) ?? 0;
    });
    const hold = 60 * Math.ceil(Math.max(60, ...holds, ...plan.guards.map(({ over }) => over)) / 60);
    if (hold > 86_400) continue;
    const made = caseOf(asCanary(plan, weight, hold), traffic, settings);
    if (made.watches.some((watch) => watch.views.length > 0 && isWeak(made, watch, made.spans))) continue;
    return [
      { path: 'kind', from: 'blueGreen', to: 'canary' },
      { path: 'steps', to: `[{ weight: ${weight}%, hold: ${formatDuration(hold)} }]` },
    ];
  }
  return [];
}

/** That blue/green compares with the time before only. */
export function beforeAfter(case_: Case): EvidenceFinding[] {
  const { plan, spans, watches, traffic } = case_;
  const isBlueGreen = plan.replacement === 'side-by-side' && !spans.some(({ stage }) => stage === 'share');
  if (!isBlueGreen || plan.guards.length === 0) return [];
  const first = Math.min(...watches.map(({ guard }) => guard.over + guard.failures * guard.every));
  const hit = grouped(traffic.requestsPerSecond * first);
  const edits = canaryEdits(case_);
  return [
    finding('before-after', {
      path: 'kind',
      message: `All requests move at once: ${hit} requests (${short(traffic.requestsPerSecond)} a second for ${formatDuration(first)}) reach a bad version before a guard can first tell, and it is only compared with the time before`,
      edits: edits.length === 0 ? [] : [edits],
      ...(edits.length === 0 ? { fix: 'write `kind: canary` with a step' } : {}),
      source: 'https://sre.google/workbook/canarying-releases/',
    }),
  ];
}

/** Guards that nothing is known about. */
export function unknowableGuards({ plan, spans, watches, traffic }: Case): EvidenceFinding[] {
  const hasErrors = traffic.errorRate > 0;
  return watches.flatMap(({ guard, views }) => {
    const { metric } = guard.measure;
    if (views.some(({ span }) => span.hold > 0 || span.waits)) return [];
    const compares = guard.bad.kind === 'sequential' || guard.bad.kind === 'versusStable';
    let reason: string | undefined;
    if (metric === 'custom' || metric === 'saturation' || metric === 'queueDepth')
      reason = 'how much it varies on a good day is not in the strategy';
    else if (metric === 'latency' && !compares && traffic.latency === undefined)
      reason = 'the usual response time is not in `traffic`';
    else if (spans.some(({ canary, stage }) => stage === 'share' && canary === undefined))
      reason = 'how many requests the audience sends is not known';
    else if (plan.replacement === 'in-place') reason = 'how fast the platform exchanges copies is not known';
    if (reason === undefined || (metric === 'errorShare' && !hasErrors)) return [];
    return finding('unknowable-guard', {
      path: guard.path,
      message: `What ${guard.name} can see cannot be computed: ${reason}`,
      fix:
        metric === 'latency' && !compares && traffic.latency === undefined
          ? 'write `traffic.latency`, the usual response time (p50)'
          : 'try it on a release with a known fault, or add an `errorRate` guard',
    });
  });
}
