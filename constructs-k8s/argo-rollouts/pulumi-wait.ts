import { createHash } from 'node:crypto';
import * as pulumi from '@pulumi/pulumi';
import type { Plan } from '../../lib/plan';
import type { Care } from '../pulumi/component';
import { deadlineOf } from '../shared/check-job';
import type { RolloutSpec } from './manifest';

/** Forty years in seconds: every mark is a time that is over. */
const RANGE = 40 * 365 * 86_400;

/** A time in the past that stands for a spec: another spec has another one. */
function markOf(spec: unknown): string {
  const seconds = createHash('sha256').update(JSON.stringify(spec)).digest().readUInt32BE() % RANGE;
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** Seconds that a release may take on top of what its strategy holds: its checks, and the progress of its pods. */
export const extraSeconds = (plan: Plan, { progressDeadlineSeconds = 0 }: RolloutSpec): number =>
  progressDeadlineSeconds + plan.phases.reduce((sum, { checks }) => sum + Math.max(0, ...checks.map(deadlineOf)), 0);

/**
 * How Pulumi waits for a Rollout. Right after an update the phase is still that of the release before, and Argo says which generation it has
 * seen as a text, which no path can compare. What it does repeat word by word is `restartAt`: Argo restarts pods that are older than that time,
 * of which there are none, and reports the time in the same status as the phase.
 */
export function awaited(timeout: number): Care {
  return {
    timeout,
    refine: (spec) => {
      const mark = pulumi.output(spec).apply(markOf);
      return {
        spec: { ...spec, restartAt: mark },
        annotations: {
          'pulumi.com/waitFor': pulumi.interpolate`["jsonpath={.status.phase}=Healthy","jsonpath={.status.restartedAt}=${mark}"]`,
          // `kubectl argo rollouts restart` and `set image` write into the spec, and own what they wrote until the next update takes it back.
          'pulumi.com/patchForce': 'true',
        },
      };
    },
  };
}
