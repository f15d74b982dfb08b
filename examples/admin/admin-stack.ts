import { Stack, type StackProps } from 'aws-cdk-lib';
import { ContainerImage, type ICluster } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { BlueGreenEcsService } from 'cutover/aws';
import { adminStrategy } from './strategy';

export interface AdminStackProps extends StackProps {
  readonly cluster: ICluster;
}

/** The back office: a service on Amazon ECS, which people try with the header `x-shop-preview` before everybody gets it. */
export class AdminStack extends Stack {
  readonly admin: BlueGreenEcsService;

  constructor(scope: Construct, id: string, props: AdminStackProps) {
    super(scope, id, props);
    this.admin = new BlueGreenEcsService(this, 'Admin', {
      strategy: adminStrategy,
      cluster: props.cluster,
      image: ContainerImage.fromRegistry('registry.example.com/shop/admin:2.7.3'),
      containerPort: 3000,
      healthCheck: { path: '/health' },
      testHeader: { name: 'x-shop-preview', value: 'yes' },
    });
  }
}
