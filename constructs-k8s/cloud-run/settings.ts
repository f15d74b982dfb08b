import type { EmitOptions } from '../../lib/fidelity';
import { CHECK_IMAGE } from '../shared/check-job';
import type { ServiceOptions } from './service';

/** A place that Cloud Deploy deploys to. */
export interface DeployTarget {
  /** Lower case letters, digits and hyphens: `production`. */
  readonly id: string;
  /** Where: `projects/PROJECT/locations/REGION`. */
  readonly location: string;
  /** Whether a person has to approve a rollout before it begins. Default: false. */
  readonly requireApproval?: boolean;
  /** Whether everything goes there at once, without the strategy: a stage for tests, for example. Default: false. */
  readonly atOnce?: boolean;
  /** The account that deploys and runs the jobs. Default: Cloud Deploy's own. */
  readonly executionServiceAccount?: string;
}

/** What a pipeline is made with, besides the plan. */
export interface PipelineOptions {
  /** The name of the pipeline, and of the Service. */
  readonly name: string;
  /** In order. Default: one, with a place to fill in. */
  readonly targets?: readonly DeployTarget[];
  /** The account that advances and repairs rollouts. Default: one to fill in. */
  readonly automationServiceAccount?: string;
  /** The Service's URL: HTTP checks ask it, and that of the tag `preview`. Default: one to fill in. */
  readonly url?: string;
  /** The file of the Service's manifest, beside skaffold.yaml. Default: `service.yaml`. */
  readonly manifest?: string;
  /** The image with `curl` and a shell that HTTP checks and holds run in. */
  readonly checkImage?: string;
  /** What the console says of the pipeline. */
  readonly description?: string;
  /** Labels of the pipeline. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What the target emits a pipeline and its Service with. */
export interface CloudRunEmitOptions
  extends EmitOptions,
    Omit<ServiceOptions, 'name' | 'labels'>,
    Omit<PipelineOptions, 'name'> {}

/** The options with every default settled. */
export interface Pipeline extends Omit<PipelineOptions, 'description' | 'labels'> {
  readonly name: string;
  readonly targets: readonly DeployTarget[];
  readonly automationServiceAccount: string;
  readonly url: string;
  readonly manifest: string;
  readonly checkImage: string;
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The options with every default settled. What only its owner knows is in capital letters, to be filled in. */
export function settled(options: PipelineOptions): Pipeline {
  const { name } = options;
  return {
    ...options,
    targets: options.targets ?? [{ id: name, location: 'projects/PROJECT/locations/REGION' }],
    automationServiceAccount: options.automationServiceAccount ?? 'AUTOMATION@PROJECT.iam.gserviceaccount.com',
    url: options.url ?? `https://${name}-PROJECT_NUMBER.REGION.run.app`,
    manifest: options.manifest ?? 'service.yaml',
    checkImage: options.checkImage ?? CHECK_IMAGE,
  };
}
