import type { Target } from '../../lib/fidelity';
import { emit, type GatewayEmitOptions, type GatewayFragment } from './emit';
import { GATEWAY_LIMITS } from './limits';
import { trace } from './trace';

/** The Gateway API alone: exact routing, phase by phase, moved by people. */
export const gatewayApi: Target<GatewayFragment, GatewayEmitOptions> = {
  id: 'gateway-api',
  title: 'The Gateway API',
  format: 'yaml',
  limits: GATEWAY_LIMITS,
  emit,
  trace,
};
