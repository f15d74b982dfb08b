import { type Gate, type Stretch, segmentsOf, type Trace } from '../../../lib/plan';

/** What a router does with the requests. */
export interface Routing {
  /** Percent of the requests that the new version answers. */
  readonly weight: number;
  /** Percent of the requests that the new version gets a copy of. */
  readonly mirror: number;
  /** Whose requests it answers besides. */
  readonly audience: readonly string[];
}

/** The share of one of two weights, in percent. */
export function shareOf(stable: number, canary: number): number {
  const total = stable + canary;
  return total === 0 ? 0 : Number(((100 * canary) / total).toFixed(6));
}

/** A person applies the next phase, whenever they do. */
const PERSON: Gate = { kind: 'approval', onTimeout: 'rollback' };

/** What a router that runs nothing does with phases: each routes as it says until a person applies the next one. Nothing is watched. */
export function tracePhases(phases: readonly Routing[]): Trace {
  const stretches = phases.map(
    (routing, at): Stretch => ({
      seconds: 0,
      ...routing,
      reached: 'at once',
      guards: [],
      gates: at < phases.length - 1 ? [PERSON] : [],
    }),
  );
  return { segments: segmentsOf(stretches), guards: [], onFailure: 'halt' };
}
