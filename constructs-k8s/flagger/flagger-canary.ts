import { ApiObject, Chart, Lazy, Names } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { podFindings } from '../../lib/drain';
import type { EvidenceOptions } from '../../lib/evidence';
import { CutoverError, errorsOf, type Finding, findingText } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import { type Duration, parseStrategy, type Strategy, secondsOf } from '../../lib/strategy';
import { announce } from '../shared/announce';
import type { Manifest } from '../shared/manifest';
import { openFindings } from '../shared/open-findings';
import { selectorProblems } from '../shared/selector';
import { look, validateOnce } from '../shared/synthesis';
import { finding } from './findings';
import { FLAGGER } from './flagger';
import type { CanaryManifest, ObjectReference } from './manifest';
import { neighbourProblems } from './neighbour-rules';
import { judgedFindings } from './provider-rules';
import { releaseProblems, revertProblems, targetProblems } from './release-rules';
import type { Autoscaler, FlaggerEmitOptions, FlaggerSettings } from './settings';
import { settled } from './settings';
import { CANARY_PROPS, formFindings, settingsIn } from './shapes';
import { type FlaggerTarget, flagger } from './target';
import { autoscalerOf, deploymentOf, drained, portsOf, type RenderedDeployment, rendered } from './workload';

/** What a {@link FlaggerCanary} is made of. */
export interface FlaggerCanaryProps
  extends FlaggerSettings,
    Pick<
      FlaggerEmitOptions,
      'service' | 'port' | 'targetPort' | 'portName' | 'alerts' | 'webhooks' | 'revertOnDeletion'
    > {
  /** How the application is released. */
  readonly strategy: Strategy;
  /** The Deployment: of any version of cdk8s-plus, or an ApiObject of kind Deployment. @default - the one that `targetRef` names */
  readonly deployment?: IConstruct;
  /** A workload that is defined elsewhere. @default - `deployment` */
  readonly targetRef?: ObjectReference;
  /** An autoscaler of the workload: a HorizontalPodAutoscaler of cdk8s-plus, an ApiObject, or its name. @default - none */
  readonly autoscaler?: IConstruct | Autoscaler;
  /** The time without progress after which a release has failed. @default - 10 minutes, or as long as the Deployment says */
  readonly progressDeadline?: Duration;
  /** Where a workload that is defined elsewhere is. @default - the chart's namespace */
  readonly namespace?: string;
  /**
   * What is said about guards that can see too little, or stop healthy releases too often: thresholds and severities, or `'off'`.
   * @default - warnings by the default thresholds; one note when the strategy has no `traffic`
   */
  readonly evidence?: EvidenceOptions | 'off';
}

/**
 * Releases a Deployment with Flagger: a Canary, a MetricTemplate for each guard, and an AlertProvider for each channel. Flagger makes the Services, the
 * routes and the Deployment `<name>-primary`, which has the requests between two releases.
 *
 * Warnings are in `findings`, in the construct's metadata, and are printed once as warnings of the process.
 *
 * @throws CutoverError with everything that is wrong with the strategy on this platform. What depends on the pods and on other objects of the
 * chart is checked at synthesis.
 */
export class FlaggerCanary extends Construct {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The warnings and notes; errors have been thrown. */
  readonly findings: readonly Finding[];
  readonly canary: ApiObject;
  readonly metricTemplates: readonly ApiObject[];
  readonly alertProviders: readonly ApiObject[];
  /** The name of the Service that Flagger makes, and that clients call. */
  readonly serviceName: string;
  readonly #props: FlaggerCanaryProps;
  readonly #settings: FlaggerSettings;
  readonly #target: FlaggerTarget;
  readonly #reference: ObjectReference;
  readonly #namespace: string | undefined;
  readonly #deployment: ApiObject | undefined;
  #announced = false;

