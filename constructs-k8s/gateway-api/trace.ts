import { audienceText, type Trace } from '../../lib/plan';
import { type Routing, shareOf, tracePhases } from '../shared/routing/trace';
import { audienceOf } from './audience';
import type { GatewayFragment } from './emit';
import type { GatewayRoute, RequestMirror } from './manifest';

type Rule = GatewayRoute['spec']['rules'][number];

const isWeighted = ({ backendRefs }: Rule): boolean =>
  backendRefs?.length === 2 && backendRefs.every(({ weight }) => weight !== undefined);

/** A mirror without a share copies every request; a fraction without a denominator is of a hundred. */
function percentOf({ percent, fraction }: RequestMirror): number {
  if (fraction === undefined) return percent ?? 100;
  const { numerator, denominator = 100 } = fraction;
  return shareOf(denominator - numerator, numerator);
}

/** Reads the routing back from a route, emitted or from a file. The second weighted backend is the new version. */
export function gatewayRoutingOf({ spec }: Pick<GatewayRoute, 'spec'>): Routing {
  const weighted = spec.rules.find(isWeighted);
  const [stable = 0, canary = 0] = (weighted?.backendRefs ?? []).map(({ weight = 1 }) => weight);
  const mirror = weighted?.filters?.find(({ requestMirror }) => requestMirror !== undefined)?.requestMirror;
  return {
    weight: shareOf(stable, canary),
    mirror: mirror === undefined ? 0 : percentOf(mirror),
    audience: spec.rules.flatMap((rule) => {
      const audience = audienceOf(rule);
      return audience === undefined ? [] : audienceText(audience);
    }),
  };
}

/** What a Gateway does with the phases: each routes as it says until a person applies the next one. Nothing is watched. */
export const trace = ({ phases }: GatewayFragment): Trace =>
  tracePhases(phases.map(({ route }) => gatewayRoutingOf(route)));
