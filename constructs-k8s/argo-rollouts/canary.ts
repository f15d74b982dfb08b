import { settle } from '../../lib/fidelity';
import { type Amount, type Phase, type Plan, type PlannedCheck, seesTraffic } from '../../lib/plan';
import type { Audience } from '../../lib/strategy';
import { anchored, anyOf } from '../shared/audience/anchored';
import { audienceRoute, headersOf, type StringMatch } from '../shared/audience/matches';
import { goDuration } from '../shared/time';
import { ARGO, isStepped } from './argo';
import { stepWeight } from './copies';
import { argoLimits } from './limits';
import type { CanaryStep, CanaryStrategySpec, HeaderRoute, RolloutAnalysis, TrafficRouting } from './manifest';
import { GATEWAY_API_PLUGIN, type namesOf, type Settled } from './settings';

/** What a canary needs of the rest of the release. */
export interface CanaryContext {
  readonly name: string;
  readonly names: ReturnType<typeof namesOf>;
  readonly namespace: string | undefined;
  readonly settings: Settled;
  /** The analysis of a phase's checks. */
  readonly analysisOf: (phase: Phase, checks: readonly PlannedCheck[]) => RolloutAnalysis;
  /** The analysis of the guards. */
  readonly background: RolloutAnalysis | undefined;
}

/** The managed route that a mirror lives in. */
export const MIRROR = 'mirror';

/** The values as one match. The plugin of the Gateway API wants all matches of a route, and takes a prefix for a regular expression. */
function oneOf(values: readonly StringMatch[]): StringMatch {
  const [first = { exact: '' }] = values;
  if (values.length > 1) return { regex: anyOf(values.flatMap((value) => ('exact' in value ? value.exact : []))) };
  return 'exact' in first ? first : { regex: anchored(first) };
}

/** Istio takes any of the matches of a route. */
function headerRoute(audience: Audience, at: number, router: Settled['router']['kind']): HeaderRoute {
  const headers = headersOf(audience);
  const headerName = headers[0]?.name.toLowerCase() ?? '';
  const values = headers.map(({ value }) => value);
  const wanted = router === 'istio' ? values : [oneOf(values)];
  return { name: audienceRoute(audience, at), match: wanted.map((headerValue) => ({ headerName, headerValue })) };
}

class Steps {
  readonly all: CanaryStep[] = [];
  /** The step at which the new version has its first traffic. */
  watchedFrom: number | undefined;
  #scale = 0;
  readonly #audiences = new Set<string>();
  #mirrors = false;
  readonly #context: CanaryContext;
  readonly #plan: Plan;

  constructor(plan: Plan, context: CanaryContext) {
    this.#plan = plan;
    this.#context = context;
  }

  /** The managed routes in the order in which requests try them: that of the mirror takes every request. */
  get routes(): readonly string[] {
    return [...this.#audiences, ...(this.#mirrors ? [MIRROR] : [])];
  }

  /** Copies must be there before requests are, and nothing but a weight brings them by itself. */
  #capacity(phase: Phase): void {
    const { settings } = this.#context;
    const special = this.#plan.phases.some(
      ({ stage, mirror, audience }) => stage === 'before' || stage === 'test' || mirror > 0 || audience.length > 0,
    );
    if (!special || settings.router.kind === 'none') return;
    const audience = phase.audience.length > 0 && phase.weight < 100 ? settings.audienceCapacity : 0;
    const needed = Math.min(100, Math.max(1, Math.ceil(Math.max(phase.weight, phase.mirror, audience))));
    if (needed <= this.#scale) return;
    this.#scale = needed;
    this.all.push({ setCanaryScale: { weight: needed } });
  }

