import { ApiObject, Chart, Names } from 'cdk8s';
import { Construct } from 'constructs';
import type { Finding } from '../../lib/findings';
import type { Phase, Plan } from '../../lib/plan';
import type { Strategy } from '../../lib/strategy';
import { announceOpen } from '../shared/announce';
import type { ContainerManifest } from '../shared/manifest';
import { checkedProps } from '../shared/options';
import type { KnativeDriver } from './driver';
import { judgeService } from './judged-service';
import type { Revisions, ServiceOptions, ServicePlatform } from './service';

/** What a {@link KnativeCanaryService} is made of. */
export interface KnativeCanaryServiceProps extends Omit<ServiceOptions, 'name' | 'containers' | 'revisions'> {
  /** The name of the Service. @default - from the construct's path */
  readonly name?: string;
  /** The release whose phases give the traffic. */
  readonly strategy: Strategy;
  /** The containers of the new revision, as manifests. */
  readonly containers: readonly ContainerManifest[];
  /**
   * The names of both revisions; of the new one alone in the first release of all. Only where people drive the release: there they are needed.
   * @default - Cloud Run names them
   */
  readonly revisions?: Revisions;
  /** The phase whose traffic is divided: a name of the plan, such as `step 2`. Only where people drive the release. @default - the first phase */
  readonly phase?: string;
  /** Where it runs. @default knative; cloud-run behind Cloud Deploy */
  readonly platform?: ServicePlatform;
  /**
   * Who moves the release from phase to phase. `cloud-deploy`: the Service has no traffic of its own, and a {@link CloudDeployPipeline} runs the
   * release. `people` apply one phase after the other: nothing then runs the strategy's guards, checks and bake, which is an error until the
   * strategy accepts `cloud-run-nobody-watches`.
   * @default people
   */
  readonly drivenBy?: KnativeDriver;
}

/**
 * A Service of Knative, or of Cloud Run, whose traffic carries one phase of a strategy. The new revision is tagged, so that it has a URL of its own
 * before anybody is sent there.
 *
 * @throws CutoverError with everything that is wrong with the strategy and the options.
 */
export class KnativeCanaryService extends Construct {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The phase whose traffic is divided; undefined behind Cloud Deploy. */
  readonly phase: Phase | undefined;
  /** The warnings and notes; errors have been thrown. They are also in the construct's metadata. */
  readonly findings: readonly Finding[];
  readonly service: ApiObject;

  constructor(scope: Construct, id: string, props: KnativeCanaryServiceProps) {
    super(scope, id);
    const {
      strategy,
      phase,
      drivenBy = 'people',
      name = Names.toDnsLabel(this),
      ...rest
    } = checkedProps('KnativeCanaryServiceProps', scope, id, props);
    const { platform = drivenBy === 'people' ? 'knative' : 'cloud-run', ...given } = rest;
    const { namespace = Chart.of(this).namespace } = given;
    const options: ServiceOptions = { ...given, name, ...(namespace !== undefined && { namespace }) };
    const judged = judgeService(
      this.node.path,
      { strategy, drivenBy, platform, ...(phase !== undefined && { phase }) },
      options,
    );
    announceOpen(this, judged.plan, judged.findings);
    this.plan = judged.plan;
    this.phase = judged.phase;
    this.findings = judged.findings;
    this.service = new ApiObject(this, 'Resource', judged.manifest);
  }
}
