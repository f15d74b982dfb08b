import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { judge } from '../../lib/fidelity';
import { CutoverError, type Finding } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { announce } from '../shared/announce';
import { checkedProps } from '../shared/options';
import { emitPipeline } from './emit';
import type { SkaffoldManifest } from './manifest';
import { pipelineProblems } from './pipeline-rules';
import type { DeployTarget, PipelineOptions } from './settings';
import { cloudRun } from './target';

/** What a {@link CloudDeployPipeline} is made of. */
export interface CloudDeployPipelineProps extends Omit<PipelineOptions, 'targets'> {
  /** The release that the pipeline runs. */
  readonly strategy: Strategy;
  /** Where it is deployed to, in order. */
  readonly targets: readonly [DeployTarget, ...DeployTarget[]];
  /**
   * The chart of `skaffold.yaml`: it is a file of its own, which `gcloud deploy apply` does not take.
   * @default - it is not synthesised; `skaffold` has it
   */
  readonly skaffoldChart?: Construct;
}

/**
 * A pipeline of Google Cloud Deploy that releases a Service of Cloud Run: its phases, what is verified and run in them, its targets, and the
 * Automation that goes on after each hold and rolls back. Give it a chart of its own, for `gcloud deploy apply`.
 *
 * @throws CutoverError with everything that is wrong with the strategy and the options.
 */
export class CloudDeployPipeline extends Construct {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The warnings and notes; errors have been thrown. They are also in the construct's metadata. */
  readonly findings: readonly Finding[];
  readonly pipeline: ApiObject;
  readonly targets: readonly ApiObject[];
  /** Undefined where nothing goes on by itself. */
  readonly automation: ApiObject | undefined;
  /** What `skaffold.yaml` says. */
  readonly skaffold: SkaffoldManifest;

  constructor(scope: Construct, id: string, props: CloudDeployPipelineProps) {
    super(scope, id);
    const { strategy, skaffoldChart, ...options } = checkedProps('CloudDeployPipelineProps', scope, id, props);
    this.plan = plan(Strategy.parse(strategy));
    this.findings = [...judge(this.plan, cloudRun).findings, ...pipelineProblems(this.plan, options)];
    CutoverError.throwIfAny(this.node.path, this.findings);
    announce(this, this.findings);
    const made = emitPipeline(this.plan, options);
    this.pipeline = new ApiObject(this, 'Resource', made.pipeline);
    this.targets = made.targets.map((target) => new ApiObject(this, `Target-${target.metadata.name}`, target));
    this.automation = made.automation && new ApiObject(this, 'Automation', made.automation);
    this.skaffold = made.skaffold;
    if (skaffoldChart !== undefined) new ApiObject(skaffoldChart, `${id}Skaffold`, made.skaffold);
  }
}
