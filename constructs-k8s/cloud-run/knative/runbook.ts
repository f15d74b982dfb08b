import type { Runbook } from '../../../lib/fidelity';

const emitted = (phase: string): string =>
  `cutover emit "$STRATEGY" --target knative --name {{name}} --phase ${phase} | kubectl apply -n {{namespace}} -f -`;

/** The traffic that a merge patch leaves: all of it to one revision. */
const everything = (revision: string): string =>
  `kubectl patch ksvc {{name}} -n {{namespace}} --type=merge -p '{"spec":{"traffic":[{"revisionName":"'"$${revision}"'","percent":100}]}}'`;

/** A release of Knative that people drive themselves. */
export const KNATIVE_RUNBOOK: Runbook = {
  tools: ['kubectl', 'cutover'],
  variables: [
    { name: 'STRATEGY', about: 'the file of the strategy' },
    { name: 'PHASE', about: 'the phase that is next, as the table of the phases calls it' },
    { name: 'STABLE', about: 'the revision before, as `kubectl get revisions` names it' },
  ],
  watch: {
    commands: [
      `kubectl get ksvc {{name}} -n {{namespace}} -o jsonpath='{range .status.traffic[*]}{.revisionName}{": "}{.percent}{" "}{.url}{"\\n"}{end}'`,
      'kubectl get revisions -n {{namespace}} -l serving.knative.dev/service={{name}}',
    ],
    effect: 'They show the share of each revision, its own URL, and which revisions there are.',
  },
  approve: { commands: [emitted('"$PHASE"')], effect: 'Requests are divided as the phase says.' },
  promote: { commands: [emitted('full')], effect: 'The new revision gets everything.' },
  pause: { instead: 'Do not apply the next phase: nothing changes by itself.' },
  resume: { commands: [emitted('"$PHASE"')], effect: 'The release goes on with the phase.' },
  abort: {
    commands: [everything('STABLE')],
    effect: 'The revision before gets everything. It may have to start first.',
  },
  rollback: { commands: [everything('STABLE')], effect: 'The same: revisions stay until Knative collects them.' },
  pointOfNoReturn:
    'Knative keeps a revision while it is named in `traffic`; after that it is collected some time after it had no requests.',
  permissions: '`get` and `patch` of `services` (serving.knative.dev) in the namespace',
  source: 'https://knative.dev/docs/serving/traffic-management/',
};
