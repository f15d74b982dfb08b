import type { Runbook } from '../../lib/fidelity';

const emitted = (phase: string): string =>
  `cutover emit "$STRATEGY" --target gateway-api --name {{name}} --phase ${phase} | kubectl apply -n {{namespace}} -f -`;

/** Everything to the stable version, which is the first backend: no rule of an audience, no mirror. */
const STABLE =
  '.spec.rules |= [.[] | select((.name // "") | test("^audience-") | not) | if .name == "primary" then .backendRefs[0].weight = 1 | .backendRefs[1].weight = 0 | del(.filters) else . end]';

/** A release that people drive themselves, by a route of the Gateway API. */
export const GATEWAY_RUNBOOK: Runbook = {
  tools: ['kubectl', 'cutover', 'jq'],
  variables: [
    { name: 'STRATEGY', about: 'the file of the strategy' },
    { name: 'PHASE', about: 'the phase that is next, as the table of the phases calls it' },
  ],
  watch: {
    commands: [
      `kubectl get httproute {{name}} -n {{namespace}} -o jsonpath='{range .spec.rules[*]}{.name}{": "}{.backendRefs[*].weight}{"\\n"}{end}'`,
    ],
    effect: 'It shows the weights of the stable and of the new version, and the rules of audiences above them.',
  },
  approve: {
    commands: [emitted('"$PHASE"')],
    effect: 'Every gateway routes as the phase says, each as soon as it has heard of it.',
  },
  promote: { commands: [emitted('full')], effect: 'The new version gets everything.' },
  pause: { instead: 'Do not apply the next phase: nothing changes by itself.' },
  resume: { commands: [emitted('"$PHASE"')], effect: 'The release goes on with the phase.' },
  abort: {
    commands: [`kubectl get httproute {{name}} -n {{namespace}} -o json | jq '${STABLE}' | kubectl replace -f -`],
    effect: 'The stable version gets everything: weights, audiences and mirrors are taken back.',
  },
  rollback: {
    instead: 'As long as the old version runs, it is the same as to abort. After that, deploy the old version first.',
  },
  pointOfNoReturn: 'When you stop the pods of the old version: a route stops none.',
  permissions: '`get` and `update` of `httproutes` (gateway.networking.k8s.io) in the namespace',
  source: 'https://gateway-api.sigs.k8s.io/guides/traffic-splitting/',
};
