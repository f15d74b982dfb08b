import { Chart, type ChartProps, Duration, Size } from 'cdk8s';
import { Cpu, Probe } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { RecreateDeployment } from 'cutover/k8s';
import { ledgerStrategy } from './strategy';

interface LedgerChartProps extends ChartProps {
  /** Whether the books are open. @default 'live' */
  readonly mode?: 'live' | 'maintenance';
}

/** The books: one program at a time may have them open, and nobody while they are migrated. */
export class LedgerChart extends Chart {
  readonly ledger: RecreateDeployment;

  constructor(scope: Construct, id: string, { mode = 'live', ...props }: LedgerChartProps = {}) {
    super(scope, id, props);
    this.ledger = new RecreateDeployment(this, 'Ledger', {
      metadata: { name: 'ledger' },
      strategy: ledgerStrategy,
      mode,
      migration: {
        image: 'registry.example.com/shop/ledger:7.0.0',
        command: ['ledger', 'migrate', 'up'],
        timeout: 1200,
      },
      replicas: 1,
      loadBalancer: { targets: 'localNodes', healthCheck: { interval: 10 } },
      securityContext: { user: 1000, group: 1000 },
      containers: [
        {
          name: 'ledger',
          image: 'registry.example.com/shop/ledger:7.0.0',
          portNumber: 8080,
          readiness: Probe.fromHttpGet('/ready', { port: 8080, periodSeconds: Duration.seconds(5) }),
          startup: Probe.fromHttpGet('/ready', { port: 8080, failureThreshold: 6 }),
          resources: {
            cpu: { request: Cpu.millis(500), limit: Cpu.units(1) },
            memory: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
          },
        },
      ],
    });
  }
}
