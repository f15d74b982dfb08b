import { settle } from '../../lib/fidelity';
import type { Phase, Plan, PlannedApproval, PlannedCheck, Stage } from '../../lib/plan';
import { millisecondsOf } from '../../lib/strategy';
import type { CheckDetails, CheckHook, EcsReferences, EcsStage, LifecycleHook, PauseHook } from './fragment';
import { ECS_LIMITS } from './limits';
import { testHold } from './shape';

function pause(stage: EcsStage, timeout: number | undefined, onTimeout: PlannedApproval['onTimeout']): PauseHook {
  const TimeoutConfiguration: NonNullable<PauseHook['TimeoutConfiguration']> = {
    ...(timeout === undefined ? {} : { TimeoutInMinutes: timeout / 60 }),
    Action: onTimeout === 'continue' ? 'CONTINUE' : 'ROLLBACK',
  };
  return { TargetType: 'PAUSE', LifecycleStages: [stage], TimeoutConfiguration };
}

/** One pause for all approvals: ECS pauses before every shift. The shortest wait counts, and the safe end of it. */
function approval(plan: Plan): PauseHook[] {
  const all = plan.phases.flatMap(({ approve }) => approve ?? []);
  if (all.length === 0) return [];
  const timeouts = all.flatMap(({ timeout }) => timeout ?? []);
  const timeout = timeouts.length === 0 ? undefined : settle(ECS_LIMITS, 'approve.timeout', Math.min(...timeouts));
  const onTimeout = all.every((approve) => approve.onTimeout === 'continue') ? 'continue' : 'rollback';
  return [pause('PRE_PRODUCTION_TRAFFIC_SHIFT', timeout, onTimeout)];
}

function details(check: PlannedCheck, phase: Phase, stage: EcsStage, references: EcsReferences): CheckDetails {
  const base = {
    name: check.name,
    timeout: settle(ECS_LIMITS, 'check.timeout', check.timeout),
    ...(phase.stage === 'share' ? { atWeight: settle(ECS_LIMITS, 'weight', phase.weight) } : {}),
  };
  if (check.kind === 'function') {
    return { ...base, function: references.functions[check.function] ?? check.function };
  }
  if (check.kind !== 'http') throw new Error(`Amazon ECS has no ${check.kind} checks`);
  const { status = 200, body, within } = check.expect ?? {};
  return {
    ...base,
    http: {
      against: stage === 'POST_PRODUCTION_TRAFFIC_SHIFT' ? 'production' : 'test',
      path: check.path,
      method: check.method ?? 'GET',
      headers: check.headers ?? {},
      status,
      ...(body === undefined ? {} : { body }),
      ...(within === undefined ? {} : { within: millisecondsOf(within) }),
    },
  };
}

/** Where the checks of each stage of a plan run. Those with an address need the test listener to be on the new version. */
function stageOf(plan: Plan, stage: Stage): EcsStage {
  const checks = plan.phases.filter((phase) => phase.stage === stage).flatMap((phase) => phase.checks);
  switch (stage) {
    case 'before':
      return checks.some(({ kind }) => kind === 'http') ? 'POST_TEST_TRAFFIC_SHIFT' : 'POST_SCALE_UP';
    case 'test':
      return plan.phases.some((phase) => phase.stage === 'test' && phase.hold > 0)
        ? 'PRE_PRODUCTION_TRAFFIC_SHIFT'
        : 'POST_TEST_TRAFFIC_SHIFT';
    case 'share':
      return 'PRE_PRODUCTION_TRAFFIC_SHIFT';
    default:
      return 'POST_PRODUCTION_TRAFFIC_SHIFT';
  }
}

/** The hooks of a release, in the order of the plan. Hooks of one stage run at the same time. */
export function lifecycleHooks(plan: Plan, references: EcsReferences): LifecycleHook[] {
  const checks = (of: (stage: Stage) => boolean): CheckHook[] =>
    plan.phases
      .filter(({ stage }) => of(stage))
      .flatMap((phase) => {
        const stage = stageOf(plan, phase.stage);
        return phase.checks.map(
          (check): CheckHook => ({
            TargetType: 'AWS_LAMBDA',
            LifecycleStages: [stage],
            HookTargetArn: references.hookFunction,
            RoleArn: references.hookRole,
            HookDetails: details(check, phase, stage, references),
          }),
        );
      });
  const hold = testHold(plan);
  return [
    ...checks((stage) => stage === 'before'),
    ...(hold === 0 ? [] : [pause('POST_TEST_TRAFFIC_SHIFT', hold, 'continue')]),
    ...checks((stage) => stage === 'test' || stage === 'share'),
    ...approval(plan),
    ...checks((stage) => stage === 'full' || stage === 'bake'),
  ];
}
