import { type Gate, type Segment, type Stretch, segmentsOf, type Trace, type WatchedGuard } from '../../lib/plan';
import { type AlarmProperties, type CfnText, guardOfAlarm } from '../shared/alarm';
import type {
  CheckDetails,
  DeploymentConfiguration,
  EcsFragment,
  EcsStage,
  LifecycleHook,
  PauseHook,
} from './fragment';

/** What {@link trace} reads: a fragment, or the properties of a synthesised template. */
export type TracedEcs = Pick<EcsFragment, 'service' | 'alarms'>;

const at = (stage: EcsStage, hooks: readonly LifecycleHook[]): LifecycleHook[] =>
  hooks.filter(({ LifecycleStages }) => LifecycleStages.includes(stage));

const isPause = (hook: LifecycleHook): hook is PauseHook => hook.TargetType === 'PAUSE';

/** CloudFormation takes the details as an object or as text. */
const detailsOf = (details: CheckDetails | string): CheckDetails =>
  typeof details === 'string' ? (JSON.parse(details) as CheckDetails) : details;

function gateOf(hook: LifecycleHook): Gate {
  if (!isPause(hook)) return { kind: 'check', name: detailsOf(hook.HookDetails).name };
  const { TimeoutInMinutes, Action } = hook.TimeoutConfiguration ?? {};
  return {
    kind: 'approval',
    ...(TimeoutInMinutes === undefined ? {} : { timeout: TimeoutInMinutes * 60 }),
    onTimeout: Action === 'CONTINUE' ? 'continue' : 'rollback',
  };
}

/** Whether the function of the hooks runs a check at a weight of the new version. */
const isDue = ({ atWeight }: CheckDetails, weight: number): boolean => {
  if (atWeight === undefined) return true;
  return atWeight === 0 || weight === 0 ? atWeight === weight : Math.abs(atWeight - weight) < 1;
};

/** The weights below 100 % that ECS stops at. A linear shift counts as long as the next step is below 100 %. */
function weightsOf({ CanaryConfiguration, LinearConfiguration }: DeploymentConfiguration) {
  if (CanaryConfiguration !== undefined) {
    const { CanaryPercent, CanaryBakeTimeInMinutes } = CanaryConfiguration;
    return [{ weight: CanaryPercent, seconds: CanaryBakeTimeInMinutes * 60 }];
  }
  if (LinearConfiguration === undefined) return [];
  const { StepPercent, StepBakeTimeInMinutes } = LinearConfiguration;
  const steps = Math.ceil(100 / StepPercent - 1e-9) - 1;
  return Array.from({ length: steps }, (_, step) => ({
    weight: Number(((step + 1) * StepPercent).toFixed(6)),
    seconds: StepBakeTimeInMinutes * 60,
  }));
}

function reachedBy({ Strategy, MinimumHealthyPercent, MaximumPercent }: DeploymentConfiguration): Segment['reached'] {
  if (Strategy !== 'ROLLING') return 'at once';
  return MinimumHealthyPercent === 0 && MaximumPercent <= 100 ? 'after a stop' : 'copy by copy';
}

function stretchesOf(configuration: DeploymentConfiguration, guards: readonly string[]): Stretch[] {
  const hooks = configuration.LifecycleHooks ?? [];
  const gates = (stage: EcsStage) => at(stage, hooks).map(gateOf);
  const tested = at('POST_TEST_TRAFFIC_SHIFT', hooks);
  const hold = tested
    .filter(isPause)
    .reduce((sum, { TimeoutConfiguration }) => sum + (TimeoutConfiguration?.TimeoutInMinutes ?? 0), 0);
  const state = { mirror: 0, audience: [], reached: 'at once' } as const;
  const before = { ...state, weight: 0, guards: [] };
  const beforeShift = (weight: number) =>
    at('PRE_PRODUCTION_TRAFFIC_SHIFT', hooks)
      .filter((hook) => isPause(hook) || isDue(detailsOf(hook.HookDetails), weight))
      .map(gateOf);
  const full = { ...state, weight: 100, reached: reachedBy(configuration), guards };
  return [
    { ...before, seconds: 0, gates: gates('POST_SCALE_UP') },
    { ...before, seconds: 0, gates: tested.filter((hook) => !isPause(hook)).map(gateOf) },
    { ...before, seconds: hold * 60, gates: beforeShift(0) },
    ...weightsOf(configuration).map(({ weight, seconds }) => ({
      ...state,
      weight,
      seconds,
      guards,
      gates: beforeShift(weight),
    })),
    { ...full, seconds: 0, gates: gates('POST_PRODUCTION_TRAFFIC_SHIFT') },
    { ...full, seconds: configuration.BakeTimeInMinutes * 60, gates: [] },
  ];
}

/** The guards that alarms are; the alarms of two colours are one guard. */
function guardsOf(alarms: Iterable<AlarmProperties<CfnText>>): WatchedGuard[] {
  const guards = [...alarms].flatMap((alarm) => guardOfAlarm(alarm) ?? []);
  return [...new Map(guards.map((guard) => [guard.name, guard])).values()];
}

/** How Amazon ECS will execute a release. */
export function trace({ service, alarms }: TracedEcs): Trace {
  const configuration = service.DeploymentConfiguration;
  const { AlarmNames, Rollback } = configuration.Alarms;
  const guards = guardsOf(Object.values(alarms).filter(({ AlarmName }) => AlarmNames.includes(AlarmName)));
  const names = guards.map(({ name }) => name);
  return { segments: segmentsOf(stretchesOf(configuration, names)), guards, onFailure: Rollback ? 'rollback' : 'halt' };
}
