import { audienceText, type Stretch, segmentsOf, type Trace } from '../../lib/plan';
import { matchOf, textsOf } from '../shared/audience/anchored';
import { audienceOf, type StringMatch } from '../shared/audience/matches';
import { gatesOf, metricsOf, onFailureOf, secondsIn, type Templates, watchedGuards } from './analysis';
import { realWeight, surgeCopies } from './copies';
import type { CanaryStep, CanaryStrategySpec, HeaderRoute, RolloutSpec } from './manifest';

/** The values that a route of a plugin stands for: it has one match, and searches where Istio compares. */
function valuesIn(route: string, value: StringMatch): readonly StringMatch[] {
  if (!('regex' in value)) return [value];
  return route.endsWith('-users') ? textsOf(value.regex).map((exact) => ({ exact })) : [matchOf(value.regex)];
}

/** What a header route is in words; one that Cutover did not make is told by its header. */
function routeText({ name, match = [] }: HeaderRoute, isPlugin: boolean): string {
  const headerName = match[0]?.headerName ?? '';
  const given = match.map(({ headerValue }) => headerValue as StringMatch);
  const values = isPlugin ? given.flatMap((value) => valuesIn(name, value)) : given;
  const audience = audienceOf(
    name,
    values.map((value) => ({ name: headerName, value })),
  );
  if (audience !== undefined) return audienceText(audience);
  return match.map((one) => `header ${one.headerName} ${Object.values(one.headerValue).join('')}`).join(', ');
}

/** The order of what happens between two changes of the traffic; what comes out of order begins a stretch of its own. */
const RANK = { change: 0, pause: 1, checks: 2, person: 3 } as const;

interface Open {
  seconds: number;
  gates: Stretch['gates'][number][];
  rank: number;
  /** The step after the last one of the stretch. */
  end: number;
}

class Canary {
  readonly stretches: Stretch[] = [];
  readonly #weightOf: (weight: number) => number;
  readonly #routed: boolean;
  readonly #plugin: boolean;
  readonly #templates: Templates;
  readonly #guards: readonly string[];
  readonly #startingStep: number;
  #state = { weight: 0, mirror: 0, audience: new Map<string, string>() };
  #open: Open | undefined;

  constructor(spec: RolloutSpec, canary: CanaryStrategySpec, templates: Templates, guards: readonly string[]) {
    const replicas = spec.replicas ?? 1;
    const surge = surgeCopies(canary.maxSurge, replicas);
    this.#routed = canary.trafficRouting !== undefined;
    this.#plugin = canary.trafficRouting?.plugins !== undefined;
    this.#weightOf = (weight) => (this.#routed ? weight : realWeight(replicas, surge, weight));
    this.#templates = templates;
    this.#guards = guards;
    this.#startingStep = canary.analysis?.startingStep ?? 0;
  }

  get weight(): number {
    return this.#state.weight;
  }

  close(): void {
    if (this.#open === undefined) return;
    const { seconds, gates, end } = this.#open;
    const { weight, mirror, audience } = this.#state;
    this.stretches.push({
      seconds,
      weight,
      mirror,
      audience: [...audience.values()],
      reached: weight === 100 && !this.#routed ? 'copy by copy' : 'at once',
      guards: end > this.#startingStep ? this.#guards : [],
      gates,
    });
    this.#open = undefined;
  }

  #enter(rank: number, at: number): Open {
    if (this.#open !== undefined && (rank < this.#open.rank || (rank === this.#open.rank && rank !== RANK.change)))
      this.close();
    this.#open ??= { seconds: 0, gates: [], rank, end: at + 1 };
    this.#open.rank = rank;
    this.#open.end = at + 1;
    return this.#open;
  }

  step(step: CanaryStep, at: number): void {
    const { setWeight, setHeaderRoute, setMirrorRoute, pause, analysis } = step;
    if (setWeight !== undefined) {
      this.close();
      this.#state = { ...this.#state, weight: this.#weightOf(setWeight) };
      this.#enter(RANK.change, at);
    }
    if (setHeaderRoute !== undefined) {
      const audience = new Map(this.#state.audience);
      if (setHeaderRoute.match === undefined || setHeaderRoute.match.length === 0) audience.delete(setHeaderRoute.name);
      else audience.set(setHeaderRoute.name, routeText(setHeaderRoute, this.#plugin));
      this.#change({ audience }, at);
    }
    if (setMirrorRoute !== undefined) {
      const off = setMirrorRoute.match === undefined || setMirrorRoute.match.length === 0;
      this.#change({ mirror: off ? 0 : (setMirrorRoute.percentage ?? 100) }, at);
    }
    if (pause?.duration !== undefined) this.#enter(RANK.pause, at).seconds += secondsIn(pause.duration);
    else if (pause !== undefined) this.#enter(RANK.person, at).gates.push({ kind: 'approval', onTimeout: 'rollback' });
    if (analysis !== undefined)
      this.#enter(RANK.checks, at).gates.push(...gatesOf(metricsOf(analysis, this.#templates).flat()));
  }

  /** A change of the routes; after a wait it ends the stretch. */
  #change(change: Partial<{ mirror: number; audience: Map<string, string> }>, at: number): void {
    if (this.#open !== undefined && this.#open.rank > RANK.change) this.close();
    const fresh = this.#open !== undefined;
    this.#state = { ...this.#state, ...change };
    if (fresh) this.#enter(RANK.change, at);
  }

  /** After the last step, Argo gives the new version everything and forgets all routes. */
  finish(steps: number): void {
    this.close();
    if (this.weight === 100 && this.stretches.length > 0) return;
    this.#state = { weight: 100, mirror: 0, audience: new Map() };
    this.#open = { seconds: 0, gates: [], rank: RANK.change, end: steps + 1 };
    this.close();
  }
}

/** What Argo does with a canary, step by step. */
export function traceCanary(spec: RolloutSpec, canary: CanaryStrategySpec, templates: Templates): Trace {
  const background = metricsOf(canary.analysis, templates).flat();
  const guards = watchedGuards(background);
  const steps = canary.steps ?? [];
  const run = new Canary(
    spec,
    canary,
    templates,
    guards.map(({ name }) => name),
  );
  steps.forEach((step, at) => {
    run.step(step, at);
  });
  run.finish(steps.length);
  const inline = steps.flatMap(({ analysis }) => metricsOf(analysis, templates).flat());
  return {
    segments: segmentsOf(run.stretches),
    guards,
    onFailure: onFailureOf(spec, [...background, ...inline]),
  };
}
