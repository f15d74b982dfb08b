import type { Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { finding } from './findings';
import { FLAGGER } from './flagger';
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

function intervalProblems({ interval }: FlaggerSettings, seconds: number | undefined): Finding[] {
  if (interval === undefined || seconds === undefined) return [];
  if (Number.isInteger(seconds) && seconds >= FLAGGER.shortestInterval) return [];
  return [
    finding('flagger-interval', 'interval', 'Flagger has no such interval', {
      received: `${seconds}s`,
      expected: '10s or more, in whole seconds',
    }),
  ];
}

/** What a release needs and is not told, as far as it can be known before the pods are. `interval` is in seconds. */
export function releaseProblems(
  plan: Plan,
  props: FlaggerSettings,
  known: { readonly name: string; readonly namespace: string | undefined; readonly interval: number | undefined },
): Finding[] {
  const { metrics, loadtester, gate, provider } = props;
  const watched = plan.guards.length > 0 && (metrics?.kind ?? 'prometheus') === 'prometheus';
  const problems = [...nameProblems(known.name, watched), ...intervalProblems(props, known.interval)];
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
