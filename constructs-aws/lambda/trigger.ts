import type { ITopic } from 'aws-cdk-lib/aws-sns';

/** What CodeDeploy tells of a deployment. */
export type DeploymentEvent =
  | 'DeploymentStart'
  | 'DeploymentSuccess'
  | 'DeploymentFailure'
  | 'DeploymentStop'
  | 'DeploymentRollback';

/** A topic that hears of deployments. */
export interface DeploymentTrigger {
  /** Its policy must let the role of the deployment group publish, when it is in another account. */
  readonly topic: ITopic;
  /** @default - failures, stops and rollbacks */
  readonly events?: readonly DeploymentEvent[];
}

const DEFAULT_EVENTS: readonly DeploymentEvent[] = ['DeploymentFailure', 'DeploymentStop', 'DeploymentRollback'];

/** The `TriggerConfigurations` of a deployment group. */
export const triggerConfigurations = (triggers: readonly DeploymentTrigger[]) =>
  triggers.map(({ topic, events = DEFAULT_EVENTS }, at) => ({
    TriggerName: `trigger-${at + 1}`,
    TriggerTargetArn: topic.topicArn,
    TriggerEvents: [...events],
  }));
