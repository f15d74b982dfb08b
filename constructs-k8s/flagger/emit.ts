import { settle } from '../../lib/fidelity';
import { type Plan, shares } from '../../lib/plan';
import { secondsOf } from '../../lib/strategy';
import { AFFINITY_COOKIE, trafficPolicyOf } from '../istio/policy';
import { withDrain } from '../shared/drain';
import type { Labels, Manifest, Metadata, PodTemplate } from '../shared/manifest';
import { webhooksOf } from './checks';
import { thresholdOf } from './guard-limits';
import { guardFragments } from './guards';
import { judgedBy } from './limits';
import {
  type AlertProviderManifest,
  API_VERSION,
  type CanaryAlert,
  type CanaryAnalysis,
  type CanaryManifest,
  type CanaryService,
  type CanarySpec,
  type ObjectReference,
  type SessionAffinity,
} from './manifest';
import { abMatches } from './matches';
import { PROVIDERS } from './providers';
import { type Schedule, scheduleOf } from './schedule';
import {
  type Alert,
  type AlertChannel,
  type FlaggerEmitOptions,
  type FlaggerSettings,
  namesOf,
  type Provider,
  type Settled,
} from './settings';
import { checkOptions } from './shapes';
import { flaggerTime } from './time';
import { audiencesOf } from './traffic-limits';

/** Everything that a release is made of: a Canary, the templates that it asks for, the channels that it tells, and the workload. */
export type FlaggerFragment = readonly Manifest[];

/** The Deployment that is emitted when no other one is named. */
interface DeploymentManifest extends Manifest {
  readonly spec: {
    readonly replicas?: number;
    readonly selector: { readonly matchLabels: Labels };
    readonly template: PodTemplate;
  };
}

/** What tells the pods of the emitted Deployment: one of the labels that Flagger takes. */
const selectorOf = (name: string): Labels => ({ 'app.kubernetes.io/name': name });

/** The port that clients call. */
const PORT = 80;
const TARGET_PORT = 8080;

function placeholder({ name, targetPort = TARGET_PORT }: FlaggerEmitOptions): PodTemplate {
  const port =
    typeof targetPort === 'number' ? { containerPort: targetPort } : { name: targetPort, containerPort: TARGET_PORT };
  return {
    metadata: { labels: selectorOf(name) },
    spec: { containers: [{ name, image: `${name}:latest`, ports: [port] }] },
  };
}

/** Who keeps a user at a version: a cookie of the new one, and one of the stable one that lasts an interval. */
function affinity({ stickiness }: Plan): SessionAffinity | undefined {
  if (stickiness?.by !== 'cookie') return undefined;
  const cookieName = stickiness.name ?? AFFINITY_COOKIE;
  return { cookieName, primaryCookieName: `${cookieName}-primary`, maxAge: Math.ceil(secondsOf(stickiness.lasts)) };
}

/** What the provider has to know of the routes. */
function routing(options: FlaggerEmitOptions, provider: Provider, plan: Plan): Partial<CanaryService> {
  const { name, namespace, service = name, port = PORT } = options;
  switch (provider.kind) {
    case 'istio': {
      const keeps = plan.stickiness !== undefined && plan.stickiness.by !== 'cookie';
      const trafficPolicy = keeps ? trafficPolicyOf({}, plan.stickiness) : undefined;
      return {
        ...(provider.hosts && { hosts: provider.hosts }),
        ...(provider.gateways && { gateways: provider.gateways }),
        ...(trafficPolicy && { trafficPolicy }),
      };
    }
    case 'gatewayapi':
      return { gatewayRefs: provider.gateways, ...(provider.hosts && { hosts: provider.hosts }) };
    case 'linkerd':
      return {
        gatewayRefs: [{ group: 'core', kind: 'Service', name: service, ...(namespace && { namespace }), port }],
      };
    case 'appmesh':
      return { meshName: provider.mesh };
    default:
      return {};
  }
}

const ingressApi = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' } as const;

/** The object of the user's that Flagger takes its routes from. */
function references(name: string, provider: Provider): Pick<CanarySpec, 'ingressRef' | 'routeRef'> {
  switch (provider.kind) {
    case 'nginx':
    case 'skipper':
      return { ingressRef: { ...ingressApi, name: provider.ingress ?? name } };
    case 'apisix':
      return { routeRef: { apiVersion: 'apisix.apache.org/v2', kind: 'ApisixRoute', name: provider.route ?? name } };
    default:
      return {};
  }
}

/** How the traffic is moved: exactly one of the three ways that the schema knows. */
function movement(
  plan: Plan,
  schedule: Schedule,
  settings: Settled,
  mirror: (share: number) => number,
): Partial<CanaryAnalysis> {
  const { mode, weights, iterations, mirrored } = schedule;
  const { kind } = settings.provider;
  const share = shares(plan).find((phase) => phase.mirror > 0)?.mirror;
  const copies = share !== undefined && {
    mirror: true,
    ...(PROVIDERS[kind].mirror?.share && { mirrorWeight: mirror(share) }),
  };
  if (mode === 'canary') {
    const sessionAffinity = affinity(plan);
    return { stepWeights: weights, ...(mirrored && copies), ...(sessionAffinity && { sessionAffinity }) };
  }
  if (mode === 'abTest') return { iterations, match: abMatches(audiencesOf(plan) ?? [], kind) };
  return { iterations, ...copies };
}

/** Flagger 1.44 ends with a nil pointer when it reverts a Service of Knative. Source: pkg/router/knative.go, Finalize. */
export const reverts = ({ kind }: Provider): boolean => kind !== 'knative';

const isChannel = (provider: Alert['provider']): provider is AlertChannel => 'type' in provider;

