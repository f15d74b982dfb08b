import { checkedTarget, type Target } from '../../lib/fidelity';
import { optionsOf } from '../shared/options';
import { POD_HASH } from '../shared/pod-hash';
import { emit, type TraefikEmitOptions, type TraefikFragment } from './emit';
import { TRAEFIK_LIMITS } from './limits';
import { TRAEFIK_RUNBOOK } from './runbook';
import { trace } from './trace';

/** Traefik alone: weighted services, phase by phase, moved by people. */
export const traefik: Target<TraefikFragment, TraefikEmitOptions> = checkedTarget<TraefikFragment, TraefikEmitOptions>(
  {
    id: 'traefik',
    title: 'Traefik',
    format: 'yaml',
    limits: TRAEFIK_LIMITS,
    emit,
    trace,
    runbook: TRAEFIK_RUNBOOK,
    prometheus: { convention: 'http', versions: { candidate: 'canary-[^-]+', stable: POD_HASH } },
  },
  optionsOf('TraefikEmitOptions'),
);
