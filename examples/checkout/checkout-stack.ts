import { Stack, type StackProps } from 'aws-cdk-lib';
import { ContainerImage, type ICluster } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { CanaryEcsService } from 'cutover/aws';
import { checkoutStrategy } from './strategy';

export interface CheckoutStackProps extends StackProps {
  readonly cluster: ICluster;
}

/** The checkout: a service on Amazon ECS, whose new version gets a tenth of the orders, and the rest when a person says so. */
export class CheckoutStack extends Stack {
  readonly checkout: CanaryEcsService;

  constructor(scope: Construct, id: string, props: CheckoutStackProps) {
    super(scope, id, props);
    this.checkout = new CanaryEcsService(this, 'Checkout', {
      strategy: checkoutStrategy,
      cluster: props.cluster,
      image: ContainerImage.fromRegistry('registry.example.com/shop/checkout:4.2.0'),
      containerPort: 8080,
      cpu: 512,
      memoryLimitMiB: 1024,
      healthCheck: { path: '/health' },
      autoScaling: { minCapacity: 4, maxCapacity: 20, requestsPerTarget: 1800 },
    });
  }
}
