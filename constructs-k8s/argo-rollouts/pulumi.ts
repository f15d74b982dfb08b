import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { type Care, ReleaseComponent, UNAWAITED } from '../pulumi/component';
import type { Manifest } from '../shared/manifest';
import type { CanaryStrategySpec, RolloutManifest } from './manifest';
import { type ArgoRolloutArgs, argoRelease } from './pulumi-release';
import { awaited } from './pulumi-wait';

/** What Argo Rollouts writes into the objects that a Rollout names. */
function careOf({ kind, metadata }: Manifest, { spec }: RolloutManifest): Care {
  const { canary, blueGreen } = spec.strategy;
  const { stableService, canaryService }: CanaryStrategySpec = canary ?? {};
  const { activeService, previewService } = blueGreen ?? {};
  switch (kind) {
    case 'Service': {
      const switched = [stableService, canaryService, activeService, previewService].includes(metadata.name);
      return { annotations: UNAWAITED, ...(switched && { ignoreChanges: ['spec.selector'] }) };
    }
    case 'VirtualService':
      return { ignoreChanges: ['spec.http'] };
    case 'HTTPRoute':
    case 'GRPCRoute':
      return { ignoreChanges: ['spec.rules', 'metadata.labels'] };
    default:
      return {};
  }
}

/**
 * A Rollout of Argo Rollouts, with its Services, its analysis templates and, with Istio, its VirtualService. `pulumi up` ends when the release
 * does.
 *
 * @throws CutoverError with everything that is wrong with the strategy on this platform, before anything is registered.
 */
export class ArgoRollout extends ReleaseComponent {
  readonly rollout: k8s.apiextensions.CustomResource;
  /** The Services by their name: what clients call, and one for each version. */
  readonly services: Readonly<Record<string, k8s.core.v1.Service>>;

  constructor(name: string, args: ArgoRolloutArgs, opts?: pulumi.ComponentResourceOptions) {
    const release = argoRelease(name, args);
    super('ArgoRollout', name, release, opts);
    const others = release.others.map((one) => this.make(one, careOf(one, release.rollout)));
    const replicas = release.replicas((finding) => this.say(finding));
    const wait: Care = release.wait === undefined ? {} : awaited(release.wait);
    const withReplicas = (spec: pulumi.Inputs) => ({ ...spec, ...(replicas !== undefined && { replicas }) });
    this.rollout = this.make(release.rollout, {
      ...wait,
      ...(args.autoscaled && { ignoreChanges: ['spec.replicas'] }),
      dependsOn: others,
      refine: (spec) => wait.refine?.(withReplicas(spec)) ?? { spec: withReplicas(spec) },
    }) as k8s.apiextensions.CustomResource;
    this.services = this.named<k8s.core.v1.Service>('Service');
    this.registerOutputs({ name: release.name, services: Object.keys(this.services) });
  }
}

export type { ArgoRolloutArgs };
