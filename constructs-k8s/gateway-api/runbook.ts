import type { RoutedPhase } from '../shared/routing/phase';
import { rewrite, routerRunbook } from '../shared/routing/runbook';
import { edit, json } from '../shared/shell';
import { gatewayPhase } from './emit';
import type { GatewayRoute, RequestMirror } from './manifest';
import { RULE } from './options';
import { emitGatewayRouting } from './routing';

type Rule = GatewayRoute['spec']['rules'][number];

/** The new version, as the weighted rule names it. */
const CANARY = '(.backendRefs[1] | del(.weight))';

/** The rule of an audience, made of the weighted one: its path and limits, with the headers of the audience. */
function audienceRule({ name, matches = [] }: Rule): string {
  const headers = matches.map((match) => json({ headers: match.headers }));
  return `(${json({ name })} + {matches: [(.matches[0] // {}) + (${headers.join(', ')})], backendRefs: [${CANARY}]} + del(.name, .matches, .filters, .backendRefs))`;
}

const share = ({ percent, fraction }: RequestMirror): string =>
  json(percent === undefined ? { fraction } : { percent });

function weightedRule({ backendRefs = [], filters = [] }: Rule): string {
  const weights = backendRefs.map(({ weight }, at) => `.backendRefs[${at}].weight = ${weight}`);
  const mirror = filters[0]?.requestMirror;
  const mirroring =
    mirror === undefined
      ? ''
      : ` | .filters += [{type: "RequestMirror", requestMirror: ({backendRef: ${CANARY}} + ${share(mirror)})}]`;
  return `(${weights.join(' | ')} | .filters = [(.filters // [])[] | select(.type != "RequestMirror")]${mirroring} | if .filters == [] then del(.filters) else . end)`;
}

/** The rules of a phase, in the place of those that the route has; your own stay. */
function program(phase: RoutedPhase): string {
  const { rules } = emitGatewayRouting({ name: '', parents: [], versions: { stable: '', canary: '' }, phase }).spec;
  const made = rules.map((rule, at) => (at === rules.length - 1 ? weightedRule(rule) : audienceRule(rule)));
  return rewrite('.spec.rules', RULE, made);
}

/** A release that people drive themselves, by a route of the Gateway API. */
export const GATEWAY_RUNBOOK = routerRunbook({
  tools: ['kubectl', 'jq'],
  variables: [
    {
      name: 'ROUTE',
      about: 'the HTTPRoute or the GRPCRoute',
      found: 'kubectl get httproute,grpcroute -n {{namespace}} --field-selector=metadata.name={{name}} -o name',
    },
  ],
  watch: {
    commands: [
      `kubectl get "$ROUTE" -n {{namespace}} -o jsonpath='{range .spec.rules[*]}{.name}{": "}{.backendRefs[*].weight}{"\\n"}{end}'`,
    ],
    effect: 'It shows the weights of the stable and of the new version, and the rules of audiences above them.',
  },
  routed: gatewayPhase,
  commands: (phase) => [edit('"$ROUTE"', program(phase))],
  effect: 'Every gateway routes as the phase says, each as soon as it has heard of it.',
  permissions: '`get` and `update` of `httproutes` and `grpcroutes` (gateway.networking.k8s.io) in the namespace',
  source: 'https://gateway-api.sigs.k8s.io/guides/traffic-splitting/',
});
