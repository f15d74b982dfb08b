import { type Gate, type Stretch, segmentsOf, type Trace } from '../../lib/plan';
import type { CloudRunFragment, PipelineFragment } from './emit';
import type { AutomationManifest, PhaseConfig, SkaffoldManifest } from './manifest';

/** A person advances the rollout, whenever they do. */
const PERSON: Gate = { kind: 'approval', onTimeout: 'rollback' };

/** Puts what happens in a phase one after the other: waits make time pass, and checks end a stretch of it. */
class Timeline {
  readonly #stretches: Stretch[] = [];
  #weight = 0;

  /** The share changes. */
  enter(weight: number): void {
    this.#weight = weight;
    this.#add(0, []);
  }

  pass(seconds: number): void {
    const last = this.#stretches.at(-1);
    if (seconds === 0) return;
    if (last !== undefined && last.gates.length === 0 && last.weight === this.#weight) {
      this.#stretches[this.#stretches.length - 1] = { ...last, seconds: last.seconds + seconds };
    } else this.#add(seconds, []);
  }

  gate(gate: Gate): void {
    const last = this.#stretches.at(-1);
    if (last === undefined) this.#add(0, [gate]);
    else this.#stretches[this.#stretches.length - 1] = { ...last, gates: [...last.gates, gate] };
  }

  segments(): Trace['segments'] {
    return segmentsOf(this.#stretches);
  }

  #add(seconds: number, gates: readonly Gate[]): void {
    this.#stretches.push({
      seconds,
      weight: this.#weight,
      mirror: 0,
      audience: [],
      reached: 'at once',
      guards: [],
      gates,
    });
  }
}

/** The phases of the first stage that is a canary; else the only one of a standard deployment. */
function phasesOf({ serialPipeline: { stages } }: PipelineFragment['pipeline']): readonly PhaseConfig[] {
  for (const { strategy } of stages)
    if ('canary' in strategy) return strategy.canary.customCanaryDeployment.phaseConfigs;
  const [first] = stages;
  return first === undefined || !('standard' in first.strategy)
    ? []
    : [{ phaseId: 'stable', percentage: 100, ...first.strategy.standard }];
}

const seconds = (wait: string): number => Number(/^(\d+)m$/.exec(wait)?.[1] ?? 0) * 60;

/** Seconds after which a phase goes on by itself; undefined where a person says so. */
const waitOf = (automation: AutomationManifest | undefined, phase: string): number | undefined =>
  automation?.rules
    .flatMap(({ advanceRolloutRule }) => advanceRolloutRule ?? [])
    .filter(({ sourcePhases }) => sourcePhases.includes(phase))
    .map(({ wait }) => seconds(wait))[0];

/** Runs the actions of a job: one that only sleeps makes time pass, the others are checks. */
function act(actions: readonly string[], skaffold: SkaffoldManifest, timeline: Timeline): void {
  for (const name of actions) {
    const containers = skaffold.customActions?.find((action) => action.name === name)?.containers ?? [];
    const [only] = containers;
    const isHold = containers.length === 1 && only?.command?.[0]?.endsWith('sleep') === true;
    if (isHold) timeline.pass(Number(only?.args?.[0] ?? 0));
    else timeline.gate({ kind: 'check', name });
  }
}

/** The checks that Skaffold's `verify` runs with the profiles of a phase. */
const verified = ({ profiles = [] }: PhaseConfig, skaffold: SkaffoldManifest): readonly string[] =>
  (skaffold.profiles ?? [])
    .filter(({ name }) => profiles.includes(name))
    .flatMap(({ verify }) => verify.map(({ name }) => name));

/**
 * How Cloud Deploy runs a rollout: in each phase predeploy, deploy, verify and postdeploy, one after the other; then it advances when a rule says
 * so, or when a person does. A job that fails ends the rollout where it is, unless a rule rolls it back.
 */
export function trace({ pipeline, automation, skaffold }: PipelineFragment | CloudRunFragment): Trace {
  const timeline = new Timeline();
  const phases = phasesOf(pipeline);
  phases.forEach((phase, at) => {
    act(phase.predeploy?.actions ?? [], skaffold, timeline);
    timeline.enter(phase.percentage);
    if (phase.verify === true) for (const name of verified(phase, skaffold)) timeline.gate({ kind: 'check', name });
    act(phase.postdeploy?.actions ?? [], skaffold, timeline);
    if (at === phases.length - 1) return;
    const wait = waitOf(automation, phase.phaseId);
    if (wait === undefined) timeline.gate(PERSON);
    else timeline.pass(wait);
  });
  const rollsBack = automation?.rules.some(({ repairRolloutRule }) =>
    repairRolloutRule?.repairPhases.some((phase) => 'rollback' in phase),
  );
  return { segments: timeline.segments(), guards: [], onFailure: rollsBack === true ? 'rollback' : 'halt' };
}
