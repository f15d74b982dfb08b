import type { Plan } from '../../lib/plan';
import type { ServiceManifest } from '../shared/manifest';
import { selectorOf } from '../shared/pod-template';
import { portsOf } from '../shared/ports';
import type { RolloutSpec } from './manifest';
import { type ArgoEmitOptions, namesOf } from './settings';

/**
 * The Services of a release: what clients call, and one for each version. All select the same pods at first; Argo adds the hash of the
 * version to the selectors of those that the Rollout names.
 */
export function servicesOf(plan: Plan, strategy: RolloutSpec['strategy'], options: ArgoEmitOptions): ServiceManifest[] {
  const { namespace, labels, service } = options;
  const { root } = namesOf(options);
  const { blueGreen, canary } = strategy;
  const named = [blueGreen?.activeService, blueGreen?.previewService, canary?.stableService, canary?.canaryService];
  const roles = new Set([root, ...named.filter((role) => role !== undefined)]);
  const sticky = plan.stickiness?.by === 'clientAddress';
  return [...roles]
    .filter((role) => role !== service)
    .map((role) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: role, ...(namespace && { namespace }), ...(labels && { labels }) },
      spec: {
        selector: selectorOf(options),
        ports: portsOf(options),
        ...(sticky && { sessionAffinity: 'ClientIP' as const }),
      },
    }));
}
