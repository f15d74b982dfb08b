import { type Answer, approximated, depends, exact, type Limits, needs, range, refused } from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import { CLOUDWATCH, ONE_WINDOW } from '../../lib/telemetry';
import { approvedAtEveryShift, gatesAtShifts, settledLength, stairsOf, testHold } from './shape';

const CFN = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide';
const CONFIGURATION = `${CFN}/aws-properties-ecs-service-deploymentconfiguration.html`;
const CANARY = `${CFN}/aws-properties-ecs-service-canaryconfiguration.html`;
const LINEAR = `${CFN}/aws-properties-ecs-service-linearconfiguration.html`;
const HOOK = `${CFN}/aws-properties-ecs-service-deploymentlifecyclehook.html`;
const PAUSES = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html';
const HOOKS = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html';
const PAUSE = `${CFN}/aws-properties-ecs-service-hooktimeoutconfig.html`;
const ADVANCED = `${CFN}/aws-properties-ecs-service-advancedconfiguration.html`;
const ALARMS = `${CFN}/aws-properties-ecs-service-deploymentalarms.html`;
const TARGETS = `${CFN}/aws-properties-elasticloadbalancingv2-targetgroup-targetgroupattribute.html`;
const BLUE_GREEN = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html';
const ROLLING = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html';
const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';
const DRIFT = 'https://github.com/aws/aws-cdk/issues/36649';

const MINUTE = 60;
const DAY = 86_400;

/** The numbers of Amazon ECS that Cutover relies on. Times are seconds. */
export const ECS = {
  /** CloudFormation refuses a release whose steps and bake are longer: 33 hours. */
  longestRelease: { seconds: 33 * 3600, source: CANARY },
  /** CloudFormation gives up on an operation: 36 hours. */
  longestOperation: { seconds: 36 * 3600, source: CANARY },
  /** A step's bake and the bake after the shift. */
  longestBake: { seconds: DAY, source: CONFIGURATION },
  /** Hooks of each kind in a service. */
  mostHooks: { count: 10, source: HOOK },
  /** Seconds that the function of a check may run; Lambda's own limit is 15 minutes, and it has to answer. */
  longestCheck: { seconds: 890, source: LAMBDA },
  /** What ECS waits when a pause says nothing. */
  defaultPause: { minutes: 1440, source: PAUSE },
} as const;

const minutes = (by: string, source: string) => range({ by, min: 0, max: DAY, step: MINUTE, source });
const longerThanADay = refused(
  'all holds of one weight together are one bake, which lasts at most a day',
  CONFIGURATION,
  'shorten the holds of this weight',
);

/** Rolling deployments have no stages at which something could wait or be tried. */
const staged =
  (answer: Answer) =>
  (plan: Plan): Answer =>
    plan.replacement === 'side-by-side'
      ? answer
      : refused(
          'rolling deployments have no lifecycle hooks and no test traffic',
          ROLLING,
          'leave it out, or write `kind: blueGreen`',
        );

const oneShare = refused(
  'a listener rule moves a share of all requests; ECS sends nobody in particular to the new version',
  ADVANCED,
);

const unsticky = refused(
  'ECS writes the forward action of the listener rule itself, and nothing says that it keeps a stickiness; that of a target group holds a user at a copy, not at a version',
  DRIFT,
);

