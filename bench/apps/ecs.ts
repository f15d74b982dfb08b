import type { Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage } from 'aws-cdk-lib/aws-ecs';

/** A cluster that exists already, as most services have it. */
export function clusterOf(stack: Stack) {
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    publicSubnetIds: ['subnet-0a', 'subnet-0b'],
    privateSubnetIds: ['subnet-1a', 'subnet-1b'],
    publicSubnetRouteTableIds: ['rtb-0a', 'rtb-0b'],
    privateSubnetRouteTableIds: ['rtb-1a', 'rtb-1b'],
  });
  return Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shop', vpc });
}

export const IMAGE = ContainerImage.fromRegistry('registry.example.com/shop/checkout:4.2.0');

/** What the alarms of a service are called after. */
export const releaseNameOf = (stack: Stack): string => `${stack.stackName}-checkout`;
