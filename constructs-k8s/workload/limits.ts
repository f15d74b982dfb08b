import { KUBERNETES } from '../../lib/drain';
import { type Answer, approximated, depends, everyGuard, exact, type Limits, range, refused } from '../../lib/fidelity';
import type { Plan, Stage } from '../../lib/plan';
import { DEPENDS_ON, DEPLOYMENT, JOB, ROLLBACK, SERVICE, WAVES } from './deployments';
import { unavailableCopies } from './pace';
import { type Delivery, type Settled, settled, type WorkloadSettings } from './settings';

/** Shares of copies are whole percentages. */
const PERCENT = range({ by: 'maxSurge and maxUnavailable', min: 0, max: 100, step: 1, source: DEPLOYMENT });

const ENGINE = 'use argo-rollouts';

const guard = refused('a Deployment watches the readiness of its pods, and no metric', DEPLOYMENT, ENGINE);
const share = refused('a Service gives every pod behind it the same share', SERVICE, ENGINE);
const audience = refused('a Service does not look into requests', SERVICE, ENGINE);
const sticky = refused('a Service keeps no user by cookie or header', SERVICE);

const isBlueGreen = ({ replacement }: Plan): boolean => replacement === 'side-by-side';
const checksAt = (plan: Plan, ...stages: readonly Stage[]) =>
  plan.phases.filter(({ stage }) => stages.includes(stage)).flatMap(({ checks }) => checks);
const isApproved = (plan: Plan): boolean => plan.phases.some(({ stage, approve }) => stage === 'test' && approve);

/** Whether one thing is over before the next begins. */
const isOrdered = (delivery: Delivery): boolean => delivery !== 'apply';

/** A Job: Argo CD and Pulumi wait for it, and nothing else does. */
function job({ delivery }: Settled, waits: string, alone: string): Answer {
  if (delivery === 'pulumi') return exact('a Job that the next object depends on', DEPENDS_ON);
  return delivery === 'argo-cd'
    ? exact(`a Job in a sync wave ${waits}`, WAVES)
    : approximated('a Job', `nothing but you waits for it: ${alone}`, JOB);
}

/** Only blue/green has copies of the new version that nobody calls. */
const before = (settings: Settled) =>
  depends((plan): Answer => {
    if (isBlueGreen(plan)) return job(settings, 'before that of the Service', 'change `live` when it has succeeded');
    return checksAt(plan, 'before').some(({ kind }) => kind !== 'job')
      ? refused('no copy of the new version runs before it gets the traffic', DEPLOYMENT, 'use blueGreen')
      : job(settings, 'before that of the Deployment', 'it starts together with the new copies');
  });

const preview = depends(
  (plan): Answer =>
    isBlueGreen(plan)
      ? exact('the preview Service', SERVICE)
      : refused('no copy of the new version runs before it gets the traffic', DEPLOYMENT, 'use blueGreen'),
);

function byDelivery(settings: Settled) {
  const { delivery, replicas } = settings;
  return {
    'pace.unavailable': depends((plan): Answer => {
      const { surge, unavailable } = plan.pace ?? {};
      if (surge === undefined || unavailable === undefined || !('percent' in unavailable)) return PERCENT;
      const asked = 'copies' in surge ? surge.copies : (`${surge.percent}%` as const);
      const real = unavailableCopies(`${unavailable.percent}%`, asked, replicas);
      if (real <= (replicas * unavailable.percent) / 100 || unavailable.percent === 0) return PERCENT;
      return approximated(
        'maxUnavailable',
        `${unavailable.percent}% of ${replicas} is no whole copy, and none may be added: one may be missing`,
        DEPLOYMENT,
      );
    }),
    'shift.at-once': depends(
      (plan): Answer =>
        isOrdered(delivery) || isApproved(plan)
          ? exact('spec.selector of the Service', SERVICE)
          : approximated('spec.selector of the Service', 'it waits until somebody changes `live`', SERVICE),
    ),
    'check.before-traffic': before(settings),
    'check.test-traffic': depends(
      (plan): Answer =>
        isBlueGreen(plan)
          ? job(settings, 'before that of the Service', 'change `live` when it has succeeded')
          : refused('no copy of the new version runs before it gets the traffic', DEPLOYMENT, 'use blueGreen'),
    ),
    'check.after-traffic': job(settings, 'after that of the traffic', 'look at it after the release'),
    'on-failure.rollback': depends(
      (plan): Answer =>
        isOrdered(delivery) && isBlueGreen(plan) && checksAt(plan, 'full', 'bake').length === 0
          ? exact('a failed Job ends the delivery before the Service', delivery === 'pulumi' ? DEPENDS_ON : WAVES)
          : approximated(
              'kubectl rollout undo, or the change of `live`',
              'a Deployment never rolls back by itself: after progressDeadlineSeconds it only says that it has failed',
              ROLLBACK,
            ),
    ),
  };
}

