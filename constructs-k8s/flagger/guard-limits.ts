import {
  type Answer,
  approximated,
  becomes,
  depends,
  exact,
  type Limits,
  needs,
  range,
  refused,
} from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import { formatDuration } from '../../lib/strategy';
import { CLOUDWATCH, comparedSeconds, comparesWithoutEnd, ONE_WINDOW } from '../../lib/telemetry';
import { FLAGGER, METRICS, SCHEDULER } from './flagger';
import { PROVIDERS } from './providers';
import { scheduleOf } from './schedule';
import type { Settled } from './settings';
import { unmoved } from './unmoved';

export type GuardKey = Extract<keyof Limits, `guard.${string}`>;

const SUBQUERY = 'https://prometheus.io/docs/prometheus/latest/querying/basics/#subquery';

/** The failed checks after which a release is rolled back: one threshold for everything that Flagger counts. */
export const thresholdOf = ({ guards }: Plan): number =>
  guards.length === 0 ? 1 : Math.min(...guards.map(({ failures }) => failures)) + 1;

/** What counts as a failed check: the guards, and every check that is a `pre-rollout` or `rollout` webhook. */
const counted = (plan: Plan): number =>
  plan.guards.length + plan.phases.reduce((sum, { checks }) => sum + checks.length, 0);

function failuresAnswer(plan: Plan): Answer {
  const by = 'analysis.threshold, counted over the whole release';
  if (counted(plan) <= 1) return exact(by, SCHEDULER);
  return approximated(
    by,
    `one threshold counts the failed checks of all guards and checks together, and no good one takes them back: ${thresholdOf(plan)} of them roll back`,
    SCHEDULER,
  );
}

/** Flagger tells a query the newest revision of Knative; where the metrics are the user's own, both are named in them. */
function untold({ metrics, provider }: Settled): Answer | undefined {
  if (provider.kind !== 'knative' || metrics.kind === 'cloudwatch') return undefined;
  return refused(
    'Flagger tells a query the newest revision of Knative, and not the one that has the requests',
    METRICS,
    'write a guard with a limit of its own',
  );
}

function sequentialAnswer(plan: Plan, settings: Settled): Answer {
  const alone = untold(settings);
  if (alone !== undefined) return alone;
  const { metrics } = settings;
  if (metrics.kind === 'prometheus') {
    const by = 'sum_over_time of a subquery, slice by slice';
    return comparesWithoutEnd(plan)
      ? approximated(
          by,
          'the sum reaches back over the holds and a day for a person: when an approval takes longer, the oldest slices are forgotten, and the bound on false aborts is no longer strict',
          SUBQUERY,
        )
      : exact(by, SUBQUERY);
  }
  if (metrics.kind === 'cloudwatch' && metrics.stable === undefined)
    return refused(
      'the CloudWatch settings have no stable version',
      CLOUDWATCH.source,
      'give metrics a stable version',
    );
  if (comparedSeconds(plan) === 0)
    return refused('nothing says how long both versions get requests', METRICS, 'write kind: canary');
  return approximated(`one ${metrics.kind} query over as long as both versions get requests`, ONE_WINDOW, METRICS);
}

/** The guards as a whole: when they are read, and whether there is anything to read. */
function countAnswer(plan: Plan, settings: Settled): Answer {
  const reserved = plan.guards.find(({ name }) => FLAGGER.builtIn.some((builtIn) => builtIn === name));
  if (reserved !== undefined) {
    return refused(
      `Flagger has a metric of its own called ${reserved.name}, and would ask for that one`,
      METRICS,
      'give the guard another name',
    );
  }
  const { mode, tick } = scheduleOf(plan, settings);
  const by = 'analysis.metrics';
  if (mode === 'blueGreen' && !PROVIDERS[settings.provider.kind].weights) {
    return approximated(
      by,
      'they are read while the new version has test traffic only, and nobody reads them when it gets the requests: after the promotion there is no way back',
      SCHEDULER,
    );
  }
  const strict = plan.guards.filter(({ onNoData }) => onNoData === 'fail');
  if (mode === 'blueGreen' && strict.length > 0) {
    return approximated(
      by,
      `they are read with test traffic already, where no requests are no data: ${strict.map(({ name }) => name).join(', ')} would roll back every release without a load test`,
      SCHEDULER,
    );
  }
  const rare = plan.guards.filter(({ over, every }) => over === every && every !== tick);
  if (rare.length === 0) return exact(by, SCHEDULER);
  const asked = rare.map(({ name, every }) => `${name} every ${formatDuration(every)}`).join(', ');
  return approximated(
    by,
    `Flagger reads all guards once in an interval, which is ${formatDuration(tick)} here, and not ${asked}`,
    SCHEDULER,
  );
}

