import { CfnScalingPolicy, type ScalableTarget } from 'aws-cdk-lib/aws-applicationautoscaling';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { EcsAutoScaling } from './props';
import type { Traffic } from './traffic';

/** Requests per task of both colours: after a release the other target group has them. A colour without requests has no data. */
function scaleOnRequests(
  count: ecs.ScalableTaskCount,
  { blue, green }: Traffic,
  loadBalancer: string,
  targetValue: number,
) {
  const groups = Object.entries({ blue, ...(green && { green }) });
  const metrics = groups.map(([id, group]) => ({
    id,
    metricStat: {
      metric: {
        namespace: 'AWS/ApplicationELB',
        metricName: 'RequestCountPerTarget',
        dimensions: [
          { name: 'LoadBalancer', value: loadBalancer },
          { name: 'TargetGroup', value: group.targetGroupFullName },
        ],
      },
      stat: 'Sum',
    },
    returnData: false,
  }));
  const expression = groups.map(([id]) => `FILL(${id}, 0)`).join(' + ');
  const { scalableTargetId } = count.node.findChild('Target') as ScalableTarget;
  new CfnScalingPolicy(count, 'Requests', {
    policyName: `${count.node.addr}-requests`,
    policyType: 'TargetTrackingScaling',
    scalingTargetId: scalableTargetId,
    targetTrackingScalingPolicyConfiguration: {
      targetValue,
      customizedMetricSpecification: { metrics: [...metrics, { id: 'requests', expression, returnData: true }] },
    },
  });
}

/** Lets the number of tasks follow the load. */
export function scale(service: ecs.FargateService, scaling: EcsAutoScaling, traffic: Traffic, loadBalancer: string) {
  const { minCapacity, maxCapacity, cpuUtilization, requestsPerTarget } = scaling;
  const count = service.autoScaleTaskCount({ minCapacity, maxCapacity });
  if (cpuUtilization !== undefined) count.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: cpuUtilization });
  if (requestsPerTarget !== undefined) scaleOnRequests(count, traffic, loadBalancer, requestsPerTarget);
  return count;
}
