import { audienceText, type Trace } from '../../lib/plan';
import { type Routing, shareOf, tracePhases } from '../shared/routing/trace';
import { audienceOf } from './audience';
import type { IstioFragment } from './emit';
import type { HttpRoute, VirtualService } from './manifest';

const isWeighted = ({ route }: HttpRoute): boolean =>
  route?.length === 2 && route.every(({ weight }) => weight !== undefined);

/** Reads the routing back from a VirtualService, emitted or from a file. The second weighted destination is the new version. */
export function routingOf({ spec }: Pick<VirtualService, 'spec'>): Routing {
  const weighted = spec.http.find(isWeighted);
  const [stable = 0, canary = 0] = (weighted?.route ?? []).map(({ weight = 0 }) => weight);
  return {
    weight: shareOf(stable, canary),
    mirror: weighted?.mirrors?.[0]?.percentage.value ?? 0,
    audience: spec.http.flatMap((route) => {
      const audience = audienceOf(route);
      return audience === undefined ? [] : audienceText(audience);
    }),
  };
}

/** What Istio does with the phases: each routes as it says until a person applies the next one. Nothing is watched. */
export const trace = ({ phases }: IstioFragment): Trace =>
  tracePhases(phases.map(({ virtualService }) => routingOf(virtualService)));
