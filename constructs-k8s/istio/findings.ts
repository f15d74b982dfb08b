import type { FindingDocs } from '../../lib/findings';
import { findingsOf } from '../shared/findings';
import { routingFindings } from '../shared/routing/findings';

/** What Istio's routing can say besides the rulings on the clauses. */
export const ISTIO_FINDINGS = {
  ...routingFindings('istio', 'Istio'),
  'istio-name': {
    title: 'The name is not one of Kubernetes',
    why: 'The API server takes lower case letters, digits, hyphens and dots, up to 253.',
    fix: 'Write a name such as `web`.',
  },
  'istio-host': {
    title: 'The host is not one that Istio takes',
    why: 'A host is a DNS name, in a VirtualService also with a leading `*.`; `*` alone is not allowed in the mesh, and no host may cover another one.',
    fix: 'Write the host that clients call, for example `web` or `shop.example.com`.',
  },
  'istio-gateway': {
    title: 'The gateway is not named as Istio names gateways',
    why: 'A gateway that is not found routes nothing, without a message.',
    fix: 'Write `namespace/name`, `name`, or `mesh`.',
  },
  'istio-subset': {
    title: 'The subset has a name or labels that Kubernetes does not take',
    why: 'A subset that cannot be selected has no pods, and its requests fail with 503.',
    fix: 'Write a name of letters, digits and hyphens, and at least one label.',
  },
  'istio-subset-overlap': {
    title: 'A pod can be in both subsets',
    why: 'Without a label that is in both with different values, one subset selects pods of the other version as well, and the weights are not real.',
    fix: 'Give both the same label with different values, for example `version: stable` and `version: canary`.',
  },
  'istio-route-name': {
    title: 'Two routes have one name',
    why: 'Argo Rollouts finds its route by name, and logs and metrics could not tell them apart.',
    fix: 'Give each route its own name.',
  },
  'istio-unreachable-route': {
    title: 'A route takes every request',
    why: 'The first route that fits is taken, and a route without a match fits every request: the routes after it, with the weights, are never tried.',
    fix: 'Give the route a `match`.',
  },
  'istio-header': {
    title: 'Istio does not match this header',
    why: 'It ignores the keys `uri`, `scheme`, `method` and `authority` among the headers: the match would fit every request.',
    fix: 'Use another header.',
  },
  'istio-regex': {
    title: 'Istio does not take the regular expression',
    why: 'Istio and Envoy use RE2, which has no look-around and no back references, with at most 1024 letters (for a cookie, with what finds the cookie).',
    fix: 'Write it without, or use `equals` or `prefix`.',
  },
  'istio-time': {
    title: 'The time is not one that Istio takes',
    why: 'Istio refuses times below one millisecond.',
    fix: 'Write a time such as `500ms`, `2s` or `1m`.',
  },
  'istio-retries': {
    title: 'The retries are not ones that Istio takes',
    why: 'Istio refuses negative attempts, unknown conditions, and conditions or times without attempts.',
    fix: 'Write `attempts` of at least 1, and conditions such as `5xx` or `connect-failure`.',
  },
  'istio-retry-budget': {
    title: 'The time limit ends before the last try',
    why: 'The timeout of a request includes its retries: the last ones never happen.',
    fix: 'Write a longer `timeout`, a shorter `perTryTimeout`, or fewer `attempts`.',
  },
  'istio-retries-hide-errors': {
    title: 'Retries hide errors from the guards',
    why: 'The mesh counts a request once, by its last answer: an error that a retry repairs is in no error rate, and the new version looks healthier than it is.',
    fix: 'Retry connection failures only (`connect-failure`, `refused-stream`, `unavailable`), or accept this finding.',
  },
  'istio-consecutive-errors': {
    title: '`consecutiveErrors` has no effect',
    why: "Istio's schema still has the field, but no part of Istio reads it: no pod is ever ejected by it.",
    fix: 'Write `consecutive5xxErrors`.',
  },
  'istio-policy-number': {
    title: 'The number is not one that the traffic policy takes',
    why: 'Counts are whole numbers from 0, of 32 bits; shares are whole percentages up to 100.',
    fix: 'Write a number of the allowed range.',
  },
  'istio-two-load-balancers': {
    title: 'The load balancer is chosen twice',
    why: 'Stickiness is a load balancer of its own (a consistent hash); a DestinationRule has one.',
    fix: "Leave out `trafficPolicy.loadBalancer` or the strategy's `stickiness`.",
  },
} as const satisfies FindingDocs;

/** The ids of the findings about Istio, which `accept` takes. */
export type IstioFindingId = keyof typeof ISTIO_FINDINGS;

/** A finding of this folder. */
export const finding = findingsOf<IstioFindingId>(ISTIO_FINDINGS, [
  'istio-duplicate-audience',
  'istio-retries-hide-errors',
]);
