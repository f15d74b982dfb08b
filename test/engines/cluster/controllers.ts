import { program } from '../setup';
import { bench } from './bench';
import { Daemon } from './daemon';
import { install } from './install';
import { freePorts } from './port';
import type { Space } from './space';

export interface ControllerOptions {
  /** The only namespace that it cares for. @default - all, in a cluster of our own */
  readonly space?: Space;
  /** More arguments. */
  readonly args?: readonly string[];
}

/** Starts the controller of Argo Rollouts, after its custom resources; `stop` it at the end of the suite. */
export async function startArgo({ space, args = [] }: ControllerOptions = {}): Promise<Daemon> {
  await install('argo-rollouts');
  const [health, metrics] = await freePorts(2);
  const { folder, kubeconfig, own } = bench();
  const only = space === undefined ? [] : ['--namespaced', `--namespace=${space.namespace}`];
  const instance = own || space === undefined ? [] : [`--instance-id=${space.namespace}`];
  return Daemon.start(folder, nameOf('rollouts-controller', space), program('rollouts-controller'), {
    args: [
      `--kubeconfig=${kubeconfig}`,
      '--leader-elect=false',
      `--healthzPort=${health}`,
      `--metricsport=${metrics}`,
      '--istio-api-version=v1',
      ...only,
      ...instance,
      ...args,
    ],
  });
}

export interface FlaggerOptions extends ControllerOptions {
  /** `kubernetes`, `istio`, `gatewayapi:v1`, `nginx`, `traefik`, `appmesh`. */
  readonly provider: string;
  /** The address of Prometheus. */
  readonly metrics: string;
}

/** Starts Flagger, after its custom resources; `stop` it at the end of the suite. */
export async function startFlagger({ provider, metrics, space, args = [] }: FlaggerOptions): Promise<Daemon> {
  await install('flagger');
  const [port] = await freePorts(1);
  const { folder, kubeconfig } = bench();
  return Daemon.start(folder, nameOf('flagger', space), program('flagger'), {
    args: [
      `-kubeconfig=${kubeconfig}`,
      `-mesh-provider=${provider}`,
      `-metrics-server=${metrics}`,
      `-port=${port}`,
      '-enable-leader-election=false',
      ...(space === undefined ? [] : [`-namespace=${space.namespace}`]),
      ...args,
    ],
  });
}

const nameOf = (name: string, space?: Space): string => (space === undefined ? name : `${name}-${space.namespace}`);
