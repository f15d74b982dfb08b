import type * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { podFindings } from '../../lib/drain';
import { CutoverError } from '../../lib/findings';
import { plan } from '../../lib/plan';
import { type Duration, parseStrategy, type Strategy, secondsOf } from '../../lib/strategy';
import type { GuardedArgs, PodTemplateArgs } from '../pulumi/args';
import { type Care, type Release, ReleaseComponent, UNAWAITED } from '../pulumi/component';
import { finding as pulumiFinding } from '../pulumi/findings';
import type { Late } from '../pulumi/late';
import { lateProblems } from '../pulumi/late-problems';
import { podsOf } from '../pulumi/pods';
import { StandIns } from '../pulumi/stand-ins';
import type { WaitArgs } from '../pulumi/wait';
import type { Manifest, PodTemplate } from '../shared/manifest';
import { openFindings } from '../shared/open-findings';
import { finding } from './findings';
import { FLAGGER } from './flagger';
import { judgedFindings } from './provider-rules';
import { CANARY_ARGS } from './pulumi-args';
import { awaited, flaggerWait, type Mark, marked, markOf } from './pulumi-wait';
import { releaseProblems, targetProblems } from './release-rules';
import type { FlaggerEmitOptions, FlaggerSettings } from './settings';
import { formFindings } from './shapes';
import { flagger } from './target';
import type { RenderedDeployment } from './workload';

type LateSettings = 'provider' | 'metrics' | 'loadtester' | 'gate' | 'functions';

/** What a {@link FlaggerCanary} is made of. */
export interface FlaggerCanaryArgs
  extends GuardedArgs,
    WaitArgs,
    Omit<FlaggerSettings, LateSettings>,
    Late<Pick<FlaggerSettings, LateSettings>>,
    Pick<FlaggerEmitOptions, 'service' | 'port' | 'targetPort' | 'portName' | 'revertOnDeletion'>,
    Late<Pick<FlaggerEmitOptions, 'alerts' | 'webhooks' | 'autoscaler'>> {
  /** The pods, as the `spec.template` of a Deployment. */
  readonly template: PodTemplateArgs;
  /** Pods that are wanted when the Deployment is made; from then on Flagger and autoscalers count them. @default 2 */
  readonly replicas?: pulumi.Input<number>;
  /** The time without progress after which a release has failed. @default - 10 minutes */
  readonly progressDeadline?: Duration;
}

interface FlaggerRelease extends Release {
  readonly canary: Manifest;
  readonly others: readonly Manifest[];
  readonly mark: Mark;
  /** Seconds; undefined: Pulumi does not wait. */
  readonly wait: number | undefined;
}

/** The arguments that may be outputs, or have some in them; the pods and their number are looked at elsewhere. */
const LATE = ['metadata', 'provider', 'metrics', 'loadtester', 'gate', 'functions', 'alerts', 'webhooks', 'autoscaler'];

/** @throws CutoverError with everything that is wrong with the strategy, and with the form of the arguments. */
function checkedStrategy(subject: string, args: FlaggerCanaryArgs, inputs: StandIns): Strategy {
  const { strategy, findings } = parseStrategy(args?.strategy);
  const known = Object.entries(args ?? {}).map(([name, value]) => [
    name,
    LATE.includes(name) ? inputs.plain(value) : value,
  ]);
  CutoverError.throwIfAny(subject, [...findings, ...formFindings(CANARY_ARGS, args && Object.fromEntries(known))]);
  return strategy as Strategy;
}

