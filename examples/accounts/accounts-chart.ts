import { Chart, type ChartProps, Duration, Size } from 'cdk8s';
import { Cpu, Probe } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { BlueGreenDeployment } from 'cutover/k8s';
import { accountsStrategy } from './strategy';

/** The customers' accounts: two plain Deployments, which Argo CD brings to the cluster. `live` is the whole switch. */
export class AccountsChart extends Chart {
  readonly accounts: BlueGreenDeployment;

  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);
    this.accounts = new BlueGreenDeployment(this, 'Accounts', {
      metadata: { name: 'accounts' },
      strategy: accountsStrategy,
      delivery: 'argo-cd',
      live: 'blue',
      images: {
        blue: 'registry.example.com/shop/accounts:4.1.0',
        green: 'registry.example.com/shop/accounts:4.2.0',
      },
      replicas: 3,
      securityContext: { user: 1000, group: 1000 },
      containers: [
        {
          name: 'accounts',
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
