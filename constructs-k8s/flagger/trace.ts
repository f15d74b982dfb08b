import { type Gate, type Stretch, segmentsOf, type Trace } from '../../lib/plan';
import type { Manifest } from '../shared/manifest';
import { goSeconds } from '../shared/time';
import { FLAGGER } from './flagger';
import type { CanaryAnalysis, CanaryManifest, MetricTemplateManifest, WebhookType } from './manifest';
import { audienceTexts } from './matches';
import { type Templates, watchedGuards } from './trace-guards';

const isCanary = (manifest: Manifest): manifest is CanaryManifest => manifest.kind === 'Canary';
const isTemplate = (manifest: Manifest): manifest is MetricTemplateManifest => manifest.kind === 'MetricTemplate';

/** The total of both weights. */
const ALL = 100;

/** The interval that Flagger really uses: at least 10 s, and a minute when Go cannot read it. */
const tickOf = ({ interval }: CanaryAnalysis): number =>
  Math.max(FLAGGER.shortestInterval, goSeconds(interval) ?? FLAGGER.interval);

/** The weights that a canary goes through. A step that adds nothing is never left. */
function weightsOf({ stepWeight = 0, stepWeights = [], maxWeight = ALL }: CanaryAnalysis): number[] {
  if (stepWeight > 0) {
    const steps = Math.max(1, Math.ceil(maxWeight / stepWeight));
    return Array.from({ length: steps }, (_, at) => Math.min(ALL, (at + 1) * stepWeight));
  }
  const weights: number[] = [];
  for (const weight of stepWeights) {
    if (weight <= (weights.at(-1) ?? 0)) break;
    weights.push(Math.min(ALL, weight));
  }
  return weights;
}

class Release {
  readonly #analysis: CanaryAnalysis;
  readonly #provider: string;
  readonly #guards: readonly string[];
  readonly #tick: number;
  readonly #skips: boolean;
  readonly #stretches: Stretch[] = [];

  constructor(
    { provider = 'istio', analysis, skipAnalysis = false }: CanaryManifest['spec'],
    guards: readonly string[],
  ) {
    this.#provider = provider;
    this.#analysis = analysis;
    this.#skips = skipAnalysis;
    this.#guards = guards;
    this.#tick = tickOf(analysis);
  }

