import { affinityFindings, podFindings, type Surroundings } from '../../lib/drain';
import type { EvidenceOptions } from '../../lib/evidence';
import type { Judgement } from '../../lib/fidelity';
import type { Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { routingProblems } from '../gateway-api/check';
import { audienceProblems } from '../istio/check/audiences';
import { openFindings } from '../shared/open-findings';
import { ARGO } from './argo';
import { finding } from './findings';
import { gatewayOptions } from './gateway-options';
import type { RolloutSpec } from './manifest';
import type { ArgoRolloutsSettings, GatewayApiRouter, Metrics } from './settings';

const NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** What is wrong with a name, when guards find the pods by it as well. */
export function nameProblems(name: string, backend: Metrics['kind'] | undefined): Finding[] {
  const longest = backend === 'prometheus' ? ARGO.longestWatchedName : ARGO.longestName;
  if (NAME.test(name) && name.length <= longest) return [];
  const message =
    name.length > longest && name.length <= ARGO.longestName
      ? 'Kubernetes cuts the names of the pods, so that the guards would find none'
      : 'The name is too long, or not one of Kubernetes';
  const expected = `at most ${longest} lower case letters, digits and hyphens`;
  return [finding('argo-name', 'metadata.name', message, { received: name, expected })];
}

/** What a release is called, and what it is made with. */
export interface ReleaseFacts extends ArgoRolloutsSettings {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly service?: string;
  readonly evidence?: EvidenceOptions | 'off';
}

/** Everything that is to be said about a release before its pods are known, whatever it is constructed with. */
export function releaseProblems(plan: Plan, judgement: Judgement, facts: ReleaseFacts): readonly Finding[] {
  const { metrics, router } = facts;
  const guarded = plan.guards.length > 0;
  const problems = [...judgement.findings, ...nameProblems(facts.name, guarded ? metrics?.kind : undefined)];
  if (guarded && metrics === undefined) {
    problems.push(finding('argo-metrics', 'metrics', 'There are guards, and nothing to read them from'));
  }
  const isPlugin = router?.kind === 'gateway-api' || (router?.kind === 'plugin' && router.config === undefined);
  if (isPlugin && facts.namespace === undefined) {
    problems.push(finding('argo-plugin-namespace', 'metadata.namespace', 'The HTTPRoute is looked for in `default`'));
  }
  if (router === undefined || router.kind === 'none') problems.push(...affinityFindings(plan, 'pod'));
  if (router?.kind === 'istio') problems.push(...audienceProblems(plan));
  if (router?.kind === 'gateway-api') problems.push(...gatewayProblems(plan, router, facts));
  return openFindings(plan, problems, facts.evidence);
}

function gatewayProblems(plan: Plan, router: GatewayApiRouter, facts: ReleaseFacts): readonly Finding[] {
  const { name, namespace, service } = facts;
  const options = { name, ...(namespace && { namespace }), ...(service && { service }) };
  return routingProblems(plan, gatewayOptions(options, router), true).map((problem) =>
    Object.hasOwn(router, problem.path.replace(/\W.*/, '')) ? { ...problem, path: `router.${problem.path}` } : problem,
  );
}

/** What does not add up in the pods of a Rollout. */
export function podProblems(plan: Plan, spec: RolloutSpec, surroundings: Surroundings): readonly Finding[] {
  const { template, minReadySeconds = 0, progressDeadlineSeconds = ARGO.progressDeadline } = spec;
  if (template === undefined) return [];
  return podFindings(template, {
    ...surroundings,
    minReady: minReadySeconds,
    progressDeadline: progressDeadlineSeconds,
    drain: plan.drain,
    accept: plan.accept,
    revisionLabel: ARGO.revisionLabel,
  });
}