function limitsOf(settings: Settled): Limits {
  return {
    'replace.stop-first': exact('strategy.type: Recreate', DEPLOYMENT),
    'replace.in-place': exact('strategy.type: RollingUpdate', DEPLOYMENT),
    'replace.side-by-side': exact('two Deployments', SERVICE),
    maintenance: approximated(
      'a page with a Service of its own',
      "it answers while `mode` is 'maintenance', which somebody sets before the release and takes back after it",
      SERVICE,
    ),
    'pace.surge': PERCENT,
    'pace.copies': exact('maxSurge and maxUnavailable', DEPLOYMENT),
    'pace.min-ready': exact('minReadySeconds', DEPLOYMENT),
    'shift.two-step': share,
    'shift.equal-steps': share,
    'shift.uneven-steps': share,
    weight: share,
    hold: refused('a Deployment holds no share', DEPLOYMENT, ENGINE),
    mirror: refused('a Service copies no requests', SERVICE, 'use argo-rollouts-istio'),
    'audience.header': audience,
    'audience.cookie': audience,
    'audience.users': audience,
    'audience.prefix': audience,
    'audience.regex': audience,
    preview,
    'preview.hold': refused('nothing counts the time before `live` changes', SERVICE, 'write approve: true'),
    'approve.before-traffic': exact('the change of `live`', SERVICE),
    'approve.between-steps': refused('a Deployment waits for nobody', DEPLOYMENT, ENGINE),
    'approve.timeout': refused('nothing counts the time before `live` changes', SERVICE, 'leave the timeout out'),
    'approve.continue': refused('nothing counts the time before `live` changes', SERVICE, 'leave onTimeout out'),
    'check.between-steps': refused('a Deployment has no steps', DEPLOYMENT, ENGINE),
    'check.http': exact('a Job with curl', JOB),
    'check.function': refused('a cluster has no functions', JOB, 'write a job check with an image that calls it'),
    'check.job': exact('a Job', JOB),
    'check.timeout': exact('spec.activeDeadlineSeconds', JOB),
    ...everyGuard(guard),
    bake: depends(
      (plan): Answer =>
        isBlueGreen(plan)
          ? approximated(
              'the idle Deployment',
              'it runs until the next release changes it, sooner or later',
              DEPLOYMENT,
            )
          : refused('the old copies are gone when the new ones are there', DEPLOYMENT, 'use blueGreen'),
    ),
    'on-failure.halt': exact('the Deployment stays as it is', DEPLOYMENT),
    drain: exact('terminationGracePeriodSeconds and a preStop sleep', KUBERNETES.sources.hooks),
    'stickiness.cookie': sticky,
    'stickiness.header': sticky,
    'stickiness.address': exact('Service sessionAffinity: ClientIP', KUBERNETES.sources.affinity),
    'stickiness.lasts': refused('a Service keeps no user by cookie', SERVICE),
    'release.length': exact('no limit', DEPLOYMENT),
    ...byDelivery(settings),
  };
}

const made = new WeakMap<WorkloadSettings, Limits>();

/** What Deployments make of each clause, with a number of copies and a way of delivery. */
export function workloadLimits(settings: WorkloadSettings = {}): Limits {
  const known = made.get(settings);
  if (known !== undefined) return known;
  const limits = limitsOf(settled(settings));
  made.set(settings, limits);
  return limits;
}
