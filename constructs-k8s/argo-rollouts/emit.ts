import type { Phase, Plan, PlannedCheck, Stage } from '../../lib/plan';
import { emitGatewayRouting } from '../gateway-api/routing';
import { emitIstioRouting } from '../istio/routing';
import type { Jobs } from '../shared/check-job';
import { withDrain } from '../shared/drain';
import type { Manifest } from '../shared/manifest';
import { placeholder, selectorOf } from '../shared/pod-template';
import { portsOf } from '../shared/ports';
import { goDuration } from '../shared/time';
import { ARGO, isBlueGreen } from './argo';
import { blueGreenOf, checksIn, previewSeconds } from './blue-green';
import { canaryOf } from './canary';
import { checkMetric, waitMetric } from './checks';
import { gatewayOptions } from './gateway-options';
import { argumentsOf, guardMetrics, templateOf } from './guards';
import {
  type AnalysisTemplateManifest,
  API_VERSION,
  type Metric,
  type RolloutAnalysis,
  type RolloutManifest,
  type RolloutSpec,
} from './manifest';
import { servicesOf } from './services';
import {
  type ArgoEmitOptions,
  type ArgoRolloutsSettings,
  type IstioRouter,
  namesOf,
  type Settled,
  settled,
} from './settings';

/** Everything that a release is made of: a Rollout, then what it refers to. */
export type ArgoFragment = readonly Manifest[];

class Release {
  readonly templates: AnalysisTemplateManifest[] = [];
  readonly #plan: Plan;
  readonly #options: ArgoEmitOptions;
  readonly #settings: Settled;

  constructor(plan: Plan, options: ArgoEmitOptions, settings: Settled) {
    this.#plan = plan;
    this.#options = options;
    this.#settings = settings;
  }

  get #names() {
    return namesOf(this.#options, this.#settings.router.kind);
  }

  metadata(name: string) {
    const { namespace, labels } = this.#options;
    return { name, ...(namespace && { namespace }), ...(labels && { labels }) };
  }

