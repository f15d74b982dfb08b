import type { Part } from '../read/resource';
import type { App } from './app';

/** Destinations of one route, and the field that weighs each; a missing weight counts as the route's own default. */
interface Shape {
  readonly routes: (part: Part) => readonly Part[];
  readonly destinations: readonly string[];
  readonly weight: string;
  readonly otherwise: number;
}

const istio: Shape = {
  routes: (part) => part.at('spec', 'http').items,
  destinations: ['route'],
  weight: 'weight',
  otherwise: 0,
};
const gateway: Shape = {
  routes: (part) => part.at('spec', 'rules').items,
  destinations: ['backendRefs'],
  weight: 'weight',
  otherwise: 1,
};
const traefik: Shape = {
  routes: (part) => [part.at('spec', 'weighted')],
  destinations: ['services'],
  weight: 'weight',
  otherwise: 1,
};
const balancer: Shape = {
  routes: (part) => part.at('Properties', 'Actions').items,
  destinations: ['ForwardConfig', 'TargetGroups'],
  weight: 'Weight',
  otherwise: 1,
};

/** The routes of a resource of which two destinations or more get requests. */
function weighed(part: Part, { routes, destinations, weight, otherwise }: Shape): Part[] {
  return routes(part)
    .map((route) => route.at(...destinations))
    .filter((list) => list.items.filter((one) => (one.at(weight).number ?? otherwise) > 0).length > 1);
}

const NGINX = 'nginx.ingress.kubernetes.io';

function annotated(ingress: Part): Part[] {
  const annotations = ingress.at('metadata', 'annotations');
  const weight = annotations.at(`${NGINX}/canary-weight`);
  return annotations.at(`${NGINX}/canary`).isTrue && (weight.number ?? 0) > 0 ? [weight] : [];
}

/** Whether an engine among the files moves the weights of a resource. */
function isMoved({ resource }: Part, app: App): boolean {
  const engines = [
    ...app
      .of('Rollout', /^argoproj\.io$/)
      .filter((rollout) => rollout.at('spec', 'strategy', 'canary', 'trafficRouting').isThere),
    ...app.of('Canary', /^flagger\.app$/),
  ];
  return engines.some((engine) => engine.resource.namespace === resource.namespace);
}

/** Routes that split requests between versions, whose weights no engine among the files moves. */
export const handMadeSplits = (app: App): readonly Part[] => [
  ...[
    ...app.of('VirtualService', /^networking\.istio\.io$/).flatMap((part) => weighed(part, istio)),
    ...app.of(['HTTPRoute', 'GRPCRoute'], /^gateway\.networking\.k8s\.io$/).flatMap((part) => weighed(part, gateway)),
    ...app.of('TraefikService', /^traefik\./).flatMap((part) => weighed(part, traefik)),
    ...app.of('Ingress', /^networking\.k8s\.io$/).flatMap(annotated),
  ].filter((part) => !isMoved(part, app)),
  ...app.of('AWS::ElasticLoadBalancingV2::ListenerRule').flatMap((part) => weighed(part, balancer)),
];
