import type { Runbook } from '../../lib/fidelity';

const of = (command: string): string => `kubectl argo rollouts ${command} {{name}} -n {{namespace}}`;

/** A release of Argo Rollouts by hand. */
export const ARGO_RUNBOOK: Runbook = {
  tools: ['kubectl', 'the plugin kubectl-argo-rollouts'],
  variables: [],
  watch: {
    commands: [`kubectl argo rollouts get rollout {{name}} -n {{namespace}} --watch`],
    effect: 'It shows the step, the weight, both ReplicaSets and every analysis with its readings.',
  },
  approve: { commands: [of('promote')], effect: 'The pause ends, and the next step begins.' },
  promote: {
    commands: [`${of('promote')} --full`],
    effect: 'All steps, pauses and analyses that are left are skipped: the new version gets everything.',
  },
  pause: {
    commands: [of('pause')],
    effect: 'The release stays at its step. Guards in the background still abort it.',
  },
  resume: { commands: [of('promote')], effect: 'The release goes on with the next step.' },
  abort: {
    commands: [of('abort')],
    effect:
      'The stable version gets everything at once, and the Rollout is Degraded. Then apply the old version, where Git says the new one, or try again: `kubectl argo rollouts retry rollout {{name}} -n {{namespace}}`.',
  },
  rollback: {
    commands: [of('undo')],
    effect:
      'The version before becomes the new one, and goes through the steps; add `promote --full` when it must be at once. Within the bake of a blue/green release it is one switch. Put it into Git as well.',
  },
  pointOfNoReturn:
    'After the bake the old version has no copies any more: the way back is a release of the old version.',
  permissions: '`patch` of `rollouts` and `rollouts/status` (argoproj.io) in the namespace',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/generated/kubectl-argo-rollouts/kubectl-argo-rollouts/',
};