/** @throws CutoverError with everything that is wrong. */
function flaggerRelease(id: string, args: FlaggerCanaryArgs): FlaggerRelease {
  const inputs = new StandIns();
  const subject = `FlaggerCanary ${id}`;
  CutoverError.throwIfAny(subject, [
    ...lateProblems(args ?? {}),
    ...(args?.provider?.kind === 'knative'
      ? [pulumiFinding('pulumi-knative', 'provider.kind', 'The pods are a Deployment', { received: 'knative' })]
      : []),
  ]);
  const planned = plan(checkedStrategy(subject, args, inputs));
  const { metadata = {}, strategy, evidence, template, replicas, progressDeadline, wait, ...rest } = args;
  const { name = id } = metadata;
  const { namespace, labels } = inputs.plain({ namespace: metadata.namespace, labels: metadata.labels });
  const { service, port, targetPort, portName, autoscaler, revertOnDeletion, alerts, webhooks, ...kept } = rest;
  const settings = inputs.plain(kept) as FlaggerSettings;
  const early = openFindings(
    planned,
    [
      ...judgedFindings(planned, settings),
      ...releaseProblems(planned, settings, { name, namespace }),
      ...targetProblems(settings, { apiVersion: 'apps/v1', kind: 'Deployment', name }, autoscaler),
    ],
    evidence,
  );
  CutoverError.throwIfAny(subject, early);

  const pods = podsOf(template, { 'app.kubernetes.io/name': name });
  const [first, ...more] = pods.ports;
  const [canary, ...others] = flagger(settings).emit(planned, {
    name,
    ...(namespace && { namespace }),
    ...(labels && { labels }),
    template: inputs.plain(pods.template) as PodTemplate,
    ...(service && { service }),
    ...(first && { port: first.port, targetPort: first.port }),
    ...(port !== undefined && { port }),
    ...(targetPort !== undefined && { targetPort }),
    ...(portName && { portName }),
    ...(more.length > 0 && targetPort === undefined && { portDiscovery: true }),
    ...(progressDeadline && { progressDeadline: secondsOf(progressDeadline) }),
    ...inputs.plain({
      ...(alerts && { alerts }),
      ...(webhooks && { webhooks }),
      ...(autoscaler && { autoscaler }),
    }),
    ...(revertOnDeletion !== undefined && { revertOnDeletion }),
  } as FlaggerEmitOptions) as readonly [Manifest, ...Manifest[]];
  const deployment = others.find(({ kind }) => kind === 'Deployment') as RenderedDeployment;
  const { drain, accept } = planned;
  const podProblems = podFindings(deployment.spec.template, {
    ...settings,
    minReady: 0,
    progressDeadline: FLAGGER.progressDeadline,
    drain,
    accept,
  });
  const unnamed = first === undefined && targetPort === undefined;
  const { seconds, findings } = flaggerWait(planned, settings, wait, progressDeadline && secondsOf(progressDeadline));
  const said = [
    ...early,
    ...findings,
    ...(unnamed ? [finding('flagger-ports', 'template', 'The pods have no port')] : []),
    ...podProblems,
  ];
  CutoverError.throwIfAny(subject, said);
  const mark = markOf(canary.metadata, deployment.spec.template, inputs);
  return {
    name,
    plan: planned,
    findings: said,
    inputs,
    canary,
    others,
    mark,
    wait: seconds,
  };
}

/**
 * Releases a Deployment with Flagger: the Deployment, a Canary, a MetricTemplate for each guard, and an AlertProvider for each channel. Flagger
 * makes the Services, the routes and the Deployment `<name>-primary`, which has the requests between two releases. `pulumi up` ends when the release
 * does, which it knows by a ConfigMap that the pods refer to and that Flagger tracks.
 *
 * @throws CutoverError with everything that is wrong with the strategy on this platform, before anything is registered.
 */
export class FlaggerCanary extends ReleaseComponent {
  readonly canary: k8s.apiextensions.CustomResource;
  readonly deployment: k8s.apps.v1.Deployment;
  /** The name of the Service that Flagger makes, and that clients call. */
  readonly serviceName: string;

  constructor(name: string, args: FlaggerCanaryArgs, opts?: pulumi.ComponentResourceOptions) {
    const release = flaggerRelease(name, args);
    super('FlaggerCanary', name, release, opts);
    const { replicas } = args;
    const { wait, mark, inputs } = release;
    const marks = this.make(mark.manifest, { isReplaced: true });
    // Flagger takes the pods away between two releases: Pulumi would bring them back, and wait for them.
    const deployed: Care = {
      annotations: UNAWAITED,
      ignoreChanges: ['spec.replicas'],
      dependsOn: [marks],
      refine: (spec) => ({
        spec: marked({ ...spec, ...(replicas !== undefined && spec.replicas !== undefined && { replicas }) }, mark),
      }),
    };
    const others = release.others.map((one) => this.make(one, one.kind === 'Deployment' ? deployed : {}));
    this.canary = this.make(release.canary, {
      ...(wait !== undefined && awaited(wait, mark, inputs)),
      dependsOn: others,
    }) as k8s.apiextensions.CustomResource;
    this.deployment = this.objects[`Deployment/${release.name}`] as k8s.apps.v1.Deployment;
    this.serviceName = args.service ?? release.name;
    this.registerOutputs({ name: release.name, service: this.serviceName });
  }
}
