import { child } from './process';

interface Task {
  readonly name: string;
  /** A strategy, the median. */
  readonly microseconds: number;
}

/** How long reading, planning and judging a strategy takes, on all targets together. */
export interface Reasoning {
  readonly targets: number;
  readonly strategies: number;
  readonly tasks: readonly Task[];
}

/** In a process of its own, each task for so many milliseconds. */
export const measureReasoning = (milliseconds: number): Reasoning =>
  child<Reasoning>('reasoning', String(milliseconds));
