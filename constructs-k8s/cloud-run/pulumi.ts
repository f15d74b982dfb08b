import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { Phase } from '../../lib/plan';
import type { ComponentArgs, ContainerArgs, LabelArgs } from '../pulumi/args';
import { ReleaseComponent } from '../pulumi/component';
import { checkedArgs } from '../pulumi/props';
import { StandIns } from '../pulumi/stand-ins';
import { judgeService } from './judged-service';
import type { Revisions, ServiceOptions } from './service';

/** What a {@link KnativeCanaryService} is made of. */
export interface KnativeCanaryServiceArgs
  extends ComponentArgs,
    Pick<ServiceOptions, 'concurrency' | 'minInstances' | 'maxInstances' | 'timeout'> {
  /** The containers of the new revision. They are listed plainly; what is in them may be outputs. */
  readonly containers: readonly ContainerArgs[];
  /** The names of both revisions. */
  readonly revisions: Revisions;
  /** The phase whose traffic is divided: a name of the plan, such as `step 2`. @default - the first phase */
  readonly phase?: string;
  /** Annotations of the Service. @default - none */
  readonly annotations?: LabelArgs;
  /**
   * The account that the containers run as. @default - the namespace's own
   * @format dns-name
   */
  readonly serviceAccount?: pulumi.Input<string>;
}

/** Knative writes both when the Service is made and changed, and refuses every other value. */
const WRITTEN_BY_KNATIVE = ['creator', 'lastModifier'].map(
  (key) => `metadata.annotations["serving.knative.dev/${key}"]`,
);

/** @throws CutoverError with everything that is wrong. */
function knativeRelease(id: string, args: KnativeCanaryServiceArgs) {
  const {
    metadata: { name = id, ...metadata } = {},
    strategy,
    phase,
    ...rest
  } = checkedArgs('KnativeCanaryService', id, args);
  const subject = `KnativeCanaryService ${id}`;
  const inputs = new StandIns();
  const options = { ...(inputs.plain({ ...rest, ...metadata }) as Omit<ServiceOptions, 'name'>), name };
  const release = { strategy, drivenBy: 'people', platform: 'knative', ...(phase !== undefined && { phase }) } as const;
  return { name, inputs, ...judgeService(subject, release, options) };
}

/**
 * A Service of Knative whose traffic carries one phase of a strategy; people apply one phase after the other, each by a `pulumi up`, which ends when
 * Knative has the new revision ready and divides the requests. Nothing runs the strategy's guards, checks and bake, which is an error until the
 * strategy accepts `cloud-run-nobody-watches`.
 *
 * @throws CutoverError with everything that is wrong with the strategy and the options, before anything is registered.
 */
export class KnativeCanaryService extends ReleaseComponent {
  /** The phase whose traffic is divided. */
  readonly phase: Phase | undefined;
  readonly service: k8s.apiextensions.CustomResource;

  constructor(name: string, args: KnativeCanaryServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    const release = knativeRelease(name, args);
    super('KnativeCanaryService', name, release, opts);
    this.phase = release.phase;
    this.service = this.make(release.manifest, {
      ignoreChanges: WRITTEN_BY_KNATIVE,
      annotations: {
        'pulumi.com/waitFor': 'condition=Ready',
        // Who aborts by hand writes into the traffic, and owns it until the next update takes it back.
        'pulumi.com/patchForce': 'true',
      },
    }) as k8s.apiextensions.CustomResource;
    this.registerOutputs({ name: release.name, phase: release.phase?.name });
  }
}
