import { type Gate, type Stretch, segmentsOf, type Trace } from '../../lib/plan';
import { guardOfAlarm } from '../shared/alarm';
import type { DeploymentConfig, LambdaFragment } from './emit';
import { gatesOf } from './hook';
import { predefinedRouting, type TrafficRoutingConfig } from './routing';

/** A share of the requests, and the seconds until the next shift. */
interface Share {
  readonly weight: number;
  readonly seconds: number;
}

/** What CodeDeploy does: the first shift at once, each other one after the interval, the last one to 100 %. */
export function sharesOf(routing: TrafficRoutingConfig): Share[] {
  if (routing.Type === 'TimeBasedCanary') {
    const { CanaryPercentage, CanaryInterval } = routing.TimeBasedCanary;
    return [{ weight: CanaryPercentage, seconds: CanaryInterval * 60 }];
  }
  if (routing.Type === 'TimeBasedLinear') {
    const { LinearPercentage, LinearInterval } = routing.TimeBasedLinear;
    const count = Math.ceil(100 / LinearPercentage) - 1;
    return Array.from({ length: count }, (_, at) => ({
      weight: (at + 1) * LinearPercentage,
      seconds: LinearInterval * 60,
    }));
  }
  return [];
}

const routingOf = (config: DeploymentConfig): TrafficRoutingConfig => {
  if ('TrafficRoutingConfig' in config) return config.TrafficRoutingConfig;
  const known = predefinedRouting(config.DeploymentConfigName);
  if (known === undefined) throw new Error(`CodeDeploy has no configuration ${config.DeploymentConfigName}`);
  return known;
};

/** What of a release CodeDeploy acts upon, whoever told it. */
export interface Deployment extends Pick<LambdaFragment, 'alarms' | 'hooks'> {
  readonly routing: TrafficRoutingConfig;
  readonly onFailure: Trace['onFailure'];
}

/** How CodeDeploy shifts an alias. */
export function traceDeployment({ routing, alarms, hooks, onFailure }: Deployment): Trace {
  const guards = alarms.flatMap((alarm) => guardOfAlarm(alarm) ?? []);
  const names = guards.map(({ name }) => name);
  const state = { mirror: 0, audience: [], reached: 'at once' } as const;
  const none: Gate[] = [];
  const stretches: Stretch[] = [
    { ...state, seconds: 0, weight: 0, guards: [], gates: gatesOf(hooks.BeforeAllowTraffic, 'BeforeAllowTraffic') },
    ...sharesOf(routing).map((share) => ({ ...state, ...share, guards: names, gates: none })),
    { ...state, seconds: 0, weight: 100, guards: names, gates: gatesOf(hooks.AfterAllowTraffic, 'AfterAllowTraffic') },
  ];
  return { segments: segmentsOf(stretches), guards, onFailure };
}

/** How CodeDeploy executes a fragment. */
export const trace = ({ deploymentConfig, deploymentGroup, alarms, hooks }: LambdaFragment): Trace =>
  traceDeployment({
    routing: routingOf(deploymentConfig),
    alarms: deploymentGroup.AlarmConfiguration.Enabled ? alarms : [],
    hooks,
    onFailure: deploymentGroup.AutoRollbackConfiguration.Enabled ? 'rollback' : 'halt',
  });