  /** Makes a template of metrics, and the analysis that runs all templates of these names. */
  #template(name: string, metrics: readonly Metric[]): string[] {
    if (metrics.length === 0) return [];
    this.templates.push(templateOf(this.metadata(name), metrics));
    return [name];
  }

  get #jobs(): Jobs {
    return { image: this.#settings.checkImage, mesh: this.#settings.router.kind === 'istio' };
  }

  #analysis(names: readonly string[]): RolloutAnalysis | undefined {
    if (names.length === 0) return undefined;
    const metrics = this.templates
      .filter(({ metadata }) => names.includes(metadata.name))
      .flatMap(({ spec }) => spec.metrics);
    const args = argumentsOf(metrics);
    return { templates: names.map((templateName) => ({ templateName })), ...(args.length > 0 && { args }) };
  }

  #checks(place: string, checks: readonly PlannedCheck[], service: string, delay = 0): string[] {
    const [{ port }] = portsOf(this.#options);
    const asked = { address: `http://${service}:${port}`, ...this.#jobs };
    const initialDelay = delay > 0 ? goDuration(delay) : undefined;
    return this.#template(
      this.#names.checks(place),
      checks.map((check) => checkMetric(check, asked, initialDelay)),
    );
  }

  #guards(): string[] {
    const { name } = this.#options;
    return this.#template(this.#names.guards, guardMetrics(name, this.#plan, this.#settings));
  }

  #canary() {
    const { name, namespace } = this.#options;
    const names = this.#names;
    const analysisOf = (phase: Phase, checks: readonly PlannedCheck[]) =>
      this.#analysis(this.#checks(placeOf(phase), checks, names.canary)) as RolloutAnalysis;
    const background = this.#analysis(this.#guards());
    return {
      canary: canaryOf(this.#plan, { name, names, namespace, settings: this.#settings, analysisOf, background }),
    };
  }

  #blueGreen() {
    const names = this.#names;
    const { root, preview } = names;
    const test = this.#plan.phases.find(({ stage }) => stage === 'test');
    const checks = (stage: Stage) => checksIn(this.#plan, stage);
    const before = this.#checks('before-traffic', checks('before'), preview);
    const tested = this.#checks('test-traffic', checks('test'), preview, test?.hold);
    const waits = test?.approve !== undefined && test.hold > 0 && test.checks.length === 0;
    const wait = waits ? this.#template(names.checks('hold'), [waitMetric(this.#jobs, goDuration(test.hold))]) : [];
    const after = this.#checks('after-traffic', checks('full'), root);
    const prePromotion = this.#analysis([...before, ...tested, ...wait]);
    const postPromotion = this.#analysis([...after, ...this.#guards()]);
    const guards = this.templates.find(({ metadata }) => metadata.name === names.guards)?.spec.metrics ?? [];
    return { blueGreen: blueGreenOf(this.#plan, { names, prePromotion, postPromotion, guards }) };
  }

  rollout(): RolloutManifest {
    const { name, withReplicas = true } = this.#options;
    const plan = this.#plan;
    const strategy: RolloutSpec['strategy'] = isBlueGreen(plan) ? this.#blueGreen() : this.#canary();
    const labels = selectorOf(this.#options);
    const minReady = plan.pace?.minReady ?? 0;
    const { progressDeadline = ARGO.progressDeadline + minReady } = this.#options;
    return {
      apiVersion: API_VERSION,
      kind: 'Rollout',
      metadata: this.metadata(name),
      spec: {
        ...(withReplicas && { replicas: this.#settings.replicas }),
        selector: { matchLabels: labels },
        ...(minReady > 0 && { minReadySeconds: minReady }),
        progressDeadlineSeconds: progressDeadline + previewSeconds(plan),
        progressDeadlineAbort: plan.onFailure === 'rollback',
        strategy,
        template: withDrain(
          this.#options.template ?? placeholder(this.#options),
          plan.drain,
          this.#settings.surroundings,
        ),
      },
    };
  }
}

/** `step 2` is `step-2`. */
const placeOf = ({ name, stage }: Phase): string => (stage === 'full' ? 'after-traffic' : name.replaceAll(' ', '-'));

/** Istio's side of a canary, unless the VirtualService is somebody else's. */
function istioRouting(options: ArgoEmitOptions, router: IstioRouter): readonly Manifest[] {
  if (router.virtualService !== undefined) return [];
  const { name, namespace, labels } = options;
  const [{ port }, ...others] = portsOf(options);
  const { root, stable, canary } = namesOf(options, router.kind);
  // In the mesh a destination without a port keeps the one that was asked for; a gateway's own is another one.
  const leadsToOne = others.length === 0 || router.gateways !== undefined;
  const { virtualService, destinationRules } = emitIstioRouting({
    name,
    ...(namespace && { namespace }),
    ...(labels && { labels }),
    hosts: router.hosts ?? [root],
    ...(router.gateways && { gateways: router.gateways }),
    ...(leadsToOne && { port }),
    versions: { kind: 'services', stable, canary },
  });
  return [virtualService, ...destinationRules];
}

/** The router's side of a canary; a blue/green release switches a Service. */
function routingOf(plan: Plan, options: ArgoEmitOptions, { router }: Settled): readonly Manifest[] {
  if (isBlueGreen(plan)) return [];
  if (router.kind === 'istio') return istioRouting(options, router);
  return router.kind === 'gateway-api' ? [emitGatewayRouting(gatewayOptions(options, router))] : [];
}

/**
 * The Rollout of a plan with its Services, analysis templates and, with a router, its routes. Pure.
 */
export function emit(plan: Plan, options: ArgoEmitOptions, settings: ArgoRolloutsSettings = {}): ArgoFragment {
  const all = settled(settings);
  const release = new Release(plan, options, all);
  const rollout = release.rollout();
  return [
    rollout,
    ...servicesOf(plan, rollout.spec.strategy, options),
    ...release.templates,
    ...routingOf(plan, options, all),
  ];
}
