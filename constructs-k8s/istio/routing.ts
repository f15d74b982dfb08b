import { audienceRoute } from '../shared/audience/matches';
import type { Metadata } from '../shared/manifest';
import { optionsOf } from '../shared/options';
import { START } from '../shared/routing/phase';
import { wholeWeights } from '../shared/routing/weight';
import { matchesOf } from './audience';
import { API_VERSION, type Destination, type DestinationRule, type HttpRoute, type VirtualService } from './manifest';
import { type IstioRoutingOptions, ROUTE, type RoutingOptions, SUBSETS, type Versions } from './options';
import { trafficPolicyOf } from './policy';
import { istioTime } from './time';

/** The resources of one phase. */
export interface IstioRouting {
  readonly virtualService: VirtualService;
  /** One with both subsets; or, where each version is a Service, one for each when there is a policy, else none. */
  readonly destinationRules: readonly DestinationRule[];
}

const hostsOf = (versions: Versions): readonly [stable: string, canary: string] =>
  versions.kind === 'subsets' ? [versions.host, versions.host] : [versions.stable, versions.canary];

/** The hosts that clients call. */
export const clientHosts = ({ hosts, versions }: RoutingOptions): readonly string[] => hosts ?? [hostsOf(versions)[0]];

function destinationOf({ versions, port }: RoutingOptions, version: 'stable' | 'canary'): Destination {
  const number = port === undefined ? {} : { port: { number: port } };
  if (versions.kind === 'services') return { host: versions[version], ...number };
  return { host: versions.host, subset: (versions[version] ?? SUBSETS[version]).name, ...number };
}

const metadataOf = ({ namespace, labels }: RoutingOptions, name: string): Metadata => ({
  name,
  ...(namespace && { namespace }),
  ...(labels && { labels }),
});

/** What holds for every route that leads to one of the versions. */
function limitsOf({ timeout, retries }: RoutingOptions): Pick<HttpRoute, 'timeout' | 'retries'> {
  return {
    ...(timeout && { timeout: istioTime(timeout) }),
    ...(retries && {
      retries: {
        attempts: retries.attempts,
        ...(retries.perTryTimeout && { perTryTimeout: istioTime(retries.perTryTimeout) }),
        ...(retries.retryOn && { retryOn: retries.retryOn.join(',') }),
      },
    }),
  };
}

/** The routes in the order in which they are tried: your own, one for each audience, then the weighted one. */
function routesOf(options: IstioRoutingOptions): HttpRoute[] {
  const { weight, mirror, audience } = options.phase ?? START;
  const stable = destinationOf(options, 'stable');
  const canary = destinationOf(options, 'canary');
  const limits = limitsOf(options);
  const weights = wholeWeights(weight);
  return [
    ...(options.routes ?? []),
    ...audience.map((each, at) => ({
      name: audienceRoute(each, at),
      match: matchesOf(each),
      route: [{ destination: canary }],
      ...limits,
    })),
    {
      name: options.routeName ?? ROUTE,
      route: [
        { destination: stable, weight: weights.stable },
        { destination: canary, weight: weights.canary },
      ],
      ...(mirror > 0 && { mirrors: [{ destination: canary, percentage: { value: mirror } }] }),
      ...limits,
    },
  ];
}

function destinationRulesOf(options: IstioRoutingOptions): DestinationRule[] {
  const { name, versions } = options;
  const policy = trafficPolicyOf(options.trafficPolicy ?? {}, options.stickiness);
  const rule = (ruleName: string, host: string, subsets?: DestinationRule['spec']['subsets']): DestinationRule => ({
    apiVersion: API_VERSION,
    kind: 'DestinationRule',
    metadata: metadataOf(options, ruleName),
    spec: { host, ...(policy && { trafficPolicy: policy }), ...(subsets && { subsets }) },
  });
  if (versions.kind === 'subsets') {
    const { stable = SUBSETS.stable, canary = SUBSETS.canary } = versions;
    return [rule(name, versions.host, [stable, canary])];
  }
  return policy === undefined ? [] : [rule(`${name}-stable`, versions.stable), rule(`${name}-canary`, versions.canary)];
}

/**
 * The resources that route requests between two versions as one phase says; without a phase, everything goes to the stable version and both
 * destinations stand ready for a controller. Pure: it validates nothing and touches no cluster.
 */
export function emitIstioRouting(options: IstioRoutingOptions): IstioRouting {
  optionsOf('IstioRoutingOptions')('emitIstioRouting', options);
  return {
    virtualService: {
      apiVersion: API_VERSION,
      kind: 'VirtualService',
      metadata: metadataOf(options, options.name),
      spec: {
        hosts: clientHosts(options),
        ...(options.gateways && { gateways: options.gateways }),
        http: routesOf(options),
      },
    },
    destinationRules: destinationRulesOf(options),
  };
}
