import { approximated, depends, exact, type Limits, needs, range, refused, staircase } from '../../lib/fidelity';
import { lengthOf, type Plan, shares } from '../../lib/plan';
import { CLOUDWATCH, cloudWatchPeriod, ONE_WINDOW } from '../../lib/telemetry';
import { stairsOf } from './routing';

const MINUTE = 60;

/** What CodeDeploy takes for a Lambda function. Times are seconds. */
export const CODEDEPLOY = {
  /** Whole percent. */
  percent: { min: 1, max: 99, step: 1 },
  /** Whole minutes. */
  interval: { min: MINUTE, max: 2_880 * MINUTE, step: MINUTE },
  /** From the first shift to the last one. */
  shift: 2_880 * MINUTE,
  /** Of one deployment group. */
  alarms: 10,
  /** Of one deployment group. */
  triggers: 10,
  source: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html',
} as const;

/** What CloudFormation waits for, with two hooks of an hour each taken off. Seconds. */
export const CLOUDFORMATION = {
  release: (36 - 2) * 60 * MINUTE,
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-service-linearconfiguration.html (CloudFormation operations time out after 36 hours)',
} as const;

/** What the function that runs the checks can do. Seconds. */
export const HOOK = {
  check: { min: 1, max: 840 },
  /** For starting, and for telling CodeDeploy the result. */
  margin: 30,
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (a function runs for 15 minutes)',
} as const;

/** What the environment of the hook function holds, with room for what is not a check. Bytes. */
export const ENVIRONMENT = {
  max: 3_500,
  /** The longest ARN of a function, as text of that length. */
  arn: '-'.repeat(170),
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (4 KB of environment variables)',
} as const;

/** How the two ways to CodeDeploy call the same things. */
export interface Fields {
  readonly config: string;
  readonly alarms: string;
  readonly before: string;
  readonly after: string;
  readonly rollback: string;
}

const METRICS = 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html';
const ALIASES = 'https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html';
const HOOKS =
  'https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-lambda';

const whole = (value: number, step: number): boolean => Math.abs(value / step - Math.round(value / step)) < 1e-6;
const up = (seconds: number): number => Math.ceil(seconds / CODEDEPLOY.interval.step) * CODEDEPLOY.interval.step;

/** The hold is rounded up; of many equal steps that may be too much. */
const hold = (by: string) => (plan: Plan) => {
  const total = stairsOf(plan, up).reduce((sum, { seconds }) => sum + seconds, 0);
  const waits = shares(plan).some((phase) => phase.weight === 0 && phase.hold > 0);
  if (waits && staircase(plan).length > 0) {
    return refused(
      'the first shift comes at once: nothing holds at 0 %',
      CODEDEPLOY.source,
      'leave out the step without a weight',
    );
  }
  if (total > CODEDEPLOY.shift && lengthOf(plan) <= CODEDEPLOY.shift) {
    return refused(
      'in whole minutes, the shifts would take more than 2880 minutes',
      CODEDEPLOY.source,
      'write whole minutes',
    );
  }
  return range({ by, ...CODEDEPLOY.interval, source: CODEDEPLOY.source });
};

const equalSteps = (by: string) => (plan: Plan) => {
  const step = staircase(plan)[0]?.weight ?? 0;
  const { min, max } = CODEDEPLOY.percent;
  if (step < min || step > max || whole(step, CODEDEPLOY.percent.step)) return exact(by, CODEDEPLOY.source);
  return refused(
    `equal steps are of whole percent, and ${Number(step.toFixed(3))}% is not`,
    CODEDEPLOY.source,
    `write a step of ${Math.ceil(step)}%`,
  );
};

/** After the last shift CodeDeploy is done; with nothing but a bake, the last percent can wait for it. */
const bake = (by: string) => (plan: Plan) => {
  const seconds = plan.phases.find(({ stage }) => stage === 'bake')?.hold ?? 0;
  const { min, max, step } = CODEDEPLOY.interval;
  if (shares(plan).length > 0 || plan.replacement !== 'side-by-side') {
    return refused(
      'CodeDeploy ends with the last shift, and the old version is watched no longer',
      CODEDEPLOY.source,
      'hold the step for longer, or move everything at once and bake',
    );
  }
  if (seconds < min || seconds > max || !whole(seconds, step)) {
    return refused('it would be an interval, of 1 to 2880 whole minutes', CODEDEPLOY.source, 'write whole minutes');
  }
  return approximated(
    `${by} of ${CODEDEPLOY.percent.max}%`,
    `for the time of the bake 1% of the requests stays at the old version, and checks after the traffic come after the bake`,
    CODEDEPLOY.source,
  );
};

