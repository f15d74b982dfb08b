import type { Limits } from '../../../lib/fidelity';
import { limitsWith } from '../limits';

/** What `DeploymentPreference` of `AWS::Serverless::Function` does. */
export const SAM_LIMITS: Limits = limitsWith({
  config: 'DeploymentPreference.Type',
  alarms: 'DeploymentPreference.Alarms',
  before: 'DeploymentPreference.Hooks.PreTraffic',
  after: 'DeploymentPreference.Hooks.PostTraffic',
  rollback: 'the AutoRollbackConfiguration that SAM makes',
});
