import type { Runbook } from '../../lib/fidelity';

const emitted = (phase: string): string =>
  `cutover emit "$STRATEGY" --target istio --name {{name}} --phase ${phase} | kubectl apply -n {{namespace}} -f -`;

/** Everything to the stable version: no route of an audience, no mirror, the weights of the route `primary`. */
const STABLE =
  '.spec.http |= [.[] | select((.name // "") | test("^audience-") | not) | if .name == "primary" then .route[0].weight = 100 | .route[1].weight = 0 | del(.mirrors) else . end]';

/** A release that people drive themselves, by the routes of Istio. */
export const ISTIO_RUNBOOK: Runbook = {
  tools: ['kubectl', 'cutover', 'jq'],
  variables: [
    { name: 'STRATEGY', about: 'the file of the strategy' },
    { name: 'PHASE', about: 'the phase that is next, as the table of the phases calls it' },
  ],
  watch: {
    commands: [
      `kubectl get virtualservice {{name}} -n {{namespace}} -o jsonpath='{range .spec.http[*]}{.name}{": "}{.route[*].weight}{"\\n"}{end}'`,
    ],
    effect: 'It shows the weights of the stable and of the new version, and the routes of audiences above them.',
  },
  approve: { commands: [emitted('"$PHASE"')], effect: 'Within seconds every proxy routes as the phase says.' },
  promote: { commands: [emitted('full')], effect: 'The new version gets everything.' },
  pause: { instead: 'Do not apply the next phase: nothing changes by itself.' },
  resume: { commands: [emitted('"$PHASE"')], effect: 'The release goes on with the phase.' },
  abort: {
    commands: [`kubectl get virtualservice {{name}} -n {{namespace}} -o json | jq '${STABLE}' | kubectl replace -f -`],
    effect: 'The stable version gets everything: weights, audiences and mirrors are taken back.',
  },
  rollback: {
    instead: 'As long as the old version runs, it is the same as to abort. After that, deploy the old version first.',
  },
  pointOfNoReturn: 'When you stop the pods of the old version: Istio stops none.',
  permissions: '`get` and `update` of `virtualservices` (networking.istio.io) in the namespace',
  source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
};
