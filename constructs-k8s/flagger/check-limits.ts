import { type Answer, approximated, depends, exact, type Limits, range, refused } from '../../lib/fidelity';
import type { Plan, PlannedCheck } from '../../lib/plan';
import { WEBHOOKS } from './flagger';
import { thresholdOf } from './guard-limits';
import type { WebhookType } from './manifest';
import { isSwitched, scheduleOf } from './schedule';
import type { Settled } from './settings';
import { unmoved } from './unmoved';

export type CheckKey = Extract<keyof Limits, `check.${string}`>;

/** When Flagger runs the checks of a phase. `pre-rollout` is once, before anything is moved; `rollout` is at the end of each interval. */
export const hookOf = ({ stage, hold }: Pick<Plan['phases'][number], 'stage' | 'hold'>): WebhookType =>
  stage === 'before' || (stage === 'test' && hold === 0) ? 'pre-rollout' : 'rollout';

const EACH =
  'it is asked at the end of every interval of the release, not once: a webhook is told neither step nor weight';

/** A check before the traffic. With a threshold above one it is tried again. */
function before(plan: Plan): Answer {
  const by = 'a pre-rollout webhook';
  const threshold = thresholdOf(plan);
  return threshold === 1
    ? exact(by, WEBHOOKS)
    : approximated(
        by,
        `a check that fails is tried again in the next interval, until ${threshold} have failed`,
        WEBHOOKS,
      );
}

const checksOf = (plan: Plan): readonly PlannedCheck[] => plan.phases.flatMap(({ checks }) => checks);

/** What Flagger makes of checks. */
export function checkLimits(settings: Settled): Pick<Limits, CheckKey> {
  const each = approximated('a rollout webhook', EACH, WEBHOOKS);
  const still = unmoved(settings);
  const afterwards = refused(
    'after the promotion Flagger calls webhooks, and does nothing about their answers',
    WEBHOOKS,
    'check before the traffic',
  );
  return {
    'check.before-traffic': depends(before),
    'check.test-traffic': depends((plan) => {
      const held = plan.phases.some(({ stage, hold }) => stage === 'test' && hold > 0);
      return held ? each : before(plan);
    }),
    'check.between-steps': still ?? each,
    'check.after-traffic':
      still === undefined
        ? depends((plan): Answer => (isSwitched(scheduleOf(plan, settings), settings) ? each : afterwards))
        : afterwards,
    'check.http': exact('a webhook of the loadtester, which runs curl', WEBHOOKS),
    'check.function': depends((plan): Answer => {
      const unknown = checksOf(plan).find(
        (one) => one.kind === 'function' && !Object.hasOwn(settings.functions, one.function),
      );
      return unknown === undefined
        ? exact('a webhook of your own', WEBHOOKS)
        : refused('nothing says which URL the function has', WEBHOOKS, 'give the settings `functions` with its URL');
    }),
    'check.job': refused('a webhook calls a URL and starts no container', WEBHOOKS, 'write a http or a function check'),
    'check.timeout': range({
      by: 'webhooks[].timeout',
      min: 1,
      max: Number.POSITIVE_INFINITY,
      step: 1,
      source: WEBHOOKS,
    }),
  };
}
