import { checkedTarget, type Target } from '../../../lib/fidelity';
import { optionsOf } from '../../shared/options';
import { emit, type KnativeEmitOptions, type KnativeFragment } from './emit';
import { KNATIVE_LIMITS } from './limits';
import { KNATIVE_RUNBOOK } from './runbook';
import { trace } from './trace';

/** Knative Serving: a Service whose requests are divided phase by phase, moved by people. */
export const knative: Target<KnativeFragment, KnativeEmitOptions> = checkedTarget<KnativeFragment, KnativeEmitOptions>(
  {
    id: 'knative',
    title: 'Knative',
    format: 'yaml',
    limits: KNATIVE_LIMITS,
    emit,
    trace,
    runbook: KNATIVE_RUNBOOK,
    prometheus: false,
  },
  optionsOf('KnativeEmitOptions'),
);
