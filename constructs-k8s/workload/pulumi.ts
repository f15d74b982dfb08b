import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { BlueGreenStrategy, RecreateStrategy, RollingStrategy } from '../../lib/strategy';
import { type Care, type ComponentKind, ReleaseComponent, UNAWAITED } from '../pulumi/component';
import type { Late } from '../pulumi/late';
import type { Manifest } from '../shared/manifest';
import { LABEL, WAVE_ANNOTATION, WORKLOAD } from './deployments';
import type { DeploymentManifest, JobManifest } from './manifest';
import { type OwnArgs, type WorkloadArgs, type WorkloadRelease, workloadRelease } from './pulumi-release';
import { type Colour, type ColourImages, type Migration, namesOf, otherThan } from './settings';

/** Seconds that the provider may take to see what the cluster has said. */
const NOTICE = 60;

/**
 * All pods are of the newest template, ready and as many as wanted, as `kubectl rollout status` sees it, of the generation that the API server
 * has. The wait that is built into the provider may end with the pods of the release before: it takes the first status that it sees of a
 * Deployment it knows already for one of this update. Source: pulumi-kubernetes, provider/pkg/await/deployment.go.
 */
const ROLLED_OUT = (() => {
  const counted = ['updatedReplicas', 'replicas', 'availableReplicas'].map((key) => `$.status.${key}==$.spec.replicas`);
  const none = ['$.spec.replicas==0', '!$.status.replicas'];
  // The provider's parser takes no space behind a path that is compared.
  const either = [counted, none].map((all) => ['@.type=="Available"', ...all].join('&&')).join('||');
  return `jsonpath={.status.conditions[?${either}]}`;
})();

/** More than all waves: the version that does not serve is touched when the switch, and what is checked after it, is over. */
const AFTER_ALL = 100;

const versionOf = ({ metadata }: Manifest): string | undefined => metadata.labels?.[LABEL.version];

/** When an object's turn is: by the waves that Argo CD would take it in. */
function turnOf(manifest: Manifest, idle: Colour | undefined): number {
  const wave = Number(manifest.metadata.annotations?.[WAVE_ANNOTATION] ?? 0);
  const isIdle = idle !== undefined && manifest.kind !== 'Service' && versionOf(manifest) === idle;
  return isIdle ? wave + AFTER_ALL : wave;
}

function withoutWave(manifest: Manifest): Manifest {
  const { annotations = {}, ...metadata } = manifest.metadata;
  const { [WAVE_ANNOTATION]: _, ...kept } = annotations;
  return { ...manifest, metadata: { ...metadata, ...(Object.keys(kept).length > 0 && { annotations: kept }) } };
}

/** Objects by their turns, in order. */
function byTurns(manifests: readonly Manifest[], idle: Colour | undefined): Manifest[][] {
  const turns = new Map<number, Manifest[]>();
  for (const manifest of manifests) {
    const turn = turnOf(manifest, idle);
    turns.set(turn, [...(turns.get(turn) ?? []), withoutWave(manifest)]);
  }
  return [...turns].sort(([a], [b]) => a - b).map(([, all]) => all);
}

/** The name of a Job for Pulumi, which stays when its content changes: `smoke`, `smoke-green`, `migrate`. */
const jobId = ({ metadata }: Manifest): string =>
  [metadata.labels?.[LABEL.check] ?? 'migrate', metadata.labels?.[LABEL.version]].filter(Boolean).join('-');

/** Deployments whose objects wait for each other, as Argo CD's waves would: what is not ready, or has failed, ends the update. */
abstract class DeploymentComponent extends ReleaseComponent {
  protected readonly applicationName: string;

