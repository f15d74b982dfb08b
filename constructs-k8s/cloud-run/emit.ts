import type { Plan } from '../../lib/plan';
import { expectPlan } from '../../lib/plan';
import { optionsOf } from '../shared/options';
import { CLOUD_RUN } from './limits';
import type {
  AutomationManifest,
  AutomationRuleManifest,
  CanaryStrategyManifest,
  DeliveryPipelineManifest,
  DeployTargetManifest,
  KnativeServiceManifest,
  PhaseConfig,
  PhaseJobs,
  SkaffoldManifest,
  StageManifest,
  StandardStrategyManifest,
} from './manifest';
import { type DeployPhase, deployPhases, STABLE } from './phases';
import { serviceOf, TAGS } from './service';
import { type CloudRunEmitOptions, type DeployTarget, type Pipeline, type PipelineOptions, settled } from './settings';
import { checkNames, longestJob, postdeployOf, skaffoldOf } from './skaffold';

const API_VERSION = 'deploy.cloud.google.com/v1';

/** What Cloud Deploy is told: `gcloud deploy apply` takes all of it but the last. */
export interface PipelineFragment {
  readonly pipeline: DeliveryPipelineManifest;
  readonly targets: readonly DeployTargetManifest[];
  /** Absent where nothing goes on by itself. */
  readonly automation?: AutomationManifest;
  /** `skaffold.yaml`, beside the Service's manifest. */
  readonly skaffold: SkaffoldManifest;
}

/** A release of Cloud Run. */
export interface CloudRunFragment extends PipelineFragment {
  /** Without traffic: Cloud Deploy divides it. */
  readonly service: KnativeServiceManifest;
}

/** Seconds as Cloud Deploy takes a wait: whole minutes. */
const minutes = (seconds: number): string => `${Math.ceil(seconds / CLOUD_RUN.wait.step)}m`;

/** Makes the resources of a plan, one after the other. */
class Release {
  readonly #phases: readonly DeployPhase[];
  readonly #taken: ReadonlySet<string>;
  readonly #onFailure: Plan['onFailure'];
  readonly #options: Pipeline;

  constructor(plan: Plan, options: Pipeline) {
    this.#phases = deployPhases(plan);
    this.#taken = checkNames(this.#phases);
    this.#onFailure = plan.onFailure;
    this.#options = options;
  }

  skaffold(): SkaffoldManifest {
    const { name, manifest } = this.#options;
    return skaffoldOf(name, manifest, this.#phases, this.#settings());
  }

  pipeline(): DeliveryPipelineManifest {
    const { name, targets, description, labels } = this.#options;
    return {
      apiVersion: API_VERSION,
      kind: 'DeliveryPipeline',
      metadata: { name, ...(labels && { labels }) },
      ...(description !== undefined && { description }),
      serialPipeline: { stages: targets.map((target) => this.#stage(target)) },
    };
  }

  targets(): DeployTargetManifest[] {
    const longest = longestJob(this.#phases);
    const { targets, labels } = this.#options;
    return targets.map(({ id, location, requireApproval, executionServiceAccount, atOnce }) => {
      const timeout = longest > CLOUD_RUN.execution.default && atOnce !== true;
      const execution = {
        usages: ['RENDER', 'DEPLOY', 'VERIFY', 'PREDEPLOY', 'POSTDEPLOY'] as const,
        ...(executionServiceAccount !== undefined && { serviceAccount: executionServiceAccount }),
        ...(timeout && { executionTimeout: `${Math.min(longest, CLOUD_RUN.execution.max)}s` }),
      };
      return {
        apiVersion: API_VERSION,
        kind: 'Target',
        metadata: { name: id, ...(labels && { labels }) },
        ...(requireApproval === true && { requireApproval }),
        run: { location },
        ...((timeout || executionServiceAccount !== undefined) && { executionConfigs: [execution] }),
      };
    });
  }

  automation(): AutomationManifest | undefined {
    const { name, targets, automationServiceAccount } = this.#options;
    const rules = this.#rules();
    const watched = targets.filter(({ atOnce }) => atOnce !== true);
    if (rules.length === 0 || watched.length === 0) return undefined;
    return {
      apiVersion: API_VERSION,
      kind: 'Automation',
      metadata: { name: `${name}/release` },
      serviceAccount: automationServiceAccount,
      selector: { targets: watched.map(({ id }) => ({ id })) },
      rules,
    };
  }

  #settings() {
    return { url: this.#options.url, image: this.#options.checkImage };
  }

  #jobs(phase: DeployPhase): PhaseJobs {
    const actions = postdeployOf(phase, this.#taken, this.#settings()).map(({ name }) => name);
    return {
      ...(phase.verify.length > 0 && { verify: true }),
      ...(actions.length > 0 && { postdeploy: { actions } }),
    };
  }

  #stage({ id, atOnce }: DeployTarget): StageManifest {
    const canaries = this.#phases.filter((phase) => phase.id !== STABLE);
    const isCanary = canaries.length > 0 && atOnce !== true;
    return { targetId: id, strategy: isCanary ? this.#canary() : this.#standard() };
  }

  /** With everything at once, what is checked after the shift is checked all the same. */
  #standard(): StandardStrategyManifest {
    const stable = this.#phases.at(-1);
    return { standard: stable === undefined ? {} : this.#jobs(stable) };
  }

  #canary(): CanaryStrategyManifest {
    const phaseConfigs = this.#phases.map(
      (phase): PhaseConfig => ({
        phaseId: phase.id,
        percentage: phase.weight,
        ...(phase.verify.length > 0 && { profiles: [phase.id] }),
        ...this.#jobs(phase),
      }),
    );
    return {
      canary: {
        runtimeConfig: { cloudRun: { automaticTrafficControl: true, canaryRevisionTags: [TAGS.candidate] } },
        customCanaryDeployment: { phaseConfigs },
      },
    };
  }

  #rules(): AutomationRuleManifest[] {
    const advance = this.#phases
      .filter(({ id }) => id !== STABLE)
      .flatMap(({ id, wait }) =>
        wait === undefined
          ? []
          : { advanceRolloutRule: { id: `advance-${id}`, sourcePhases: [id], wait: minutes(wait) } },
      );
    const repair: AutomationRuleManifest = { repairRolloutRule: { id: 'roll-back', repairPhases: [{ rollback: {} }] } };
    return this.#onFailure === 'rollback' ? [...advance, repair] : advance;
  }
}

/** The pipeline of a plan with its targets, its automation and what Skaffold runs. Pure. */
export function emitPipeline(plan: Plan, options: PipelineOptions): PipelineFragment {
  expectPlan('emitPipeline', plan);
  optionsOf('PipelineOptions')('emitPipeline', options);
  const release = new Release(plan, settled(options));
  const automation = release.automation();
  return {
    pipeline: release.pipeline(),
    targets: release.targets(),
    ...(automation && { automation }),
    skaffold: release.skaffold(),
  };
}

/** The Service of a plan, and the pipeline that releases it. Pure. */
export function emit(plan: Plan, options: CloudRunEmitOptions): CloudRunFragment {
  return { service: serviceOf(plan, options, 'cloud-run', undefined), ...emitPipeline(plan, options) };
}
