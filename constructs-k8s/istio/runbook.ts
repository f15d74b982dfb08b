import type { RoutedPhase } from '../shared/routing/phase';
import { rewrite, routerRunbook } from '../shared/routing/runbook';
import { edit, json } from '../shared/shell';
import { istioPhase } from './emit';
import type { HttpRoute } from './manifest';
import { ROUTE } from './options';
import { emitIstioRouting } from './routing';

/** The route of an audience, made of the weighted one: it leads to the new version, with the same limits. */
const audienceRoute = ({ name, match }: HttpRoute): string =>
  `(${json({ name, match })} + {route: [{destination: .route[1].destination}]} + del(.name, .match, .route, .mirrors))`;

function weightedRoute({ route, mirrors }: HttpRoute): string {
  const weights = (route ?? []).map(({ weight }, at) => `.route[${at}].weight = ${weight}`);
  const percent = mirrors?.[0]?.percentage.value;
  const mirroring =
    percent === undefined
      ? 'del(.mirrors)'
      : `.mirrors = [{destination: .route[1].destination, percentage: {value: ${percent}}}]`;
  return `(${[...weights, mirroring].join(' | ')})`;
}

/** The routes of a phase, in the place of those that the VirtualService has; your own stay. */
function program(phase: RoutedPhase): string {
  const emitted = emitIstioRouting({ name: '', versions: { kind: 'subsets', host: '' }, phase });
  const routes = emitted.virtualService.spec.http;
  const made = routes.map((route, at) => (at === routes.length - 1 ? weightedRoute(route) : audienceRoute(route)));
  return rewrite('.spec.http', ROUTE, made);
}

/** A release that people drive themselves, by the routes of Istio. */
export const ISTIO_RUNBOOK = routerRunbook({
  tools: ['kubectl', 'jq'],
  variables: [],
  watch: {
    commands: [
      `kubectl get virtualservice {{name}} -n {{namespace}} -o jsonpath='{range .spec.http[*]}{.name}{": "}{.route[*].weight}{"\\n"}{end}'`,
    ],
    effect: 'It shows the weights of the stable and of the new version, and the routes of audiences above them.',
  },
  routed: istioPhase,
  commands: (phase) => [edit('virtualservice {{name}}', program(phase))],
  effect: 'Within seconds every proxy routes as the phase says.',
  permissions: '`get` and `update` of `virtualservices` (networking.istio.io) in the namespace',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
});
