import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { podFindings, type Surroundings, serviceAffinity } from '../../lib/drain';
import { judge } from '../../lib/fidelity';
import { CutoverError, errorsOf, type Finding, findingText } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { ReleaseService } from '../argo-rollouts/release-service';
import { announce } from '../shared/announce';
import type { Labels, Manifest, PodTemplate, ServiceManifest, ServicePort } from '../shared/manifest';
import { neighboursOf } from '../shared/neighbours';
import { look } from '../shared/synthesis';
import { bypassProblems, validateDeployments } from './check';
import { LABEL } from './deployments';
import { EmittedObject } from './emitted-object';
import { finding } from './findings';
import type { DeploymentManifest, DeploymentSpec } from './manifest';
import { downtimeProblems, releaseProblems } from './problems';
import { namesOf, settled, type WorkloadEmitOptions, type WorkloadSettings } from './settings';
import { workloads } from './target';

/** The pods of a release, as far as they are known when they are asked for. */
export interface Pods {
  readonly labels: () => Labels;
  readonly ports: () => readonly ServicePort[];
  readonly template: () => PodTemplate;
}

/** Everything that a construct has to know of its release. */
export interface WorkloadReleaseOptions {
  readonly name: string;
  /** Metadata of the Deployments. */
  readonly metadata: ApiObjectMetadata;
  readonly pods: Pods;
  readonly options: () => Partial<WorkloadEmitOptions>;
  /** Fields of the Deployments that are the construct's own. */
  readonly spec: (emitted: DeploymentSpec) => object;
}

type ClientAffinity = Exclude<ReturnType<typeof serviceAffinity>, Record<string, never>>;

/** The affinity of a Service as cdk8s spells it. */
function affinityOf({ stickiness }: Plan) {
  const { sessionAffinity, sessionAffinityConfig } = serviceAffinity(stickiness) as Partial<ClientAffinity>;
  const clientIp = sessionAffinityConfig?.clientIP;
  return { ...(sessionAffinity && { sessionAffinity }), ...(clientIp && { sessionAffinityConfig: { clientIp } }) };
}

/** What of an object never changes: a Job's name does. */
function keyOf({ kind, metadata }: Manifest): string {
  const { [LABEL.check]: check, [LABEL.version]: version = '' } = metadata.labels ?? {};
  return kind === 'Job' ? `Job ${check ?? 'migrate'} ${version}` : `${kind} ${metadata.name}`;
}

/** Plans, judges and emits a release inside of a construct. */
export class WorkloadRelease {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  /** The warnings and notes; errors have been thrown. */
  readonly findings: readonly Finding[];
  readonly objects: readonly ApiObject[];
  readonly services: Readonly<Record<string, ReleaseService>>;
  readonly #owner: Construct;
  readonly #settings: WorkloadSettings;
  readonly #options: WorkloadReleaseOptions;
  #emitted: { readonly key: string; readonly manifests: ReadonlyMap<string, Manifest> } | undefined;
  #announced = false;