  #checks(...types: readonly (WebhookType | undefined)[]): Gate[] {
    const { webhooks = [] } = this.#analysis;
    return webhooks.filter(({ type }) => types.includes(type)).map(({ name }) => ({ kind: 'check', name }));
  }

  /** Webhooks that a person answers for, all of one type as one gate. */
  #asked(type: WebhookType): Gate[] {
    const { webhooks = [] } = this.#analysis;
    return webhooks.some((webhook) => webhook.type === type) ? [{ kind: 'approval', onTimeout: 'rollback' }] : [];
  }

  #add(state: Partial<Stretch>): void {
    this.#stretches.push({
      seconds: this.#tick,
      weight: 0,
      mirror: 0,
      audience: [],
      reached: 'at once',
      guards: this.#guards,
      gates: this.#checks('rollout', undefined),
      ...state,
    });
  }

  /** Before anything is moved: the gate of the rollout, and what runs once. */
  #begin(gates: readonly Gate[] = []): void {
    const all = [...this.#asked('confirm-rollout'), ...this.#checks('pre-rollout'), ...gates];
    if (all.length > 0) this.#add({ seconds: 0, guards: [], gates: all });
  }

  /**
   * The new version is copied into the primary, which then has the requests, at once or in steps of `stepWeightPromotion`; nobody watches that.
   * `moved` is the weight that it takes back.
   */
  #promote(reached: Stretch['reached'], moved = ALL): void {
    const { stepWeightPromotion: step = 0 } = this.#analysis;
    const back = step > 0 && this.#provider !== 'kubernetes' ? Math.ceil(moved / step) : 1;
    const seconds = (FLAGGER.promotion - 1 + back) * this.#tick;
    this.#add({ seconds, weight: ALL, reached, guards: [], gates: [] });
  }

  /** Weight by weight. The gate of an increase is asked before each, and before the promotion. */
  #canary(): void {
    const weights = weightsOf(this.#analysis);
    const gate = this.#asked('confirm-traffic-increase');
    const rollout = this.#checks('rollout', undefined);
    const { mirror = false, mirrorWeight = ALL } = this.#analysis;
    this.#begin(gate);
    if (mirror) this.#add({ mirror: mirrorWeight });
    weights.forEach((weight, at) => {
      const end = at === weights.length - 1 ? this.#asked('confirm-promotion') : [];
      this.#add({ weight, gates: [...rollout, ...gate, ...end] });
    });
    const { stepWeight = 0, stepWeights = [] } = this.#analysis;
    const isStuck = stepWeight === 0 && weights.length < Math.max(1, stepWeights.length);
    const last = weights.at(-1);
    if (!isStuck) this.#promote(last === ALL ? 'at once' : 'copy by copy', last);
  }

  #abTest(iterations: number): void {
    const { match = [] } = this.#analysis;
    this.#begin();
    this.#add({
      seconds: iterations * this.#tick,
      audience: audienceTexts(match),
      gates: [...this.#checks('rollout', undefined), ...this.#asked('confirm-promotion')],
    });
    this.#promote('copy by copy');
  }

  /** Test traffic, or a mirror, for all iterations; then all requests for one interval, where the provider moves any; then the promotion. */
  #blueGreen(iterations: number): void {
    const { mirror = false, mirrorWeight = ALL } = this.#analysis;
    const switches = this.#provider !== 'kubernetes';
    const mirrored = mirror && switches;
    this.#begin();
    this.#add({
      seconds: (switches ? iterations : iterations + 1) * this.#tick,
      mirror: mirrored ? mirrorWeight : 0,
      guards: mirrored ? this.#guards : [],
      gates: [...this.#checks('rollout', undefined), ...this.#asked('confirm-promotion')],
    });
    if (switches) this.#add({ weight: ALL });
    this.#promote(switches ? 'at once' : 'copy by copy');
  }

  stretches(): readonly Stretch[] {
    const { iterations = 0, match = [] } = this.#analysis;
    const isKubernetes = this.#provider === 'kubernetes';
    // Copied into the primary and scaled down in one interval.
    if (this.#skips) this.#add({ seconds: 0, weight: ALL, reached: 'copy by copy', guards: [], gates: [] });
    else if (iterations > 0 && match.length > 0 && !isKubernetes) this.#abTest(iterations);
    else if (iterations > 0 || isKubernetes) this.#blueGreen(iterations > 0 ? iterations : DEFAULT_ITERATIONS);
    else this.#canary();
    return this.#stretches;
  }
}

/** What Services alone get when nothing is said. Source: pkg/controller/scheduler.go. */
const DEFAULT_ITERATIONS = 10;

/**
 * What Flagger does with the first Canary of these manifests and the metric templates among them, emitted or from a file: an update of a running
 * application, because the first deployment is not analysed. It begins with the first interval in which the new version is ready. A failed check
 * keeps everything as it is for an interval, and one interval after `threshold` of them the requests are the primary's again.
 * @throws Error when there is no Canary.
 */
export function trace(manifests: readonly Manifest[]): Trace {
  const canary = manifests.find(isCanary);
  if (canary === undefined) throw new Error('there is no Canary among the manifests');
  const templates: Templates = new Map(manifests.filter(isTemplate).map(({ metadata, spec }) => [metadata.name, spec]));
  const { analysis } = canary.spec;
  const guards = watchedGuards(analysis, tickOf(analysis), templates);
  const release = new Release(
    canary.spec,
    guards.map(({ name }) => name),
  );
  return { segments: segmentsOf(release.stretches()), guards, onFailure: 'rollback' };
}
