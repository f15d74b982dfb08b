import { type Limits, settle } from '../../lib/fidelity';
import type { Amount, Plan, PlannedCheck } from '../../lib/plan';
import type { Manifest } from '../shared/manifest';
import { selectorOf } from '../shared/pod-template';
import { blueGreen } from './blue-green';
import { WAVE } from './deployments';
import { checkJob } from './jobs';
import { workloadLimits } from './limits';
import type { CopyCount } from './manifest';
import { autoscalers, checksIn, deployment, disruptionBudgets, type Release, replicasOf, service } from './objects';
import { podsOf } from './pods';
import { recreate } from './recreate';
import { namesOf, settled, type WorkloadEmitOptions, type WorkloadSettings } from './settings';

/** Everything that a release is made of: its Deployments first. */
export type WorkloadFragment = readonly Manifest[];

const copyCount = (amount: Amount, limits: Limits): CopyCount =>
  'copies' in amount ? amount.copies : `${settle(limits, 'pace.surge', amount.percent)}%`;

/** One Deployment, whose copies are exchanged a few at a time. */
function rolling(release: Release): WorkloadFragment {
  const { plan, options } = release;
  const { name, service: given } = options;
  const { root } = namesOf(options);
  const selector = selectorOf(options);
  const template = podsOf(release, selector);
  const limits = workloadLimits(release.settings);
  const { surge, unavailable } = plan.pace ?? { surge: { percent: 25 }, unavailable: { percent: 0 } };
  const job = (stage: 'before' | 'full', wave: number) => (check: PlannedCheck) =>
    checkJob(release, check, { stage, wave, host: root, of: template });
  return [
    deployment(
      release,
      name,
      { wave: WAVE.serve },
      {
        ...replicasOf(release),
        selector,
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: copyCount(surge, limits), maxUnavailable: copyCount(unavailable, limits) },
        },
        template,
      },
    ),
    ...(given === undefined ? [service(release, root, selector)] : []),
    ...checksIn(plan, 'before').map(job('before', WAVE.before)),
    ...checksIn(plan, 'full').map(job('full', WAVE.after)),
    ...disruptionBudgets(release),
    ...autoscalers(release, name),
  ];
}

const BY_REPLACEMENT = { 'in-place': rolling, 'stop-first': recreate, 'side-by-side': blueGreen } as const;

/** The Deployments of a plan, with their Services, the Jobs of checks, the disruption budget and the autoscaler. Pure. */
export function emit(plan: Plan, options: WorkloadEmitOptions, settings: WorkloadSettings = {}): WorkloadFragment {
  return BY_REPLACEMENT[plan.replacement]({ plan, options, settings: settled(settings) });
}
