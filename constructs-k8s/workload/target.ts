import { checkedTarget, type Target } from '../../lib/fidelity';
import { optionsOf } from '../shared/options';
import { POD_HASH } from '../shared/pod-hash';
import { emit, type WorkloadFragment } from './emit';
import { workloadLimits } from './limits';
import { WORKLOAD_RUNBOOK } from './runbook';
import { COLOURS, type WorkloadEmitOptions, type WorkloadSettings } from './settings';
import { trace } from './trace';

/** Deployments as a target. */
export type WorkloadTarget = Target<WorkloadFragment, WorkloadEmitOptions>;

const look = optionsOf('WorkloadEmitOptions');

/** The target for a number of copies and a way of delivery: what is exact depends on both. */
export const workloads = (settings: WorkloadSettings = {}): WorkloadTarget =>
  checkedTarget(
    {
      id: 'kubernetes',
      title: 'Kubernetes Deployments',
      format: 'yaml',
      limits: workloadLimits(settings),
      emit: (plan, options) => emit(plan, options, settings),
      trace,
      runbook: WORKLOAD_RUNBOOK,
      prometheus: { convention: 'http', versions: { newest: `(?:(?:${COLOURS.join('|')})-)?${POD_HASH}` } },
    },
    // With `images` the first container of the template has no image of its own.
    (subject, options) => look(subject, options?.images ? { ...options, template: undefined } : options),
  );

/** Deployments of two copies, applied all at once. */
export const kubernetes = workloads();
