import { type Answer, approximated, depends, exact, type Limits, needs, range, refused } from '../../lib/fidelity';
import { bakeOf, type Plan, seesTraffic } from '../../lib/plan';
import { CLOUDWATCH, cloudWatchPeriod } from '../../lib/telemetry';
import { ANALYSIS, ARGO, BLUE_GREEN, CANARY, isBlueGreen, readingsIn, SPEC, TRAFFIC } from './argo';
import { byGatewayApi, copies, type RouterKey, type RouterLimits, routed } from './router-limits';
import { sequential } from './sequential';
import { type ArgoRolloutsSettings, GATEWAY_API_PLUGIN, type Settled, settled } from './settings';

const checksOf = (plan: Plan) => plan.phases.flatMap(({ checks }) => checks);

/** Two checks of a phase whose Jobs would have one name: Argo would take the first one's answer for both. */
const sameJob = (plan: Plan): boolean =>
  plan.phases.some(({ checks }) => new Set(checks.map(({ name }) => name.slice(0, ARGO.jobName))).size < checks.length);

/** A name that ends, or is cut, at a hyphen: Kubernetes refuses the Job. */
const endsAtHyphen = (plan: Plan): boolean =>
  checksOf(plan).some(({ name }) => name.slice(0, ARGO.jobName).endsWith('-'));

const check = (by: string) =>
  depends((plan): Answer => {
    if (endsAtHyphen(plan)) {
      return refused(
        `Argo names a check's Job after its first ${ARGO.jobName} letters, and Kubernetes takes no hyphen at the end`,
        'https://github.com/argoproj/argo-rollouts/blob/v1.9.1/metricproviders/job/job.go',
        'give the check another name',
      );
    }
    if (sameJob(plan)) {
      return refused(
        `Argo names a check's Job after its first ${ARGO.jobName} letters, and two checks of a phase begin alike`,
        'https://github.com/argoproj/argo-rollouts/blob/v1.9.1/metricproviders/job/job.go',
        'give the checks names that differ at the beginning',
      );
    }
    if (checksOf(plan).some((one) => JSON.stringify(one).includes('{{'))) {
      return refused(
        'Argo replaces {{…}} in a Job, and knows none of these names',
        ANALYSIS,
        'write the check without {{',
      );
    }
    return exact(by, ANALYSIS);
  });

/** What neither the router nor the metrics change. */
const ALWAYS = {
  'replace.stop-first': refused(
    'a Rollout never stops all copies first',
    SPEC,
    'use a Deployment with strategy Recreate',
  ),
  'replace.side-by-side': exact('Rollout', SPEC),
  maintenance: refused('a Rollout has no maintenance page', SPEC),
  'shift.at-once': exact('blueGreen', BLUE_GREEN),
  hold: exact('steps[].pause.duration', CANARY),
  'preview.hold': exact('prePromotionAnalysis initialDelay, or autoPromotionSeconds', BLUE_GREEN),
  'approve.before-traffic': exact('blueGreen.autoPromotionEnabled: false, or pause: {}', BLUE_GREEN),
  'approve.between-steps': exact('steps[].pause: {}', CANARY),
  'approve.timeout': refused('Argo waits for a person for ever', CANARY, 'leave the timeout out'),
  'approve.continue': refused('Argo waits for a person for ever', CANARY, 'leave onTimeout out'),
  'check.between-steps': exact('steps[].analysis', ANALYSIS),
  'check.after-traffic': exact('steps[].analysis after setWeight: 100, or postPromotionAnalysis', ANALYSIS),
  'check.http': check('a Job with curl, as a metric'),
  'check.function': refused('a cluster has no functions', ANALYSIS, 'write a job check with an image that calls it'),
  'check.job': check('a Job, as a metric'),
  'check.timeout': exact('job.spec.activeDeadlineSeconds', ANALYSIS),
  'guard.every': exact('metrics[].interval', ANALYSIS),
  'guard.no-data.pass': exact('successCondition', ANALYSIS),
  'guard.no-data.fail': exact('successCondition', ANALYSIS),
  'guard.count': depends((plan): Answer => {
    const first = plan.phases.findIndex(seesTraffic);
    const blind = first >= 0 && plan.phases.slice(first).some((phase) => !seesTraffic(phase));
    return blind
      ? approximated(
          'canary.analysis',
          'the background analysis also reads in a step without traffic, and finds no data',
          ANALYSIS,
        )
      : exact('canary.analysis, or postPromotionAnalysis', ANALYSIS);
  }),
  'on-failure.rollback': exact('a failed measurement aborts; progressDeadlineAbort: true', ANALYSIS),
  'on-failure.halt': depends(
    (plan): Answer =>
      checksOf(plan).length > 0
        ? refused(
            'a check is a Job, and a failed Job always aborts',
            ANALYSIS,
            "write onFailure: 'rollback', or guard instead of check",
          )
        : exact('an inconclusive measurement, which pauses until a person decides', ANALYSIS),
  ),
  drain: exact(
    'terminationGracePeriodSeconds and a preStop sleep',
    'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/',
  ),
  'stickiness.lasts': refused('Argo keeps no user at a version', TRAFFIC),
  'release.length': exact('no limit', SPEC),
} satisfies Partial<Limits>;