  protected constructor(
    kind: ComponentKind,
    id: string,
    args: WorkloadArgs & OwnArgs,
    opts: pulumi.ComponentResourceOptions | undefined,
  ) {
    const release = workloadRelease(kind, id, args);
    super(kind, id, release, opts);
    this.applicationName = release.name;
    const idle = args.live === undefined ? undefined : otherThan(args.live);
    let before: readonly pulumi.Resource[] = [];
    for (const turn of byTurns(release.manifests, idle)) {
      before = turn.map((one) => this.make(one, { ...this.#careOf(one, release, args.replicas), dependsOn: before }));
    }
    this.registerOutputs({ name: release.name, live: args.live });
  }

  protected deploymentNamed(name: string): k8s.apps.v1.Deployment {
    return this.objects[`Deployment/${name}`] as k8s.apps.v1.Deployment;
  }

  #careOf(manifest: Manifest, release: WorkloadRelease, replicas: pulumi.Input<number> | undefined): Care {
    switch (manifest.kind) {
      case 'Service':
        return { annotations: UNAWAITED };
      case 'Job': {
        const { activeDeadlineSeconds } = (manifest as JobManifest).spec as { readonly activeDeadlineSeconds: number };
        // A Job that has failed is made again by the next update.
        const annotations = { 'pulumi.com/replaceUnready': 'true' };
        return { id: jobId(manifest), annotations, isReplaced: true, timeout: activeDeadlineSeconds + NOTICE };
      }
      case 'Deployment':
        return deploymentCare(manifest as DeploymentManifest, release, replicas);
      default:
        return {};
    }
  }
}

function deploymentCare(
  manifest: DeploymentManifest,
  { options, early }: WorkloadRelease,
  replicas: pulumi.Input<number> | undefined,
): Care {
  const { progressDeadlineSeconds = WORKLOAD.progressDeadline } = manifest.spec;
  const isCounted = options.autoscaler !== undefined && manifest.metadata.name !== namesOf(options).page;
  const isIdle = options.idleReplicas !== undefined && versionOf(manifest) !== options.live;
  const isWanted = !isIdle && manifest.metadata.name !== namesOf(options).page && manifest.spec.replicas === early;
  return {
    annotations: { 'pulumi.com/waitFor': ROLLED_OUT },
    timeout: progressDeadlineSeconds + NOTICE,
    ...(isCounted && { ignoreChanges: ['spec.replicas'] }),
    ...(isWanted && replicas !== undefined && { refine: (spec) => ({ spec: { ...spec, replicas } }) }),
  };
}

/** What a {@link RollingDeployment} is made of. */
export interface RollingDeploymentArgs extends WorkloadArgs<RollingStrategy> {
  /** A Service that exists already. @default - one of the Deployment's name is made */
  readonly service?: pulumi.Input<string>;
}

/**
 * A Deployment that exchanges its pods a few at a time, with its Service and its disruption budget: checks before it, the Deployment, checks after it,
 * each when the one before is over. A Deployment never rolls back by itself: `kubectl rollout undo` does.
 *
 * @throws CutoverError with everything that is wrong with the strategy on Deployments, before anything is registered.
 */
export class RollingDeployment extends DeploymentComponent {
  readonly deployment: k8s.apps.v1.Deployment;

  constructor(name: string, args: RollingDeploymentArgs, opts?: pulumi.ComponentResourceOptions) {
    super('RollingDeployment', name, args, opts);
    this.deployment = this.deploymentNamed(this.applicationName);
  }
}

/** What a {@link RecreateDeployment} is made of. */
export interface RecreateDeploymentArgs extends WorkloadArgs<RecreateStrategy> {
  /**
   * Whether the application serves, or the maintenance page: the application has no pods then, and the migration runs. Change it in one update
   * before the release, and back in the one that brings the new version.
   * @default 'live'
   */
  readonly mode?: 'live' | 'maintenance';
  /** What runs in maintenance, once the application has stopped. @default - nothing */
  readonly migration?: Late<Migration>;
}

/**
 * A Deployment whose pods all stop before the first new one starts, with its Service and, where the strategy says so, a maintenance page. With
 * `mode: 'maintenance'` the page is ready first, then it answers, then the application stops, then the migration runs, and the update ends when it has
 * succeeded.
 *
 * @throws CutoverError with everything that is wrong with the strategy on Deployments, before anything is registered.
 */
export class RecreateDeployment extends DeploymentComponent {
  readonly deployment: k8s.apps.v1.Deployment;

  constructor(name: string, args: RecreateDeploymentArgs, opts?: pulumi.ComponentResourceOptions) {
    super('RecreateDeployment', name, args, opts);
    this.deployment = this.deploymentNamed(this.applicationName);
  }
}

/** What a {@link BlueGreenDeployment} is made of. */
export interface BlueGreenDeploymentArgs extends WorkloadArgs<BlueGreenStrategy> {
  /** The version that clients are sent to: to release, change it together with the other version's image; to go back, change it back. */
  readonly live: Colour;
  /** The image of the first container in each version. */
  readonly images: Late<ColourImages>;
  /**
   * Pods of the version that does not serve. @default - as many as of the other
   * @asType integer
   * @minimum 0
   * @maximum 100000
   */
  readonly idleReplicas?: number;
}

/**
 * Two Deployments, and a Service that selects one of them. One update is a whole release: the pods of the live version are ready, then the Jobs that
 * check it succeed, and only then the Service is switched; whatever fails before ends the update, and clients stay where they are. The version that
 * does not serve is changed last.
 *
 * @throws CutoverError with everything that is wrong with the strategy on Deployments, before anything is registered.
 */
export class BlueGreenDeployment extends DeploymentComponent {
  readonly deployments: Readonly<Record<Colour, k8s.apps.v1.Deployment>>;
  /** What clients call. */
  readonly active: k8s.core.v1.Service;
  /** What reaches the version that does not serve. */
  readonly preview: k8s.core.v1.Service;

  constructor(name: string, args: BlueGreenDeploymentArgs, opts?: pulumi.ComponentResourceOptions) {
    super('BlueGreenDeployment', name, args, opts);
    const names = namesOf({ name: this.applicationName });
    this.deployments = {
      blue: this.deploymentNamed(names.colour('blue')),
      green: this.deploymentNamed(names.colour('green')),
    };
    this.active = this.objects[`Service/${names.root}`] as k8s.core.v1.Service;
    this.preview = this.objects[`Service/${names.preview}`] as k8s.core.v1.Service;
  }
}
