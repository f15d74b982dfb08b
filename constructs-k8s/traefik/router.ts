import type { Router } from '../shared/routing/judged';
import { routingProblems } from './check';
import { finding } from './findings';
import type { TraefikRoutingOptions } from './options';
import { traefik } from './target';

/** Traefik as a router of releases, with these resources. */
export const traefikRouter = (options: TraefikRoutingOptions): Router => ({
  title: traefik.title,
  target: traefik,
  finding: (which, ...said) => finding(`traefik-${which}`, ...said),
  problems: (planned, byController) => routingProblems(planned, options, byController),
});

/** The part of a Rollout that points Argo Rollouts to the routing: its `trafficRouting.traefik`. */
export interface ArgoTraefikRouting {
  readonly weightedTraefikServiceName: string;
}

/** How a Rollout finds the routing. */
export const argoTraefikRouting = ({ name }: TraefikRoutingOptions): ArgoTraefikRouting => ({
  weightedTraefikServiceName: name,
});
