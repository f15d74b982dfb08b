import type { FindingDocs } from '../../lib/findings';
import { findingsOf } from '../shared/findings';
import { routingFindings } from '../shared/routing/findings';

/** What the routing of the Gateway API can say besides the rulings on the clauses. */
export const GATEWAY_FINDINGS = {
  ...routingFindings('gateway', 'The Gateway API'),
  'gateway-name': {
    title: 'The name is not one of Kubernetes',
    why: 'The API server takes lower case letters, digits, hyphens and dots, up to 253; names of Services have no dots and up to 63.',
    fix: 'Write a name such as `web`.',
  },
  'gateway-parent': {
    title: 'The route is attached to nothing, or to the same thing twice',
    why: 'A route divides the requests of its parents: without one it divides none. Two references to one Gateway need a listener each.',
    fix: "Write `parents: [{ gateway: 'public', namespace: 'infra' }]`, or in a mesh `parents: [{ service: 'web' }]`.",
  },
  'gateway-hostname': {
    title: 'The hostname is not one that a route takes',
    why: 'A hostname is a DNS name in lower case without a port, also with a leading `*.`; a route has up to 16 of them.',
    fix: 'Write the host that clients call, for example `shop.example.com`.',
  },
  'gateway-path': {
    title: 'The path is not one that a route takes',
    why: 'A path begins with `/`, has no `//`, `/./`, `/../`, `#`, `%2f`, and no letters but those of a URL, up to 1024.',
    fix: 'Write the beginning of a path such as `/shop`.',
  },
  'gateway-grpc-field': {
    title: 'A GRPCRoute has no such field',
    why: 'Calls have no path of their own, and GRPCRoute has no timeouts: the client sets a deadline.',
    fix: "Leave it out, or write `protocol: 'http'`.",
  },
  'gateway-time': {
    title: 'The time is not one that a route takes',
    why: 'A duration of the Gateway API has up to four parts of five digits, to the millisecond; one try must not be longer than the whole request.',
    fix: 'Write a time such as `500ms`, `2s` or `1m`.',
  },
  'gateway-rule-name': {
    title: 'Two rules have one name',
    why: 'Names of rules are unique within a route; policies and logs find a rule by its name.',
    fix: 'Give each rule its own name.',
  },
  'gateway-shadowed-rule': {
    title: 'A rule of your own takes the requests of the weighted one',
    why: 'Of two rules with the same match the first one is taken: with the same path and nothing else, the weights are never tried.',
    fix: 'Give the rule a longer path, or a header.',
  },
  'gateway-rule-weight': {
    title: 'The plugin of Argo Rollouts would change the weight of a rule of your own',
    why: 'It sets the weight of every backend that is the stable or the new version, in all rules. Alone in a rule, the stable version has weight 0 at the end of a release: its requests fail.',
    fix: 'Put the rule into a route of its own.',
  },
  'gateway-too-many-rules': {
    title: 'The route is too long',
    why: 'A route has up to 16 rules, a rule up to 64 matches, and all rules together up to 128.',
    fix: 'Put rules of your own into a route of their own, or tell the audience by one header.',
  },
  'gateway-header': {
    title: 'A route does not match this header',
    why: 'The name of a header is a token of up to 256 letters, and its value has up to 4096 (for a cookie, with what finds the cookie).',
    fix: 'Use another header, or a shorter value.',
  },
  'gateway-regex': {
    title: 'The regular expression is one that many Gateways do not take',
    why: 'Most implementations use RE2, which has no look-around and no back references.',
    fix: 'Write it without, or use `equals` or `prefix`.',
  },
} as const satisfies FindingDocs;

/** The ids of the findings about the Gateway API, which `accept` takes. */
export type GatewayFindingId = keyof typeof GATEWAY_FINDINGS;

/** A finding of this folder. */
export const finding = findingsOf<GatewayFindingId>(GATEWAY_FINDINGS, ['gateway-duplicate-audience']);
