import type { Runbook } from '../../lib/fidelity';

const emitted = (phase: string): string =>
  `cutover emit "$STRATEGY" --target nginx-ingress --name {{name}} --phase ${phase} | kubectl apply -n {{namespace}} -f -`;

/** A release that people drive themselves, by the canary annotations of ingress-nginx. */
export const NGINX_RUNBOOK: Runbook = {
  tools: ['kubectl', 'cutover'],
  variables: [
    { name: 'STRATEGY', about: 'the file of the strategy' },
    { name: 'PHASE', about: 'the phase that is next, as the table of the phases calls it' },
  ],
  watch: {
    commands: [`kubectl get ingress {{name}}-canary -n {{namespace}} -o jsonpath='{.metadata.annotations}'`],
    effect: 'It shows the weight, the header and the cookie by which requests go to the new version.',
  },
  approve: { commands: [emitted('"$PHASE"')], effect: 'The controller loads the new weights within seconds.' },
  promote: { commands: [emitted('full')], effect: 'The new version gets everything.' },
  pause: { instead: 'Do not apply the next phase: nothing changes by itself.' },
  resume: { commands: [emitted('"$PHASE"')], effect: 'The release goes on with the phase.' },
  abort: {
    commands: ['kubectl delete ingress {{name}}-canary -n {{namespace}}'],
    effect:
      'Without the canary’s Ingress everything goes to the stable version: weights, headers and cookies are gone.',
  },
  rollback: {
    instead: 'As long as the old version runs, it is the same as to abort. After that, deploy the old version first.',
  },
  pointOfNoReturn: 'When you stop the pods of the old version: an Ingress stops none.',
  permissions: '`patch` and `delete` of `ingresses` (networking.k8s.io) in the namespace',
  source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary',
};
