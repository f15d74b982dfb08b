import type { Budget, Surroundings } from '../../lib/drain';
import type { EmitOptions } from '../../lib/fidelity';
import { CHECK_IMAGE } from '../shared/check-job';
import type { PodsOptions } from '../shared/pods-options';

/** The two versions of a blue/green release. */
export type Colour = 'blue' | 'green';

export const COLOURS: readonly Colour[] = ['blue', 'green'];

/** The image of the first container in each version. */
export interface ColourImages {
  /**
   * That of the blue version.
   * @format image
   */
  readonly blue: string;
  /**
   * That of the green version.
   * @format image
   */
  readonly green: string;
}

/** The version that does not serve. */
export const otherThan = (colour: Colour): Colour => (colour === 'blue' ? 'green' : 'blue');

/**
 * Who brings the manifests to the cluster: something that applies them all at once (`kubectl apply`, Flux); Argo CD, which waits wave by wave
 * until everything is healthy; or the components for Pulumi, whose objects wait for each other.
 */
export type Delivery = 'apply' | 'argo-cd' | 'pulumi';

/** What a target is made with: what the judge has to know. */
export interface WorkloadSettings extends Surroundings {
  /** Copies of the application. Default: 2. */
  readonly replicas?: number;
  /** Default: `apply`. */
  readonly delivery?: Delivery;
  /** The image with `curl` and a shell in which HTTP checks run. Default: curl's own. */
  readonly checkImage?: string;
  /** The image of nginx, without privileges, that serves the maintenance page. Default: nginx's own. */
  readonly pageImage?: string;
}

/** What an autoscaler may do. */
export interface CpuAutoscaler {
  /**
   * Pods at least.
   * @asType integer
   * @minimum 1
   * @maximum 100000
   */
  readonly min: number;
  /**
   * Pods at most.
   * @asType integer
   * @minimum 1
   * @maximum 100000
   */
  readonly max: number;
  /**
   * Percent of the CPU that the pods ask for. Default: 70.
   * @asType integer
   * @minimum 1
   * @maximum 1000
   */
  readonly cpu?: number;
}

/** What is run while nothing of the application runs. */
export interface Migration {
  /** The image that runs it. */
  readonly image: string;
  /** What the container runs. Default: the image's own. */
  readonly command?: readonly string[];
  /** Environment variables of the container. Default: none. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Seconds after which it has failed. Default: 600.
   * @asType integer
   * @minimum 1
   * @maximum 604800
   */
  readonly timeout?: number;
}

/** What is emitted, besides the plan. */
export interface WorkloadEmitOptions extends EmitOptions, PodsOptions {
  /** A rolling release's Service that exists already. Default: one of the application's name is made. */
  readonly service?: string;
  /** Seconds without progress after which a release has failed. Default: 600, and the strategy's minReady. */
  readonly progressDeadline?: number;
  /** Old ReplicaSets that are kept for `kubectl rollout undo`. Default: Kubernetes' own, 10. */
  readonly revisionHistoryLimit?: number;
  /** Whether the Deployments say how many copies there are. Default: unless there is an autoscaler. */
  readonly withReplicas?: boolean;
  /** The disruption budget of the pods of all versions. Default: one pod at a time, where there are several. */
  readonly budget?: Budget | 'none';
  /** Whether pods that say nothing themselves are spread over zones and nodes, revision by revision. Default: true. */
  readonly topologySpread?: boolean;
  /** Default: none. */
  readonly autoscaler?: CpuAutoscaler;
  /** Blue/green: the version that serves. Default: `blue`. */
  readonly live?: Colour;
  /** Blue/green: the image of the first container of each version. Default: the template's. */
  readonly images?: ColourImages;
  /** Blue/green: copies of the version that does not serve. Default: as many as of the other. */
  readonly idleReplicas?: number;
  /** Recreate: whether the application serves, or the maintenance page while it is down. Default: `live`. */
  readonly mode?: 'live' | 'maintenance';
  /** Recreate: what runs in maintenance, once the application has stopped. */
  readonly migration?: Migration;
}

/** What serves the maintenance page. */
export const PAGE_IMAGE = 'docker.io/nginxinc/nginx-unprivileged:1.29-alpine';

/** Settings with every default settled. */
export interface Settled {
  readonly replicas: number;
  readonly delivery: Delivery;
  readonly checkImage: string;
  readonly pageImage: string;
  readonly surroundings: Surroundings;
}

export const settled = (settings: WorkloadSettings): Settled => ({
  replicas: settings.replicas ?? 2,
  delivery: settings.delivery ?? 'apply',
  checkImage: settings.checkImage ?? CHECK_IMAGE,
  pageImage: settings.pageImage ?? PAGE_IMAGE,
  surroundings: {
    ...(settings.loadBalancer && { loadBalancer: settings.loadBalancer }),
    ...(settings.kubernetes && { kubernetes: settings.kubernetes }),
  },
});

/** The names of what is emitted. */
export const namesOf = ({ name, service }: Pick<WorkloadEmitOptions, 'name' | 'service'>) => ({
  /** What clients call. */
  root: service ?? name,
  preview: `${name}-preview`,
  colour: (colour: Colour) => `${name}-${colour}`,
  page: `${name}-maintenance`,
});
