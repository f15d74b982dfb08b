import * as pulumi from '@pulumi/pulumi';
import { judge } from '../../lib/fidelity';
import { CutoverError, errorsOf, type Finding } from '../../lib/findings';
import { plan } from '../../lib/plan';
import { type Duration, Strategy, secondsOf } from '../../lib/strategy';
import type { GuardedArgs, LabelArgs, PodTemplateArgs } from '../pulumi/args';
import type { Release } from '../pulumi/component';
import type { Late } from '../pulumi/late';
import { headless, podsOf } from '../pulumi/pods';
import { checkedArgs } from '../pulumi/props';
import { StandIns } from '../pulumi/stand-ins';
import { type WaitArgs, waitOf } from '../pulumi/wait';
import type { Manifest, PodTemplate, ServicePort } from '../shared/manifest';
import { validateRollout } from './check';
import { finding } from './findings';
import type { RolloutManifest } from './manifest';
import { extraSeconds } from './pulumi-wait';
import { podProblems, releaseProblems } from './release-problems';
import type { ArgoRolloutsSettings, Metrics, Router } from './settings';
import { argoRollouts } from './target';

/** What an `ArgoRollout` is made of. */
export interface ArgoRolloutArgs
  extends GuardedArgs,
    WaitArgs,
    Omit<ArgoRolloutsSettings, 'replicas' | 'router' | 'metrics' | 'checkImage'>,
    Late<Pick<ArgoRolloutsSettings, 'checkImage'>> {
  /** The pods, as the `spec.template` of a Deployment. */
  readonly template: PodTemplateArgs;
  /** The labels that the pods are found by; they are given to the pods. @default - `app.kubernetes.io/name` */
  readonly selector?: LabelArgs;
  /** Pods that are wanted. Without a router the weights are made of them: as an output they are judged when it is known. @default 2 */
  readonly replicas?: pulumi.Input<number>;
  /** Leaves the number of pods to an autoscaler. @default false */
  readonly autoscaled?: boolean;
  /** What moves the traffic. @default - nothing: the share of the copies */
  readonly router?: Late<Router>;
  /** Where guards are read. */
  readonly metrics?: Late<Metrics>;
  /** A Service that exists already and that clients call. @default - one of the application's name is made */
  readonly service?: pulumi.Input<string>;
  /** The ports of the Services. @default - those of the containers */
  readonly ports?: readonly ServicePort[];
  /** The time for which a new pod must be ready before it counts. @default - the strategy's, or none */
  readonly minReady?: Duration;
  /** The time without progress after which a release has failed; the preview of blue/green comes on top. @default - 10 minutes, plus the strategy's minReady */
  readonly progressDeadline?: Duration;
  /** Old ReplicaSets that are kept. @default 10 */
  readonly revisionHistoryLimit?: number;
}

/** Copies with which each percent is exact: until the real number is known. */
const EVERY_PERCENT = 100;

const isKnown = (value: pulumi.Input<number> | undefined): value is number | undefined =>
  value === undefined || typeof value === 'number';

interface ArgoRelease extends Release {
  readonly rollout: RolloutManifest;
  readonly others: readonly Manifest[];
  /** Seconds; undefined: Pulumi does not wait. */
  readonly wait: number | undefined;
  /** The number of pods; judged when it is known, if it is an output. */
  readonly replicas: (say: (finding: Finding) => void) => pulumi.Input<number> | undefined;
}

const metricsOf = (metrics: Late<Metrics>, inputs: StandIns): Metrics =>
  inputs.plain(metrics.kind === 'prometheus' ? { ...metrics, address: inputs.address(metrics.address) } : metrics);

/**
 * Judges and emits the release of an `ArgoRollout`.
 * @throws CutoverError with everything that is wrong.
 */
export function argoRelease(id: string, args: ArgoRolloutArgs): ArgoRelease {
  const {
    metadata = {},
    strategy,
    evidence,
    template,
    replicas,
    router,
    metrics,
    minReady,
    ...rest
  } = checkedArgs('ArgoRollout', id, args);
  const { wait, autoscaled, progressDeadline, revisionHistoryLimit, selector: given, ports, ...late } = rest;
  const subject = `ArgoRollout ${id}`;
  const { name = id } = metadata;
  const inputs = new StandIns();
  const { service, ...kept } = inputs.plain(late);
  const planned = plan(Strategy.parse(strategy));
  const { namespace, labels } = inputs.plain({ namespace: metadata.namespace, labels: metadata.labels });
  const settings: ArgoRolloutsSettings = {
    ...kept,
    ...(router && { router: inputs.plain(router) as Router }),
    ...(metrics && { metrics: metricsOf(metrics, inputs) }),
    ...(replicas !== undefined && { replicas: isKnown(replicas) ? replicas : EVERY_PERCENT }),
  };
  const selector = given ?? { 'app.kubernetes.io/name': name };
  const pods = podsOf(template, selector);
  const problemsOf = (copies: number | undefined) => {
    const facts = { ...settings, ...(copies !== undefined && { replicas: copies }) };
    const judgement = judge(planned, argoRollouts(facts));
    return releaseProblems(planned, judgement, { ...facts, name, namespace, evidence });
  };
  const early = problemsOf(settings.replicas);
  CutoverError.throwIfAny(subject, early);

  const [first, ...others] = argoRollouts(settings).emit(planned, {
    name,
    ...(namespace && { namespace }),
    ...(labels && { labels }),
    ...(service && { service }),
    ...(progressDeadline && { progressDeadline: secondsOf(progressDeadline) }),
    selector: inputs.plain(selector),
    template: inputs.plain(pods.template) as PodTemplate,
    ports: ports ?? pods.ports,
    withReplicas: !autoscaled,
  });
  const emitted = first as RolloutManifest;
  const rollout: RolloutManifest = {
    ...emitted,
    spec: {
      ...emitted.spec,
      ...(minReady !== undefined && { minReadySeconds: secondsOf(minReady) }),
      ...(revisionHistoryLimit !== undefined && { revisionHistoryLimit }),
    },
  };
  const services = others.filter(({ kind }) => kind === 'Service');
  const isCalled = services.length > 1 || planned.phases.some(({ checks }) => checks.length > 0);
  const portless = (ports ?? pods.ports).length === 0;
  const { seconds, findings } = waitOf(planned, wait, { extra: extraSeconds(planned, rollout.spec) });
  const said = [
    ...early,
    ...findings,
    ...(isCalled && portless ? [finding('argo-ports', 'template', 'The pods have no port')] : []),
    ...podProblems(planned, rollout.spec, settings),
    ...errorsOf(validateRollout(rollout, others, { complete: true })),
  ];
  CutoverError.throwIfAny(subject, said);
  return {
    name,
    plan: planned,
    findings: said,
    inputs,
    rollout,
    others: portless ? others.map(headless) : others,
    wait: seconds,
    replicas: (say) => {
      if (autoscaled) return undefined;
      if (isKnown(replicas)) return settings.replicas ?? rollout.spec.replicas;
      return pulumi.output(replicas).apply((copies) => {
        const late = problemsOf(copies).filter(({ id: one }) => early.every((before) => before.id !== one));
        CutoverError.throwIfAny(subject, late);
        late.forEach(say);
        return copies;
      });
    },
  };
}
