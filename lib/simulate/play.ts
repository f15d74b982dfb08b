import { changesOf, drifts, effectOf } from './fault';
import { Ledger } from './ledger';
import { type Leg, legsOf } from './legs';
import { type Ending, type Notes, type Outcome, outcomeOf } from './outcome';
import type { Playable, PlayableGuard } from './playable';
import { type Random, random } from './random';
import type { Scenario } from './scenario';
import { Seen } from './seen';
import { nextJump, requestsPerSecond } from './traffic';
import { Watch } from './watch';

/** Seconds for which a rate that drifts is taken as constant. */
const FINE = 60;
/** Lines of a timeline; what happens after is not written down. */
const LONGEST_TIMELINE = 200;
/** Stretches of the time before a release in which the stable version is counted. */
const LONGEST_HISTORY = 120;
const NEVER = Number.POSITIVE_INFINITY;

/** Seconds before a release that a guard looks back on. */
const historyOf = ({ over, counting }: PlayableGuard): number => (counting.rule === 'window' ? counting.of : 1) * over;

/** One release on the virtual clock. It jumps from one moment at which something changes, or is read, to the next. */
class Player {
  readonly #release: Playable;
  readonly #scenario: Scenario;
  readonly #random: Random;
  readonly #ledger: Ledger;
  readonly #watches: Watch[];
  readonly #changes: readonly number[];
  readonly #fine: number;
  readonly #phase: number;
  readonly notes: Notes = { hit: 0, failed: 0, timeline: [], weights: [] };
  #now = 0;

  constructor(release: Playable, scenario: Scenario) {
    this.#release = release;
    this.#scenario = scenario;
    this.#random = random(scenario.seed);
    this.#watches = release.guards.map((guard) => new Watch(guard));
    this.#changes = scenario.faults.flatMap(changesOf);
    this.#fine = scenario.traffic.kind === 'daily' || scenario.faults.some(drifts) ? FINE : NEVER;
    this.#phase = release.engine.clock === 'own' ? this.#random.next() : 0;
    const length = Math.max(1, ...release.guards.map(historyOf)) + release.engine.lag;
    const step = Math.max(length / LONGEST_HISTORY, Math.min(length, ...release.guards.map(({ over }) => over)));
    this.#ledger = new Ledger(-length);
    for (let from = -length; from < 0; from += step)
      this.#count({ weight: 0, mirror: 0, audience: false }, from, Math.min(0, from + step));
  }

  play(): Ending {
    return this.#unready() ?? this.#redAtStart() ?? this.#legs();
  }

  #unready(): Ending | undefined {
    const { unready } = this.#release.engine;
    if (unready === 'served' || !this.#scenario.faults.some(({ kind }) => kind === 'crashLoop')) return undefined;
    return { result: unready.result, at: unready.after, reason: 'the new version never became ready' };
  }

