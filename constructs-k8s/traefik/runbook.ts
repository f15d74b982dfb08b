import type { Plan } from '../../lib/plan';
import type { RoutedPhase } from '../shared/routing/phase';
import { routerRunbook } from '../shared/routing/runbook';
import { edit, json, patch, word } from '../shared/shell';
import { traefikPhase } from './emit';
import { emitTraefikRouting, type TraefikRouting } from './routing';

const emitted = (phase: RoutedPhase, { stickiness }: Plan): TraefikRouting =>
  emitTraefikRouting({ name: '', versions: { stable: '', canary: '' }, phase, ...(stickiness && { stickiness }) });

function weigh({ service }: TraefikRouting): string {
  const [kind, dividing] = Object.entries(service.spec)[0] as [string, { services: readonly { weight?: number }[] }];
  const operations = dividing.services.map(({ weight }, at) => ({
    op: 'add',
    path: `/spec/${kind}/services/${at}/weight`,
    value: weight,
  }));
  return patch('traefikservice {{name}}', 'json', operations);
}

/** The new version, as the service with the weights names it. */
const CANARY = '(.spec[].services[1] | del(.weight))';

/** The service that copies requests, made of the one with the weights. */
function makeMirror(percent: number): string {
  const metadata = '{name: "{{name}}-mirror", namespace: .metadata.namespace, labels: (.metadata.labels // {})}';
  const mirrors = `[${CANARY} + {percent: ${percent}}]`;
  const program = `{apiVersion, kind, metadata: ${metadata}, spec: {mirroring: {kind, name: .metadata.name, mirrors: ${mirrors}}}}`;
  return `kubectl get traefikservice {{name}} -n {{namespace}} -o json | jq ${word(program)} | kubectl apply -f -`;
}

const IS_MAIN =
  'def main: .services[0] | .kind == "TraefikService" and (.name == "{{name}}" or .name == "{{name}}-mirror");';

/** The routes of a phase, in the place of those that the IngressRoute has; your own stay. */
function route({ ingressRoute, mirror }: TraefikRouting): string {
  const audiences = ingressRoute.spec.routes.slice(0, -1);
  const start = ingressRoute.spec.routes.at(-1)?.match.length;
  const made = [
    ...audiences.map(
      ({ kind, match }) => `{kind: "${kind}", match: (.match + ${json(match.slice(start))}), services: [$canary]}`,
    ),
    `(.services[0].name = "{{name}}${mirror === undefined ? '' : '-mirror'}")`,
  ];
  const program = [
    `${IS_MAIN} .items as [$route, $service] | ($service | ${CANARY}) as $canary | $route`,
    ' | .spec.routes |= ((first(.[] | select(main)) // error("no route to the TraefikService {{name}}")) as $main',
    ` | map(if main then ${made.join(', ')}`,
    ' elif (.match | startswith($main.match + " && ")) and .services == [$canary] then empty else . end))',
  ].join('');
  return edit('ingressroute/{{name}} traefikservice/{{name}}', program);
}

/** A mirror is there before anything leads to it, and as long as something does. */
function commands(phase: RoutedPhase, plan: Plan): string[] {
  const routing = emitted(phase, plan);
  const mirrors = plan.phases.some(({ mirror }) => mirror > 0);
  const routes = mirrors || plan.phases.some(({ audience }) => audience.length > 0);
  return [
    weigh(routing),
    ...(routing.mirror === undefined ? [] : [makeMirror(phase.mirror)]),
    ...(routes ? [route(routing)] : []),
    ...(mirrors && routing.mirror === undefined
      ? ['kubectl delete traefikservice {{name}}-mirror -n {{namespace}} --ignore-not-found']
      : []),
  ];
}

/** A release that people drive themselves, by the weighted services of Traefik. */
export const TRAEFIK_RUNBOOK = routerRunbook({
  tools: ['kubectl', 'jq'],
  variables: [],
  watch: {
    commands: [
      `kubectl get traefikservice {{name}} -n {{namespace}} -o jsonpath='{range .spec.*.services[*]}{.name}{": "}{.weight}{"\\n"}{end}'`,
      `kubectl get ingressroute {{name}} -n {{namespace}} -o jsonpath='{range .spec.routes[*]}{.match}{"\\n"}{end}'`,
    ],
    effect: 'They show the weights of both versions, and the routes of audiences.',
  },
  routed: traefikPhase,
  commands,
  effect: 'Traefik routes as the phase says, as soon as it has read it.',
  back: 'A cookie keeps nobody at a version without weight.',
  permissions:
    '`get`, `create`, `patch`, `update` and `delete` of `ingressroutes` and `traefikservices` (traefik.io) in the namespace',
  source: 'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/',
});
