import type { Plan } from '../plan';

/** What a person does on a platform, and what follows. */
export interface ByHand {
  /** Shell commands, in order. `{{name}}` and `{{namespace}}` are the application's; what begins with `$` is one of {@link Runbook.variables}. */
  readonly commands: readonly string[];
  /** What the platform does then. */
  readonly effect: string;
}

/** What a person does in each phase of a release that nothing moves by itself, and what follows. */
export interface ByPhase {
  /** The phases in order, each with its commands, which are as those of {@link ByHand}. */
  readonly phases: ReadonlyArray<{ readonly name: string; readonly commands: readonly string[] }>;
  /** What the platform does then. */
  readonly effect: string;
}

/** The platform has no such thing: what to do instead. */
export interface NotByHand {
  readonly instead: string;
}

/** Something that a person may want of a release. */
export type Operation = ByHand | ByPhase | NotByHand;

/** A shell variable of the commands. */
export interface RunbookVariable {
  readonly name: string;
  readonly about: string;
  /** The command that prints it. Absent: the person knows it. */
  readonly found?: string;
}

/** What a person can do with a release on a platform. */
export interface Runbook {
  /** What must be installed: `kubectl`. */
  readonly tools: readonly string[];
  /** Shell variables that the commands use, in order: later ones may be found with the help of earlier ones. */
  readonly variables: readonly RunbookVariable[];
  /** See where the release is. */
  readonly watch: Operation;
  /** Say yes at an approval. */
  readonly approve: Operation;
  /** Go on at once, without what is left of the phases. */
  readonly promote: Operation;
  /** Stay where the release is. */
  readonly pause: Operation;
  /** Go on after a pause. */
  readonly resume: Operation;
  /** Stop a release that is running, and take the traffic back. */
  readonly abort: Operation;
  /** Go back after the release is over. */
  readonly rollback: Operation;
  /** When the old version is gone, in words: from then on, going back is a new deployment. */
  readonly pointOfNoReturn: string;
  /** Who may do all this: the permissions of the platform. */
  readonly permissions: string;
  readonly source: string;
}

/** The runbook of a target; a function where its commands are made of the release. */
export type RunbookOf = Runbook | ((plan: Plan) => Runbook);

/** What a person can do with a release of this plan. */
export const runbookOf = (runbook: RunbookOf, plan: Plan): Runbook =>
  typeof runbook === 'function' ? runbook(plan) : runbook;
