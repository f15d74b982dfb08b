import fc from 'fast-check';
import type { ArgoRolloutsSettings } from '../../../constructs-k8s/argo-rollouts/settings';
import { argoRollouts } from '../../../constructs-k8s/argo-rollouts/target';
import { nearest, rulingsOf } from '../../../lib/fidelity';
import { type Plan, plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { strategies } from '../../support/arbitrary';
import type { Part } from './play';

/** Seconds, one to three, for a longer time. */
const brief = (seconds: number): number => (seconds === 0 ? 0 : 1 + (Math.round(seconds / 10) % 3));

/** A plan in seconds instead of minutes and hours, whose guards have no data and pass: nobody sends requests. */
export function inSeconds(planned: Plan): Plan {
  return {
    ...planned,
    ...(planned.pace && { pace: { ...planned.pace, minReady: brief(planned.pace.minReady) } }),
    phases: planned.phases.map((phase) => ({ ...phase, hold: brief(phase.hold) })),
    guards: planned.guards.map((guard) => ({ ...guard, over: 1, every: 1, failures: 0, onNoData: 'pass' as const })),
    ...(planned.drain !== undefined && { drain: brief(planned.drain) }),
  };
}

const settings: fc.Arbitrary<ArgoRolloutsSettings> = fc.record({
  router: fc.constantFrom({ kind: 'none' as const }, { kind: 'istio' as const }, { kind: 'istio' as const }),
  replicas: fc.integer({ min: 1, max: 5 }),
  surge: fc.constantFrom('25%' as const, '100%' as const, 1),
});

const waits = ({ phases }: Plan): number =>
  phases.reduce((sum, { hold, checks, approve }) => sum + hold + 2 * checks.length + (approve ? 2 : 0), 0);

/** The plan where the platform takes it, else the nearest one that it takes, in seconds. */
function taken(planned: Plan, settings: ArgoRolloutsSettings): Plan | undefined {
  const { limits } = argoRollouts(settings);
  const isRefused = (one: Plan) => rulingsOf(one, limits).some(({ verdict }) => verdict === 'refused');
  const near = isRefused(planned) ? nearest(planned, limits)?.plan : planned;
  const brief = near && inSeconds(near);
  return brief === undefined || isRefused(brief) ? undefined : brief;
}

/** The first strategies from a seed that the platform takes, or what is nearest to them; none takes longer than half a minute. */
export function randomParts(seed: number, count: number, metrics: ArgoRolloutsSettings['metrics']): Part[] {
  const parts: Part[] = [];
  const written = fc.oneof(strategies(), strategies({ kinds: ['canary'] }));
  for (const [strategy, chosen] of fc.sample(fc.tuple(written, settings), { seed, numRuns: 300 })) {
    if (parts.length === count) break;
    const all = { ...chosen, ...(metrics && { metrics }) };
    const planned = taken(plan(Strategy.parse(strategy)), all);
    if (planned !== undefined && waits(planned) <= 30)
      parts.push({ name: `random-${parts.length + 1}`, plan: planned, settings: all });
  }
  return parts;
}
