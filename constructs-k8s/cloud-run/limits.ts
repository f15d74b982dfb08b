import { approximated, becomes, depends, everyGuard, exact, type Limits, range, refused } from '../../lib/fidelity';
import type { Phase } from '../../lib/plan';

const CANARY = 'https://cloud.google.com/deploy/docs/deployment-strategies/canary/cloud-run';
const ROLLOUTS = 'https://cloud.google.com/deploy/docs/deployment-strategies/manage-rollout';
const AUTOMATION = 'https://cloud.google.com/deploy/docs/automation-rules';
const HOOKS = 'https://cloud.google.com/deploy/docs/hooks';
const VERIFY = 'https://cloud.google.com/deploy/docs/verify-deployment';
const EXECUTION = 'https://cloud.google.com/deploy/docs/execution-environment';
const REVISIONS = 'https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration';
const AFFINITY = 'https://cloud.google.com/run/docs/configuring/session-affinity';
const CONTRACT = 'https://cloud.google.com/run/docs/container-contract';

/** Cloud Deploy's and Cloud Run's own numbers. Times are seconds. */
export const CLOUD_RUN = {
  /** A wait of an automation rule: whole minutes, up to 14 days. Source: gcloud deploy apply takes `10m` only; the REST reference of AdvanceRolloutRule. */
  wait: { step: 60, max: 1_209_600 },
  /** A job of a phase, unless its target allows more. Source: ExecutionConfig.executionTimeout. */
  execution: { default: 3_600, max: 86_400, source: EXECUTION },
  /** A hold or a check that runs as a job: a day, less what its images take. */
  job: 82_800,
  /** A phase of a canary; the rest is `stable`. */
  percentage: { min: 0, max: 99 },
  /** Letters of a name of a pipeline, a target, a phase or a rule. Source: the REST reference. */
  longestId: 63,
  /** Letters of a Service's name. Source: https://cloud.google.com/run/docs/deploying */
  longestServiceName: 49,
  /** Instances of a revision; a quota may be lower. Source: https://cloud.google.com/run/quotas */
  mostInstances: 1_000,
  /** How long the cookie of session affinity lives. */
  affinity: 2_592_000,
  /** Seconds of a request. Source: https://cloud.google.com/run/docs/configuring/request-timeout */
  longestTimeout: 3_600,
} as const;

const ownPace = refused('Cloud Run starts as many instances of a revision as its requests need', REVISIONS);
const untilAnswered = refused('a revision runs until another one answers', REVISIONS);
const noAudience = refused(
  'requests are divided by percent, and not by what is in them',
  REVISIONS,
  'ask for the URL of the tag `preview`',
);
const unwatched = refused(
  'Cloud Deploy runs containers once in a phase, and reads no metric between them',
  VERIFY,
  'write a check of kind job that asks your metrics at the end of a step',
);
const noStickiness = refused('session affinity is by a cookie of Cloud Run', AFFINITY);
const job = (by: string) => exact(by, HOOKS);

const holdOf = (max: number) =>
  range({
    by: 'Automation advanceRolloutRule.wait; a postdeploy action where a check or a person follows',
    min: CLOUD_RUN.wait.step,
    max,
    step: CLOUD_RUN.wait.step,
    also: [0],
    source: AUTOMATION,
  });

/** Whether a hold has to be over before something else of its phase. */
export const isFollowed = ({ checks, approve }: Pick<Phase, 'checks' | 'approve'>): boolean =>
  checks.length > 0 || approve !== undefined;

/** An automation rule waits longer than a job can. */
const hold = depends((plan) => {
  const isTooLong = plan.phases.some((phase) => isFollowed(phase) && phase.hold > CLOUD_RUN.job);
  return holdOf(isTooLong ? CLOUD_RUN.job : CLOUD_RUN.wait.max);
});

/** What Cloud Run makes of each clause, when Cloud Deploy runs the release. */
export const CLOUD_RUN_LIMITS: Limits = {
  'replace.stop-first': untilAnswered,
  'replace.in-place': ownPace,
  'replace.side-by-side': exact('spec.template: every change is a revision of its own', REVISIONS),
  maintenance: untilAnswered,
  'pace.surge': ownPace,
  'pace.unavailable': ownPace,
  'pace.copies': ownPace,
  'pace.min-ready': ownPace,
  'shift.at-once': exact('serialPipeline.stages[].strategy', CANARY),
  'shift.two-step': exact('customCanaryDeployment.phaseConfigs', CANARY),
  'shift.equal-steps': exact('customCanaryDeployment.phaseConfigs', CANARY),
  'shift.uneven-steps': exact('customCanaryDeployment.phaseConfigs', CANARY),
  weight: range({
    by: 'customCanaryDeployment.phaseConfigs[].percentage',
    ...CLOUD_RUN.percentage,
    step: 1,
    source: CANARY,
  }),
  hold,
  mirror: refused('Cloud Run copies no requests', REVISIONS),
  'audience.header': noAudience,
  'audience.cookie': noAudience,
  'audience.users': noAudience,
  'audience.prefix': noAudience,
  'audience.regex': noAudience,
  preview: exact('a phase of 0 %, and runtimeConfig.cloudRun.canaryRevisionTags', CANARY),
  'preview.hold': hold,
  'approve.before-traffic': exact('a phase without a rule: a person advances the rollout', ROLLOUTS),
  'approve.between-steps': exact('a phase without a rule: a person advances the rollout', ROLLOUTS),
  'approve.timeout': refused('Cloud Deploy waits for a person for ever', ROLLOUTS),
  'approve.continue': refused('Cloud Deploy waits for a person for ever', ROLLOUTS),
  'check.before-traffic': job('verify of a phase of 0 %'),
  'check.test-traffic': job('verify of a phase of 0 %; postdeploy after a hold'),
  'check.between-steps': job('verify of the phase; postdeploy after a hold'),
  'check.after-traffic': job('postdeploy of the phase `stable`'),
  'check.http': exact('a container with curl', VERIFY),
  'check.function': refused('Cloud Deploy runs containers', VERIFY, 'write a check of kind job'),
  'check.job': exact('a container', VERIFY),
  'check.timeout': range({ by: 'timeout', min: 1, max: CLOUD_RUN.job, source: EXECUTION }),
  ...everyGuard(unwatched),
  bake: approximated(
    'the revision before, which stays',
    'it stays without instances, and nothing is watched: going back starts it again',
    REVISIONS,
  ),
  'on-failure.rollback': exact('Automation repairRolloutRule.repairPhases[].rollback', AUTOMATION),
  'on-failure.halt': exact('no repairRolloutRule: a failed rollout stays where it is', ROLLOUTS),
  drain: approximated('SIGTERM, and ten seconds', 'the time is Cloud Run’s own', CONTRACT),
  'stickiness.cookie': approximated(
    'run.googleapis.com/sessionAffinity',
    'the cookie is Cloud Run’s, and a user moves when an instance ends, is full, or the percentages change',
    AFFINITY,
  ),
  'stickiness.header': noStickiness,
  'stickiness.address': noStickiness,
  'stickiness.lasts': becomes({
    by: 'run.googleapis.com/sessionAffinity',
    becomes: () => CLOUD_RUN.affinity,
    loses: 'the cookie of Cloud Run lives 30 days',
    source: AFFINITY,
  }),
  'release.length': exact('nothing: a rollout ends when its last phase does', ROLLOUTS),
};
