import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, type ChartProps, Duration, Size } from 'cdk8s';
import { Cpu, Deployment, HorizontalPodAutoscaler, LabelSelector, Metric, MetricTarget, Probe } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Strategy } from 'cutover';
import { FlaggerCanary } from 'cutover/k8s';

const strategy = Strategy.fromYaml(readFileSync(join(__dirname, '../strategies/catalogue.yaml'), 'utf8'));
const labels = { app: 'catalogue' };

/** The products: a Deployment with an autoscaler, which Flagger releases through a Gateway. */
export class CatalogueChart extends Chart {
  readonly catalogue: FlaggerCanary;

  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);
    const deployment = this.#deployment();
    const autoscaler = new HorizontalPodAutoscaler(this, 'Autoscaler', {
      metadata: { name: 'catalogue' },
      target: deployment,
      minReplicas: 4,
      maxReplicas: 20,
      metrics: [Metric.resourceCpu(MetricTarget.averageUtilization(60))],
    });
    this.catalogue = new FlaggerCanary(this, 'Release', {
      deployment,
      autoscaler,
      strategy,
      provider: {
        kind: 'gatewayapi',
        gateways: [{ name: 'shop', namespace: 'gateways' }],
        hosts: ['catalogue.shop.example.com'],
      },
      metrics: { kind: 'prometheus', address: 'http://prometheus.monitoring:9090' },
      loadtester: 'http://flagger-loadtester.flagger-system',
      alerts: [
        { name: 'team', severity: 'warn', provider: { type: 'slack', secret: 'slack-webhook', channel: 'shop' } },
      ],
    });
  }

  #deployment(): Deployment {
    const deployment = new Deployment(this, 'Catalogue', {
      metadata: { name: 'catalogue' },
      podMetadata: { labels },
      // The selector that cdk8s-plus makes itself is not one that Flagger takes.
      select: false,
      securityContext: { user: 1000, group: 1000 },
      containers: [
        {
          name: 'catalogue',
          image: 'registry.example.com/shop/catalogue:5.0.2',
          portNumber: 8080,
          readiness: Probe.fromHttpGet('/ready', { port: 8080, periodSeconds: Duration.seconds(5) }),
          liveness: Probe.fromHttpGet('/live', { port: 8080 }),
          resources: {
            cpu: { request: Cpu.millis(250), limit: Cpu.units(1) },
            memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
          },
        },
      ],
    });
    deployment.select(LabelSelector.of({ labels }));
    return deployment;
  }
}
