import type { Part } from '../read/resource';
import type { App } from './app';
import { sameNamespace } from './selection';

/** Destinations of one route, and the field that weighs each; a missing weight counts as the route's own default. */
interface Shape {
  readonly routes: (part: Part) => readonly Part[];
  readonly destinations: readonly string[];
  readonly weight: string;
  readonly otherwise: number;
}

const istio: Shape = {
  routes: (part) => ['http', 'tcp', 'tls'].flatMap((protocol) => part.at('spec', protocol).items),
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
const mesh: Shape = {
  routes: (part) =>
    part
      .at('spec', 'routes')
      .items.flatMap((route) => ['httpRoute', 'http2Route', 'grpcRoute', 'tcpRoute'].map((kind) => route.at(kind))),
  destinations: ['action', 'weightedTargets'],
  weight: 'weight',
  otherwise: 0,
};
const smi: Shape = {
  routes: (part) => [part.at('spec')],
  destinations: ['backends'],
  weight: 'weight',
  otherwise: 0,
};
const contour: Shape = {
  routes: (part) => part.at('spec', 'routes').items,
  destinations: ['services'],
  weight: 'weight',
  otherwise: 0,
};
const knative: Shape = {
  routes: (part) => [part.at('spec')],
  destinations: ['traffic'],
  weight: 'percent',
  otherwise: 0,
};
const traefik: Shape = {
  routes: (part) => [part.at('spec', 'weighted')],
  destinations: ['services'],
  weight: 'weight',
  otherwise: 1,
};
const balancer: Shape = {
  routes: (part) => [...part.at('Properties', 'Actions').items, ...part.at('Properties', 'DefaultActions').items],
  destinations: ['ForwardConfig', 'TargetGroups'],
  weight: 'Weight',
  otherwise: 1,
};

/** The routes of a resource of which two destinations or more get requests by weights; without any weight it is no release, just a spread. */
function weighed(part: Part, { routes, destinations, weight, otherwise }: Shape): Part[] {
  return routes(part)
    .map((route) => route.at(...destinations))
    .filter(({ items }) => items.some((one) => one.at(weight).isThere))
    .filter(({ items }) => items.filter((one) => (one.at(weight).number ?? otherwise) > 0).length > 1);
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
  return engines.some((engine) => sameNamespace(engine.resource, resource));
}

/** Routes that split requests between versions, whose weights no engine among the files moves. */
export const handMadeSplits = (app: App): readonly Part[] => [
  ...[
    ...app.of('VirtualService', /^networking\.istio\.io$/).flatMap((part) => weighed(part, istio)),
    ...app
      .of(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'], /^gateway\.networking\.k8s\.io$/)
      .flatMap((part) => weighed(part, gateway)),
    ...app.of('VirtualRouter', /^appmesh\.k8s\.aws$/).flatMap((part) => weighed(part, mesh)),
    ...app.of('TrafficSplit', /^split\.smi-spec\.io$/).flatMap((part) => weighed(part, smi)),
    ...app.of('HTTPProxy', /^projectcontour\.io$/).flatMap((part) => weighed(part, contour)),
    ...app.of('TraefikService', /^traefik\./).flatMap((part) => weighed(part, traefik)),
    ...app.of('Ingress', /^networking\.k8s\.io$/).flatMap(annotated),
  ].filter((part) => !isMoved(part, app)),
  ...app
    .of(['AWS::ElasticLoadBalancingV2::ListenerRule', 'AWS::ElasticLoadBalancingV2::Listener'])
    .flatMap((part) => weighed(part, balancer)),
  ...app
    .of('AWS::Lambda::Alias')
    .map((part) => part.at('Properties', 'RoutingConfig', 'AdditionalVersionWeights'))
    .filter(({ isThere }) => isThere),
  ...(app.of('DeliveryPipeline', /^deploy\.cloud\.google\.com$/).length > 0
    ? []
    : app.of(['Service', 'Route'], /^serving\.knative\.dev$/).flatMap((part) => weighed(part, knative))),
];
