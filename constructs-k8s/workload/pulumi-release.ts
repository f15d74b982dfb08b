import type * as pulumi from '@pulumi/pulumi';
import { podFindings } from '../../lib/drain';
import { judge } from '../../lib/fidelity';
import { CutoverError, type Finding } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import { type Duration, Strategy, secondsOf } from '../../lib/strategy';
import type { LabelArgs, MetadataArgs, PodTemplateArgs } from '../pulumi/args';
import type { ComponentKind, Release } from '../pulumi/component';
import type { Late } from '../pulumi/late';
import { headless, podsOf } from '../pulumi/pods';
import { checkedArgs } from '../pulumi/props';
import { StandIns } from '../pulumi/stand-ins';
import type { Manifest, PodTemplate, ServicePort } from '../shared/manifest';
import { openFindings } from '../shared/open-findings';
import { validateDeployments } from './check';
import { finding } from './findings';
import type { DeploymentManifest } from './manifest';
import { downtimeProblems, releaseProblems } from './problems';
import { lateTexts } from './pulumi-late';
import { type ColourImages, namesOf, settled, type WorkloadEmitOptions, type WorkloadSettings } from './settings';
import { workloads } from './target';

/** The pods of an application, and how they are released by Deployments. */
export interface WorkloadArgs<S extends Strategy = Strategy>
  extends Pick<WorkloadSettings, 'loadBalancer' | 'kubernetes'>,
    Late<Pick<WorkloadSettings, 'checkImage' | 'pageImage'>>,
    Pick<WorkloadEmitOptions, 'budget' | 'topologySpread' | 'autoscaler' | 'revisionHistoryLimit' | 'ports'> {
  readonly metadata?: MetadataArgs;
  /** How the application is released; plain, since it decides which objects there are. */
  readonly strategy: S;
  /** The pods, as the `spec.template` of a Deployment. */
  readonly template: PodTemplateArgs;
  /** The labels that the pods are found by; they are given to the pods. @default - `app.kubernetes.io/name` */
  readonly selector?: LabelArgs;
  /** Pods that are wanted. As an output they are taken for several. @default 2 */
  readonly replicas?: pulumi.Input<number>;
  /** The time without progress after which a release has failed. @default - 10 minutes, plus the strategy's minReady */
  readonly progressDeadline?: Duration;
}

/** What only some of the components are told. */
export interface OwnArgs extends Pick<WorkloadEmitOptions, 'live' | 'idleReplicas' | 'mode'> {
  readonly service?: pulumi.Input<string>;
  readonly images?: Late<ColourImages>;
  readonly migration?: Late<NonNullable<WorkloadEmitOptions['migration']>>;
}

export interface WorkloadRelease extends Release {
  readonly manifests: readonly Manifest[];
  readonly options: WorkloadEmitOptions;
  /** Pods that were emitted, in the place of a number that is known late. */
  readonly early: number;
}

/** Whether a Service of the release moves from some pods to others. */
const isSwitched = ({ replacement, maintenance }: Plan): boolean =>
  replacement === 'side-by-side' || maintenance !== undefined;

function problemsOf(
  planned: Plan,
  manifests: readonly Manifest[],
  options: WorkloadEmitOptions,
  settings: WorkloadSettings,
): readonly Finding[] {
  const page = namesOf(options).page;
  const deployments = manifests.filter(
    (one): one is DeploymentManifest => one.kind === 'Deployment' && one.metadata.name !== page,
  );
  const { template, minReadySeconds = 0, progressDeadlineSeconds } = (deployments[0] as DeploymentManifest).spec;
  const asks = planned.phases.some(({ checks }) => checks.some(({ kind }) => kind === 'http'));
  const portless = options.ports?.length === 0 && (asks || isSwitched(planned));
  return [
    ...(portless ? [finding('workload-ports', 'template', 'The pods have no port')] : []),
    ...validateDeployments(deployments),
    ...podFindings(template, {
      ...settings,
      minReady: minReadySeconds,
      ...(progressDeadlineSeconds !== undefined && { progressDeadline: progressDeadlineSeconds }),
      drain: planned.drain,
      accept: planned.accept,
    }),
    ...downtimeProblems(planned, template, options.migration),
  ];
}

/**
 * Judges and emits the release of Deployments.
 * @throws CutoverError with everything that is wrong.
 */
export function workloadRelease(kind: ComponentKind, id: string, args: WorkloadArgs & OwnArgs): WorkloadRelease {
  const {
    metadata = {},
    strategy,
    template,
    selector: given,
    replicas,
    progressDeadline,
    ...rest
  } = checkedArgs(kind, id, args);
  const { loadBalancer, kubernetes, checkImage, pageImage, ...kept } = rest;
  const subject = `${kind} ${id}`;
  const { name = id } = metadata;
  const inputs = new StandIns();
  const planned = plan(Strategy.parse(strategy));
  const settings = {
    ...inputs.plain({ loadBalancer, kubernetes, checkImage, pageImage }),
    delivery: 'pulumi',
    ...(typeof replicas === 'number' && { replicas }),
  } as WorkloadSettings;
  const selector = given ?? { 'app.kubernetes.io/name': name };
  const pods = podsOf(template, selector);
  const ports: readonly ServicePort[] = args.ports ?? pods.ports;
  const options = {
    ...inputs.plain({ ...kept, namespace: metadata.namespace, labels: metadata.labels, selector }),
    name,
    template: inputs.plain(pods.template) as PodTemplate,
    ports,
    ...(progressDeadline && { progressDeadline: secondsOf(progressDeadline) }),
  } as WorkloadEmitOptions;
  const early = openFindings(
    planned,
    [
      ...judge(planned, workloads(settings)).findings,
      ...releaseProblems({ plan: planned, options, settings: settled(settings) }),
    ],
    'off',
  );
  CutoverError.throwIfAny(subject, early);

  const manifests = workloads({ ...settings, delivery: 'argo-cd' }).emit(planned, options);
  const findings = [...early, ...openFindings(planned, problemsOf(planned, manifests, options, settings), 'off')];
  CutoverError.throwIfAny(subject, findings);
  lateTexts(manifests, name, inputs);
  return {
    name,
    plan: planned,
    findings,
    inputs,
    options,
    early: settled(settings).replicas,
    manifests: ports.length === 0 ? manifests.map((one) => headless(one)) : manifests,
  };
}
