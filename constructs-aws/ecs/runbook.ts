import type { Runbook } from '../../lib/fidelity';

const goOn = (action: 'CONTINUE' | 'ROLLBACK'): string =>
  `aws ecs continue-service-deployment --service-deployment-arn "$ARN" --hook-id "$HOOK" --action ${action}`;

/** A deployment of Amazon ECS by hand. */
export const ECS_RUNBOOK: Runbook = {
  tools: ['aws (AWS CLI version 2)'],
  variables: [
    { name: 'CLUSTER', about: 'the name of the ECS cluster' },
    { name: 'SERVICE', about: 'the name of the ECS service' },
    {
      name: 'ARN',
      about: 'the deployment that is running',
      found: `aws ecs list-service-deployments --cluster "$CLUSTER" --service "$SERVICE" --status PENDING IN_PROGRESS --query 'serviceDeployments[0].serviceDeploymentArn' --output text`,
    },
    { name: 'HOOK', about: 'the id of the pause, as `describe-service-deployments` and the event of EventBridge say' },
  ],
  watch: {
    commands: ['aws ecs describe-service-deployments --service-deployment-arns "$ARN"'],
    effect: 'It shows the stage, the share of the traffic, the hooks and their ids.',
  },
  approve: {
    commands: [goOn('CONTINUE')],
    effect: `The deployment goes on. To say no: \`${goOn('ROLLBACK')}\`.`,
  },
  promote: {
    instead:
      'ECS has no shortcut: a deployment takes its time. Deploy with a shorter hold, which stops this one first.',
  },
  pause: {
    instead:
      'ECS pauses only where the strategy asks for an approval. Take the traffic back, and look at what is wrong.',
  },
  resume: { commands: [goOn('CONTINUE')], effect: 'The deployment goes on from the pause.' },
  abort: {
    commands: ['aws ecs stop-service-deployment --service-deployment-arn "$ARN" --stop-type ROLLBACK'],
    effect: 'The old tasks get everything again, and the deploy of the stack fails and rolls back.',
  },
  rollback: {
    instead:
      'Deploy the old image: after the bake the old tasks are gone, and it is a release like any other. Going round the stack leaves it saying another version than runs.',
  },
  pointOfNoReturn: 'When the bake is over, ECS stops the old tasks.',
  permissions: '`ecs:ContinueServiceDeployment`, `ecs:StopServiceDeployment` and `ecs:DescribeServiceDeployments`',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html',
};
