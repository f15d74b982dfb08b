import { checkedTarget, type Target } from '../../lib/fidelity';
import { optionsOf } from '../shared/options';
import { POD_HASH } from '../shared/pod-hash';
import { emit, type GatewayEmitOptions, type GatewayFragment } from './emit';
import { GATEWAY_LIMITS } from './limits';
import { GATEWAY_RUNBOOK } from './runbook';
import { trace } from './trace';

/** The Gateway API alone: exact routing, phase by phase, moved by people. */
export const gatewayApi: Target<GatewayFragment, GatewayEmitOptions> = checkedTarget<
  GatewayFragment,
  GatewayEmitOptions
>(
  {
    id: 'gateway-api',
    title: 'The Gateway API',
    format: 'yaml',
    limits: GATEWAY_LIMITS,
    emit,
    trace,
    runbook: GATEWAY_RUNBOOK,
    prometheus: { convention: 'http', versions: { candidate: 'canary-[^-]+', stable: POD_HASH } },
  },
  optionsOf('GatewayEmitOptions'),
);
