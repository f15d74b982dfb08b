import type { Runbook } from '../../lib/fidelity';

/** A deployment of CodeDeploy for a function by hand. */
export const LAMBDA_RUNBOOK: Runbook = {
  tools: ['aws (AWS CLI version 2)'],
  variables: [
    { name: 'APPLICATION', about: 'the application of CodeDeploy' },
    { name: 'GROUP', about: 'its deployment group' },
    {
      name: 'ID',
      about: 'the deployment that is running',
      found: `aws deploy list-deployments --application-name "$APPLICATION" --deployment-group-name "$GROUP" --include-only-statuses InProgress --query 'deployments[0]' --output text`,
    },
    { name: 'FUNCTION', about: 'the name of the function' },
    { name: 'ALIAS', about: 'the alias that clients call: `live`' },
    { name: 'OLD', about: 'the number of the version before' },
  ],
  watch: {
    commands: [
      'aws deploy get-deployment --deployment-id "$ID" --query deploymentInfo.status',
      'aws lambda get-alias --function-name "$FUNCTION" --name "$ALIAS"',
    ],
    effect: 'They show the state of the deployment, and both versions with their weights.',
  },
  approve: { instead: 'CodeDeploy asks nobody between the shifts of a function.' },
  promote: {
    instead: 'CodeDeploy has no shortcut for functions: take the traffic back, shorten the hold, and deploy again.',
  },
  pause: { instead: 'A deployment cannot be paused: take the traffic back.' },
  resume: { instead: 'A deployment cannot be paused, so that there is nothing to go on with.' },
  abort: {
    commands: ['aws deploy stop-deployment --deployment-id "$ID" --auto-rollback-enabled'],
    effect: 'The alias goes back to the old version at once, then the stack rolls back.',
  },
  rollback: {
    commands: [
      `aws lambda update-alias --function-name "$FUNCTION" --name "$ALIAS" --function-version "$OLD" --routing-config '{}'`,
    ],
    effect:
      'The old version gets everything at once, with no guard. The stack says another version until the next deploy: deploy the old code as soon as you can.',
  },
  pointOfNoReturn:
    'With the last shift CodeDeploy watches no longer. The old version stays published, so that the alias can go back to it by hand.',
  permissions: '`codedeploy:StopDeployment`, `codedeploy:ListDeployments` and `lambda:UpdateAlias`',
  source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-stop.html',
};
