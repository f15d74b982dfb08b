import { child } from './process';
import { median } from './statistics';

interface Run {
  /** Milliseconds on the clock. */
  readonly wall: number;
  /** Milliseconds of all processors, the garbage collector's included. */
  readonly cpu: number;
  readonly megabytes: number;
  readonly resources: number;
}

/** The synthesis of so many services, with Cutover and by hand, for the same resources. */
export interface Synthesis {
  readonly app: string;
  readonly services: number;
  readonly resources: number;
  readonly cutover: Run;
  readonly byHand: Run;
  /** Cutover over by hand; 1 is the same. */
  readonly ratio: { readonly cpu: number; readonly wall: number; readonly megabytes: number };
}

/** The apps of bench/apps: each is there twice. */
export const APPS = ['ecs', 'lambda', 'argo', 'flagger', 'deployment', 'gateway-api'] as const;

const middle = (runs: readonly Run[]): Run => ({
  wall: median(runs.map(({ wall }) => wall)),
  cpu: median(runs.map(({ cpu }) => cpu)),
  megabytes: median(runs.map(({ megabytes }) => megabytes)),
  resources: runs[0]?.resources ?? 0,
});

/** Both ways take turns, and the one that begins changes each time. */
export function measureSynthesis(app: string, services: number, runs: number): Synthesis {
  const ways = [`${app}-cutover`, `${app}-by-hand`] as const;
  const measured: Record<string, Run[]> = { [ways[0]]: [], [ways[1]]: [] };
  for (let run = 0; run < runs; run += 1) {
    for (const way of run % 2 === 0 ? ways : [...ways].reverse()) {
      measured[way]?.push(child<Run>('synthesis', way, String(services)));
    }
  }
  const cutover = middle(measured[ways[0]] ?? []);
  const byHand = middle(measured[ways[1]] ?? []);
  const ratio = {
    cpu: cutover.cpu / byHand.cpu,
    wall: cutover.wall / byHand.wall,
    megabytes: cutover.megabytes / byHand.megabytes,
  };
  return { app, services, resources: cutover.resources, cutover, byHand, ratio };
}
