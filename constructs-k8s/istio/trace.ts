import { audienceText, type Gate, type Stretch, segmentsOf, type Trace } from '../../lib/plan';
import { audienceOf } from './audience';
import type { IstioFragment } from './emit';
import type { HttpRoute, VirtualService } from './manifest';

/** What the proxies do with the requests of a VirtualService. */
export interface Routing {
  /** Percent of the requests that the new version answers. */
  readonly weight: number;
  /** Percent of the requests that the new version gets a copy of. */
  readonly mirror: number;
  /** Whose requests it answers besides. */
  readonly audience: readonly string[];
}

const isWeighted = ({ route }: HttpRoute): boolean =>
  route?.length === 2 && route.every(({ weight }) => weight !== undefined);

/** Reads the routing back from a VirtualService, emitted or from a file. The second weighted destination is the new version. */
export function routingOf({ spec }: Pick<VirtualService, 'spec'>): Routing {
  const weighted = spec.http.find(isWeighted);
  const [stable = 0, canary = 0] = (weighted?.route ?? []).map(({ weight = 0 }) => weight);
  const total = stable + canary;
  return {
    weight: total === 0 ? 0 : Number(((100 * canary) / total).toFixed(6)),
    mirror: weighted?.mirrors?.[0]?.percentage.value ?? 0,
    audience: spec.http.flatMap((route) => {
      const audience = audienceOf(route);
      return audience === undefined ? [] : audienceText(audience);
    }),
  };
}

/** A person applies the next phase, whenever they do. */
const PERSON: Gate = { kind: 'approval', onTimeout: 'rollback' };

/** What Istio does with the phases: each routes as it says until a person applies the next one. Nothing is watched. */
export function trace({ phases }: IstioFragment): Trace {
  const stretches = phases.map(
    ({ virtualService }, at): Stretch => ({
      seconds: 0,
      ...routingOf(virtualService),
      reached: 'at once',
      guards: [],
      gates: at < phases.length - 1 ? [PERSON] : [],
    }),
  );
  return { segments: segmentsOf(stretches), guards: [], onFailure: 'halt' };
}
