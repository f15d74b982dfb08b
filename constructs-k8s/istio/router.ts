import type { Router } from '../shared/routing/judged';
import { routingProblems } from './check';
import { finding } from './findings';
import type { RoutingOptions } from './options';
import { istio } from './target';

/** Istio as a router of releases, with these resources. */
export const istioRouter = (options: RoutingOptions): Router => ({
  title: istio.title,
  target: istio,
  finding: (which, ...said) => finding(`istio-${which}`, ...said),
  problems: (plan, byController) => routingProblems(plan, options, byController),
});
