import type { Runbook } from '../../lib/fidelity';

const rollout = (verb: string): string => `kubectl rollout ${verb} deployment/{{name}} -n {{namespace}}`;

const SWITCH = 'In a blue/green release change `live` and apply: the Service selects the other version at once.';

/** A release of Deployments by hand. */
export const WORKLOAD_RUNBOOK: Runbook = {
  tools: ['kubectl'],
  variables: [],
  watch: {
    commands: [
      'kubectl get deployments,replicasets,jobs,pods -n {{namespace}} -l app.kubernetes.io/name={{name}}',
      'kubectl get service {{name}} -n {{namespace}} -o jsonpath={.spec.selector}',
    ],
    effect: 'They show which copies are ready and which checks have passed, and which pods the Service selects.',
  },
  approve: { instead: 'Nobody is asked by the cluster: whoever changes `live` approves.' },
  promote: { instead: `A rolling release is as fast as its copies become ready. ${SWITCH}` },
  pause: {
    commands: [rollout('pause')],
    effect: 'A rolling release stays with the copies that it has. A blue/green release waits for you anyhow.',
  },
  resume: { commands: [rollout('resume')], effect: 'The exchange of copies goes on.' },
  abort: {
    commands: [rollout('undo')],
    effect: `The version before is rolled out again, copy by copy; a Deployment never does it by itself. ${SWITCH} Put it into Git as well.`,
  },
  rollback: { commands: [rollout('undo')], effect: `The same. ${SWITCH}` },
  pointOfNoReturn:
    'In a rolling release there is none, and no quick way either: the old copies are gone one by one. In a blue/green release it is when the other version is changed or scaled down.',
  permissions: '`patch` of `deployments` and `services` in the namespace',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-back-a-deployment',
};
