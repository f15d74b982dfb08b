import type { Router } from '../shared/routing/judged';
import { routingProblems } from './check';
import { finding } from './findings';
import { type NginxRoutingOptions, PREFIX } from './options';
import { nginxIngress } from './target';

/** ingress-nginx as a router of releases, with these resources. */
export const nginxRouter = (options: NginxRoutingOptions): Router => ({
  title: nginxIngress.title,
  target: nginxIngress,
  finding: (which, ...said) => finding(`nginx-${which}`, ...said),
  problems: (planned, byController) => routingProblems(planned, options, byController),
});

/** The part of a Rollout that points Argo Rollouts to the routing: its `trafficRouting.nginx`. */
export interface ArgoNginxRouting {
  readonly stableIngress: string;
  readonly annotationPrefix?: string;
}

/** How a Rollout finds the routing. */
export const argoNginxRouting = ({ name, annotationPrefix = PREFIX }: NginxRoutingOptions): ArgoNginxRouting => ({
  stableIngress: name,
  ...(annotationPrefix !== PREFIX && { annotationPrefix }),
});