  constructor(owner: Construct, strategy: Strategy, settings: WorkloadSettings, options: WorkloadReleaseOptions) {
    this.#owner = owner;
    this.#settings = settings;
    this.#options = options;
    this.plan = plan(Strategy.parse(strategy));
    this.findings = this.#open([
      ...judge(this.plan, workloads(settings)).findings,
      ...releaseProblems({ plan: this.plan, options: this.#emitOptions(), settings: settled(settings) }),
    ]);
    CutoverError.throwIfAny(owner.node.path, this.findings);
    announce(owner, this.findings);
    // What there is does not depend on the pods, which cdk8s renders only when the construct is complete.
    const all = workloads(settings).emit(this.plan, this.#emitOptions());
    this.objects = all.filter(({ kind }) => kind !== 'Service').map((one, at) => this.#object(one, at));
    this.services = Object.fromEntries(
      all.filter(({ kind }) => kind === 'Service').map((one) => [one.metadata.name, this.#service(one)]),
    );
  }

  /** Without what the strategy accepts; what the judge says it has looked at already. */
  #open(findings: readonly Finding[]): readonly Finding[] {
    const accepted = new Set(this.plan.accept.map(({ id }) => id));
    return findings.filter(({ id, severity }) => severity !== 'warning' || !accepted.has(id));
  }

  #emitOptions(template?: PodTemplate): WorkloadEmitOptions {
    const { name, metadata, pods, options } = this.#options;
    return {
      name,
      ...(metadata.namespace && { namespace: metadata.namespace }),
      selector: pods.labels(),
      ports: pods.ports(),
      ...(template && { template }),
      ...options(),
    };
  }

  /** What is emitted with everything that is known of the pods until now. */
  #manifests(): ReadonlyMap<string, Manifest> {
    const options = this.#emitOptions(this.#options.pods.template());
    const key = JSON.stringify(options);
    if (this.#emitted?.key !== key) {
      const manifests = workloads(this.#settings).emit(this.plan, options);
      this.#emitted = { key, manifests: new Map(manifests.map((one) => [keyOf(one), one])) };
    }
    return this.#emitted.manifests;
  }

  #object(first: Manifest, at: number): ApiObject {
    const { name, metadata, spec } = this.#options;
    const key = keyOf(first);
    const isOwn = first.kind === 'Deployment' && first.metadata.name !== namesOf({ name }).page;
    const id =
      at === 0
        ? 'Resource'
        : first.kind === 'Job'
          ? key.replaceAll(' ', '-')
          : `${first.kind}${first.metadata.name.slice(name.length)}`;
    const current = () => {
      const manifest = this.#manifests().get(key) as DeploymentManifest;
      return isOwn ? { ...manifest, spec: { ...manifest.spec, ...spec(manifest.spec) } } : manifest;
    };
    return new EmittedObject(this.#owner, id, first, current, isOwn ? metadata : {});
  }

  #service(first: Manifest): ReleaseService {
    const { name, pods } = this.#options;
    const { metadata } = first;
    const spec = () => (this.#manifests().get(keyOf(first)) as ServiceManifest).spec;
    const isPage = metadata.name === namesOf({ name }).page;
    const made = new ReleaseService(this.#owner, `Service${metadata.name.slice(name.length)}`, {
      name: metadata.name,
      namespace: metadata.namespace,
      affinity: affinityOf(this.plan),
      pods: {
        labels: () => spec().selector,
        ports: () => (pods.ports().length === 0 && !isPage ? [] : spec().ports),
      },
    });
    for (const [key, value] of Object.entries(metadata.annotations ?? {})) made.metadata.addAnnotation(key, value);
    return made;
  }

  /** Whether a Service of all pods would go round the release. */
  get isSwitched(): boolean {
    return this.plan.replacement === 'side-by-side' || this.plan.maintenance !== undefined;
  }

  /** What the API server would refuse, or what does not add up, overrides and patches included. */
  validate(): string[] {
    return errorsOf(this.#problems()).map((problem) => findingText(problem).trim());
  }

  #problems(): readonly Finding[] {
    const { pods, options } = this.#options;
    const asks = this.plan.phases.some(({ checks }) => checks.some(({ kind }) => kind === 'http'));
    if ((asks || this.isSwitched) && pods.ports().length === 0)
      return [finding('workload-ports', 'containers', 'The pods have no port')];
    const page = namesOf({ name: this.#options.name }).page;
    const deployments = this.objects
      .filter(({ kind, name }) => kind === 'Deployment' && name !== page)
      .map((one) => look(one) as DeploymentManifest);
    const neighbours = neighboursOf(ApiObject.of(this.objects[0] as ApiObject).chart);
    const own = new Set(Object.keys(this.services));
    const found = this.#open([
      ...validateDeployments(deployments),
      ...(this.isSwitched ? bypassProblems(deployments, neighbours.services, own) : []),
      ...[...this.objects, ...Object.values(this.services).map((one) => ApiObject.of(one))]
        .filter(({ kind, name, metadata }) => neighbours.named(kind, name, metadata.namespace) > 1)
        .map(({ kind, name }) => finding('workload-duplicate', 'metadata.name', `There are two ${kind}s ${name}`)),
      ...this.#podProblems(deployments[0] as DeploymentManifest),
      ...downtimeProblems(this.plan, (deployments[0] as DeploymentManifest).spec.template, options().migration),
    ]);
    if (!this.#announced) announce(this.#owner, found);
    this.#announced = true;
    return found;
  }

  /** What is around the pods. Of two Deployments, it is the switch that brings a load balancer new targets, and not a new pod. */
  #surroundings(): Surroundings {
    const { loadBalancer, kubernetes } = this.#settings;
    const { healthCheck, ...targets } = loadBalancer ?? { targets: 'nodes' };
    const isSwitched = this.plan.replacement === 'side-by-side' && targets.targets === 'pods';
    return {
      loadBalancer: { ...targets, ...(healthCheck && !isSwitched && { healthCheck }) },
      ...(kubernetes && { kubernetes }),
    };
  }

  /** Both versions have the same pods but for the image: one of them is enough to look at. */
  #podProblems({ spec }: DeploymentManifest): Finding[] {
    const { template, minReadySeconds: minReady = 0, progressDeadlineSeconds } = spec;
    const { drain, accept } = this.plan;
    return podFindings(template, {
      ...this.#surroundings(),
      minReady,
      ...(progressDeadlineSeconds !== undefined && { progressDeadline: progressDeadlineSeconds }),
      drain,
      accept,
    });
  }
}
