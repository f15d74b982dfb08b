import type { Phase, Plan, Stage } from '../plan';
import { seesTraffic } from '../plan';

/** A stretch of the release in which the new version's share does not change; several phases when only people or checks lie between them. */
export interface Span {
  /** The name and the field of its longest phase. */
  readonly name: string;
  readonly path: string;
  readonly stage: Stage;
  /** Indexes of its phases. */
  readonly phases: readonly number[];
  /** Seconds from the start of the release. */
  readonly start: number;
  /** Seconds. */
  readonly hold: number;
  /** The part of all requests that the new version gets, copies included; 0–1. Absent for an audience, whose size nobody knows. */
  readonly canary?: number;
  /** The part of all requests that the stable version answers; 0–1. */
  readonly stable: number;
  /** The part of all requests that the new version answers to users; 0–1. */
  readonly answered: number;
  /** Whether a person is waited for, so that it may last longer than it holds. */
  readonly waits: boolean;
}

const sameShare = (a: Phase, b: Phase): boolean =>
  a.weight === b.weight && a.mirror === b.mirror && a.audience.length === b.audience.length;

function spanOf(plan: Plan, phases: readonly number[], start: number): Span {
  const own = phases.flatMap((at) => plan.phases[at] ?? []);
  const longest = own.reduce((best, phase) => (phase.hold > best.hold ? phase : best));
  const { weight, mirror, audience } = longest;
  const known = weight > 0 || mirror > 0 || audience.length === 0;
  return {
    name: longest.name,
    path: longest.path,
    stage: longest.stage,
    phases,
    start,
    hold: own.reduce((sum, { hold }) => sum + hold, 0),
    ...(known ? { canary: (weight + mirror) / 100 } : {}),
    stable: 1 - weight / 100,
    answered: weight / 100,
    waits: own.some(({ approve }) => approve !== undefined),
  };
}

/** The spans in which requests reach the new version, in order. */
export function spansOf(plan: Plan): Span[] {
  const spans: Span[] = [];
  let start = 0;
  let open: number[] = [];
  let from = 0;
  const close = (): void => {
    if (open.length > 0) spans.push(spanOf(plan, open, from));
    open = [];
  };
  plan.phases.forEach((phase, at) => {
    const last = plan.phases[at - 1];
    if (last === undefined || !sameShare(last, phase)) close();
    if (seesTraffic(phase)) {
      if (open.length === 0) from = start;
      open.push(at);
    }
    start += phase.hold;
  });
  close();
  return spans;
}
