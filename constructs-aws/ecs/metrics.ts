import type { CloudWatchVersion, Series } from '../../lib/telemetry';
import type { CfnText } from '../shared/alarm';
import type { EcsReferences } from './fragment';

const LOAD_BALANCER = 'AWS/ApplicationELB';

/** The metrics of the version in a target group. Processor time and memory are those of the busiest task of the service. */
function colour(references: EcsReferences, group: CfnText): CloudWatchVersion<CfnText> {
  const dimensions = { LoadBalancer: references.loadBalancer, TargetGroup: group };
  const series = (metric: string): Series<CfnText> => ({ namespace: LOAD_BALANCER, metric, dimensions });
  const service = (metric: string): Series<CfnText> => ({
    namespace: 'AWS/ECS',
    metric,
    dimensions: { ClusterName: references.cluster, ServiceName: references.service },
    statistic: 'Maximum',
  });
  return {
    requests: series('RequestCount'),
    errors: [series('HTTPCode_Target_5XX_Count'), series('TargetConnectionErrorCount')],
    latency: { ...series('TargetResponseTime'), unit: 's' },
    cpu: service('CPUUtilization'),
    memory: service('MemoryUtilization'),
  };
}

/** The versions whose metrics a guard reads: two colours side by side, or the one target group of a rolling deployment. */
export const coloursOf = (
  references: EcsReferences,
  sideBySide: boolean,
): Readonly<Record<string, CloudWatchVersion<CfnText>>> =>
  sideBySide
    ? { blue: colour(references, references.blue), green: colour(references, references.green) }
    : { '': colour(references, references.blue) };
