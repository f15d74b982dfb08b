import type { Target } from '../../lib/fidelity';
import { POD_HASH } from '../shared/pod-hash';
import { emit, type FlaggerFragment } from './emit';
import { judgedBy } from './limits';
import { PROVIDERS } from './providers';
import { flaggerRunbook } from './runbook';
import type { FlaggerEmitOptions, FlaggerSettings } from './settings';
import { trace } from './trace';

/** Flagger as a target. */
export type FlaggerTarget = Target<FlaggerFragment, FlaggerEmitOptions>;

/**
 * The target for a provider, a metrics backend and an interval: what is exact depends on all three.
 * @throws CutoverError with everything that is wrong with the form of the settings.
 */
export function flagger(settings: FlaggerSettings = {}): FlaggerTarget {
  const { limits, settings: settled } = judgedBy(settings);
  const { id, title } = PROVIDERS[settings.provider?.kind ?? 'kubernetes'];
  return {
    id,
    title,
    format: 'yaml',
    limits,
    emit: (plan, options) => emit(plan, options, settings),
    trace,
    runbook: flaggerRunbook(settled),
    prometheus: settings.provider?.kind !== 'knative' && {
      convention: settings.provider?.kind === 'istio' ? 'istio' : 'http',
      versions: { candidate: POD_HASH, stable: `primary-${POD_HASH}` },
    },
  };
}

/** Flagger with Services alone: blue/green. */
export const flaggerKubernetes = flagger();

/** Flagger with Istio. */
export const flaggerIstio = flagger({ provider: { kind: 'istio' } });

/** Flagger with the Gateway API, and a Gateway called `gateway`. */
export const flaggerGatewayApi = flagger({ provider: { kind: 'gatewayapi', gateways: [{ name: 'gateway' }] } });

/** Flagger with NGINX Ingress. */
export const flaggerNginx = flagger({ provider: { kind: 'nginx' } });
