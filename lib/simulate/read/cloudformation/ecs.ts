import { type Gate, type Stretch, segmentsOf } from '../../../plan';
import type { Playable } from '../../playable';
import { dig, fieldsOf, isTrue, listOf, MOST_STEPS, numberOf, textOf, Unreadable } from '../value';
import { alarmsOf, CLOUDWATCH_LAG } from './alarm';
import type { VersionOf } from './series';
import { firstId, idIn, type Resource, spoken, type Template } from './template';

/** What ECS takes when a field is missing. Percent and minutes. */
const DEFAULTS = {
  canary: { percent: 5, minutes: 10 },
  linear: { percent: 10, minutes: 6 },
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-canaryconfiguration.html',
} as const;

/** Seconds until ECS has given up a new version whose tasks do not start: by its circuit breaker, or at the end of a stage. */
const UNREADY = { breaker: 600, stage: 86_400 } as const;

/** The details of a hook are an object, or the same as text. */
function detailsOf(hook: unknown): unknown {
  const details = dig(hook, 'HookDetails');
  if (typeof details !== 'string') return details;
  try {
    return JSON.parse(details);
  } catch {
    return undefined;
  }
}

const isPause = (hook: unknown): boolean => dig(hook, 'TargetType') === 'PAUSE';

function gateOf(hook: unknown): Gate {
  if (!isPause(hook))
    return { kind: 'check', name: textOf(dig(detailsOf(hook), 'name')) ?? spoken(dig(hook, 'HookTargetArn')) };
  const minutes = numberOf(dig(hook, 'TimeoutConfiguration', 'TimeoutInMinutes'));
  const onTimeout = dig(hook, 'TimeoutConfiguration', 'Action') === 'CONTINUE' ? 'continue' : 'rollback';
  return { kind: 'approval', ...(minutes === undefined ? {} : { timeout: minutes * 60 }), onTimeout };
}

/** A hook of Cutover's own function says at which weight it runs a check. */
function isDue(hook: unknown, weight: number): boolean {
  const at = numberOf(dig(detailsOf(hook), 'atWeight'));
  if (isPause(hook) || at === undefined) return true;
  return at === 0 || weight === 0 ? at === weight : Math.abs(at - weight) < 1;
}

function weightsOf(configuration: unknown, title: string): { readonly weight: number; readonly seconds: number }[] {
  const strategy = dig(configuration, 'Strategy');
  if (strategy === 'CANARY') {
    const { CanaryPercent, CanaryBakeTimeInMinutes } = fieldsOf(dig(configuration, 'CanaryConfiguration'));
    const { percent, minutes } = DEFAULTS.canary;
    return [
      { weight: numberOf(CanaryPercent) ?? percent, seconds: 60 * (numberOf(CanaryBakeTimeInMinutes) ?? minutes) },
    ];
  }
  if (strategy !== 'LINEAR') return [];
  const { StepPercent, StepBakeTimeInMinutes } = fieldsOf(dig(configuration, 'LinearConfiguration'));
  const step = numberOf(StepPercent) ?? DEFAULTS.linear.percent;
  const seconds = 60 * (numberOf(StepBakeTimeInMinutes) ?? DEFAULTS.linear.minutes);
  const count = step > 0 ? Math.ceil(100 / step - 1e-9) - 1 : 0;
  if (count > MOST_STEPS) throw new Unreadable(title, `it has ${count} steps; ${MOST_STEPS} are read at the most`);
  return Array.from({ length: count }, (_, at) => ({ weight: Number(((at + 1) * step).toFixed(6)), seconds }));
}

