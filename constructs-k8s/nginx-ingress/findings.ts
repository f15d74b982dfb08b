import type { FindingDocs } from '../../lib/findings';
import { findingsOf } from '../shared/findings';
import { routingFindings } from '../shared/routing/findings';

/** What the routing of ingress-nginx can say besides the rulings on the clauses. */
export const NGINX_FINDINGS = {
  ...routingFindings('nginx', 'ingress-nginx'),
  'nginx-retired': {
    title: 'ingress-nginx is retired',
    why: 'Since March 2026 nobody mends it, holes in its security included; its repository is archived. What it routes still works, until something is found.',
    fix: 'Move to the Gateway API: `GatewayCanaryRouting` takes the same strategy, and `ingress2gateway` translates what else there is. Until then accept this finding with the date of the move.',
  },
  'nginx-name': {
    title: 'The name is not one of Kubernetes',
    why: 'The API server takes lower case letters, digits, hyphens and dots, up to 253, and the canary has seven letters more; names of Services have no dots and up to 63.',
    fix: 'Write a name such as `web`.',
  },
  'nginx-host': {
    title: 'The host is not one that an Ingress takes',
    why: 'A host is a DNS name in lower case without a port, also with a leading `*.`; a canary Ingress belongs to the Ingress with the same host and path.',
    fix: 'Write the host that clients call, for example `shop.example.com`.',
  },
  'nginx-path': {
    title: 'The path is not one that an Ingress takes',
    why: 'A path of type Prefix begins with `/` and has no `//`, `/./`, `/../` and no letters but those of a URL.',
    fix: 'Write the beginning of a path such as `/shop`.',
  },
  'nginx-annotation-owned': {
    title: 'The annotation is that of the release',
    why: 'The annotations of the canary and of the session affinity come from the strategy.',
    fix: 'Leave it out; say it in the strategy.',
  },
  'nginx-annotation-value': {
    title: 'The controller does not take the annotation',
    why: 'It validates annotations: letters, digits and `-._~/:` in a header and its value, and besides them `^$[](){}*+?|&=\\` in a pattern. An annotation with anything else is dropped, and with it the canary.',
    fix: 'Use values of these letters only.',
  },
  'nginx-header-name': {
    title: 'NGINX does not read a header of this name',
    why: 'It ignores headers whose names have anything but letters, digits and hyphens, and those with an underscore unless the controller has `enable-underscores-in-headers`: as if the header were not there. A hash by a name with a dot is refused by the controller.',
    fix: 'Use a header such as `x-user`; with an underscore, set `enable-underscores-in-headers` and accept this finding.',
  },
  'nginx-regex': {
    title: 'The regular expression is one that other routers do not take',
    why: 'It would have to be changed for the Gateway API, where most implementations use RE2 without look-around and back references.',
    fix: 'Write it without, or use `equals` or `prefix`.',
  },
} as const satisfies FindingDocs;

/** The ids of the findings about ingress-nginx, which `accept` takes. */
export type NginxFindingId = keyof typeof NGINX_FINDINGS;

/** A finding of this folder. */
export const finding = findingsOf<NginxFindingId>(NGINX_FINDINGS, ['nginx-retired', 'nginx-duplicate-audience']);
