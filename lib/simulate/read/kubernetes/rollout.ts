import { type Gate, type Stretch, segmentsOf } from '../../../plan';
import type { Engine, Playable, PlayableGuard } from '../../playable';
import { dig, type Fields, fieldsOf, isTrue, listOf, numberOf, textOf, Unreadable } from '../value';
import { type Analysis, analysisOf } from './analysis';
import { shareOfCopies, surgeOf } from './copies';
import { type Manifest, secondsIn } from './manifests';
import type { Names } from './versions';

/** Seconds that Argo keeps the old copies after a switch by itself, and without progress until a release has failed. */
const DEFAULTS = { scaleDownDelay: 30, progressDeadline: 600 } as const;

const PERSON: Gate = { kind: 'approval', onTimeout: 'rollback' };

/** Steps that do nothing to the traffic. */
const QUIET: ReadonlySet<string> = new Set(['setCanaryScale']);

type State = Pick<Stretch, 'weight' | 'mirror' | 'audience'>;

class Rollout {
  readonly #spec: Fields;
  readonly #templates: ReadonlyMap<string, Fields>;
  readonly #title: string;
  readonly #names: Names;
  readonly #all: Analysis[] = [];

  constructor({ kind, name, spec }: Manifest, templates: ReadonlyMap<string, Fields>) {
    this.#spec = spec;
    this.#templates = templates;
    this.#title = `${kind} ${name}`;
    const service = (...path: readonly string[]) => textOf(dig(spec, 'strategy', ...path)) ?? '';
    this.#names = {
      canary: [service('canary', 'canaryService'), service('blueGreen', 'previewService')],
      stable: [service('canary', 'stableService')],
    };
  }

  read(): Playable {
    const { strategy } = this.#spec;
    const stretches =
      dig(strategy, 'blueGreen') === undefined
        ? this.#canary(fieldsOf(dig(strategy, 'canary')))
        : this.#blueGreen(fieldsOf(dig(strategy, 'blueGreen')));
    const guards = this.#all.flatMap((analysis) => analysis.guards);
    return {
      title: this.#title,
      segments: segmentsOf(stretches),
      guards,
      unplayed: this.#all.flatMap(({ unplayed }) => unplayed),
      onFailure: 'rollback',
      engine: this.#engine(),
    };
  }

  #engine(): Engine {
    const after = numberOf(this.#spec.progressDeadlineSeconds) ?? DEFAULTS.progressDeadline;
    const result = isTrue(this.#spec.progressDeadlineAbort) ? 'rolledBack' : 'stuck';
    return { name: 'Argo Rollouts', redAtStart: 'counts', unready: { after, result }, lag: 0, clock: 'release' };
  }

  /** Metrics of one analysis; names that are taken already get the place of the analysis. */
  #analysis(analysis: unknown, place: string): Analysis {
    const read = analysisOf(analysis, this.#templates, this.#names);
    const taken = new Set(this.#all.flatMap(({ guards }) => guards.map(({ name }) => name)));
    const guards = read.guards.map((guard) =>
      taken.has(guard.name) ? { ...guard, name: `${guard.name} (${place})` } : guard,
    );
    this.#all.push({ ...read, guards });
    return { ...read, guards };
  }

  /** An analysis that the release waits for: as long as its slowest metric. */
  #wait(analysis: unknown, place: string, state: State, watched: readonly string[]): Stretch[] {
    if (analysis === undefined) return [];
    const { guards, checks, seconds: measured } = this.#analysis(analysis, place);
    const gates: Gate[] = checks.map(({ name }) => ({ kind: 'check', name }));
    const lasts = ({ first, every, count = 1 }: PlayableGuard) => Math.max(1, first + (count - 1) * every);
    const seconds = Math.max(measured, ...guards.map(lasts));
    return [{ ...state, reached: 'at once', seconds, guards: [...watched, ...guards.map(({ name }) => name)], gates }];
  }

  #canary(canary: Fields): Stretch[] {
    const replicas = numberOf(this.#spec.replicas) ?? 1;
    const surge = surgeOf(canary.maxSurge, replicas);
    const routed = canary.trafficRouting !== undefined;
    const steps = listOf(canary.steps).map(fieldsOf);
    const starting = numberOf(dig(canary.analysis, 'startingStep')) ?? 0;
    const background = canary.analysis === undefined ? [] : this.#analysis(canary.analysis, 'background').guards;
    const stretches: Stretch[] = [];
    const audience = new Map<string, string>();
    let state: State = { weight: 0, mirror: 0, audience: [] };
    const reached = () => (state.weight === 100 && !routed ? 'copy by copy' : 'at once');
    steps.forEach((step, at) => {
      const watched = at >= starting ? background.map(({ name }) => name) : [];
      const stay = (seconds: number, gates: readonly Gate[]) =>
        stretches.push({
          ...state,
          reached: reached(),
          seconds,
          guards: watched,
          gates,
        });
      const { setWeight, setMirrorRoute, setHeaderRoute, pause, analysis } = step;
      if (setWeight !== undefined) {
        const weight = this.#number(setWeight, `steps[${at}].setWeight`);
        state = { ...state, weight: routed ? weight : shareOfCopies(replicas, surge, weight) };
      } else if (setMirrorRoute !== undefined) {
        const off = listOf(dig(setMirrorRoute, 'match')).length === 0;
        state = { ...state, mirror: off ? 0 : (numberOf(dig(setMirrorRoute, 'percentage')) ?? 100) };
      } else if (setHeaderRoute !== undefined) {
        const name = String(dig(setHeaderRoute, 'name'));
        if (listOf(dig(setHeaderRoute, 'match')).length === 0) audience.delete(name);
        else audience.set(name, `header route ${name}`);
        state = { ...state, audience: [...audience.values()] };
      } else if (pause !== undefined) {
        const duration = dig(pause, 'duration');
        if (duration === undefined) stay(0, [PERSON]);
        else stay(this.#seconds(duration, `steps[${at}].pause.duration`), []);
      } else if (analysis !== undefined) stretches.push(...this.#wait(analysis, `step ${at}`, state, watched));
      else if (!Object.keys(step).some((name) => QUIET.has(name)))
        throw new Unreadable(
          this.#title,
          `steps[${at}]: ${Object.keys(step).join(', ') || 'an empty step'} is not understood`,
        );
    });
    const last = stretches.at(-1);
    if (last?.weight === 100 && last.audience.length === 0) return stretches;
    state = { weight: 100, mirror: 0, audience: [] };
    return [...stretches, { ...state, reached: reached(), seconds: 0, guards: [], gates: [] }];
  }

  #blueGreen(blueGreen: Fields): Stretch[] {
    const hidden: State = { weight: 0, mirror: 0, audience: [] };
    const active: State = { ...hidden, weight: 100 };
    const state = { reached: 'at once', guards: [] } as const;
    const person = blueGreen.autoPromotionEnabled === false;
    const paused = person ? 0 : (numberOf(blueGreen.autoPromotionSeconds) ?? 0);
    const delay = numberOf(blueGreen.scaleDownDelaySeconds);
    const bake = delay === undefined ? 0 : Math.max(0, delay - DEFAULTS.scaleDownDelay);
    const before = this.#wait(blueGreen.prePromotionAnalysis, 'before', hidden, []);
    const after = this.#wait(blueGreen.postPromotionAnalysis, 'after', active, []);
    return [
      ...before,
      { ...hidden, ...state, seconds: paused, gates: person ? [PERSON] : [] },
      ...after,
      // The delay begins when the analysis is over: until then the old version is the stable one.
      { ...active, ...state, seconds: bake, gates: [] },
    ];
  }

  #seconds(value: unknown, path: string): number {
    const seconds = secondsIn(value);
    if (seconds === undefined) throw new Unreadable(this.#title, `${path}: ${JSON.stringify(value)} is no duration`);
    return seconds;
  }

  #number(value: unknown, path: string): number {
    const number = numberOf(value);
    if (number === undefined || number < 0 || number > 100)
      throw new Unreadable(this.#title, `${path}: ${JSON.stringify(value)} is no percentage`);
    return number;
  }
}

/** The release of an Argo `Rollout`: an update of a running application, because the first deployment skips steps and analysis. */
export const rolloutRelease = (rollout: Manifest, templates: ReadonlyMap<string, Fields>): Playable =>
  new Rollout(rollout, templates).read();
