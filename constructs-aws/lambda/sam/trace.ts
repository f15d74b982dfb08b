import type { Trace } from '../../../lib/plan';
import { predefinedRouting } from '../routing';
import { traceDeployment } from '../trace';
import type { SamFragment } from './emit';

/** How CodeDeploy executes what SAM makes of a fragment; SAM always rolls back. */
export function trace({ function: { DeploymentPreference }, deploymentConfig, alarms, hooks }: SamFragment): Trace {
  const { Type, Alarms } = DeploymentPreference;
  const routing = typeof Type === 'string' ? predefinedRouting(Type) : deploymentConfig?.TrafficRoutingConfig;
  if (routing === undefined) throw new Error(`SAM has no configuration ${JSON.stringify(Type)}`);
  return traceDeployment({ routing, alarms: Alarms === undefined ? [] : alarms, hooks, onFailure: 'rollback' });
}