const versusStable = (plan: Plan) =>
  plan.guards.some(({ measure, bad }) => bad.kind === 'versusStable' && measure.metric === 'latency')
    ? refused(
        'the stable version has no percentiles of its own: an alias counts both versions together',
        METRICS,
        'give the latency guard a max',
      )
    : exact('AWS::CloudWatch::Alarm on the new version over the rest of the alias', METRICS);

/** The bad readings that an alarm counts, and the windows of the release, must both fit into what it looks back over. */
const failures = (plan: Plan) => {
  const fits = plan.guards.every(({ failures: tolerated, over }) => {
    const windows = Math.ceil(lengthOf(plan) / cloudWatchPeriod(over));
    return tolerated === 0 || Math.max(tolerated + 1, windows) * cloudWatchPeriod(over) <= CLOUDWATCH.span;
  });
  return fits
    ? exact('DatapointsToAlarm among the EvaluationPeriods of the whole release', CLOUDWATCH.source)
    : approximated('DatapointsToAlarm', 'an alarm counts the bad readings of a day', CLOUDWATCH.source);
};

const noCopies = refused(
  'a function has no copies to replace: each request gets one',
  ALIASES,
  'write kind: canary, linear or blueGreen',
);
const noPeople = refused(
  'a release waits for checks only, before the first shift and after the last one',
  HOOKS,
  'write a check that asks, or leave the approval to the pipeline before the deploy',
);
const noStickiness = refused('an alias draws the version anew for each request', ALIASES, 'leave stickiness out');
const noAudience = refused('an alias splits by weight alone', ALIASES, 'write a weight');
const noTest = refused(
  'no traffic but the real one reaches the new version',
  HOOKS,
  'move its checks to checks.beforeTraffic, which invoke the new version',
);
const noAddress = refused(
  'a version has no address of its own to ask',
  HOOKS,
  "write Check.function({ function: 'smoke' }) and give the construct functions: { smoke: CheckFunction.newVersion({ payload: … }) }",
);

