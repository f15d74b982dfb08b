import { audienceText, type Trace } from '../../lib/plan';
import { type Routing, shareOf, tracePhases } from '../shared/routing/trace';
import { audienceOf } from './audience';
import type { AppMeshFragment } from './emit';
import type { Route, VirtualRouter } from './manifest';

const targetsOf = ({ httpRoute, http2Route, grpcRoute }: Route) =>
  (httpRoute ?? http2Route ?? grpcRoute)?.action.weightedTargets ?? [];

/** Reads the routing back from a VirtualRouter, emitted or from a file. The second weighted target is the new version. */
export function appMeshRoutingOf({ spec }: Pick<VirtualRouter, 'spec'>): Routing {
  const weighted = spec.routes.find((route) => targetsOf(route).length === 2);
  const [stable = 0, canary = 0] = (weighted === undefined ? [] : targetsOf(weighted)).map(({ weight }) => weight);
  return {
    weight: shareOf(stable, canary),
    mirror: 0,
    audience: spec.routes.flatMap((route) => {
      const audience = audienceOf(route);
      return audience === undefined ? [] : audienceText(audience);
    }),
  };
}

/** What App Mesh did with the phases: each routed as it said until a person applied the next one. Nothing was watched. */
export const trace = ({ phases }: AppMeshFragment): Trace =>
  tracePhases(phases.map(({ virtualRouter }) => appMeshRoutingOf(virtualRouter)));
