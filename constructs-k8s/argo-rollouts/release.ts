import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { EvidenceOptions } from '../../lib/evidence';
import { type Judgement, judge } from '../../lib/fidelity';
import { CutoverError, errorsOf, type Finding, findingText } from '../../lib/findings';
import { type Plan, plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { announce } from '../shared/announce';
import { withDrain } from '../shared/drain';
import type { Labels, Manifest, PodTemplate, ServicePort } from '../shared/manifest';
import { neighboursOf } from '../shared/neighbours';
import { look } from '../shared/synthesis';
import { isBlueGreen } from './argo';
import { validateRollout } from './check';
import { pluginRoutes } from './check/gateway-routes';
import { finding } from './findings';
import type { RolloutManifest, RolloutSpec } from './manifest';
import { podProblems, releaseProblems } from './release-problems';
import { duplicateOf } from './release-rules';
import { ReleaseService } from './release-service';
import type { ArgoRolloutsSettings } from './settings';
import { type ArgoRolloutsTarget, argoRollouts } from './target';

/** The release of an application, whatever its pods are made with. */
export interface ReleaseProps extends ArgoRolloutsSettings {
  /** How the application is released. */
  readonly strategy: Strategy;
  /**
   * What is said about guards that can see too little, or stop healthy releases too often: thresholds and severities, or `'off'`.
   * @default - warnings by the default thresholds; one note when the strategy has no `traffic`
   */
  readonly evidence?: EvidenceOptions | 'off';
  /** A Service that exists already and that clients call. @default - one of the Rollout's name is made */
  readonly service?: string;
  /** Old ReplicaSets that are kept. @default 10 */
  readonly revisionHistoryLimit?: number;
}

/** The pods of a release, as far as they are known when they are asked for. */
export interface Pods {
  readonly labels: () => Labels;
  readonly ports: () => readonly ServicePort[];
  readonly template: () => PodTemplate;
}

/** Everything that a construct has to know of its release. */
interface ReleaseOptions {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly pods: Pods;
  /** Seconds, when they are not the default. */
  readonly progressDeadline: () => number | undefined;
  /** Fields of the Rollout that are the construct's own. */
  readonly spec: (emitted: RolloutSpec) => object;
}

/** Plans, judges and emits a release inside of a construct. */
export class Release {
  /** The normal form of the strategy. */
  readonly plan: Plan;
  readonly judgement: Judgement;
  readonly findings: readonly Finding[];
  readonly services: Readonly<Record<string, ReleaseService>>;
  readonly analysisTemplates: readonly ApiObject[];
  readonly routing: readonly ApiObject[];
  readonly #target: ArgoRolloutsTarget;
  readonly #props: ReleaseProps;
  readonly #options: ReleaseOptions;
  readonly #owner: Construct;
  #announced = false;
  #emitted: { readonly key: string; readonly manifests: readonly Manifest[] } | undefined;

  constructor(owner: Construct, props: ReleaseProps, options: ReleaseOptions) {
    this.#owner = owner;
    this.#props = props;
    this.#options = options;
    this.plan = plan(Strategy.parse(props.strategy));
    this.#target = argoRollouts(props);
    this.judgement = judge(this.plan, this.#target);
    const { name, namespace } = options;
    this.findings = releaseProblems(this.plan, this.judgement, { ...props, name, namespace });
    CutoverError.throwIfAny(owner.node.path, this.findings);
    announce(owner, this.findings);
    const objects = this.#emit();
    const only = (kinds: readonly string[]) => objects.filter(({ kind }) => kinds.includes(kind));
    this.services = Object.fromEntries(
      only(['Service']).map(({ metadata }) => [metadata.name, this.#service(owner, metadata.name)]),
    );
    this.analysisTemplates = only(['AnalysisTemplate']).map((template) => this.#object(owner, template));
    this.routing = only(['VirtualService', 'DestinationRule', 'HTTPRoute', 'GRPCRoute']).map((route) =>
      this.#object(owner, route),
    );
  }

  /** What is emitted, with pods to be filled in, as long as nothing new is known about them. */
  #emit(): readonly Manifest[] {
    const { name, namespace, pods } = this.#options;
    const known = [pods.labels(), pods.ports(), this.#options.progressDeadline()] as const;
    const key = JSON.stringify(known);
    if (this.#emitted?.key === key) return this.#emitted.manifests;
    const [selector, ports, progressDeadline] = known;
    const manifests = this.#target.emit(this.plan, {
      name,
      ...(namespace && { namespace }),
      ...(this.#props.service && { service: this.#props.service }),
      selector,
      ports,
      ...(progressDeadline !== undefined && { progressDeadline }),
    });
    this.#emitted = { key, manifests };
    return manifests;
  }

  /** The spec of the Rollout, with everything that has been said about the pods until now. */
  rolloutSpec(): object {
    const { spec } = this.#emit()[0] as RolloutManifest;
    const { revisionHistoryLimit } = this.#props;
    return {
      ...spec,
      template: withDrain(this.#options.pods.template(), this.plan.drain, this.#props),
      ...(revisionHistoryLimit !== undefined && { revisionHistoryLimit }),
      ...this.#options.spec(spec),
    };
  }

  #object(owner: Construct, { apiVersion, kind, metadata }: Manifest): ApiObject {
    const spec = () =>
      (
        this.#emit().find((one) => one.kind === kind && one.metadata.name === metadata.name) as unknown as {
          spec: object;
        }
      ).spec;
    const id = `${kind}${metadata.name.slice(this.#options.name.length)}`;
    return new ApiObject(owner, id, { apiVersion, kind, metadata, spec: Lazy.any({ produce: spec }) } as never);
  }

  #service(owner: Construct, name: string): ReleaseService {
    const { namespace, pods, name: own } = this.#options;
    const affinity = this.plan.stickiness?.by === 'clientAddress' ? { sessionAffinity: 'ClientIP' } : {};
    return new ReleaseService(owner, `Service${name.slice(own.length)}`, { name, namespace, affinity, pods });
  }

  /** Whether the versions are called apart, or checked. */
  get #isCalled(): boolean {
    return Object.keys(this.services).length > 1 || this.plan.phases.some(({ checks }) => checks.length > 0);
  }

  /** Whether a Service of all pods would go round the release. */
  get isRouted(): boolean {
    return isBlueGreen(this.plan) || (this.#props.router ?? { kind: 'none' }).kind !== 'none';
  }

  /** What Argo would refuse in the manifests of a Rollout, overrides and patches included. */
  validate(rollout: ApiObject): string[] {
    if (this.#isCalled && this.#options.pods.ports().length === 0) {
      return [findingText(finding('argo-ports', 'containers', 'The pods have no port')).trim()];
    }
    const manifest = look(rollout) as RolloutManifest;
    const own = [
      ...Object.values(this.services).map((service) => ApiObject.of(service)),
      ...this.analysisTemplates,
      ...this.routing,
    ];
    const neighbours = neighboursOf(rollout.chart);
    const { router } = this.#props;
    const route = router?.kind === 'istio' ? router.virtualService?.name : undefined;
    const named = route === undefined ? pluginRoutes(manifest) : [['VirtualService', route] as const];
    const routes = named.flatMap(([kind, name]) => neighbours.find(kind, name));
    const others = [...new Set([...own, ...routes].filter(({ kind }) => kind !== 'Service'))].map(look);
    others.push(...neighbours.services);
    const accepted = new Set(this.plan.accept.map(({ id }) => id));
    const problems = [
      ...this.#podFindings(manifest),
      ...validateRollout(manifest, others, { complete: this.#isComplete(manifest) }),
      ...this.#bypasses(manifest, others),
      ...own.flatMap((one) => duplicateOf(one, neighbours)),
    ];
    return errorsOf(problems)
      .filter(({ id }) => id !== 'argo-service-bypass' || !accepted.has(id))
      .map((problem) => findingText(problem).trim());
  }

  /** What does not add up in the pods, overrides and patches included; what stops nothing is announced once. */
  #podFindings({ spec }: RolloutManifest): readonly Finding[] {
    const found = podProblems(this.plan, spec, this.#props);
    if (!this.#announced) announce(this.#owner, found);
    this.#announced = true;
    return found;
  }

  /** Templates that somebody else wrote into the Rollout may be anywhere. */
  #isComplete({ spec }: RolloutManifest): boolean {
    const names = new Set(this.analysisTemplates.map(({ name }) => name));
    const text = JSON.stringify(spec.strategy);
    return [...text.matchAll(/"templateName":"([^"]+)"/g)].every(([, name]) => names.has(name ?? ''));
  }

  #bypasses({ spec }: RolloutManifest, others: readonly Manifest[]): Finding[] {
    if (!this.isRouted) return [];
    const labels = spec.template?.metadata?.labels ?? {};
    const mine = new Set([...Object.keys(this.services), this.#props.service]);
    return others.flatMap(({ kind, metadata, ...rest }) => {
      const selector = Object.entries((rest as { spec?: { selector?: Labels } }).spec?.selector ?? {});
      const selects =
        kind === 'Service' && selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
      if (!selects || mine.has(metadata.name)) return [];
      return [
        finding('argo-service-bypass', 'service', `The Service ${metadata.name} selects the pods of both versions`),
      ];
    });
  }
}
