import type { FindingDocs } from '../../lib/findings';
import { findingsOf } from '../shared/findings';
import { routingFindings } from '../shared/routing/findings';

/** What the routing of Traefik can say besides the rulings on the clauses. */
export const TRAEFIK_FINDINGS = {
  ...routingFindings('traefik', 'Traefik'),
  'traefik-own-api': {
    title: 'IngressRoute and TraefikService are Traefik’s own',
    why: 'No other controller reads them, and of what drives releases only Argo Rollouts and Flagger do. Traefik 3 implements the Gateway API as well.',
    fix: 'For something new, use `GatewayCanaryRouting`: it takes the same strategy, and Traefik serves it.',
  },
  'traefik-argo-group': {
    title: 'Argo Rollouts up to 1.9 looks for the TraefikService of Traefik 2',
    why: 'Its default is the API group traefik.containo.us, which Traefik 3 does not have: it finds nothing, and no weight ever changes.',
    fix: 'Start the controller with `--traefik-api-group=traefik.io --traefik-api-version=traefik.io/v1alpha1`, and accept this finding.',
  },
  'traefik-argo-weighted': {
    title: 'Argo Rollouts does not find the weights',
    why: 'It changes `spec.weighted` of a TraefikService; stickiness by the client’s address has its weights in `highestRandomWeight`.',
    fix: "Write `stickiness: { by: 'cookie', lasts: '1h' }`, or let people drive the release.",
  },
  'traefik-name': {
    title: 'The name is not one of Kubernetes',
    why: 'The API server takes lower case letters, digits, hyphens and dots, up to 253, and the mirror has seven letters more; names of Services have no dots and up to 63.',
    fix: 'Write a name such as `web`.',
  },
  'traefik-host': {
    title: 'The host is not one that a rule takes',
    why: 'A host in a rule is a DNS name in lower case without a port; a `*` would be a name like any other.',
    fix: 'Write the host that clients call, for example `shop.example.com`.',
  },
  'traefik-path': {
    title: 'The path is not one that a rule takes',
    why: 'A path begins with `/`, has no `//`, `/./`, `/../`, and no letters but those of a URL.',
    fix: 'Write the beginning of a path such as `/shop`.',
  },
  'traefik-shadowed-route': {
    title: 'A route of your own takes the requests of the weighted one',
    why: 'Of two routes with one rule, or with a priority above, the weighted one is never tried.',
    fix: 'Give the route a longer rule, or no priority.',
  },
  'traefik-regex': {
    title: 'Traefik does not take the regular expression',
    why: 'It uses RE2, which has no look-around and no back references.',
    fix: 'Write it without, or use `equals` or `prefix`.',
  },
} as const satisfies FindingDocs;

/** The ids of the findings about Traefik, which `accept` takes. */
export type TraefikFindingId = keyof typeof TRAEFIK_FINDINGS;

/** A finding of this folder. */
export const finding = findingsOf<TraefikFindingId>(TRAEFIK_FINDINGS, [
  'traefik-argo-group',
  'traefik-duplicate-audience',
]);
