import { exact, type Limits, range, refused } from '../../lib/fidelity';
import { byWeight, runsNothing } from '../shared/routing/limits';

const SERVICE =
  'https://doc.traefik.io/traefik/v3.7/reference/routing-configuration/kubernetes/crd/http/traefikservice/';
const RULES = 'https://doc.traefik.io/traefik/v3.7/reference/routing-configuration/http/routing/rules-and-priority/';

/** The numbers of a TraefikService. */
export const TRAEFIK_NUMBERS = {
  /** The total that weights are counted in where a hundred is too coarse. A weight is any whole number from 0. Source: the CRD. */
  weightTotal: 1_000_000,
} as const;

/** What Traefik alone makes of each clause. It routes exactly, and it runs nothing. */
export const TRAEFIK_LIMITS: Limits = {
  ...runsNothing({
    title: 'Traefik',
    resource: 'a TraefikService',
    source: SERVICE,
    pair: 'argo-rollouts-plugin',
  }),
  ...byWeight('weighted.services[].weight', SERVICE),
  weight: range({
    by: 'weighted.services[].weight',
    min: 0.0001,
    max: 99.9999,
    step: 0.0001,
    also: [100],
    round: 'nearest',
    source: SERVICE,
  }),
  mirror: range({
    by: 'mirroring.mirrors[].percent',
    min: 1,
    max: 100,
    step: 1,
    round: 'nearest',
    source: SERVICE,
  }),
  'audience.header': exact('routes[].match with Header', RULES),
  'audience.cookie': exact('routes[].match with HeaderRegexp of the header Cookie', RULES),
  'audience.users': exact('routes[].match with Header, one for each user', RULES),
  'audience.prefix': exact('routes[].match with HeaderRegexp', RULES),
  'audience.regex': exact('routes[].match with HeaderRegexp', RULES),
  'stickiness.cookie': exact('weighted.sticky.cookie', SERVICE),
  'stickiness.header': refused(
    'Traefik holds a user at a service by a cookie of its own, or by the address',
    SERVICE,
    "write `by: 'cookie'`",
  ),
  'stickiness.address': exact('highestRandomWeight', SERVICE),
  'stickiness.lasts': exact('weighted.sticky.cookie.maxAge', SERVICE),
};
