import { type Answer, approximated, becomes, depends, exact, type Limits, range, refused } from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import { REGEX_LOSES } from '../gateway-api/limits';
import { ANALYSIS, BLUE_GREEN, CANARY, isBlueGreen, SPEC, TRAFFIC } from './argo';
import { realWeight, stepWeight, surgeCopies } from './copies';
import type { Settled } from './settings';

export type RouterKey =
  | 'replace.in-place'
  | `pace.${'surge' | 'unavailable' | 'copies' | 'min-ready'}`
  | 'shift.two-step'
  | 'shift.equal-steps'
  | 'shift.uneven-steps'
  | 'weight'
  | 'mirror'
  | 'audience.header'
  | 'audience.cookie'
  | 'audience.users'
  | 'audience.prefix'
  | 'audience.regex'
  | 'preview'
  | 'check.before-traffic'
  | 'check.test-traffic'
  | 'bake'
  | 'stickiness.cookie'
  | 'stickiness.header'
  | 'stickiness.address';

export type RouterLimits = Pick<Limits, RouterKey>;

/** Copies behind one Service. */
export function copies({ replicas, surge }: Settled): RouterLimits {
  const most = surgeCopies(surge, replicas);
  const stairs = approximated(
    'the ratio of the copies',
    'the share moves copy by copy, as fast as maxSurge and maxUnavailable let it',
    CANARY,
  );
  const router = 'every copy behind the Service gets requests';
  const instead = 'use a router: argo-rollouts-istio or argo-rollouts-plugin';
  const audience = refused(`${router}, and no one chooses whose`, TRAFFIC, instead);
  const beforehand = depends(
    (plan): Answer =>
      isBlueGreen(plan)
        ? exact('blueGreen.prePromotionAnalysis on the preview Service', BLUE_GREEN)
        : refused(`${router} at once: there is no new copy before the traffic`, CANARY, `${instead}, or blueGreen`),
  );
  const sticky = refused('a Service keeps no user by cookie or header', TRAFFIC);
  return {
    'replace.in-place': exact('canary without steps: maxSurge and maxUnavailable', CANARY),
    'pace.surge': range({ by: 'canary.maxSurge', min: 0, max: 100, step: 1, source: SPEC }),
    'pace.unavailable': range({ by: 'canary.maxUnavailable', min: 0, max: 100, step: 1, source: SPEC }),
    'pace.copies': exact('canary.maxSurge and maxUnavailable', SPEC),
    'pace.min-ready': exact('spec.minReadySeconds', SPEC),
    'shift.two-step': stairs,
    'shift.equal-steps': stairs,
    'shift.uneven-steps': stairs,
    weight: becomes({
      by: 'the ratio of the copies',
      becomes: (weight) => realWeight(replicas, most, stepWeight(weight)),
      loses: `there ${replicas === 1 ? 'is 1 copy' : `are ${replicas} copies`}, ${replicas + Math.min(1, most)} at the most during a release, and each gets the same share`,
      source: CANARY,
    }),
    mirror: refused('a Service copies no requests', TRAFFIC, instead),
    'audience.header': audience,
    'audience.cookie': audience,
    'audience.users': audience,
    'audience.prefix': audience,
    'audience.regex': audience,
    preview: beforehand,
    'check.before-traffic': beforehand,
    'check.test-traffic': beforehand,
    bake: depends(
      (plan): Answer =>
        isBlueGreen(plan)
          ? exact('blueGreen.scaleDownDelaySeconds', BLUE_GREEN)
          : approximated(
              'a pause at 100 %, with the guards still watching',
              'without a router the old copies are gone at 100 %: a rollback has to start them again',
              CANARY,
            ),
    ),
    'stickiness.cookie': sticky,
    'stickiness.header': sticky,
    'stickiness.address': exact(
      'Service sessionAffinity: ClientIP',
      'https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity',
    ),
  };
}

/** Whether an audience of a plan has several users. */
const hasUsers = ({ phases }: Plan): boolean =>
  phases.some(({ audience }) => audience.some((one) => 'users' in one && one.users.length > 1));

/** The plugin of the Gateway API has one match for an audience, and leaves regular expressions to the Gateway. */
export function byGatewayApi(): Pick<
  Limits,
  'audience.cookie' | 'audience.users' | 'audience.prefix' | 'audience.regex'
> {
  const regex = approximated('steps[].setHeaderRoute with a regex', REGEX_LOSES, TRAFFIC);
  return {
    'audience.cookie': regex,
    'audience.users': depends((plan): Answer => (hasUsers(plan) ? regex : exact('steps[].setHeaderRoute', TRAFFIC))),
    'audience.prefix': regex,
    'audience.regex': regex,
  };
}

/** A router sends requests by weight: both versions stand there with copies of their own. */
export function routed(by: string, mirror: Limits['mirror'], sticky: Limits['stickiness.cookie']): RouterLimits {
  const steps = exact('steps[].setWeight', CANARY);
  const header = exact('steps[].setHeaderRoute', TRAFFIC);
  const inPlace = refused(`${by} moves requests, not copies`, TRAFFIC, 'use argo-rollouts without a router');
  return {
    'replace.in-place': inPlace,
    'pace.surge': inPlace,
    'pace.unavailable': inPlace,
    'pace.copies': inPlace,
    'pace.min-ready': inPlace,
    'shift.two-step': steps,
    'shift.equal-steps': steps,
    'shift.uneven-steps': steps,
    weight: range({ by: 'steps[].setWeight', min: 1, max: 99, step: 1, round: 'nearest', source: CANARY }),
    mirror,
    'audience.header': header,
    'audience.cookie': exact('steps[].setHeaderRoute with a regex of the cookie header', TRAFFIC),
    'audience.users': header,
    'audience.prefix': header,
    'audience.regex': header,
    preview: exact('the canary Service before any weight, or the preview Service', CANARY),
    'check.before-traffic': exact('steps[].analysis before any weight, or prePromotionAnalysis', ANALYSIS),
    'check.test-traffic': exact('steps[].analysis on the canary Service, or prePromotionAnalysis', ANALYSIS),
    bake: exact('a pause at 100 %, or blueGreen.scaleDownDelaySeconds', CANARY),
    'stickiness.cookie': sticky,
    'stickiness.header': sticky,
    'stickiness.address': sticky,
  };
}
