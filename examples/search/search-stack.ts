import { Stack, type StackProps } from 'aws-cdk-lib';
import { ContainerImage, type ICluster } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { RollingEcsService } from 'cutover/aws';
import { searchStrategy } from './strategy';

export interface SearchStackProps extends StackProps {
  readonly cluster: ICluster;
}

/** The search: a service on Amazon ECS inside the network, whose tasks are replaced a few at a time. */
export class SearchStack extends Stack {
  readonly search: RollingEcsService;

  constructor(scope: Construct, id: string, props: SearchStackProps) {
    super(scope, id, props);
    this.search = new RollingEcsService(this, 'Search', {
      strategy: searchStrategy,
      cluster: props.cluster,
      image: ContainerImage.fromRegistry('registry.example.com/shop/search:8.0.1'),
      containerPort: 8080,
      desiredCount: 6,
      internetFacing: false,
      healthCheck: { path: '/health' },
    });
  }
}
