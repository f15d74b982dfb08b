import { audienceRoute } from '../shared/audience/matches';
import { optionsOf } from '../shared/options';
import { START } from '../shared/routing/phase';
import { wholeWeights } from '../shared/routing/weight';
import { headerOf } from './audience';
import { APP_MESH_NUMBERS } from './limits';
import {
  API_VERSION,
  type HeaderMatchManifest,
  type Listener,
  type MeshVirtualService,
  type Route,
  type VirtualNode,
  type VirtualRouter,
  type WeightedTarget,
} from './manifest';
import { type AppMeshEmitRoutingOptions, type AppMeshRoutingOptions, ROUTE } from './options';

/** The resources of one phase. */
export interface AppMeshRouting {
  readonly virtualService: MeshVirtualService;
  readonly virtualRouter: VirtualRouter;
  /** That of the stable version, then that of the new one. */
  readonly virtualNodes: readonly [stable: VirtualNode, canary: VirtualNode];
}

const hostOf = ({ namespace = 'default' }: AppMeshRoutingOptions, service: string): string =>
  `${service}.${namespace}.svc.cluster.local`;

const metadataOf = ({ namespace, labels }: AppMeshRoutingOptions, name: string) => ({
  name,
  ...(namespace && { namespace }),
  ...(labels && { labels }),
});

const listenersOf = ({ port = 80, protocol = 'http' }: AppMeshRoutingOptions): readonly Listener[] => [
  { portMapping: { port, protocol } },
];

/** The name of the VirtualNode of a version. */
export const nodeOf = ({ name }: Pick<AppMeshRoutingOptions, 'name'>, version: 'stable' | 'canary'): string =>
  `${name}-${version}`;

function virtualNode(options: AppMeshRoutingOptions, version: 'stable' | 'canary'): VirtualNode {
  const { service, labels } = options.versions[version];
  return {
    apiVersion: API_VERSION,
    kind: 'VirtualNode',
    metadata: metadataOf(options, nodeOf(options, version)),
    spec: {
      podSelector: { matchLabels: labels },
      listeners: listenersOf(options),
      serviceDiscovery: { dns: { hostname: hostOf(options, service) } },
    },
  };
}

function routeOf(
  { protocol = 'http', path = '/' }: AppMeshRoutingOptions,
  name: string,
  priority: number,
  weightedTargets: readonly WeightedTarget[],
  header?: HeaderMatchManifest,
): Route {
  const action = { weightedTargets };
  if (protocol === 'grpc') {
    return { name, priority, grpcRoute: { match: { ...(header && { metadata: [header] }) }, action } };
  }
  const route = { match: { prefix: path, ...(header && { headers: [header] }) }, action };
  return { name, priority, ...(protocol === 'http2' ? { http2Route: route } : { httpRoute: route }) };
}

/** The routes in the order in which they are tried: one for each audience, then the weighted one. */
function routesOf(options: AppMeshEmitRoutingOptions): readonly Route[] {
  const { weight, audience } = options.phase ?? START;
  const target = (version: 'stable' | 'canary', share: number): WeightedTarget => ({
    virtualNodeRef: { name: nodeOf(options, version) },
    weight: share,
  });
  const { stable, canary } = wholeWeights(weight, 100);
  return [
    ...audience.map((one, at) => routeOf(options, audienceRoute(one, at), at, [target('canary', 100)], headerOf(one))),
    routeOf(options, ROUTE, APP_MESH_NUMBERS.lastPriority, [target('stable', stable), target('canary', canary)]),
  ];
}

/**
 * The resources that divide requests between two versions as one phase says; without a phase, everything goes to the stable version and both
 * nodes stand ready for a controller. Pure: it validates nothing and touches no cluster.
 */
export function emitAppMeshRouting(options: AppMeshEmitRoutingOptions): AppMeshRouting {
  optionsOf('AppMeshEmitRoutingOptions')('emitAppMeshRouting', options);
  const { name, versions, service = versions.stable.service } = options;
  return {
    virtualService: {
      apiVersion: API_VERSION,
      kind: 'VirtualService',
      metadata: metadataOf(options, name),
      spec: { awsName: hostOf(options, service), provider: { virtualRouter: { virtualRouterRef: { name } } } },
    },
    virtualRouter: {
      apiVersion: API_VERSION,
      kind: 'VirtualRouter',
      metadata: metadataOf(options, name),
      spec: { listeners: listenersOf(options), routes: routesOf(options) },
    },
    virtualNodes: [virtualNode(options, 'stable'), virtualNode(options, 'canary')],
  };
}
