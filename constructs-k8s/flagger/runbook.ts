import type { Runbook } from '../../lib/fidelity';

const NAMED = `'{"name":"{{name}}","namespace":"{{namespace}}"}'`;
const ask = (path: string): string => `curl -d ${NAMED} "$LOADTESTER${path}"`;
const patch = (spec: string): string =>
  `kubectl patch canary {{name}} -n {{namespace}} --type=merge -p '{"spec":${spec}}'`;

/** A release of Flagger by hand. */
export const FLAGGER_RUNBOOK: Runbook = {
  tools: ['kubectl', 'curl, from where the loadtester can be reached'],
  variables: [{ name: 'LOADTESTER', about: 'the URL of the loadtester: http://flagger-loadtester.flagger-system' }],
  watch: {
    commands: [
      'kubectl get canary {{name}} -n {{namespace}} --watch',
      'kubectl describe canary {{name}} -n {{namespace}}',
    ],
    effect: 'They show the phase, the weight and the failed checks, and in the events why Flagger waits.',
  },
  approve: {
    commands: [ask('/gate/open')],
    effect: `Flagger goes on with its next look. The gate stays open until you close it: \`${ask('/gate/close')}\`.`,
  },
  promote: {
    commands: [patch('{"skipAnalysis":true}')],
    effect:
      'Flagger promotes without a look at anything. Set it back to `false` afterwards: the next release would be unwatched too.',
  },
  pause: {
    commands: [patch('{"suspend":true}')],
    effect: 'Flagger does nothing more: the traffic stays where it is, and no guard is read.',
  },
  resume: { commands: [patch('{"suspend":false}')], effect: 'Flagger goes on where it was.' },
  abort: {
    commands: [ask('/rollback/open')],
    effect: `The primary gets everything with Flagger’s next look. It has this gate where the strategy asks for an approval; else release the old version: \`kubectl rollout undo deployment/{{name}} -n {{namespace}}\`, with which Flagger begins again at the first weight. Close the gate afterwards: \`${ask('/rollback/close')}\`.`,
  },
  rollback: {
    commands: ['kubectl rollout undo deployment/{{name}} -n {{namespace}}'],
    effect:
      'The version before is released like any other, step by step; with `skipAnalysis` at once. Put it into Git as well.',
  },
  pointOfNoReturn:
    'With the promotion Flagger copies the new version into the primary: the old one has no copies any more.',
  permissions: '`patch` of `canaries` (flagger.app) and of `deployments` in the namespace',
  source: 'https://docs.flagger.app/usage/how-it-works',
};
