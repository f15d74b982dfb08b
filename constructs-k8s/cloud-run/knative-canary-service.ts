import { ApiObject, Chart, Names } from 'cdk8s';
import { Construct } from 'constructs';
import { judge } from '../../lib/fidelity';
import { CutoverError, type Finding } from '../../lib/findings';
import { type Phase, type Plan, plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { announce } from '../shared/announce';
import type { ContainerManifest } from '../shared/manifest';
import { carriedByService, driverProblems, type KnativeDriver, phaseOf } from './driver';
import { knativeWeight } from './knative/emit';
import { knative } from './knative/target';
import type { Revisions, ServiceOptions, ServicePlatform } from './service';
import { serviceOf } from './service';
import { serviceProblems } from './service-rules';

/** What a {@link KnativeCanaryService} is made of. */
export interface KnativeCanaryServiceProps extends Omit<ServiceOptions, 'name' | 'containers' | 'revisions'> {
  /** The name of the Service. @default - from the construct's path */
  readonly name?: string;
  /** The release whose phases give the traffic. */
  readonly strategy: Strategy;
  /** The containers of the new revision, as manifests. */
  readonly containers: readonly ContainerManifest[];
  /**
   * The names of both revisions. Only where people drive the release: there they are needed.
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
  readonly plan: Plan;
  /** The phase whose traffic is divided; undefined behind Cloud Deploy. */
  readonly phase: Phase | undefined;
  /** The warnings and notes; errors have been thrown. They are also in the construct's metadata. */
  readonly findings: readonly Finding[];
  readonly service: ApiObject;

  constructor(scope: Construct, id: string, props: KnativeCanaryServiceProps) {
    super(scope, id);
    const { strategy, phase, drivenBy = 'people', name = Names.toDnsLabel(this), ...rest } = props;
    const byPeople = drivenBy === 'people';
    const { platform = byPeople ? 'knative' : 'cloud-run', namespace = Chart.of(this).namespace, ...given } = rest;
    const options: ServiceOptions = { ...given, name, ...(namespace !== undefined && { namespace }) };
    this.plan = plan(Strategy.parse(strategy));
    this.findings = this.#judge(options, platform, drivenBy, phase);
    this.phase = byPeople ? phaseOf(this.plan, phase) : undefined;
    const weight = this.phase === undefined ? undefined : knativeWeight(this.phase.weight);
    this.service = new ApiObject(this, 'Resource', serviceOf(this.plan, options, platform, weight));
  }

  #judge(
    options: ServiceOptions,
    platform: ServicePlatform,
    driver: KnativeDriver,
    phase: string | undefined,
  ): readonly Finding[] {
    const ruled = driver === 'people' ? judge(this.plan, knative, carriedByService).findings : [];
    const findings = [
      ...ruled,
      ...driverProblems(this.plan, driver, phase),
      ...serviceProblems(options, platform, driver === 'people'),
    ];
    CutoverError.throwIfAny(this.node.path, findings);
    announce(this, findings);
    return findings;
  }
}
