import fc from 'fast-check';
import type { AnyTarget } from '../../../cli/targets';
import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import { judge, nearest, rulingsOf } from '../../../lib/fidelity';
import { errorsOf } from '../../../lib/findings';
import { type Plan, plan } from '../../../lib/plan';
import { Strategy } from '../../../lib/strategy';
import { strategies } from '../../support/arbitrary';

/** What a target emits for one plan, under a name of its own. */
export interface Emitted {
  readonly name: string;
  readonly plan: Plan;
  readonly manifests: readonly Manifest[];
}

/** How many strategies are drawn; the seed is that of all properties. */
const DRAWN = 60;

/** What a target emits for random strategies that it takes, and for the nearest plan of those that it refuses. */
export function emittedBy(target: AnyTarget): readonly Emitted[] {
  return fc.sample(strategies(), DRAWN).flatMap((written, at) => {
    const taken = takenBy(target, plan(Strategy.parse(written)));
    if (taken === undefined) return [];
    const name = `web-${at}`;
    return [{ name, plan: taken, manifests: manifestsIn(target.emit(taken, { name })) }];
  });
}

function takenBy(target: AnyTarget, planned: Plan): Plan | undefined {
  const refused = rulingsOf(planned, target.limits).some(({ verdict }) => verdict === 'refused');
  if (!refused && errorsOf(judge(planned, target).findings).length === 0) return planned;
  return nearest(planned, target.limits)?.plan;
}

/** The manifests in a fragment, however it groups them. */
export function manifestsIn(fragment: unknown): readonly Manifest[] {
  if (typeof fragment !== 'object' || fragment === null) return [];
  if ('apiVersion' in fragment && 'kind' in fragment) return [fragment as Manifest];
  return Object.values(fragment).flatMap(manifestsIn);
}
