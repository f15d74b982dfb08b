import type { Report } from './report';
import { EVIDENCE, HOUR } from './tasks';

/** A number that Cutover wants to reach, and what was measured. */
export interface Goal {
  readonly name: string;
  readonly goal: number;
  readonly measured: number;
  readonly reached: boolean;
}

/** What Cutover wants to reach. */
const GOALS = { synthesis: 1.05, import: { milliseconds: 10, megabytes: 3 }, reasoning: 200, thinking: 1000 } as const;

/** Small apps are over before a ratio says anything: it counts from so many services on. */
const LARGE = 100;

const goal = (name: string, wanted: number, measured: number): Goal => ({
  name,
  goal: wanted,
  measured,
  reached: measured <= wanted,
});

/** What a report says of the goals. */
export function goalsOf({ synthesis, imports, reasoning }: Report): Goal[] {
  const core = imports.find(({ entry }) => entry === 'cutover');
  const whole = reasoning.tasks.find(({ name }) => name === 'parse, plan, judge');
  const most = Math.max(...synthesis.map(({ services }) => services));
  return [
    ...synthesis
      .filter(({ services }) => services >= Math.min(LARGE, most))
      .map(({ app, services, ratio }) =>
        goal(`synthesis of ${services} × ${app}, times by hand`, GOALS.synthesis, ratio.cpu),
      ),
    ...(core === undefined
      ? []
      : [
          goal('import of cutover, ms', GOALS.import.milliseconds, core.milliseconds),
          goal('import of cutover, MB', GOALS.import.megabytes, core.megabytes),
        ]),
    ...(whole === undefined
      ? []
      : [goal(`parse, plan and judge on ${reasoning.targets} targets, µs`, GOALS.reasoning, whole.microseconds)]),
    ...reasoning.tasks
      .filter(({ name }) => name === EVIDENCE || name === HOUR)
      .map(({ name, microseconds }) => goal(`${name}, µs`, GOALS.thinking, microseconds)),
  ];
}
