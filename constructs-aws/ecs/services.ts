import type { Construct } from 'constructs';
import type {
  BlueGreenStrategy,
  CanaryStrategy,
  LinearStrategy,
  RecreateStrategy,
  RollingStrategy,
} from '../../lib/strategy';
import { checkedProps } from '../shared/options';
import { EcsService } from './ecs-service';
import type { EcsServiceProps } from './props';

/** Properties of {@link BlueGreenEcsService}. */
export type BlueGreenEcsServiceProps = EcsServiceProps<BlueGreenStrategy>;

/**
 * A Fargate service whose new version starts beside the old one, is tried with test traffic, and then gets all requests at once.
 *
 * @example
 * new BlueGreenEcsService(this, 'Checkout', {
 *   image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:stable'),
 *   strategy: Strategy.blueGreen({ preview: { checks: [Check.http({ path: '/health' })] }, bake: '15m' }),
 * });
 */
export class BlueGreenEcsService extends EcsService {
  /** @throws CutoverError with everything that ECS cannot do of the strategy, and every mistake of the wiring */
  constructor(scope: Construct, id: string, props: BlueGreenEcsServiceProps) {
    super(scope, id, checkedProps('BlueGreenEcsServiceProps', scope, id, props));
  }
}

/** Properties of {@link CanaryEcsService}. */
export type CanaryEcsServiceProps = EcsServiceProps<CanaryStrategy | LinearStrategy>;

/**
 * A Fargate service whose new version first gets a share of the requests: a canary with one step, or equal steps.
 *
 * @example
 * new CanaryEcsService(this, 'Checkout', {
 *   image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:stable'),
 *   strategy: Strategy.canary({ steps: [{ weight: 10, hold: '10m' }], guards: [Guard.errorRate({ max: '1%' })] }),
 * });
 */
export class CanaryEcsService extends EcsService {
  /** @throws CutoverError with everything that ECS cannot do of the strategy, and every mistake of the wiring */
  constructor(scope: Construct, id: string, props: CanaryEcsServiceProps) {
    super(scope, id, checkedProps('CanaryEcsServiceProps', scope, id, props));
  }
}

/** Properties of {@link RollingEcsService}. */
export type RollingEcsServiceProps = EcsServiceProps<RollingStrategy | RecreateStrategy>;

/**
 * A Fargate service that exchanges its tasks a few at a time, or stops all before it starts the new ones. A circuit breaker ends a release
 * whose tasks do not become healthy.
 *
 * @example
 * new RollingEcsService(this, 'Worker', {
 *   image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:stable'),
 *   strategy: Strategy.rolling({ surge: '100%' }),
 * });
 */
export class RollingEcsService extends EcsService {
  /** @throws CutoverError with everything that ECS cannot do of the strategy, and every mistake of the wiring */
  constructor(scope: Construct, id: string, props: RollingEcsServiceProps) {
    super(scope, id, checkedProps('RollingEcsServiceProps', scope, id, props));
  }
}