function stretchesOf(configuration: unknown, guards: readonly string[], title: string): Stretch[] {
  const hooks = listOf(dig(configuration, 'LifecycleHooks'));
  const at = (stage: string) => hooks.filter((hook) => listOf(dig(hook, 'LifecycleStages')).includes(stage));
  const state = { mirror: 0, audience: [], reached: 'at once' } as const;
  const before = { ...state, weight: 0, guards: [] };
  const tested = at('POST_TEST_TRAFFIC_SHIFT');
  const pauses = tested.filter(isPause).map(gateOf);
  const hold = pauses.reduce((sum, gate) => sum + (gate.kind === 'approval' ? (gate.timeout ?? 0) : 0), 0);
  const shift = (weight: number) =>
    at('PRE_PRODUCTION_TRAFFIC_SHIFT')
      .filter((hook) => isDue(hook, weight))
      .map(gateOf);
  const rolling = !['CANARY', 'LINEAR', 'BLUE_GREEN'].includes(String(dig(configuration, 'Strategy')));
  const stops =
    dig(configuration, 'MinimumHealthyPercent') === 0 && (numberOf(dig(configuration, 'MaximumPercent')) ?? 200) <= 100;
  const reached = !rolling ? 'at once' : stops ? 'after a stop' : 'copy by copy';
  const full = { ...state, weight: 100, reached, guards } as const;
  return [
    { ...before, seconds: 0, gates: at('POST_SCALE_UP').map(gateOf) },
    { ...before, seconds: 0, gates: tested.filter((hook) => !isPause(hook)).map(gateOf) },
    { ...before, seconds: hold, gates: shift(0) },
    ...weightsOf(configuration, title).map(({ weight, seconds }) => ({
      ...state,
      weight,
      seconds,
      guards,
      gates: shift(weight),
    })),
    { ...full, seconds: 0, gates: at('POST_PRODUCTION_TRAFFIC_SHIFT').map(gateOf) },
    { ...full, seconds: 60 * (numberOf(dig(configuration, 'BakeTimeInMinutes')) ?? 0), gates: [] },
  ];
}

/** Which target group is the new version's: the alternate one, since the roles change with every release. */
function versionsOf({ properties }: Resource): VersionOf {
  const [balancer] = listOf(properties.LoadBalancers);
  const stable = idIn(dig(balancer, 'TargetGroupArn'));
  const canary = idIn(dig(balancer, 'AdvancedConfiguration', 'AlternateTargetGroupArn'));
  return ({ TargetGroup }) => {
    if (canary !== undefined && firstId(TargetGroup, new Set([canary])) !== undefined) return 'canary';
    return canary !== undefined && stable !== undefined && firstId(TargetGroup, new Set([stable])) !== undefined
      ? 'stable'
      : 'both';
  };
}

const CIRCUIT_BREAKER = ['DeploymentCircuitBreaker', 'Enable'] as const;

/** The release of an `AWS::ECS::Service` with ECS's own deployments. */
export function ecsRelease(service: Resource, template: Template): Playable {
  const title = `${service.type} ${service.id}`;
  const controller = dig(service.properties, 'DeploymentController', 'Type') ?? 'ECS';
  if (controller !== 'ECS')
    throw new Unreadable(title, `deployments by ${spoken(controller)} are not understood, only by ECS`);
  const configuration = service.properties.DeploymentConfiguration;
  const alarms = fieldsOf(dig(configuration, 'Alarms'));
  const names = alarms.Enable === false || alarms.Enable === 'false' ? [] : listOf(alarms.AlarmNames);
  const { guards, unplayed } = alarmsOf(names, template, versionsOf(service));
  const breaker = isTrue(dig(configuration, ...CIRCUIT_BREAKER));
  return {
    title,
    segments: segmentsOf(
      stretchesOf(
        configuration,
        guards.map(({ name }) => name),
        title,
      ),
    ),
    guards,
    unplayed,
    onFailure: alarms.Rollback === undefined || isTrue(alarms.Rollback) ? 'rollback' : 'halt',
    engine: {
      name: 'Amazon ECS',
      redAtStart: 'ignored',
      unready: breaker ? { after: UNREADY.breaker, result: 'rolledBack' } : { after: UNREADY.stage, result: 'stuck' },
      lag: CLOUDWATCH_LAG,
      clock: 'own',
    },
  };
}
