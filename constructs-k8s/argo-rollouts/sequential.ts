import { type Answer, approximated, exact, refused } from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import { CLOUDWATCH, comparedSeconds, comparesWithoutEnd, ONE_WINDOW } from '../../lib/telemetry';
import { ANALYSIS } from './argo';
import type { Settled } from './settings';

const SUBQUERY = 'https://prometheus.io/docs/prometheus/latest/querying/basics/#subquery';

/** The sum of an error share needs a backend that can add up slices of time; the others take one long window for it. */
export function sequential(plan: Plan, { metrics }: Settled): Answer {
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
  if (metrics.kind === 'cloudwatch' && metrics.stable === undefined) {
    return refused(
      'the CloudWatch settings have no stable version',
      CLOUDWATCH.source,
      'give metrics a stable version',
    );
  }
  if (comparedSeconds(plan) === 0) {
    return refused(
      `a ${metrics.kind} query needs a window, and nothing says how long both versions get requests`,
      ANALYSIS,
      'write kind: canary, or read it with Prometheus',
    );
  }
  return approximated(
    `one ${metrics.kind} query over as long as both versions get requests${metrics.kind === 'cloudwatch' ? ', a day at the most' : ''}`,
    ONE_WINDOW,
    metrics.kind === 'cloudwatch' ? CLOUDWATCH.source : ANALYSIS,
  );
}
