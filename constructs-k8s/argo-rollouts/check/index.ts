import type { Finding } from '../../../lib/findings';
import type { Manifest } from '../../shared/manifest';
import { finding } from '../findings';
import type { RolloutManifest } from '../manifest';
import { referenceProblems } from './references';
import { rolloutProblems } from './rollout';

/**
 * Everything that Argo Rollouts 1.9 refuses in a Rollout and in what it refers to, and what it should refuse: the rules of its controller and
 * of `kubectl argo rollouts lint`, and the actions, analyses and templates that neither looks at. Use it on any manifests, also on those that
 * Cutover did not write.
 */
export function validateRollout(
  rollout: RolloutManifest,
  others: readonly Manifest[] = [],
  { complete = false }: { readonly complete?: boolean } = {},
): Finding[] {
  if (rollout.spec?.strategy === undefined) {
    return [finding('argo-strategy', 'spec.strategy', 'There is no strategy')];
  }
  return [...rolloutProblems(rollout.spec), ...referenceProblems(rollout, others, complete)];
}