/** What depends on where guards are read. */
function byMetrics(settings: Settled): Omit<Limits, RouterKey | keyof typeof ALWAYS> {
  const { metrics } = settings;
  const backend = metrics.kind;
  const windowOf = (over: number) => (backend === 'cloudwatch' ? cloudWatchPeriod(over) : over);
  const anchored = exact(
    backend === 'prometheus' ? 'PromQL over the pods of the new ReplicaSet' : `a ${backend} query of the new version`,
    ANALYSIS,
  );
  const saturation: Answer =
    metrics.kind === 'cloudwatch' && (metrics.candidate.cpu === undefined || metrics.candidate.memory === undefined)
      ? refused(
          'the CloudWatch settings have no cpu and memory metrics',
          CLOUDWATCH.source,
          'give metrics.candidate a cpu and a memory',
        )
      : anchored;
  return {
    'guard.error-rate': anchored,
    'guard.success-rate': anchored,
    'guard.latency': anchored,
    'guard.saturation': saturation,
    'guard.queue-depth': anchored,
    'guard.custom': needs(`a ${backend} query of your own`, [backend], ANALYSIS),
    'guard.versus-stable':
      metrics.kind === 'cloudwatch' && metrics.stable === undefined
        ? refused('the CloudWatch settings have no stable version', CLOUDWATCH.source, 'give metrics a stable version')
        : exact('one query of both versions', ANALYSIS),
    'guard.sequential': depends((plan) => sequential(plan, settings)),
    'guard.window':
      metrics.kind === 'cloudwatch'
        ? range({ by: 'the period of the metrics', ...CLOUDWATCH.period, source: CLOUDWATCH.source })
        : exact('the range of the query', ANALYSIS),
    'guard.failures': depends((plan): Answer => {
      const few =
        isBlueGreen(plan) &&
        plan.guards.some(
          (guard) => guard.failures > readingsIn({ ...guard, over: windowOf(guard.over) }, bakeOf(plan)),
        );
      return few
        ? refused(
            'after a blue/green switch the bake has fewer readings than are tolerated',
            ANALYSIS,
            'bake longer, or tolerate fewer',
          )
        : exact('metrics[].failureLimit', ANALYSIS);
    }),
    'guard.min-requests':
      backend === 'datadog'
        ? refused('a Datadog formula has no condition', ANALYSIS, 'write a custom guard')
        : exact('the query', ANALYSIS),
    'guard.no-data.hold':
      backend === 'cloudwatch'
        ? refused(
            'a CloudWatch expression gives a good or a bad number when there are too few requests',
            CLOUDWATCH.source,
          )
        : exact('an inconclusive measurement, which pauses', ANALYSIS),
  };
}

const ISTIO = routed(
  'Istio',
  range({ by: 'steps[].setMirrorRoute.percentage', min: 1, max: 100, step: 1, round: 'nearest', source: TRAFFIC }),
  refused('Istio draws the version for each request before its hash chooses a pod', TRAFFIC, 'use an audience'),
);

const PLUGIN = routed(
  'a router',
  refused('mirroring through a plugin is not in Argo Rollouts 1.9', TRAFFIC, 'use argo-rollouts-istio'),
  refused('the Gateway API keeps no user at a weighted backend', TRAFFIC, 'use an audience'),
);

const GATEWAY_API: RouterLimits = { ...PLUGIN, ...byGatewayApi() };

function byRouter(settings: Settled): RouterLimits {
  switch (settings.router.kind) {
    case 'none':
      return copies(settings);
    case 'istio':
      return ISTIO;
    case 'gateway-api':
      return GATEWAY_API;
    case 'plugin':
      return (settings.router.name ?? GATEWAY_API_PLUGIN) === GATEWAY_API_PLUGIN ? GATEWAY_API : PLUGIN;
  }
}

const made = new WeakMap<ArgoRolloutsSettings, Limits>();

/** What Argo Rollouts makes of each clause, with a router, a number of copies and a metrics backend. */
export function argoLimits(settings: ArgoRolloutsSettings = {}): Limits {
  const known = made.get(settings);
  if (known !== undefined) return known;
  const all = settled(settings);
  const limits = { ...ALWAYS, ...byMetrics(all), ...byRouter(all) };
  made.set(settings, limits);
  return limits;
}