class Release {
  readonly #plan: Plan;
  readonly #options: FlaggerEmitOptions;
  readonly #settings: Settled;
  readonly #judged: ReturnType<typeof judgedBy>;

  constructor(plan: Plan, options: FlaggerEmitOptions, settings: FlaggerSettings) {
    this.#plan = plan;
    this.#options = options;
    this.#judged = judgedBy(settings);
    this.#settings = this.#judged.settings;
  }

  #metadata(name: string): Metadata {
    const { namespace, labels } = this.#options;
    return { name, ...(namespace && { namespace }), ...(labels && { labels }) };
  }

  get #target(): ObjectReference {
    const { target, name } = this.#options;
    if (target !== undefined) return target;
    return this.#settings.provider.kind === 'knative'
      ? { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name }
      : { apiVersion: 'apps/v1', kind: 'Deployment', name };
  }

  #guards() {
    const names = namesOf(this.#options);
    return guardFragments(this.#plan, this.#target.name, names.template, this.#settings, this.#judged.limits);
  }

  #alerts(): { readonly alerts: CanaryAlert[]; readonly channels: AlertProviderManifest[] } {
    const names = namesOf(this.#options);
    const all = this.#options.alerts ?? [];
    const channels = all.flatMap(({ name, provider }): AlertProviderManifest[] => {
      if (!isChannel(provider)) return [];
      const { secret, ...spec } = provider;
      const metadata = this.#metadata(names.alert(name));
      const from = secret && { secretRef: { name: secret } };
      return [{ apiVersion: API_VERSION, kind: 'AlertProvider', metadata, spec: { ...spec, ...from } }];
    });
    const alerts = all.map(({ name, severity = 'info', provider }) => ({
      name,
      severity,
      providerRef: isChannel(provider) ? { name: names.alert(name) } : provider,
    }));
    return { alerts, channels };
  }

  #service(): CanaryService | undefined {
    const { name, service, port = PORT, targetPort = TARGET_PORT, portName, portDiscovery } = this.#options;
    const { provider } = this.#settings;
    if (provider.kind === 'knative') return undefined;
    return {
      ...(service !== undefined && service !== name && { name: service }),
      port,
      targetPort,
      ...(portName && { portName }),
      ...(portDiscovery && { portDiscovery }),
      ...routing(this.#options, provider, this.#plan),
    };
  }

  #analysis(metrics: CanaryAnalysis['metrics'] & object, alerts: readonly CanaryAlert[]): CanaryAnalysis {
    const plan = this.#plan;
    const { namespace, port = PORT, webhooks: more = [] } = this.#options;
    const schedule = scheduleOf(plan, this.#settings);
    const names = namesOf(this.#options);
    const address = (service: string) => `http://${service}${namespace ? `.${namespace}` : ''}:${port}`;
    const addresses = { apex: address(names.apex), canary: address(names.canary) };
    const webhooks = [...webhooksOf(plan, addresses, this.#settings), ...more];
    const mirror = (share: number) => settle(this.#judged.limits, 'mirror', share, plan);
    return {
      interval: flaggerTime(schedule.tick),
      threshold: thresholdOf(plan),
      ...movement(plan, schedule, this.#settings, mirror),
      ...(metrics.length > 0 && { metrics }),
      ...(webhooks.length > 0 && { webhooks }),
      ...(alerts.length > 0 && { alerts }),
    };
  }

  #deployment(): DeploymentManifest[] {
    const { name, target, template, replicas = 2, autoscaler } = this.#options;
    if (target !== undefined || this.#settings.provider.kind === 'knative') return [];
    return [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: this.#metadata(name),
        spec: {
          ...(autoscaler === undefined && { replicas }),
          selector: { matchLabels: selectorOf(name) },
          template: withDrain(template ?? placeholder(this.#options), this.#plan.drain, this.#settings.surroundings),
        },
      },
    ];
  }

  fragment(): FlaggerFragment {
    const { provider } = this.#settings;
    const { name, autoscaler, progressDeadline = 600, revertOnDeletion = reverts(provider) } = this.#options;
    const guards = this.#guards();
    const { alerts, channels } = this.#alerts();
    const service = this.#service();
    const analysis = this.#analysis(
      guards.map(({ metric }) => metric),
      alerts,
    );
    const canary: CanaryManifest = {
      apiVersion: API_VERSION,
      kind: 'Canary',
      metadata: this.#metadata(name),
      spec: {
        provider: PROVIDERS[provider.kind].provider,
        targetRef: this.#target,
        ...(autoscaler && {
          autoscalerRef:
            autoscaler.kind === 'ScaledObject'
              ? { apiVersion: 'keda.sh/v1alpha1', kind: autoscaler.kind, name: autoscaler.name }
              : { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: autoscaler.name },
        }),
        ...references(name, provider),
        ...(service && { service }),
        progressDeadlineSeconds: progressDeadline,
        ...(revertOnDeletion && { revertOnDeletion }),
        analysis,
      },
    };
    return [
      canary,
      ...guards.map(({ template }) => ({
        apiVersion: API_VERSION,
        kind: 'MetricTemplate',
        metadata: this.#metadata(template.name),
        spec: template.spec,
      })),
      ...channels,
      ...this.#deployment(),
    ];
  }
}

/**
 * The Canary of a plan with its metric templates, alert providers and, unless one is named, its Deployment. Pure.
 * @throws CutoverError with everything that is wrong with the form of the options, or of the settings.
 */
export function emit(plan: Plan, options: FlaggerEmitOptions, settings: FlaggerSettings = {}): FlaggerFragment {
  checkOptions(options);
  return new Release(plan, options, settings).fragment();
}
