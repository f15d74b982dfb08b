import { checkedTarget, type Target } from '../../lib/fidelity';
import { optionsOf } from '../shared/options';
import { type CloudRunFragment, emit } from './emit';
import { CLOUD_RUN_LIMITS } from './limits';
import { CLOUD_RUN_RUNBOOK } from './runbook';
import type { CloudRunEmitOptions } from './settings';
import { trace } from './trace';

/** Cloud Run, released by Cloud Deploy phase by phase. */
export const cloudRun: Target<CloudRunFragment, CloudRunEmitOptions> = checkedTarget<
  CloudRunFragment,
  CloudRunEmitOptions
>(
  {
    id: 'cloud-run',
    title: 'Cloud Run (Cloud Deploy)',
    format: 'yaml',
    limits: CLOUD_RUN_LIMITS,
    emit,
    trace,
    runbook: CLOUD_RUN_RUNBOOK,
    prometheus: false,
  },
  optionsOf('CloudRunEmitOptions'),
);