/** What CodeDeploy does for a Lambda alias, whoever tells it to. */
export const limitsWith = ({ config, alarms, before, after, rollback }: Fields): Limits => ({
  'replace.stop-first': refused(
    'a version cannot be stopped: while the alias moves, both versions answer',
    ALIASES,
    'write kind: blueGreen, and let both versions work on the same data',
  ),
  'replace.in-place': noCopies,
  'replace.side-by-side': exact('AWS::Lambda::Version', ALIASES),
  maintenance: refused('there is no time in which nothing answers', ALIASES, 'leave maintenance out'),
  'pace.surge': noCopies,
  'pace.unavailable': noCopies,
  'pace.copies': noCopies,
  'pace.min-ready': noCopies,
  'shift.at-once': exact(`${config} AllAtOnce`, CODEDEPLOY.source),
  'shift.two-step': exact(`${config} TimeBasedCanary`, CODEDEPLOY.source),
  'shift.equal-steps': depends(equalSteps(`${config} TimeBasedLinear`), CODEDEPLOY.source),
  'shift.uneven-steps': refused(
    'CodeDeploy knows one canary step, or equal steps',
    CODEDEPLOY.source,
    'write one step, or kind: linear',
  ),
  weight: range({ by: config, ...CODEDEPLOY.percent, round: 'nearest', source: CODEDEPLOY.source }),
  hold: depends(hold(config), CODEDEPLOY.source),
  mirror: refused('an alias copies no requests', ALIASES, 'write a weight'),
  'audience.header': noAudience,
  'audience.cookie': noAudience,
  'audience.users': noAudience,
  'audience.prefix': noAudience,
  'audience.regex': noAudience,
  preview: noTest,
  'preview.hold': noTest,
  'approve.before-traffic': noPeople,
  'approve.between-steps': noPeople,
  'approve.timeout': noPeople,
  'approve.continue': noPeople,
  'check.before-traffic': exact(before, HOOKS),
  'check.test-traffic': noTest,
  'check.between-steps': refused(
    'hooks run before the first shift and after the last one only',
    HOOKS,
    'move the check to checks.beforeTraffic, or write a guard',
  ),
  'check.after-traffic': exact(after, HOOKS),
  'check.http': noAddress,
  'check.function': exact('a hook function that invokes it', HOOKS),
  'check.job': refused(
    'a hook is a function: it runs no container',
    HOOKS,
    "write Check.function({ function: 'smoke' })",
  ),
  'check.timeout': range({ by: 'the hook function', ...HOOK.check, source: HOOK.source }),
  'guard.error-rate': exact(`${alarms}: Errors over Invocations of the new version`, METRICS),
  'guard.success-rate': exact(`${alarms}: Errors over Invocations of the new version`, METRICS),
  'guard.latency': exact(`${alarms}: Duration of the new version`, METRICS),
  'guard.saturation': refused(
    'AWS/Lambda has no metric of processor or memory use',
    METRICS,
    'write Guard.custom with a CloudWatch query of Lambda Insights',
  ),
  'guard.queue-depth': exact(`${alarms}: ApproximateNumberOfMessagesVisible`, CLOUDWATCH.source),
  'guard.custom': needs(alarms, ['cloudwatch'], CLOUDWATCH.source),
  'guard.versus-stable': depends(versusStable, METRICS),
  'guard.sequential': approximated(
    `${alarms}: the new version and the rest of the alias over as long as both get requests, a day at the most`,
    ONE_WINDOW,
    CLOUDWATCH.source,
  ),
  'guard.window': range({ by: 'Period', ...CLOUDWATCH.period, source: CLOUDWATCH.source }),
  'guard.every': approximated('Period', 'CloudWatch takes one reading a window', CLOUDWATCH.source),
  'guard.failures': depends(failures, CLOUDWATCH.source),
  'guard.min-requests': exact('IF in the metric math', CLOUDWATCH.source),
  'guard.no-data.pass': exact('TreatMissingData notBreaching', CLOUDWATCH.source),
  'guard.no-data.hold': refused('an alarm does not wait for a person', CLOUDWATCH.source, 'write onNoData: pass'),
  'guard.no-data.fail': refused(
    'the new version has metrics of its own only while two versions get requests: before the shift the alarm would be bad already, and CodeDeploy would not start',
    METRICS,
    'write onNoData: pass',
  ),
  'guard.count': range({ by: alarms, min: 0, max: CODEDEPLOY.alarms, source: CODEDEPLOY.source }),
  bake: depends(bake(`${config} TimeBasedCanary`), CODEDEPLOY.source),
  'on-failure.rollback': exact(rollback, CODEDEPLOY.source),
  'on-failure.halt': refused(
    'CloudFormation takes the alias back when its deployment fails',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html#cfn-attributes-updatepolicy-codedeploylambdaaliasupdate',
    'write onFailure: rollback',
  ),
  drain: exact('a started invocation always runs to its end', ALIASES),
  'stickiness.cookie': noStickiness,
  'stickiness.header': noStickiness,
  'stickiness.address': noStickiness,
  'stickiness.lasts': noStickiness,
  'release.length': depends((plan) => {
    const { release: max, source } = CLOUDFORMATION;
    const rounded = plan.phases.reduce((sum, { hold }) => sum + Math.ceil(hold / MINUTE) * MINUTE, 0);
    return rounded > max && lengthOf(plan) <= max
      ? refused(
          'with every hold rounded up to whole minutes, CloudFormation gives up before its end',
          source,
          'shorten the holds',
        )
      : range({ by: 'a CloudFormation update', min: 0, max, source });
  }),
});

/** What `AWS::CodeDeploy::DeploymentGroup` does for a Lambda alias. */
export const LAMBDA_LIMITS: Limits = limitsWith({
  config: 'TrafficRoutingConfig',
  alarms: 'AlarmConfiguration',
  before: 'BeforeAllowTrafficHook',
  after: 'AfterAllowTrafficHook',
  rollback: 'AutoRollbackConfiguration',
});
