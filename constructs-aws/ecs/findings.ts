import type { FindingDocs } from '../../lib/findings';

/** What the ECS constructs say besides the judge. */
export const ECS_FINDINGS = {
  'ecs-workload': {
    title: 'There is not exactly one description of the tasks',
    why: 'A service runs one task definition: yours, or one that is made for your image.',
    fix: 'Give `image`, or `taskDefinition`.',
  },
  'ecs-port-mapping': {
    title: 'No container listens at the port',
    why: 'The load balancer sends requests to a port that the task definition does not map; ECS refuses the service.',
    fix: 'Add a port mapping to the container, or write its port as `containerPort`.',
  },
  'ecs-desired-count': {
    title: 'The service would have no tasks',
    why: 'Without tasks there is nothing that could answer, no release could be watched, and the load balancer answers 503.',
    fix: 'Write a `desiredCount` of at least 1.',
  },
  'ecs-scaling-bounds': {
    title: 'The bounds of the autoscaling contradict each other',
    why: 'Application Auto Scaling refuses a minimum above the maximum, and a desired count outside is corrected after every deploy.',
    fix: 'Write `minCapacity` ≤ `desiredCount` ≤ `maxCapacity`, with a minimum of at least 1.',
  },
  'ecs-rolling-stuck': {
    title: 'The rolling release cannot exchange a task',
    why: 'ECS rounds the capacity that may be added down, and the capacity that must stay up: with few tasks nothing is left to move.',
    fix: 'Write a larger `surge` (100 % always works), or a higher `desiredCount`.',
  },
  'ecs-rule-priority': {
    title: 'The load balancer does not take the priority',
    why: 'Priorities of listener rules are whole numbers from 1 to 50000, and each is used once.',
    fix: 'Write another `priority` or `testPriority`; with a token as `priority`, both.',
  },
  'ecs-rule-order': {
    title: 'The production rule hides the test rule',
    why: 'On one listener the rule with the lower number wins: a production rule before the test rule takes all of the test traffic, and a check would pass on the old version.',
    fix: 'Write a `testPriority` below `priority`.',
  },
  'ecs-listeners': {
    title: 'The listeners do not fit together',
    why: 'A certificate, a port and a scheme belong to a listener that is made here; a listener of yours has its own. Test traffic has a listener of its own, or a header on the production listener.',
    fix: 'Leave out what belongs to the other way.',
  },
  'ecs-rule-conditions': {
    title: 'A listener rule compares with more values than it may',
    why: 'A rule has at most five values, all conditions together; the test rule has those of the production rule and the test header.',
    fix: 'Write fewer values in `conditions`, or give a `testListener`, which needs no header.',
  },
  'ecs-vpc': {
    title: 'It is not known in which network the service runs',
    why: 'Listeners and load balancers that are imported do not always say in which VPC they are.',
    fix: 'Give `vpc` or `cluster`.',
  },
  'ecs-check-address': {
    title: 'It is not known where the HTTP checks go',
    why: 'A listener of yours does not say its address, and a certificate is good for a name that only you know.',
    fix: 'Write `domainName`, or the addresses as `checkAddresses: { production, test }`.',
  },
  'ecs-check-blocked': {
    title: 'The HTTP checks cannot reach the load balancer',
    why: 'A load balancer of the internet has public addresses only, and a listener that is not open lets nobody in whom it does not know; the checks would fail and roll every release back.',
    fix: 'Write `internetFacing: false`; or open the listener to a NAT gateway, and give its subnets as `checkSubnets`.',
  },
  'ecs-unknown-function': {
    title: 'A check calls a function that the construct does not know',
    why: 'The strategy names its functions, and the construct says what the names mean; this one means nothing.',
    fix: 'Add the name to `functions`, or write the ARN of the function in the check.',
  },
  'ecs-unused-function': {
    title: 'No check calls this function',
    why: 'Nothing would run it: the name in the strategy is another one, or the check is gone.',
    fix: 'Write `Check.function({ function: name })` in the strategy, or leave the entry out.',
  },
  'ecs-service-name': {
    title: 'The service needs a name',
    why: 'A saturation guard reads metrics by the name of the service, and the service waits for the alarm: without a literal name each waits for the other.',
    fix: 'Write `serviceName`.',
  },
  'ecs-alarm-name': {
    title: 'The name of an alarm is not known at synthesis, or too long',
    why: 'The service lists its alarms by name and waits for them; a name that comes from the service itself would be a circle.',
    fix: 'Write a literal `releaseName` of at most 180 characters.',
  },
  'ecs-too-many-hooks': {
    title: 'More lifecycle hooks than a service takes',
    why: 'A service takes ten hooks that call functions and ten pauses.',
    fix: 'Fold several checks into one function check.',
  },
  'ecs-guard-too-late': {
    title: 'The guard cannot fire before the release is over',
    why: 'An alarm needs its readings, and metrics arrive up to two minutes late. When the holds and the bake are shorter, nothing can be rolled back any more.',
    fix: "Shorten the guard's `over` or `failures`, or lengthen a hold or the `bake`.",
  },
  'ecs-guard-after-step': {
    title: 'The guard cannot fire before the first step is over',
    why: 'An alarm needs its readings, and metrics arrive up to two minutes late: a bad version reaches more requests before it is stopped.',
    fix: 'Lengthen the first hold.',
  },
  'ecs-outlasts-cloudformation': {
    title: 'The release can outlast its deploy',
    why: '`cdk deploy` waits for the whole release, and CloudFormation gives up after 36 hours and rolls back.',
    fix: 'Shorten the holds, the bake or the time limits of the approvals.',
  },
} as const satisfies FindingDocs;

/** The ids of the findings about Amazon ECS, which `accept` takes. */
export type EcsFindingId = keyof typeof ECS_FINDINGS;
