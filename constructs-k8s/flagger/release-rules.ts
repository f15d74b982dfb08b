import type { Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { secondsOf } from '../../lib/strategy';
import { reverts } from './emit';
import { finding } from './findings';
import { FLAGGER } from './flagger';
import type { ObjectReference } from './manifest';
import type { FlaggerSettings } from './settings';

const NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** What is wrong with a name, when guards find the pods by it as well. */
function nameProblems(name: string, watched: boolean): Finding[] {
  const longest = watched ? FLAGGER.longestWatchedName : FLAGGER.longestName;
  if (NAME.test(name) && name.length <= longest) return [];
  const expected = `at most ${longest} lower case letters, digits and hyphens`;
  return [
    finding('flagger-name', 'metadata.name', 'Flagger cannot make its names of this one', { received: name, expected }),
  ];
}

function intervalProblems({ interval }: FlaggerSettings): Finding[] {
  if (interval === undefined) return [];
  const seconds = secondsOf(interval);
  if (Number.isInteger(seconds) && seconds >= FLAGGER.shortestInterval) return [];
  return [
    finding('flagger-interval', 'interval', 'Flagger has no such interval', {
      received: `${seconds}s`,
      expected: '10s or more, in whole seconds',
    }),
  ];
}

/** What a release needs and is not told, as far as it can be known before the pods are. */
export function releaseProblems(
  plan: Plan,
  props: FlaggerSettings,
  known: { readonly name: string; readonly namespace: string | undefined },
): Finding[] {
  const { metrics, loadtester, gate, provider } = props;
  const watched = plan.guards.length > 0 && (metrics?.kind ?? 'prometheus') === 'prometheus';
  const problems = [...nameProblems(known.name, watched), ...intervalProblems(props)];
  if (plan.guards.length > 0 && metrics === undefined)
    problems.push(finding('flagger-metrics', 'metrics', 'There are guards, and nothing to read them from'));
  const asks = plan.phases.some(({ checks }) => checks.some(({ kind }) => kind === 'http'));
  const waits = plan.phases.some(({ approve }) => approve !== undefined);
  if (loadtester === undefined && (asks || (waits && gate === undefined)))
    problems.push(
      finding(
        'flagger-loadtester',
        'loadtester',
        asks ? 'There are HTTP checks, and nobody to run them' : 'There are approvals, and nobody to ask',
      ),
    );
  if (asks && known.namespace === undefined)
    problems.push(
      finding('flagger-namespace', 'metadata.namespace', 'The checks work in the loadtester’s own namespace only'),
    );
  if (provider?.kind === 'nginx' || provider?.kind === 'appmesh') {
    const name = provider.kind === 'nginx' ? 'Ingress NGINX' : 'AWS App Mesh';
    problems.push(finding('flagger-retired', 'provider', `${name} has been retired`, { received: provider.kind }));
  }
  return problems;
}

const KNATIVE = { apiVersion: 'serving.knative.dev/v1', kind: 'Service' } as const;

const isKnative = ({ apiVersion, kind }: ObjectReference): boolean =>
  apiVersion.startsWith('serving.knative.dev/') && kind === KNATIVE.kind;

/** What must not be asked of Flagger with a provider. */
export function revertProblems({ provider }: FlaggerSettings, revertOnDeletion: boolean | undefined): Finding[] {
  if (provider === undefined || reverts(provider) || revertOnDeletion !== true) return [];
  return [
    finding('flagger-revert', 'revertOnDeletion', 'Flagger does not survive this with Knative', { received: 'true' }),
  ];
}

/** Whether the provider can release such a workload: Knative's own Services, and nothing else, are moved by Knative. */
export function targetProblems({ provider }: FlaggerSettings, target: ObjectReference, autoscaler: unknown): Finding[] {
  const moves = provider?.kind === 'knative';
  if (moves && autoscaler !== undefined)
    return [
      finding('flagger-autoscaler', 'autoscaler', 'Flagger takes no autoscaler of a Service of Knative', {
        fix: 'leave `autoscaler` out: Knative scales its revisions itself',
      }),
    ];
  if (moves === isKnative(target)) return [];
  const written = `targetRef: { apiVersion: '${KNATIVE.apiVersion}', kind: '${KNATIVE.kind}', name: '${target.name}' }`;
  const fix = moves ? `write \`${written}\`` : "write `provider: { kind: 'knative' }`";
  const message = moves ? 'Knative moves the revisions of its own Services' : 'Only Knative moves a Service of its own';
  const received = `${target.kind} of ${target.apiVersion}, and ${provider?.kind ?? 'no provider'}`;
  return [finding('flagger-target', 'targetRef', message, { received, fix })];
}
