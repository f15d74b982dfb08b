import type { Phase, Plan } from '../../lib/plan';
import type { ContainerManifest, Labels } from '../shared/manifest';
import { KNATIVE_NUMBERS } from './knative/limits';
import { CLOUD_RUN } from './limits';
import type { KnativeServiceManifest, TrafficTarget } from './manifest';

/** The names of both revisions. */
export interface Revisions {
  /** The one that answers now. Default: none, in the first release of all: everything goes to the new one. */
  readonly stable?: string;
  /** The one that is released: the Service's name, a hyphen, and what is new with every release. */
  readonly candidate: string;
}

/** Who runs the Service. */
export type ServicePlatform = 'knative' | 'cloud-run';

/** What a Service is made of, besides the traffic. */
export interface ServiceOptions {
  /** The name of the Service. */
  readonly name: string;
  /**
   * Default: the one that it is applied in.
   * @format dns-label
   */
  readonly namespace?: string;
  /** Labels of the Service. */
  readonly labels?: Labels;
  /** Annotations of the Service. */
  readonly annotations?: Labels;
  /** Default: one container with the Service's name and an image to fill in. */
  readonly containers?: readonly ContainerManifest[];
  /** Default: `<name>-stable` and `<name>-candidate`, to fill in. */
  readonly revisions?: Revisions;
  /** Requests that an instance answers at the same time. Default: the platform's own. */
  readonly concurrency?: number;
  /** Instances of each revision at least. Default: 0. */
  readonly minInstances?: number;
  /** Instances of each revision at most. Default: the platform's own. */
  readonly maxInstances?: number;
  /** Seconds until a request is given up. Default: the strategy's `drain`, at most what the platform allows, else the platform's own. */
  readonly timeout?: number;
  /**
   * The account that the containers run as: `web`, on Cloud Run an address. Default: the platform's own.
   * @pattern ^[a-z0-9]([-a-z0-9.@]{0,251}[a-z0-9])?$
   */
  readonly serviceAccount?: string;
  /** Cloud Run only: who may call it. Default: `all`. */
  readonly ingress?: 'all' | 'internal' | 'internal-and-cloud-load-balancing';
}

/** The tags by which each revision has a URL of its own. */
export const TAGS = { candidate: 'preview', stable: 'stable' } as const;

export const revisionsOf = ({ name, revisions }: Pick<ServiceOptions, 'name' | 'revisions'>): Revisions =>
  revisions ?? { stable: `${name}-stable`, candidate: `${name}-candidate` };

/** The traffic of a phase; all of it to the new revision where there is no other. Both revisions are tagged all the time, so that either can be asked by itself, and none is collected. */
export function trafficOf(weight: number, { stable, candidate }: Revisions): TrafficTarget[] {
  if (stable === undefined) return [{ revisionName: candidate, percent: 100, tag: TAGS.candidate }];
  return [
    { revisionName: stable, percent: 100 - weight, tag: TAGS.stable },
    { revisionName: candidate, percent: weight, tag: TAGS.candidate },
  ];
}

function scaling({ minInstances, maxInstances }: ServiceOptions): Labels {
  return {
    ...(minInstances !== undefined && { 'autoscaling.knative.dev/min-scale': String(minInstances) }),
    ...(maxInstances !== undefined && { 'autoscaling.knative.dev/max-scale': String(maxInstances) }),
  };
}

/** Cloud Run knows the older spelling of Knative's annotations only. */
function cloudRunScaling({ minInstances, maxInstances }: ServiceOptions): Labels {
  return {
    ...(minInstances !== undefined && { 'autoscaling.knative.dev/minScale': String(minInstances) }),
    ...(maxInstances !== undefined && { 'autoscaling.knative.dev/maxScale': String(maxInstances) }),
  };
}

function templateAnnotations(plan: Plan, options: ServiceOptions, platform: ServicePlatform): Labels {
  if (platform === 'knative') return scaling(options);
  return {
    ...cloudRunScaling(options),
    ...(plan.stickiness?.by === 'cookie' && { 'run.googleapis.com/sessionAffinity': 'true' }),
  };
}

function metadataOf(options: ServiceOptions, platform: ServicePlatform): KnativeServiceManifest['metadata'] {
  const { name, namespace, labels, ingress } = options;
  const annotations = {
    ...options.annotations,
    ...(platform === 'cloud-run' && ingress !== undefined && { 'run.googleapis.com/ingress': ingress }),
  };
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(labels && { labels }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
}

/** The longest request of each platform, in seconds. */
const LONGEST: Readonly<Record<ServicePlatform, number>> = {
  knative: KNATIVE_NUMBERS.longestTimeout,
  'cloud-run': CLOUD_RUN.longestTimeout,
};

const drainOf = ({ drain }: Plan, platform: ServicePlatform): number | undefined =>
  drain === undefined ? undefined : Math.min(drain, LONGEST[platform]);

const placeholder = (name: string): ContainerManifest => ({
  name,
  image: `${name}:latest`,
  ports: [{ containerPort: 8080 }],
});

/**
 * The Service of a plan. With a weight the traffic is divided between both revisions; without one the platform, or Cloud Deploy, says where the
 * requests go.
 */
export function serviceOf(
  plan: Plan,
  options: ServiceOptions,
  platform: ServicePlatform,
  weight: Phase['weight'] | undefined,
): KnativeServiceManifest {
  const { name, containers = [placeholder(name)], concurrency, serviceAccount } = options;
  const { timeout = drainOf(plan, platform) } = options;
  const revisions = revisionsOf(options);
  const annotations = templateAnnotations(plan, options, platform);
  const template = {
    ...(weight !== undefined && { name: revisions.candidate }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: metadataOf(options, platform),
    spec: {
      template: {
        ...(Object.keys(template).length > 0 && { metadata: template }),
        spec: {
          containers,
          ...(concurrency !== undefined && { containerConcurrency: concurrency }),
          ...(timeout !== undefined && timeout > 0 && { timeoutSeconds: timeout }),
          ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
        },
      },
      ...(weight !== undefined && { traffic: trafficOf(weight, revisions) }),
    },
  };
}
