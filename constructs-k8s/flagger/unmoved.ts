import { type Answer, refused } from '../../lib/fidelity';
import { STRATEGIES } from './flagger';
import { PROVIDERS } from './providers';
import type { Settled } from './settings';

/** What to use for that which only some providers can. */
export const WITH_WEIGHTS = 'use a provider with weights: flagger-istio or flagger-gateway-api';

/** Why there is no step and no bake with a provider that has Services alone; undefined with one that moves requests. */
export function unmoved({ provider }: Settled): Answer | undefined {
  const { title, weights } = PROVIDERS[provider.kind];
  if (weights) return undefined;
  return refused(`${title} moves no share of the requests with Services alone`, STRATEGIES, WITH_WEIGHTS);
}
