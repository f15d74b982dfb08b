import { audienceText, type Trace } from '../../lib/plan';
import { type Routing, shareOf, tracePhases } from '../shared/routing/trace';
import type { TraefikFragment } from './emit';
import type { TraefikRouting } from './routing';
import { audienceIn } from './rule';

/** Reads the routing back from its resources, emitted or from files. The second weighted service is the new version. */
export function traefikRoutingOf({ ingressRoute, service, mirror }: TraefikRouting): Routing {
  const { weighted, highestRandomWeight } = service.spec;
  const [stable = 0, canary = 0] = ((weighted ?? highestRandomWeight)?.services ?? []).map(({ weight = 1 }) => weight);
  const isMirrored = ingressRoute.spec.routes.some(({ services = [] }) =>
    services.some(({ kind, name }) => kind === 'TraefikService' && name === mirror?.metadata.name),
  );
  return {
    weight: shareOf(stable, canary),
    mirror: isMirrored ? (mirror?.spec.mirroring?.mirrors[0]?.percent ?? 0) : 0,
    audience: ingressRoute.spec.routes.flatMap(({ match }) => {
      const audience = audienceIn(match);
      return audience === undefined ? [] : audienceText(audience);
    }),
  };
}

/** What Traefik does with the phases: each routes as it says until a person applies the next one. Nothing is watched. */
export const trace = ({ phases }: TraefikFragment): Trace => tracePhases(phases.map(traefikRoutingOf));
