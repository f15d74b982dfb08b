import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, type ChartProps, Duration, Size } from 'cdk8s';
import { Cpu, Probe } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Strategy } from 'cutover';
import { ArgoRollout } from 'cutover/k8s';

const strategy = Strategy.fromYaml(readFileSync(join(__dirname, '../strategies/web.yaml'), 'utf8'));

/** The shop's front: pods in a mesh, which Argo Rollouts and Istio release to staff first and then to a growing share of the customers. */
export class WebChart extends Chart {
  readonly web: ArgoRollout;

  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);
    this.web = new ArgoRollout(this, 'Web', {
      metadata: { name: 'web' },
      strategy,
      replicas: 10,
      audienceCapacity: 10,
      router: { kind: 'istio', hosts: ['shop.example.com'], gateways: ['istio-ingress/shop'] },
      metrics: { kind: 'prometheus', address: 'http://prometheus.monitoring:9090' },
      securityContext: { user: 1000, group: 1000 },
      containers: [
        {
          name: 'web',
          image: 'registry.example.com/shop/web:9.3.1',
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
  }
}
