import { checkedTarget, type Target } from '../../lib/fidelity';
import { optionsOf } from '../shared/options';
import { emit, type IstioEmitOptions, type IstioFragment } from './emit';
import { ISTIO_LIMITS } from './limits';
import { ISTIO_RUNBOOK } from './runbook';
import { trace } from './trace';

/** Istio alone: exact routing, phase by phase, moved by people. */
export const istio: Target<IstioFragment, IstioEmitOptions> = checkedTarget<IstioFragment, IstioEmitOptions>(
  {
    id: 'istio',
    title: 'Istio',
    format: 'yaml',
    limits: ISTIO_LIMITS,
    emit,
    trace,
    runbook: ISTIO_RUNBOOK,
    prometheus: { convention: 'istio', versions: { candidate: 'canary-[^-]+', stable: 'stable-[^-]+' } },
  },
  optionsOf('IstioEmitOptions'),
);
