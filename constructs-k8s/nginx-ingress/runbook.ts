import type { Plan } from '../../lib/plan';
import { ALL, type RoutedPhase, START } from '../shared/routing/phase';
import { routerRunbook } from '../shared/routing/runbook';
import { patch } from '../shared/shell';
import { nginxPhase } from './emit';
import { emitNginxRouting } from './routing';

/** The annotations of the canary Ingress in a phase. */
function annotationsOf(phase: RoutedPhase, { stickiness }: Plan): Readonly<Record<string, string>> {
  const versions = { stable: '', canary: '' };
  const { canary } = emitNginxRouting({ name: '', versions, phase, ...(stickiness && { stickiness }) });
  return canary?.metadata.annotations ?? {};
}

/** Writes the annotations of a phase, and takes those of all others away. */
function annotate(phase: RoutedPhase, plan: Plan): string {
  const all = [START, ALL, ...plan.phases.map(nginxPhase)].flatMap((one) => Object.keys(annotationsOf(one, plan)));
  const none = Object.fromEntries(all.map((key) => [key, null]));
  const annotations = { ...none, ...annotationsOf(phase, plan) };
  return patch('ingress {{name}}-canary', 'merge', { metadata: { annotations } });
}

/** A release that people drive themselves, by the canary annotations of ingress-nginx. */
export const NGINX_RUNBOOK = routerRunbook({
  tools: ['kubectl'],
  variables: [],
  watch: {
    commands: [`kubectl get ingress {{name}}-canary -n {{namespace}} -o jsonpath='{.metadata.annotations}'`],
    effect: 'It shows the weight, the header and the cookie by which requests go to the new version.',
  },
  routed: nginxPhase,
  commands: (phase, plan) => [annotate(phase, plan)],
  effect: 'The controller loads the new weights within seconds.',
  permissions: '`get` and `patch` of `ingresses` (networking.k8s.io) in the namespace',
  source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary',
});
