import fc from 'fast-check';
import type { AnyTarget } from '../../../cli/targets';
import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import { nearest } from '../../../lib/fidelity';
import { type Plan, plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { strategies } from '../../support/arbitrary';
import { plansOfEveryClause } from '../../support/every-clause';

/** What a target emits for one plan, under a name of its own. */
export interface Emitted {
  readonly name: string;
  readonly plan: Plan;
  readonly manifests: readonly Manifest[];
}

/** How many strategies are drawn; the seed is that of all properties. */
const DRAWN = 60;

/** What a target emits for plans with every clause that it takes, for random strategies, and for the nearest of those that it refuses. */
export function emittedBy(target: AnyTarget): readonly Emitted[] {
  const drawn = fc
    .sample(strategies(), DRAWN)
    .flatMap((written) => nearest(plan(Strategy.parse(written)), target.limits)?.plan ?? []);
  return [...plansOfEveryClause(target.limits), ...drawn].map((taken, at) => {
    const name = `web-${at}`;
    return { name, plan: taken, manifests: manifestsIn(target.emit(taken, { name })) };
  });
}

/** The manifests in a fragment, however it groups them. */
export function manifestsIn(fragment: unknown): readonly Manifest[] {
  if (typeof fragment !== 'object' || fragment === null) return [];
  if ('apiVersion' in fragment && 'kind' in fragment) return [fragment as Manifest];
  return Object.values(fragment).flatMap(manifestsIn);
}
