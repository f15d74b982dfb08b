import { CutoverError, type Finding } from '../findings';
import { type Fault, type Outcome, type Playable, play, type Scenario, scenario } from '../simulate';
import { problem } from '../simulate/findings';
import type { Duration, Percent } from '../strategy';
import { refusal } from '../strategy';
import { faultFindings } from './fault';
import { readField } from './field';
import { type Simulated, type Source, sourceOf } from './source';
import { latencyOf, type Traffic, trafficOf, type Usual } from './traffic';

interface Settings {
  readonly scenario: Scenario;
  readonly runs: number;
  /** 0–1. */
  readonly share: number;
  readonly ignored: readonly string[];
}

/** How many releases are played, and the share of them that a matcher asks for, unless said otherwise. */
export const SIMULATION_DEFAULTS = { runs: 100, share: 0.95 } as const;

const ID = 'simulate-scenario';

/** A release and what it is played in. Every method answers another one; nothing is changed. Made by {@link simulate}. */
export class Simulation {
  readonly #release: Playable;
  readonly #settings: Settings;
  #played: readonly Outcome[] | undefined;

  /** @internal */
  constructor(release: Playable, settings: Settings) {
    this.#release = release;
    this.#settings = settings;
  }

  /** Adds faults. @throws CutoverError for data that is no fault */
  with(...faults: readonly Fault[]): Simulation {
    CutoverError.throwIfAny('with', faultFindings(faults));
    return this.#in({ faults: [...this.#settings.scenario.faults, ...faults] });
  }

  /** How many requests come: `Traffic.daily(200)`, a number per second, or what is usual altogether, as `traffic` of a strategy. */
  traffic(traffic: Traffic | number | Usual): Simulation {
    if (typeof traffic === 'number') return this.traffic({ kind: 'constant', requestsPerSecond: traffic });
    const findings: Finding[] = [];
    const parts: { -readonly [P in keyof Scenario]?: Scenario[P] } = {};
    if ('kind' in traffic) parts.traffic = trafficOf(traffic, findings);
    else {
      const { requestsPerSecond, errorRate, latency } = traffic;
      if (requestsPerSecond !== undefined) parts.traffic = trafficOf({ kind: 'constant', requestsPerSecond }, findings);
      if (errorRate !== undefined) parts.errorRate = readField('part', errorRate, 'traffic.errorRate', ID, findings);
      if (latency !== undefined) parts.latency = latencyOf(latency, findings);
    }
    CutoverError.throwIfAny('traffic', findings);
    return this.#in(parts);
  }

  /** How many people use the service meanwhile. Without it each request counts as another person, which is the worst case. */
  users(count: number): Simulation {
    return this.#in({ users: this.#number('count', count, 'users') });
  }

  /** People approve, say no, or never answer; `after` a time. Default: yes, after ten minutes. */
  approvals(
    answer: Scenario['approvals']['answer'],
    { after = '10m' }: { readonly after?: Duration } = {},
  ): Simulation {
    return this.#in({ approvals: { answer, after: this.#number('time', after, 'approvals.after') } });
  }

  /** Checks fail. */
  failing(...checks: readonly string[]): Simulation {
    return this.#in({ failingChecks: [...this.#settings.scenario.failingChecks, ...checks] });
  }

  /** The first seed. Each run has the next one. Default: 1. */
  seed(seed: number): Simulation {
    if (!Number.isSafeInteger(seed)) throw new CutoverError('seed', [problem(ID, 'seed', 'A seed is a whole number')]);
    return this.#in({ seed });
  }

  /** How many releases a matcher looks at. Default: 100; 1 for a single one. */
  runs(count: number): Simulation {
    return this.#set({ runs: this.#number('count', count, 'runs') });
  }

  /** The share of the runs that a matcher asks for. Default: 95%. */
  atLeast(share: Percent): Simulation {
    return this.#set({ share: this.#number('share', share, 'atLeast') });
  }

  /** Plays without guards that cannot be played, by the names that the error gave. */
  ignoring(...names: readonly string[]): Simulation {
    return this.#set({ ignored: [...this.#settings.ignored, ...names] });
  }

  /** The release that is played: its segments, guards and engine. */
  get release(): Playable {
    return this.#release;
  }

  /** The share of the runs that a matcher asks for; 0–1. */
  get wanted(): number {
    return this.#settings.share;
  }

  /** The faults that are played. */
  get faults(): readonly Fault[] {
    return this.#settings.scenario.faults;
  }

  /** Plays the release once, with the first seed. @throws CutoverError for guards that cannot be played */
  run(): Outcome {
    this.#guarded();
    return play(this.#release, this.#settings.scenario);
  }

  /** Plays all runs, each with a seed of its own. @throws CutoverError for guards that cannot be played */
  outcomes(): readonly Outcome[] {
    if (this.#played === undefined) {
      this.#guarded();
      const { runs, scenario: first } = this.#settings;
      this.#played = Array.from({ length: runs }, (_, run) =>
        play(this.#release, { ...first, seed: first.seed + run }),
      );
    }
    return this.#played;
  }

  #guarded(): void {
    const { ignored } = this.#settings;
    const left = this.#release.unplayed.filter(({ name }) => !ignored.includes(name));
    const findings = left.map(({ name, why }) =>
      problem('simulate-unplayed-guard', this.#release.title, `${name} cannot be played: ${why}`, {
        fix: `.ignoring(${JSON.stringify(name)})`,
      }),
    );
    CutoverError.throwIfAny('simulate', findings);
  }

  #number(unit: Parameters<typeof readField>[0], value: unknown, path: string): number {
    const findings: Finding[] = [];
    const number = readField(unit, value, path, ID, findings);
    CutoverError.throwIfAny(path, findings);
    return number;
  }

  #in(parts: Partial<Scenario>): Simulation {
    return this.#set({ scenario: { ...this.#settings.scenario, ...parts } });
  }

  #set(parts: Partial<Settings>): Simulation {
    return new Simulation(this.#release, { ...this.#settings, ...parts });
  }
}

/**
 * Plays a release on a virtual clock: a CloudFormation template (`Template.fromStack(stack)`, or its JSON), manifests
 * (`Testing.synth(chart)`), a file or a text in YAML or JSON, a strategy, or a plan. What is emitted is read back: the thresholds, periods and limits
 * that are played are those of the resources. Where there are several releases, `of` names one: a logical id, or a manifest's name.
 * @throws CutoverError when there is no release, or one that cannot be read
 *
 * @example
 * const outcome = simulate(Template.fromStack(stack)).with(Fault.errorBurst({ to: '2%', at: '3m' })).run();
 */
export function simulate(what: Simulated, { of }: { readonly of?: string } = {}): Simulation {
  if ((typeof what !== 'object' || what === null) && typeof what !== 'string')
    throw refusal('simulate', '', what, 'a template, manifests, a file, a strategy or a plan');
  const { release, traffic }: Source = sourceOf(what, of);
  return new Simulation(release, { ...SIMULATION_DEFAULTS, scenario: scenario(traffic), ignored: [] });
}