  #redAtStart(): Ending | undefined {
    const { redAtStart, name, lag } = this.#release.engine;
    if (redAtStart === 'counts') return undefined;
    const red = this.#watches.find(({ guard }) => {
      const watch = new Watch(guard);
      const { over, counting } = guard;
      const readings = counting.rule === 'window' ? counting.of * counting.stride : 1;
      const distance = counting.rule === 'window' ? over / counting.stride : over;
      return Array.from({ length: readings }, (_, at) => this.#seen(-lag - (readings - 1 - at) * distance, 0))
        .map((seen) => watch.look(seen).action)
        .includes('fails');
    });
    if (red === undefined) return undefined;
    const reason = `${red.guard.name} was bad before the start`;
    if (redAtStart === 'stops') return { result: 'rolledBack', at: 0, reason };
    this.#note(`${reason}: ${name} watches no guard in this release`);
    this.#watches.length = 0;
    return undefined;
  }

  #legs(): Ending {
    for (const leg of legsOf(this.#release, this.#scenario)) {
      this.#enter(leg);
      const ending = (leg.seconds > 0 ? this.#look(leg).ending : undefined) ?? this.#pass(leg);
      if (ending !== undefined) return ending;
      if (leg.ends !== undefined) return { ...leg.ends, at: this.#now };
    }
    return { result: 'promoted', at: this.#now, reason: 'all steps passed' };
  }

  #enter(leg: Leg): void {
    if (this.notes.weights.at(-1)?.weight !== leg.weight) {
      this.notes.weights.push({ at: this.#now, weight: leg.weight });
      this.#note(`the new version gets ${leg.weight}%`);
    }
    if (leg.says !== undefined) this.#note(leg.says);
    if (leg.person === true) this.notes.waited ??= this.#now;
    for (const watch of this.#watches) watch.watched(leg.guards.has(watch.guard.name), this.#first(watch));
  }

  /** A clock of its own has its readings at even distances whenever the release begins. */
  #first({ guard: { first, every } }: Watch): number {
    const { clock, lag } = this.#release.engine;
    if (clock === 'release') return this.#now + first + lag;
    return this.#now + ((((this.#phase * every - this.#now) % every) + every) % every) + lag;
  }

  #pass(leg: Leg): Ending | undefined {
    let end = this.#now + leg.seconds;
    while (this.#now < end) {
      const next = Math.min(end, this.#next());
      this.#count(leg, this.#now, next);
      this.#now = next;
      const { ending, bad } = this.#look(leg);
      if (ending !== undefined) return ending;
      if (bad && next >= end) end += this.#release.engine.haltsOnBad ?? 0;
    }
    return undefined;
  }

  /** The next moment at which something changes or is read. */
  #next(): number {
    const now = this.#now;
    const { lag } = this.#release.engine;
    let next = Math.min(now + this.#fine, nextJump(this.#scenario.traffic, now));
    const consider = (time: number) => {
      if (time > now && time < next) next = time;
    };
    for (const change of this.#changes) consider(change);
    for (const { due, guard } of this.#watches) {
      consider(due);
      consider(due - lag);
      consider(due - lag - guard.over);
    }
    return next;
  }

  #count(leg: Pick<Leg, 'weight' | 'mirror' | 'audience'>, from: number, to: number): void {
    const { traffic, faults, errorRate, arrivals, audience } = this.#scenario;
    const middle = (from + to) / 2;
    const rate = requestsPerSecond(traffic, this.#fine === NEVER ? from : middle);
    const all = rate * (to - from);
    const share = leg.weight / 100 + (leg.audience ? (1 - leg.weight / 100) * audience : 0);
    const effect = effectOf(faults, this.#fine === NEVER ? from : middle, errorRate, rate * share);
    const come = (mean: number) => (arrivals === 'even' ? Math.round(mean) : this.#random.count(mean));
    const failing = (requests: number, rateOfErrors: number) =>
      effect.clump === 1
        ? this.#random.of(requests, rateOfErrors)
        : Math.min(requests, this.#random.count((requests * rateOfErrors) / effect.clump) * effect.clump);
    const canary = come(all * share);
    const copies = come((all * leg.mirror) / 100);
    const stable = come(all * (1 - share));
    const canaryErrors = failing(canary, effect.canary);
    this.notes.hit += canary;
    this.notes.failed += canaryErrors;
    const visible = effect.missing === 'canary' ? 0 : 1;
    const seen = visible * (canary + copies);
    this.#ledger.add(to, {
      canary: seen,
      canaryErrors: visible * (canaryErrors + failing(copies, effect.canary)),
      stable,
      stableErrors: failing(stable, effect.stable),
      slow: effect.slower > 1 ? seen : 0,
      slowness: seen * Math.log(effect.slower),
    });
  }

  #seen(at: number, weight: number): Seen {
    const { faults, errorRate, latency } = this.#scenario;
    const { missing } = effectOf(faults, this.#now, errorRate, 0);
    return new Seen(this.#ledger, this.#random, latency, at, weight, missing);
  }

  /** Reads every guard that is due. */
  #look(leg: Leg): { readonly ending?: Ending; readonly bad: boolean } {
    let bad = false;
    for (const watch of this.#watches) {
      if (watch.due > this.#now) continue;
      const { name } = watch.guard;
      const { reading, action } = watch.look(this.#seen(watch.due - this.#release.engine.lag, leg.weight / 100));
      const { verdict, why } = reading;
      bad ||= verdict === 'bad';
      if (verdict !== 'good' && verdict !== 'nothing')
        this.#note(`${name} was ${SAYS[verdict]}${why === undefined ? '' : `: ${why()}`}`);
      if (action !== undefined) return { ending: this.#ending(leg, action, `${name} was ${SAYS[verdict]}`), bad };
    }
    return { bad };
  }

  #ending(leg: Leg, action: 'fails' | 'waits', reason: string): Ending {
    const { reactsAfter = 0 } = this.#release.engine;
    if (reactsAfter > 0) this.#count(leg, this.#now, this.#now + reactsAfter);
    this.#now += reactsAfter;
    const rollsBack = action === 'fails' && this.#release.onFailure === 'rollback';
    return { result: rollsBack ? 'rolledBack' : 'waiting', at: this.#now, reason };
  }

  #note(what: string): void {
    if (this.notes.timeline.length < LONGEST_TIMELINE) this.notes.timeline.push({ at: this.#now, what });
  }
}

const SAYS = { good: 'good', nothing: 'without data', bad: 'bad', unclear: 'unclear', error: 'not readable' } as const;

/** Plays a release on a virtual clock: requests are counted, guards read their windows, and the engine does what it does. Never throws. */
export function play(release: Playable, scenario: Scenario): Outcome {
  const player = new Player(release, scenario);
  const ending = player.play();
  return outcomeOf(ending, scenario, player.notes);
}
