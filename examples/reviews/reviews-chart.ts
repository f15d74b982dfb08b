import { Chart, type ChartProps, Duration } from 'cdk8s';
import { Probe } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { ArgoRollout } from 'cutover/k8s';
import { reviewsStrategy } from './strategy';

/** What customers say of the products: behind a Gateway that all apps share, released by Argo Rollouts with the plugin of the Gateway API. */
export class ReviewsChart extends Chart {
  readonly reviews: ArgoRollout;

  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);
    this.reviews = new ArgoRollout(this, 'Reviews', {
      metadata: { name: 'reviews' },
      strategy: reviewsStrategy,
      replicas: 6,
      audienceCapacity: 20,
      router: {
        kind: 'gateway-api',
        parents: [{ gateway: 'public', namespace: 'infra', listener: 'https' }],
        hostnames: ['shop.example.com'],
        path: '/reviews',
        timeouts: { request: '2s' },
      },
      metrics: { kind: 'prometheus', address: 'http://prometheus.monitoring:9090' },
      securityContext: { user: 1000, group: 1000 },
      containers: [
        {
          name: 'reviews',
          image: 'registry.example.com/shop/reviews:4.0.2',
          portNumber: 8080,
          readiness: Probe.fromHttpGet('/ready', { port: 8080, periodSeconds: Duration.seconds(5) }),
          liveness: Probe.fromHttpGet('/live', { port: 8080 }),
        },
      ],
    });
  }
}
