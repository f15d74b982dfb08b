import { type Answer, approximated, depends, exact, type Limits, range, refused } from '../../lib/fidelity';
import type { Plan } from '../../lib/plan';
import type { Audience } from '../../lib/strategy';
import { byWeight, runsNothing } from '../shared/routing/limits';

const ANNOTATIONS = 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/';
const CANARY = `${ANNOTATIONS}#canary`;
const AFFINITY = `${ANNOTATIONS}#session-affinity`;
const HASH = `${ANNOTATIONS}#custom-nginx-upstream-hashing`;

/** Where the controller draws a version for a request. */
export const BALANCER =
  'https://github.com/kubernetes/ingress-nginx/blob/controller-v1.15.1/rootfs/etc/nginx/lua/balancer.lua';

/** The end of the controller. */
export const RETIREMENT = 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/';

/** The numbers of the canary annotations. */
export const NGINX_NUMBERS = {
  /** The total that weights are counted in where a hundred is too coarse: `canary-weight-total`. */
  weightTotal: 1_000_000,
  /** The only value of a cookie that leads to the canary. Source: balancer.lua. */
  cookie: 'always',
} as const;

/** Whether an audience takes the one header that a canary Ingress has. */
export const byHeader = (audience: Audience): boolean => !('cookie' in audience);

const most = ({ phases }: Plan, of: (audience: Audience) => boolean): number =>
  Math.max(0, ...phases.map(({ audience }) => audience.filter(of).length));

/** One header of one canary Ingress. */
const header = (by: string) =>
  depends(
    (plan): Answer =>
      most(plan, byHeader) > 1
        ? refused(
            'a path has one canary Ingress, and a canary Ingress has one header',
            BALANCER,
            'tell all of them by one header',
          )
        : exact(by, CANARY),
  );

const isAlways = (audience: Audience): boolean =>
  !('cookie' in audience) || audience.cookie.equals === NGINX_NUMBERS.cookie;

const cookie = depends((plan): Answer => {
  if (plan.phases.some(({ audience }) => !audience.every(isAlways))) {
    return refused(
      `a cookie leads to the canary by the value \`${NGINX_NUMBERS.cookie}\` only`,
      CANARY,
      `write \`equals: '${NGINX_NUMBERS.cookie}'\`, or use a header`,
    );
  }
  return most(plan, (audience) => !byHeader(audience)) > 1
    ? refused('a path has one canary Ingress, and a canary Ingress has one cookie', BALANCER, 'use one cookie')
    : exact('canary-by-cookie', CANARY);
});

const byHash = approximated(
  'upstream-hash-by',
  'the version is drawn for each request, before the hash chooses a pod of it: a user keeps the pod, but not the version',
  HASH,
);

/** What ingress-nginx alone makes of each clause. It divides requests, and it runs nothing. */
export const NGINX_LIMITS: Limits = {
  ...runsNothing({
    title: 'ingress-nginx',
    resource: 'an Ingress',
    source: CANARY,
    note: 'the controller gets no fixes any more since March 2026, those of security included',
  }),
  ...byWeight('canary-weight', CANARY),
  weight: range({
    by: 'canary-weight and canary-weight-total',
    min: 0.0001,
    max: 99.9999,
    step: 0.0001,
    also: [100],
    round: 'nearest',
    source: CANARY,
  }),
  mirror: refused(
    'it mirrors every request or none (`mirror-target`), and not a share of them',
    `${ANNOTATIONS}#mirror`,
    'use the Gateway API (target gateway-api), or Istio',
  ),
  'audience.header': header('canary-by-header and canary-by-header-value'),
  'audience.cookie': cookie,
  'audience.users': header('canary-by-header and canary-by-header-pattern'),
  'audience.prefix': exact('canary-by-header-pattern', CANARY),
  'audience.regex': exact('canary-by-header-pattern', CANARY),
  'stickiness.cookie': approximated(
    'affinity: cookie, with affinity-canary-behavior: sticky',
    'who has a version keeps it, whatever the weight and the header of an audience say: the share follows the weights as cookies end, and the last phase is whole when the stable Ingress itself leads to the new version',
    AFFINITY,
  ),
  'stickiness.header': byHash,
  'stickiness.address': byHash,
  'stickiness.lasts': exact('session-cookie-max-age', AFFINITY),
};
