import type { Trace } from '../../lib/plan';
import type { Manifest } from '../shared/manifest';
import type { AnalysisTemplateManifest, RolloutManifest } from './manifest';
import { traceBlueGreen } from './trace-blue-green';
import { traceCanary } from './trace-canary';

const isRollout = (manifest: Manifest): manifest is RolloutManifest => manifest.kind === 'Rollout';
const isTemplate = (manifest: Manifest): manifest is AnalysisTemplateManifest => manifest.kind === 'AnalysisTemplate';

/**
 * What Argo Rollouts does with the first Rollout of these manifests and the analysis templates among them, emitted or from a file: an update
 * of a running application, because the first deployment skips steps and analysis.
 * @throws Error when there is no Rollout.
 */
export function trace(manifests: readonly Manifest[]): Trace {
  const rollout = manifests.find(isRollout);
  if (rollout === undefined) throw new Error('there is no Rollout among the manifests');
  const templates = new Map(
    manifests.filter(isTemplate).map((template) => [template.metadata.name, template.spec.metrics]),
  );
  const { blueGreen, canary = {} } = rollout.spec.strategy;
  return blueGreen === undefined
    ? traceCanary(rollout.spec, canary, templates)
    : traceBlueGreen(rollout.spec, blueGreen, templates);
}