function windowAnswer({ metrics }: Settled): Limits['guard.window'] {
  if (metrics.kind === 'prometheus') return exact('the range of the query', METRICS);
  if (metrics.kind === 'cloudwatch')
    return range({ by: 'the period of the metrics', ...CLOUDWATCH.period, source: CLOUDWATCH.source });
  return approximated(
    'a rollup of the query',
    'Flagger takes the oldest point that Datadog answers, which is the window before the last whole one',
    `${FLAGGER.source.replace('controller/scheduler', 'metrics/providers/datadog')}`,
  );
}

/** What Flagger makes of guards, with a metrics backend. */
export function guardLimits(settings: Settled): Pick<Limits, GuardKey> {
  const { metrics } = settings;
  const read = exact(`a MetricTemplate with a ${metrics.kind} query`, METRICS);
  const still = unmoved(settings);
  const resources = metrics.kind !== 'cloudwatch' || (metrics.candidate.cpu && metrics.candidate.memory);
  const passes =
    'too few requests pass; where the backend has no point at all, Flagger has no value, which is a failed check';
  return {
    'guard.error-rate': read,
    'guard.success-rate': read,
    'guard.latency': read,
    'guard.saturation': resources
      ? read
      : refused('the CloudWatch settings have no cpu and memory metrics', METRICS, 'give metrics.candidate both'),
    'guard.queue-depth': read,
    'guard.custom': depends((plan): Answer => {
      const alone = untold(settings);
      if (alone !== undefined && JSON.stringify(plan.guards).includes('{{stable}}')) return alone;
      const text = JSON.stringify(plan.guards.map(({ measure }) => measure)).replace(
        /\{\{(service|stable|canary|window)\}\}/g,
        '',
      );
      return text.includes('{{')
        ? refused(
            'Flagger reads {{…}} in a query as a template, and knows none of these names',
            METRICS,
            'leave {{ out',
          )
        : needs(`a ${metrics.kind} query of your own`, [metrics.kind], METRICS);
    }),
    'guard.versus-stable':
      untold(settings) ??
      still ??
      (metrics.kind === 'cloudwatch' && metrics.stable === undefined
        ? refused('the CloudWatch settings have no stable version', METRICS, 'give metrics a stable version')
        : exact('one query of both versions', METRICS)),
    'guard.sequential': still ?? depends((plan) => sequentialAnswer(plan, settings)),
    'guard.window': windowAnswer(settings),
    'guard.every': depends(
      (plan): Answer =>
        becomes({
          by: 'analysis.interval',
          becomes: () => scheduleOf(plan, settings).tick,
          loses: 'Flagger reads all guards once in an interval',
          source: SCHEDULER,
        }),
    ),
    'guard.failures': depends(failuresAnswer),
    'guard.min-requests':
      metrics.kind === 'datadog'
        ? refused('a Datadog query has no condition', METRICS, 'write a custom guard')
        : exact('the query', METRICS),
    'guard.no-data.pass':
      metrics.kind === 'prometheus' ? exact('the query', METRICS) : approximated('the query', passes, METRICS),
    'guard.no-data.hold': refused(
      'no value is a failed check, and enough of them roll back: nobody is waited for',
      METRICS,
      "write onNoData: 'fail'",
    ),
    'guard.no-data.fail': exact('no value, and NaN, are a failed check', METRICS),
    'guard.count': depends((plan) => countAnswer(plan, settings)),
  };
}
