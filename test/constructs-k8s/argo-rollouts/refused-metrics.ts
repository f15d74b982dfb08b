import type { ArgoFindingId } from '../../../constructs-k8s/argo-rollouts/findings';
import type { Metric, RolloutManifest } from '../../../constructs-k8s/argo-rollouts/manifest';
import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import type { Refused } from './refused';
import { canary, inline, measured, metric, router, services, template } from './written';

const at = 'spec.strategy.canary';

/** Rollouts whose analysis breaks a rule. */
export const REFUSED_METRICS: readonly Refused[] = [
  [
    'two metrics of one name',
    measured(metric(), metric())[0],
    'argo-metric-name',
    'errors.spec.metrics[1].name',
    measured(metric(), metric())[1],
  ],
  ...(
    [
      ['a negative success limit', { consecutiveSuccessLimit: -1 }, 'argo-metric-limits', 'consecutiveSuccessLimit'],
      ['a failure limit below -1', { failureLimit: -2 }, 'argo-metric-limits', 'failureLimit'],
      ['no limit at all', { failureLimit: -1 }, 'argo-metric-limits', 'failureLimit'],
      ['a negative inconclusive limit', { inconclusiveLimit: -1 }, 'argo-metric-limits', 'inconclusiveLimit'],
      ['a negative error limit', { consecutiveErrorLimit: -1 }, 'argo-metric-limits', 'consecutiveErrorLimit'],
      [
        'a count below the limits together',
        { failureLimit: 3, consecutiveSuccessLimit: 3 },
        'argo-metric-limits',
        'count',
      ],
      ['a count below the inconclusive limit', { inconclusiveLimit: 6 }, 'argo-metric-limits', 'count'],
      ['several measurements without an interval', { interval: undefined }, 'argo-metric-interval', 'interval'],
      ['an interval in days', { interval: '1d' }, 'argo-metric-interval', 'interval'],
      ['no provider', { provider: {} }, 'argo-metric-provider', 'provider'],
      ['two providers', { provider: { job: {}, web: {} } }, 'argo-metric-provider', 'provider'],
      [
        'an address without a scheme',
        { provider: { prometheus: { address: 'prometheus', query: 'up' } } },
        'argo-metric-address',
        'provider.prometheus.address',
      ],
      ['a step that never ends', { count: undefined }, 'argo-metric-endless', 'count'],
    ] as const
  ).map(([rule, spec, id, field]): Refused => {
    const [manifest, others] = measured(metric(spec as Partial<Metric>));
    return [rule, manifest, id, `errors.spec.metrics[0].${field}`, others];
  }),
  ['no condition', ...noCondition({ successCondition: undefined }, 'argo-metric-condition')],
  [
    'a condition that cannot bear an empty result',
    ...noCondition({ successCondition: 'result[0] < 1' }, 'argo-metric-empty'),
  ],
  [
    'a background metric that ends',
    canary({ ...services, trafficRouting: router, analysis: { ...inline.analysis, startingStep: 1 } }),
    'argo-metric-ends',
    'errors.spec.metrics[0].count',
    [template([metric()])],
  ],
  [
    'an argument without a value',
    measured()[0],
    'argo-metric-argument',
    `${at}.steps[1].analysis.args`,
    [template([metric()], [{ name: 'service' }])],
  ],
  [
    'an argument with two values',
    measured()[0],
    'argo-metric-argument',
    'errors.spec.args',
    [template([metric()], [{ name: 'a', value: 'b', valueFrom: {} }])],
  ],
];

function noCondition(
  spec: object,
  id: ArgoFindingId,
): readonly [RolloutManifest, ArgoFindingId, string, readonly Manifest[]] {
  const [manifest, others] = measured(metric(spec as Partial<Metric>));
  return [manifest, id, 'errors.spec.metrics[0]', others];
}
