import type { Runbook } from '../../lib/fidelity';

const emitted = (phase: string): string =>
  `cutover emit "$STRATEGY" --target traefik --name {{name}} --phase ${phase} | kubectl apply -n {{namespace}} -f -`;

/** No route of an audience, and no copy of the requests. */
const STABLE =
  '.spec.routes |= map(select(any(.services[]; .name == "{{name}}-canary") | not)) | .spec.routes[].services[].name |= (if . == "{{name}}-mirror" then "{{name}}" else . end)';

const WEIGHTS =
  '[{"op":"replace","path":"/spec/weighted/services/0/weight","value":1},{"op":"replace","path":"/spec/weighted/services/1/weight","value":0}]';

/** A release that people drive themselves, by the weighted services of Traefik. */
export const TRAEFIK_RUNBOOK: Runbook = {
  tools: ['kubectl', 'cutover', 'jq'],
  variables: [
    { name: 'STRATEGY', about: 'the file of the strategy' },
    { name: 'PHASE', about: 'the phase that is next, as the table of the phases calls it' },
  ],
  watch: {
    commands: [
      `kubectl get traefikservice {{name}} -n {{namespace}} -o jsonpath='{range .spec.*.services[*]}{.name}{": "}{.weight}{"\\n"}{end}'`,
      `kubectl get ingressroute {{name}} -n {{namespace}} -o jsonpath='{range .spec.routes[*]}{.match}{"\\n"}{end}'`,
    ],
    effect: 'They show the weights of both versions, and the routes of audiences.',
  },
  approve: { commands: [emitted('"$PHASE"')], effect: 'Traefik routes as the phase says, as soon as it has read it.' },
  promote: { commands: [emitted('full')], effect: 'The new version gets everything.' },
  pause: { instead: 'Do not apply the next phase: nothing changes by itself.' },
  resume: { commands: [emitted('"$PHASE"')], effect: 'The release goes on with the phase.' },
  abort: {
    commands: [
      `kubectl patch traefikservice {{name}} -n {{namespace}} --type=json -p '${WEIGHTS}'`,
      `kubectl get ingressroute {{name}} -n {{namespace}} -o json | jq '${STABLE}' | kubectl replace -f -`,
    ],
    effect:
      'The stable version gets everything: weights, audiences and mirrors are taken back. With stickiness by address the weights are under `highestRandomWeight`, and with a cookie users stay until you take `sticky` away.',
  },
  rollback: {
    instead: 'As long as the old version runs, it is the same as to abort. After that, deploy the old version first.',
  },
  pointOfNoReturn: 'When you stop the pods of the old version: a route stops none.',
  permissions: '`get`, `patch` and `update` of `ingressroutes` and `traefikservices` (traefik.io) in the namespace',
  source: 'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/',
};
