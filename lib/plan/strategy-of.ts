import { formatDuration, formatLatency, type Step, type Strategy } from '../strategy';
import { expectPlan } from './expect-plan';
import type { Amount, Phase, Plan, PlannedApproval, PlannedCheck, PlannedGuard } from './plan';
import { shares } from './plan';

type Data = Readonly<Record<string, unknown>>;

/** Drops what is absent, so that the data reads as a person would write it. */
const written = (data: Data): Data =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
const duration = (seconds: number): string | undefined => (seconds === 0 ? undefined : formatDuration(seconds));
const list = <T>(items: readonly T[]): readonly T[] | undefined => (items.length === 0 ? undefined : items);

const check = ({ kind, name, at, timeout, ...rest }: PlannedCheck): Data => ({
  kind,
  name,
  ...rest,
  timeout: formatDuration(timeout),
});

function approval(approve: PlannedApproval | undefined): true | Data | undefined {
  if (approve === undefined) return undefined;
  if (approve.timeout === undefined && approve.onTimeout === 'rollback') return true;
  return written({
    timeout: approve.timeout === undefined ? undefined : formatDuration(approve.timeout),
    onTimeout: approve.onTimeout,
  });
}

const amount = (value: Amount): Data | number => ('percent' in value ? value.percent : value);

function guard({ name, measure, bad, over, every, failures, minRequests, onNoData }: PlannedGuard): Data {
  const threshold =
    bad.kind === 'versusStable'
      ? { versusStable: bad.ratio }
      : bad.kind === 'sequential'
        ? { rise: bad.rise, falseAborts: bad.falseAborts }
        : { [bad.kind]: measure.metric === 'latency' ? formatLatency(bad.value) : bad.value };
  const tolerated = bad.kind === 'sequential' ? {} : { failures };
  const timing = { over: formatDuration(over), every: formatDuration(every), ...tolerated, minRequests, onNoData };
  return { ...measure, name, ...threshold, ...timing };
}

function step(phase: Phase, before: Phase | undefined): Data {
  return written({
    weight: phase.weight === (before?.weight ?? 0) ? undefined : phase.weight,
    mirror: phase.mirror === 0 ? undefined : phase.mirror,
    audience: list(phase.audience.slice(before?.audience.length ?? 0)),
    hold: duration(phase.hold),
    approve: approval(phase.approve),
    checks: list(phase.checks.map(check)),
  });
}

/** The step of a linear release; undefined when the shares are not equal, or do more than hold. */
function linearStep(steps: readonly Phase[]): number | undefined {
  const [first, second] = steps;
  if (first === undefined || second === undefined || steps.length !== Math.ceil(100 / first.weight - 1e-9) - 1) return;
  const isPlain = (phase: Phase, at: number): boolean =>
    Math.abs(phase.weight - (at + 1) * first.weight) < 1e-5 &&
    phase.hold === first.hold &&
    phase.hold > 0 &&
    phase.mirror + phase.audience.length + phase.checks.length === 0 &&
    phase.approve === undefined;
  return steps.every(isPlain) ? first.weight : undefined;
}

function kindOf(plan: Plan): Data {
  if (plan.replacement === 'stop-first') return written({ kind: 'recreate', maintenance: plan.maintenance });
  if (plan.replacement === 'in-place' && plan.pace !== undefined) {
    const { surge, unavailable, minReady } = plan.pace;
    return written({
      kind: 'rolling',
      surge: amount(surge),
      unavailable: amount(unavailable),
      minReady: duration(minReady),
    });
  }
  const steps = shares(plan);
  const equal = linearStep(steps);
  if (equal !== undefined) return { kind: 'linear', step: equal, every: duration(steps[0]?.hold ?? 0) };
  if (steps.length > 0)
    return { kind: 'canary', steps: steps.map((phase, at) => step(phase, steps[at - 1])) as unknown as Step[] };
  const test = plan.phases.find(({ stage }) => stage === 'test');
  if (test === undefined) return { kind: 'blueGreen' };
  return {
    kind: 'blueGreen',
    preview: written({
      hold: duration(test.hold),
      approve: approval(test.approve),
      checks: list(test.checks.map(check)),
    }),
  };
}

/**
 * A strategy whose plan is this one. An A/B test and a shadow come back as the canary they are; defaults are written out.
 */
export function strategyOf(plan: Plan): Strategy {
  expectPlan('strategyOf', plan);
  const checksOf = (stage: Phase['stage']) =>
    list(plan.phases.filter((phase) => phase.stage === stage).flatMap(({ checks }) => checks.map(check)));
  const kind = kindOf(plan);
  const checks = written({
    beforeTraffic: checksOf('before'),
    testTraffic: kind.kind === 'blueGreen' ? undefined : checksOf('test'),
    afterTraffic: checksOf('full'),
  });
  const { traffic } = plan;
  return written({
    ...kind,
    guards: list(plan.guards.map(guard)),
    checks: Object.keys(checks).length === 0 ? undefined : checks,
    bake: duration(plan.phases.find(({ stage }) => stage === 'bake')?.hold ?? 0),
    onFailure: plan.onFailure,
    drain: plan.drain === undefined ? undefined : formatDuration(plan.drain),
    stickiness: plan.stickiness,
    traffic:
      traffic &&
      written({ ...traffic, latency: traffic.latency === undefined ? undefined : formatLatency(traffic.latency) }),
    accept: list(plan.accept),
  }) as unknown as Strategy;
}