/** What Amazon ECS, with its own deployments behind an Application Load Balancer, makes of each clause. */
export const ECS_LIMITS: Limits = {
  'replace.stop-first': exact('DeploymentConfiguration: ROLLING, MinimumHealthyPercent 0, MaximumPercent 100', ROLLING),
  'replace.in-place': exact('DeploymentConfiguration.Strategy ROLLING', ROLLING),
  'replace.side-by-side': exact('DeploymentConfiguration.Strategy', CONFIGURATION),
  maintenance: approximated('the load balancer', 'users get a 503 of the load balancer, without the message', ROLLING),
  'pace.surge': range({ by: 'MaximumPercent', min: 0, max: 100, step: 1, source: ROLLING }),
  'pace.unavailable': range({ by: 'MinimumHealthyPercent', min: 0, max: 99, step: 1, source: ROLLING }),
  'pace.copies': refused('ECS counts in percent of the desired count', ROLLING, 'write a percentage'),
  'pace.min-ready': refused('a task counts as soon as its health checks pass', ROLLING, 'lengthen the health check'),
  'shift.at-once': exact('DeploymentConfiguration.Strategy BLUE_GREEN', BLUE_GREEN),
  'shift.two-step': exact('CanaryConfiguration', CANARY),
  'shift.equal-steps': range({ by: 'LinearConfiguration.StepPercent', min: 3, max: 100, step: 0.1, source: LINEAR }),
  'shift.uneven-steps': refused('ECS moves traffic all at once, in two steps, or in equal steps', CONFIGURATION),
  weight: range({ by: 'CanaryConfiguration.CanaryPercent', min: 0.1, max: 100, step: 0.1, source: CANARY }),
  hold: depends((plan) =>
    stairsOf(plan).some(({ seconds }) => seconds > ECS.longestBake.seconds) || testHold(plan) > DAY
      ? longerThanADay
      : minutes('CanaryBakeTimeInMinutes, StepBakeTimeInMinutes', CANARY),
  ),
  mirror: refused('an Application Load Balancer copies no requests', ADVANCED),
  'audience.header': oneShare,
  'audience.cookie': oneShare,
  'audience.users': oneShare,
  'audience.prefix': oneShare,
  'audience.regex': oneShare,
  preview: depends(staged(exact('LoadBalancers[].AdvancedConfiguration.TestListenerRule', ADVANCED))),
  'preview.hold': depends(
    staged(
      range({
        by: 'a PAUSE hook at POST_TEST_TRAFFIC_SHIFT that continues by itself',
        min: MINUTE,
        max: DAY,
        step: MINUTE,
        source: PAUSE,
      }),
    ),
  ),
  'approve.before-traffic': depends(staged(exact('a PAUSE hook at PRE_PRODUCTION_TRAFFIC_SHIFT', HOOK))),
  'approve.between-steps': depends((plan) =>
    approvedAtEveryShift(plan)
      ? exact('a PAUSE hook at PRE_PRODUCTION_TRAFFIC_SHIFT', PAUSES)
      : approximated(
          'a PAUSE hook at PRE_PRODUCTION_TRAFFIC_SHIFT',
          'it pauses before every shift of traffic, the first one included',
          PAUSES,
        ),
  ),
  'approve.timeout': range({
    by: 'TimeoutConfiguration.TimeoutInMinutes',
    min: MINUTE,
    max: DAY,
    step: MINUTE,
    source: `${PAUSE}; ECS takes 14 days, but CloudFormation gives up after 36 hours`,
  }),
  'approve.continue': exact('TimeoutConfiguration.Action CONTINUE', PAUSE),
  'check.before-traffic': depends(
    staged(exact('a lifecycle hook at POST_SCALE_UP or, through the test listener, at POST_TEST_TRAFFIC_SHIFT', HOOK)),
  ),
  'check.test-traffic': depends(staged(exact('a lifecycle hook at POST_TEST_TRAFFIC_SHIFT', HOOK))),
  'check.between-steps': depends((plan) =>
    gatesAtShifts(plan)
      ? exact('a lifecycle hook at PRE_PRODUCTION_TRAFFIC_SHIFT that answers at once for the other weights', HOOKS)
      : approximated(
          'a lifecycle hook at PRE_PRODUCTION_TRAFFIC_SHIFT',
          'ECS stops only where the weight changes: the check runs when all holds of its weight are over',
          HOOKS,
        ),
  ),
  'check.after-traffic': depends(staged(exact('a lifecycle hook at POST_PRODUCTION_TRAFFIC_SHIFT', HOOK))),
  'check.http': exact('a function of Cutover that sends the request', HOOK),
  'check.function': exact('a function of Cutover that invokes yours', HOOK),
  'check.job': refused('a lifecycle hook invokes a function and waits for no task', HOOK, 'write a function check'),
  'check.timeout': range({
    by: 'the function that runs the check',
    min: 1,
    max: ECS.longestCheck.seconds,
    step: 1,
    source: LAMBDA,
  }),
  'guard.error-rate': exact('a CloudWatch alarm on each target group', ALARMS),
  'guard.success-rate': exact('a CloudWatch alarm on each target group', ALARMS),
  'guard.latency': exact('a CloudWatch alarm on each target group', ALARMS),
  'guard.saturation': approximated(
    'a CloudWatch alarm on the busiest task of the service',
    'ECS measures the service, not a version of it: the task may be one of the stable version',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html',
  ),
  'guard.queue-depth': exact('a CloudWatch alarm on ApproximateNumberOfMessagesVisible', ALARMS),
  'guard.custom': needs('a CloudWatch alarm', ['cloudwatch'], ALARMS),
  'guard.versus-stable': depends((plan) =>
    plan.replacement === 'side-by-side'
      ? approximated(
          'two CloudWatch alarms, each of which compares one target group with the other',
          'the colours change roles with every release, so that a stable version which is worse than the new one aborts as well',
          ALARMS,
        )
      : refused('a rolling deployment has one target group for both versions', ROLLING, 'write an absolute limit'),
  ),
  'guard.sequential': depends((plan) =>
    plan.replacement === 'side-by-side'
      ? approximated(
          'two CloudWatch alarms with half of falseAborts each, over as long as both target groups get requests, a day at the most',
          `${ONE_WINDOW}; the colours change roles with every release, so that a stable version which is worse than the new one aborts as well`,
          ALARMS,
        )
      : refused('a rolling deployment has one target group for both versions', ROLLING, 'write an `errorRate` guard'),
  ),
  'guard.window': range({ by: 'Period', ...CLOUDWATCH.period, source: CLOUDWATCH.source }),
  'guard.every': approximated(
    'the alarm',
    'CloudWatch looks at the window once a minute, whatever the interval',
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html',
  ),
  'guard.failures': approximated(
    'DatapointsToAlarm of EvaluationPeriods',
    'CloudWatch forgets: of f tolerated bad readings it counts f + 1 among the last 2 f + 1, and no more than a day of them',
    CLOUDWATCH.source,
  ),
  'guard.min-requests': exact('IF(requests >= …) in the expression', ALARMS),
  'guard.no-data.pass': exact('TreatMissingData notBreaching', ALARMS),
  'guard.no-data.hold': refused('an alarm cannot ask a person', ALARMS, "write `onNoData: 'pass'`, and an approval"),
  'guard.no-data.fail': refused(
    'one of the two target groups always has no data, and ECS ignores alarms that are on when a deployment starts',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html',
    "write `onNoData: 'pass'`, and an HTTP check",
  ),
  'guard.count': exact('Alarms.AlarmNames', ALARMS),
  bake: depends((plan) =>
    plan.replacement === 'side-by-side'
      ? minutes('BakeTimeInMinutes', CONFIGURATION)
      : approximated(
          'BakeTimeInMinutes',
          'the alarms are watched so long, but the old tasks are gone: going back is another rolling deployment',
          ROLLING,
        ),
  ),
  'on-failure.rollback': exact('Alarms.Rollback', ALARMS),
  'on-failure.halt': approximated(
    'Alarms.Rollback false',
    'the deployment fails and stays, but a failed check still rolls back, and so does CloudFormation unless you deploy with --no-rollback',
    ALARMS,
  ),
  drain: range({ by: 'deregistration_delay.timeout_seconds', min: 0, max: 3600, step: 1, source: TARGETS }),
  'stickiness.cookie': unsticky,
  'stickiness.header': unsticky,
  'stickiness.address': unsticky,
  'stickiness.lasts': unsticky,
  'release.length': depends((plan) => {
    const real = settledLength(plan);
    const { seconds, source } = ECS.longestRelease;
    const rounded = real > seconds && plan.phases.reduce((sum, { hold }) => sum + hold, 0) <= seconds;
    return rounded
      ? refused('with every hold rounded up to whole minutes, it is longer than 33 hours', source, 'shorten the bake')
      : range({ by: 'BakeTimeInMinutes and the bakes of the steps together', min: 0, max: seconds, source });
  }),
};