  #traffic(phase: Phase, before: Phase | undefined): void {
    const { router } = this.#context.settings;
    const setWeight = phase.weight === 0 || phase.weight === 100 ? phase.weight : this.#weight(phase.weight);
    this.all.push({ setWeight });
    const gone = before?.audience.slice(phase.audience.length) ?? [];
    this.all.push(
      ...gone.map((audience, at) => ({
        setHeaderRoute: { name: audienceRoute(audience, phase.audience.length + at) },
      })),
    );
    for (let at = before?.audience.length ?? 0; at < phase.audience.length; at += 1) {
      const setHeaderRoute = headerRoute(phase.audience[at] as Audience, at, router.kind);
      this.#audiences.add(setHeaderRoute.name);
      this.all.push({ setHeaderRoute });
    }
    if (phase.mirror > 0) {
      const percentage = settle(argoLimits(this.#context.settings), 'mirror', phase.mirror);
      this.#mirrors = true;
      this.all.push({ setMirrorRoute: { name: MIRROR, percentage, match: [{ path: { prefix: '/' } }] } });
    }
  }

  #weight(weight: number): number {
    const { settings } = this.#context;
    return settings.router.kind === 'none' ? stepWeight(weight) : settle(argoLimits(settings), 'weight', weight);
  }

  #waits(phase: Phase): void {
    if (phase.hold > 0) this.all.push({ pause: { duration: goDuration(phase.hold) } });
    if (phase.checks.length > 0) this.all.push({ analysis: this.#context.analysisOf(phase, phase.checks) });
    if (phase.approve !== undefined) this.all.push({ pause: {} });
  }

  add(phase: Phase, before: Phase | undefined): void {
    if (phase.stage !== 'bake') {
      this.#capacity(phase);
      this.#traffic(phase, before);
    }
    if (seesTraffic(phase)) this.watchedFrom ??= this.all.length;
    this.#waits(phase);
    if (phase.mirror > 0) this.all.push({ setMirrorRoute: { name: MIRROR } });
  }
}

/** The last phase is what Argo does by itself after the last step, unless something waits in it. */
const written = ({ phases }: Plan): readonly Phase[] => {
  const last = phases.slice(phases.findIndex(({ stage }) => stage === 'full'));
  return last.every(({ hold, checks }) => hold === 0 && checks.length === 0) ? phases.slice(0, -last.length) : phases;
};

const amount = (value: Amount): string | number => ('copies' in value ? value.copies : `${Math.ceil(value.percent)}%`);

function pace(plan: Plan, settings: Settled): Pick<CanaryStrategySpec, 'maxSurge' | 'maxUnavailable'> {
  if (plan.pace !== undefined)
    return { maxSurge: amount(plan.pace.surge), maxUnavailable: amount(plan.pace.unavailable) };
  return settings.router.kind === 'none' ? { maxSurge: settings.surge, maxUnavailable: settings.unavailable } : {};
}

function routing(
  { name, namespace, settings: { router } }: CanaryContext,
  routes: readonly string[],
): TrafficRouting | undefined {
  const managed = routes.length > 0 && { managedRoutes: routes.map((route) => ({ name: route })) };
  switch (router.kind) {
    case 'none':
      return undefined;
    case 'istio':
      return { istio: { virtualService: router.virtualService ?? { name, routes: ['primary'] } }, ...managed };
    case 'gateway-api': {
      const config = {
        [router.protocol === 'grpc' ? 'grpcRoute' : 'httpRoute']: name,
        namespace: namespace ?? 'default',
      };
      return { plugins: { [GATEWAY_API_PLUGIN]: config }, ...managed };
    }
    case 'plugin': {
      const config = router.config ?? { httpRoute: name, namespace: namespace ?? 'default' };
      return { plugins: { [router.name ?? GATEWAY_API_PLUGIN]: config }, ...managed };
    }
  }
}

/** The canary of a plan: with steps, or copy by copy. */
export function canaryOf(plan: Plan, context: CanaryContext): CanaryStrategySpec {
  const steps = new Steps(plan, context);
  const phases = written(plan);
  phases.forEach((phase, at) => {
    steps.add(phase, phases[at - 1]);
  });
  const { names } = context;
  const trafficRouting = routing(context, steps.routes);
  const startingStep = steps.watchedFrom ?? steps.all.length;
  const { background } = context;
  return {
    ...((isStepped(plan) || steps.all.length > 0) && { stableService: names.stable, canaryService: names.canary }),
    ...pace(plan, context.settings),
    ...(trafficRouting && { trafficRouting, abortScaleDownDelaySeconds: ARGO.abortScaleDownDelay }),
    ...(background && { analysis: { ...background, ...(startingStep > 0 && { startingStep }) } }),
    ...(steps.all.length > 0 && { steps: steps.all }),
  };
}
