import { routedPhase } from '../../shared/routing/phase';
import { routerRunbook } from '../../shared/routing/runbook';
import { patch } from '../../shared/shell';
import { trafficOf } from '../service';
import { KNATIVE_LIMITS } from './limits';

/** The shares of a phase, if both revisions are where we put them. */
function divide(weight: number): string {
  const operations = trafficOf(weight, { stable: '', candidate: '' }).flatMap(({ tag, percent }, at) => [
    { op: 'test', path: `/spec/traffic/${at}/tag`, value: tag },
    { op: 'replace', path: `/spec/traffic/${at}/percent`, value: percent },
  ]);
  return patch('ksvc {{name}}', 'json', operations);
}

/** A release of Knative that people drive themselves. */
export const KNATIVE_RUNBOOK = routerRunbook({
  tools: ['kubectl'],
  variables: [],
  watch: {
    commands: [
      `kubectl get ksvc {{name}} -n {{namespace}} -o jsonpath='{range .status.traffic[*]}{.revisionName}{": "}{.percent}{" "}{.url}{"\\n"}{end}'`,
      'kubectl get revisions -n {{namespace}} -l serving.knative.dev/service={{name}}',
    ],
    effect: 'They show the share of each revision, its own URL, and which revisions there are.',
  },
  routed: routedPhase(KNATIVE_LIMITS),
  commands: ({ weight }) => [divide(weight)],
  effect: 'Requests are divided as the phase says.',
  finish: 'The next release names it as `revisions.stable`.',
  back: 'Its instances may have to start first.',
  pointOfNoReturn:
    'Knative keeps a revision while it is named in `traffic`; after that it is collected some time after it had no requests.',
  permissions: '`get` and `patch` of `services` (serving.knative.dev) in the namespace',
  source: 'https://knative.dev/docs/serving/traffic-management/',
});
