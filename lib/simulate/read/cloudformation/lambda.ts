import { type Gate, type Stretch, segmentsOf, type Trace } from '../../../plan';
import type { Engine, Playable } from '../../playable';
import { dig, isTrue, listOf, MOST_STEPS, numberOf, textOf, Unreadable } from '../value';
import { alarmsOf, CLOUDWATCH_LAG } from './alarm';
import type { VersionOf } from './series';
import { idIn, type Resource, spoken, type Template } from './template';

const CODEDEPLOY: Engine = {
  name: 'CodeDeploy',
  redAtStart: 'stops',
  unready: 'served',
  lag: CLOUDWATCH_LAG,
  clock: 'own',
};

/** Only invocations through an alias with two versions carry the version. */
const versionOf: VersionOf = ({ ExecutedVersion }) => (ExecutedVersion === undefined ? 'both' : 'canary');

interface Share {
  readonly weight: number;
  readonly seconds: number;
}

const canary = (weight: number, minutes: number): Share[] => [{ weight, seconds: minutes * 60 }];
const linear = (step: number, minutes: number): Share[] | undefined => {
  const count = Math.max(0, Math.ceil(100 / step) - 1);
  if (!(count <= MOST_STEPS)) return undefined;
  return Array.from({ length: count }, (_, at) => ({
    weight: (at + 1) * step,
    seconds: minutes * 60,
  }));
};

const NAMED =
  /^(?:CodeDeployDefault\.Lambda)?(?:(?<all>AllAtOnce)|Canary(?<percent>\d+)Percent(?<minutes>\d+)Minutes|Linear(?<step>\d+)PercentEvery(?<every>\d+)Minutes?)$/;

function namedShares(name: string): Share[] | undefined {
  const groups = NAMED.exec(name)?.groups;
  if (groups === undefined) return undefined;
  if (groups.percent !== undefined) return canary(Number(groups.percent), Number(groups.minutes));
  return groups.step === undefined ? [] : linear(Number(groups.step), Number(groups.every));
}

function configuredShares(config: Resource | undefined): Share[] | undefined {
  const routing =
    config?.type === 'AWS::CodeDeploy::DeploymentConfig' ? config.properties.TrafficRoutingConfig : undefined;
  const number = (...path: readonly string[]) => numberOf(dig(routing, ...path)) ?? Number.NaN;
  const shares = (() => {
    switch (dig(routing, 'Type')) {
      case 'AllAtOnce':
        return [];
      case 'TimeBasedCanary':
        return canary(number('TimeBasedCanary', 'CanaryPercentage'), number('TimeBasedCanary', 'CanaryInterval'));
      case 'TimeBasedLinear':
        return linear(number('TimeBasedLinear', 'LinearPercentage'), number('TimeBasedLinear', 'LinearInterval'));
      default:
        return undefined;
    }
  })();
  return shares?.every(({ weight, seconds }) => Number.isFinite(weight + seconds)) ? shares : undefined;
}

function sharesOf(config: unknown, template: Template, title: string): Share[] {
  const shares = typeof config === 'string' ? namedShares(config) : configuredShares(template.get(idIn(config) ?? ''));
  if (shares === undefined)
    throw new Unreadable(title, `its deployment configuration ${spoken(config)} is not understood`);
  return shares;
}

/** The checks of a hook that Cutover made; any other hook is one check. */
function gatesOf(hook: unknown, event: string, template: Template): Gate[] {
  if (hook === undefined) return [];
  const text = textOf(dig(template.get(idIn(hook) ?? '')?.properties, 'Environment', 'Variables', 'CUTOVER_CHECKS'));
  const whole: Gate[] = [{ kind: 'check', name: idIn(hook) ?? event }];
  if (text === undefined) return whole;
  try {
    const checks: unknown = JSON.parse(text);
    return Array.isArray(checks) ? checks.map((check) => ({ kind: 'check', name: String(dig(check, 'name')) })) : whole;
  } catch {
    return whole;
  }
}

interface Deployment {
  readonly title: string;
  readonly config: unknown;
  readonly alarms: readonly unknown[];
  readonly before: unknown;
  readonly after: unknown;
  readonly onFailure: Trace['onFailure'];
}

function release({ title, config, alarms, before, after, onFailure }: Deployment, template: Template): Playable {
  const { guards, unplayed } = alarmsOf(alarms, template, versionOf);
  const names = guards.map(({ name }) => name);
  const state = { mirror: 0, audience: [], reached: 'at once' } as const;
  const stretches: Stretch[] = [
    { ...state, seconds: 0, weight: 0, guards: [], gates: gatesOf(before, 'BeforeAllowTraffic', template) },
    ...sharesOf(config, template, title).map((share) => ({ ...state, ...share, guards: names, gates: [] })),
    { ...state, seconds: 0, weight: 100, guards: names, gates: gatesOf(after, 'AfterAllowTraffic', template) },
  ];
  return { title, segments: segmentsOf(stretches), guards, unplayed, onFailure, engine: CODEDEPLOY };
}

const isOff = (value: unknown): boolean => value === false || value === 'false';

/** The release of an `AWS::Lambda::Alias` that CodeDeploy moves. */
export function aliasRelease(alias: Resource, template: Template): Playable {
  const title = `${alias.type} ${alias.id}`;
  const update = dig(alias.updatePolicy, 'CodeDeployLambdaAliasUpdate');
  const group = template.get(idIn(dig(update, 'DeploymentGroupName')) ?? '');
  if (group === undefined)
    throw new Unreadable(
      title,
      `its deployment group ${spoken(dig(update, 'DeploymentGroupName'))} is not in this template`,
    );
  const { DeploymentConfigName, AlarmConfiguration, AutoRollbackConfiguration } = group.properties;
  const alarms = isOff(dig(AlarmConfiguration, 'Enabled')) ? [] : listOf(dig(AlarmConfiguration, 'Alarms'));
  const events = listOf(dig(AutoRollbackConfiguration, 'Events'));
  const rollsBack = isTrue(dig(AutoRollbackConfiguration, 'Enabled')) && events.includes('DEPLOYMENT_STOP_ON_ALARM');
  return release(
    {
      title,
      config: DeploymentConfigName ?? 'AllAtOnce',
      alarms: alarms.map((alarm) => dig(alarm, 'Name')),
      before: dig(update, 'BeforeAllowTrafficHook'),
      after: dig(update, 'AfterAllowTrafficHook'),
      onFailure: rollsBack ? 'rollback' : 'halt',
    },
    template,
  );
}

/** The release of an `AWS::Serverless::Function`; SAM's deployment group always rolls back. */
export function samRelease(lambda: Resource, template: Template): Playable {
  const { Type, Alarms, Hooks } = preferenceOf(lambda);
  return release(
    {
      title: `${lambda.type} ${lambda.id}`,
      config: Type,
      alarms: listOf(Alarms),
      before: dig(Hooks, 'PreTraffic'),
      after: dig(Hooks, 'PostTraffic'),
      onFailure: 'rollback',
    },
    template,
  );
}

const preferenceOf = ({ properties }: Resource) => ({
  Type: dig(properties.DeploymentPreference, 'Type'),
  Alarms: dig(properties.DeploymentPreference, 'Alarms'),
  Hooks: dig(properties.DeploymentPreference, 'Hooks'),
});

/** Whether SAM makes a deployment group for a function. */
export const hasPreference = ({ properties }: Resource): boolean =>
  properties.DeploymentPreference !== undefined && !isOff(dig(properties.DeploymentPreference, 'Enabled'));