  constructor(scope: Construct, id: string, props: FlaggerCanaryProps) {
    super(scope, id);
    this.#props = props;
    this.plan = plan(this.#strategy());
    this.#settings = settingsIn(props);
    this.#target = flagger(this.#settings);
    const source = this.#source();
    const metadata = source?.metadata;
    const name = props.targetRef?.name ?? source?.name ?? Names.toDnsLabel(this);
    this.#reference = props.targetRef ?? { apiVersion: 'apps/v1', kind: 'Deployment', name };
    this.#namespace = props.namespace ?? metadata?.namespace ?? Chart.of(this).namespace;
    this.serviceName = props.service ?? name;
    this.findings = this.#problems();
    CutoverError.throwIfAny(this.node.path, this.findings);
    announce(this, this.findings);
    const { drain } = this.plan;
    this.#deployment = source && drain !== undefined ? drained(this, source, drain, settled(this.#settings)) : source;

    const manifests = this.#emit();
    const only = (kind: string, as: string) =>
      manifests
        .filter((manifest) => manifest.kind === kind)
        .map((manifest) => new ApiObject(this, `${as}${manifest.metadata.name.slice(name.length)}`, manifest));
    const { apiVersion, kind, metadata: own } = manifests[0] as CanaryManifest;
    const spec = Lazy.any({ produce: () => (this.#emit()[0] as CanaryManifest).spec });
    this.canary = new ApiObject(this, 'Resource', { apiVersion, kind, metadata: own, spec });
    this.metricTemplates = only('MetricTemplate', 'Metric');
    this.alertProviders = only('AlertProvider', 'Alert');
    validateOnce(this, () => this.#validate());
  }

  /** The strategy, when it and the form of every property are as they must be. */
  #strategy(): Strategy {
    const { strategy, findings } = parseStrategy(this.#props?.strategy);
    CutoverError.throwIfAny(this.node.path, [...findings, ...formFindings(CANARY_PROPS, this.#props)]);
    return strategy as Strategy;
  }

  #source(): ApiObject | undefined {
    const { deployment, targetRef } = this.#props;
    const source = deployment && deploymentOf(deployment);
    if ((source === undefined) === (targetRef !== undefined)) return source;
    const received = deployment && targetRef ? 'both' : (deployment?.node.path ?? 'none');
    throw new CutoverError(this.node.path, [
      finding('flagger-target', 'deployment', 'There is not one workload', { received }),
    ]);
  }

  #problems(): readonly Finding[] {
    const known = { name: this.#reference.name, namespace: this.#namespace };
    const problems = [
      ...judgedFindings(this.plan, this.#settings),
      ...releaseProblems(this.plan, this.#settings, known),
      ...targetProblems(this.#settings, this.#reference, this.#props.autoscaler),
      ...revertProblems(this.#settings, this.#props.revertOnDeletion),
      ...this.#autoscalerProblems(),
    ];
    return openFindings(this.plan, problems, this.#props.evidence);
  }

  /** The Deployment as it is now; undefined where it is elsewhere. */
  #rendered(): RenderedDeployment | undefined {
    return this.#deployment && rendered(this.#deployment);
  }

  #autoscalerProblems(): Finding[] {
    const { autoscaler } = this.#props;
    if (autoscaler === undefined || autoscalerOf(autoscaler) !== undefined) return [];
    const expected = 'a HorizontalPodAutoscaler or a ScaledObject, of cdk8s-plus or an ApiObject, or its name';
    return [finding('flagger-setting', 'autoscaler', 'This construct is no autoscaler', { expected })];
  }

  #emit(): readonly Manifest[] {
    const { service, portName, alerts, webhooks, revertOnDeletion, progressDeadline } = this.#props;
    const deployment = this.#rendered();
    const { first, more = false } = deployment ? portsOf(deployment) : {};
    const { port = first?.containerPort, targetPort = first?.containerPort } = this.#props;
    const autoscaler = this.#props.autoscaler && autoscalerOf(this.#props.autoscaler);
    const deadline = progressDeadline ? secondsOf(progressDeadline) : deployment?.spec.progressDeadlineSeconds;
    return this.#target.emit(this.plan, {
      name: this.#reference.name,
      target: this.#reference,
      ...(this.#namespace && { namespace: this.#namespace }),
      ...(service && { service }),
      ...(port !== undefined && { port }),
      ...(targetPort !== undefined && { targetPort }),
      ...(portName && { portName }),
      ...(more && this.#props.targetPort === undefined && { portDiscovery: true }),
      ...(autoscaler && { autoscaler }),
      ...(deadline !== undefined && { progressDeadline: deadline }),
      ...(alerts && { alerts }),
      ...(webhooks && { webhooks }),
      ...(revertOnDeletion !== undefined && { revertOnDeletion }),
    });
  }

  /** What does not add up in the pods; what stops nothing is announced once. */
  #podFindings(deployment: RenderedDeployment): readonly Finding[] {
    const { template, minReadySeconds = 0, progressDeadlineSeconds = FLAGGER.progressDeadline } = deployment.spec;
    const { drain, accept } = this.plan;
    const found = podFindings(template, {
      ...this.#props,
      minReady: minReadySeconds,
      progressDeadline: progressDeadlineSeconds,
      drain,
      accept,
    });
    if (!this.#announced) announce(this, found);
    this.#announced = true;
    return found;
  }

  #validate(): string[] {
    const deployment = this.#rendered();
    const { spec } = look(this.canary) as CanaryManifest;
    const unnamed =
      deployment !== undefined && this.#props.targetPort === undefined && portsOf(deployment).first === undefined;
    const problems = [
      ...(unnamed ? [finding('flagger-ports', 'containers', 'The pods have no port')] : []),
      ...(deployment
        ? selectorProblems(deployment.spec.selector, deployment.spec.template.metadata?.labels, (...said) =>
            finding('flagger-unselected', ...said),
          )
        : []),
      ...neighbourProblems({ canary: this.canary, spec, deployment }),
      ...(deployment ? this.#podFindings(deployment) : []),
    ];
    return errorsOf(problems).map((problem) => findingText(problem).trim());
  }
}
