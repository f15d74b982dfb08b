import { type EmitOptions, settle } from '../../lib/fidelity';
import { bakeOf, guardText, type Plan } from '../../lib/plan';
import { cloudWatchReadings, comparedSeconds } from '../../lib/telemetry';
import { type AlarmProperties, alarmProperties, type CfnText } from '../shared/alarm';
import {
  type DeploymentConfiguration,
  type EcsFragment,
  type EcsReferences,
  type ServiceProperties,
  type TargetGroupProperties,
  TEMPLATE_REFERENCES,
} from './fragment';
import { lifecycleHooks } from './hooks';
import { ECS_LIMITS } from './limits';
import { coloursOf } from './metrics';
import { stairsOf, wholeMinutes } from './shape';

/** What the fragment of ECS needs besides the plan. */
export interface EcsEmitOptions extends EmitOptions {
  /** Default: logical names that a template must have. */
  readonly references?: Partial<EcsReferences>;
  /** The names of more alarms that abort the release. */
  readonly extraAlarms?: readonly string[];
}

/** How ECS moves the traffic. */
export type Shift = Pick<
  DeploymentConfiguration,
  'Strategy' | 'CanaryConfiguration' | 'LinearConfiguration' | 'MinimumHealthyPercent' | 'MaximumPercent'
>;

const minutes = (seconds: number): number => wholeMinutes(seconds) / 60;

function sideBySide(plan: Plan): Shift {
  const capacity = { MinimumHealthyPercent: 100, MaximumPercent: 200 };
  const stairs = stairsOf(plan);
  const [first] = stairs;
  if (first === undefined) return { Strategy: 'BLUE_GREEN', ...capacity };
  if (stairs.length === 1) {
    const CanaryPercent = settle(ECS_LIMITS, 'weight', first.weight);
    const configuration = { CanaryPercent, CanaryBakeTimeInMinutes: first.seconds / 60 };
    return { Strategy: 'CANARY', CanaryConfiguration: configuration, ...capacity };
  }
  const StepPercent = settle(ECS_LIMITS, 'shift.equal-steps', first.weight);
  const longest = Math.max(...stairs.map(({ seconds }) => seconds));
  const configuration = { StepPercent, StepBakeTimeInMinutes: longest / 60 };
  return { Strategy: 'LINEAR', LinearConfiguration: configuration, ...capacity };
}

/** How ECS moves the traffic of a plan, and how many tasks it has meanwhile. */
export function shiftOf(plan: Plan): Shift {
  if (plan.replacement === 'side-by-side') return sideBySide(plan);
  if (plan.pace === undefined) return { Strategy: 'ROLLING', MinimumHealthyPercent: 0, MaximumPercent: 100 };
  const { surge, unavailable } = plan.pace;
  const percent = (key: 'pace.surge' | 'pace.unavailable', amount: typeof surge) =>
    settle(ECS_LIMITS, key, 'percent' in amount ? amount.percent : 0);
  return {
    Strategy: 'ROLLING',
    MinimumHealthyPercent: 100 - percent('pace.unavailable', unavailable),
    MaximumPercent: 100 + percent('pace.surge', surge),
  };
}

const pascal = (text: string): string =>
  text
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

function alarmsOf(plan: Plan, name: string, references: EcsReferences): Record<string, AlarmProperties<CfnText>> {
  const colours = coloursOf(references, plan.replacement === 'side-by-side');
  const options = { compared: comparedSeconds(plan) };
  // `p-99` and `p99` are two guards, and would be one id.
  const ids = plan.guards.map((guard) => pascal(guard.name));
  const idOf = (at: number) => (ids.indexOf(ids[at] as string) === at ? ids[at] : `${ids[at]}N${at + 1}`);
  const alarms = plan.guards.flatMap((guard, at) =>
    Object.entries(cloudWatchReadings(guard, colours, options)).map(([colour, reading]) => {
      const alarm = [name, guard.name, colour].filter(Boolean).join('-');
      const description = `Aborts the release of ${name}: ${guard.name} ${guardText(guard)}`;
      const id = `Alarm${idOf(at)}${pascal(colour)}`;
      return [id, alarmProperties({ guard: guard.name, alarm, description }, reading)] as const;
    }),
  );
  return Object.fromEntries(alarms);
}

/** The target groups of a plan: one for each version that runs beside another. */
export function targetGroupsOf(plan: Plan): EcsFragment['targetGroups'] {
  const drain = plan.drain === undefined ? undefined : settle(ECS_LIMITS, 'drain', plan.drain);
  const group: TargetGroupProperties = {
    TargetType: 'ip',
    TargetGroupAttributes: [
      ...(drain === undefined ? [] : [{ Key: 'deregistration_delay.timeout_seconds', Value: String(drain) }]),
      { Key: 'stickiness.enabled', Value: 'false' },
    ],
  };
  return plan.replacement === 'side-by-side' ? { Blue: group, Green: group } : { Blue: group };
}

/** A release as the properties of a service, its target groups and its alarms. The bake is always written: its default is not the same everywhere. */
export function emit(plan: Plan, { name, references: given, extraAlarms = [] }: EcsEmitOptions): EcsFragment {
  const references = { ...TEMPLATE_REFERENCES, ...given };
  const isSideBySide = plan.replacement === 'side-by-side';
  const alarms = alarmsOf(plan, name, references);
  const AlarmNames = [...Object.values(alarms).map(({ AlarmName }) => AlarmName), ...extraAlarms];
  const Rollback = plan.onFailure === 'rollback';
  const hooks = isSideBySide ? lifecycleHooks(plan, references) : [];
  const traffic = shiftOf(plan);
  const service: ServiceProperties = {
    DeploymentController: { Type: 'ECS' },
    DeploymentConfiguration: {
      ...traffic,
      BakeTimeInMinutes: minutes(bakeOf(plan)),
      ...(hooks.length === 0 ? {} : { LifecycleHooks: hooks }),
      ...(isSideBySide ? {} : { DeploymentCircuitBreaker: { Enable: true, Rollback } }),
      Alarms: { AlarmNames, Enable: AlarmNames.length > 0, Rollback },
    },
    ...(traffic.MaximumPercent <= 100 ? { AvailabilityZoneRebalancing: 'DISABLED' } : {}),
  };
  return { service, targetGroups: targetGroupsOf(plan), alarms };
}
