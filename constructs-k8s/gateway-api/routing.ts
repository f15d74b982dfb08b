import type { Audience } from '../../lib/strategy';
import { audienceRoute } from '../shared/audience/matches';
import { optionsOf } from '../shared/options';
import { START } from '../shared/routing/phase';
import { wholeWeights } from '../shared/routing/weight';
import { matchesOf } from './audience';
import { gatewayDuration } from './duration';
import { GATEWAY_NUMBERS } from './limits';
import {
  API_VERSION,
  type BackendReference,
  type GatewayRoute,
  type GrpcRouteRule,
  type HeaderMatchManifest,
  type HttpRouteRule,
  type ParentReference,
  type RequestMirror,
} from './manifest';
import { type GatewayEmitRoutingOptions, type GatewayRoutingOptions, type Parent, PORT, RULE } from './options';

function parentOf(parent: Parent): ParentReference {
  if ('service' in parent) {
    return { group: '', kind: 'Service', name: parent.service, ...(parent.port && { port: parent.port }) };
  }
  const { gateway, namespace, listener } = parent;
  return { name: gateway, ...(namespace && { namespace }), ...(listener && { sectionName: listener }) };
}

const backendOf = ({ versions, port = PORT }: GatewayRoutingOptions, version: 'stable' | 'canary') =>
  ({ name: versions[version], port }) satisfies BackendReference;

/** A whole percentage as such, any other as a fraction. */
function shareOf(percent: number): Pick<RequestMirror, 'percent' | 'fraction'> {
  if (Number.isInteger(percent)) return { percent };
  const { canary, stable } = wholeWeights(percent, GATEWAY_NUMBERS.weight);
  return { fraction: { numerator: canary, denominator: canary + stable } };
}

function timeoutsOf({ timeouts }: GatewayRoutingOptions): Pick<HttpRouteRule, 'timeouts'> {
  const { request, backendRequest } = timeouts ?? {};
  if (request === undefined && backendRequest === undefined) return {};
  return {
    timeouts: {
      ...(request !== undefined && { request: gatewayDuration(request) }),
      ...(backendRequest !== undefined && { backendRequest: gatewayDuration(backendRequest) }),
    },
  };
}

/** The matches of a rule: the path of a request, and one of the headers when there are any. */
function matching({ protocol, path = '/' }: GatewayRoutingOptions, headers: readonly HeaderMatchManifest[] = []) {
  const prefix = protocol === 'grpc' ? {} : { path: { type: 'PathPrefix', value: path } as const };
  if (headers.length > 0) return { matches: headers.map((header) => ({ ...prefix, headers: [header] })) };
  return protocol === 'grpc' ? {} : { matches: [prefix] };
}

/** Your own rules, one for each audience, then the weighted one. */
function rulesOf(options: GatewayEmitRoutingOptions): readonly (HttpRouteRule | GrpcRouteRule)[] {
  const { weight, mirror, audience } = options.phase ?? START;
  const stable = backendOf(options, 'stable');
  const canary = backendOf(options, 'canary');
  const weights = wholeWeights(weight, GATEWAY_NUMBERS.weight);
  const ofAudience = (one: Audience, at: number) => ({
    name: audienceRoute(one, at),
    ...matching(options, matchesOf(one)),
    backendRefs: [canary],
    ...timeoutsOf(options),
  });
  return [
    ...(options.rules ?? []),
    ...audience.map(ofAudience),
    {
      name: options.ruleName ?? RULE,
      ...matching(options),
      ...(mirror > 0 && {
        filters: [{ type: 'RequestMirror', requestMirror: { backendRef: canary, ...shareOf(mirror) } }],
      }),
      backendRefs: [
        { ...stable, weight: weights.stable },
        { ...canary, weight: weights.canary },
      ],
      ...timeoutsOf(options),
    },
  ];
}

/**
 * The route that divides requests between two versions as one phase says; without a phase, everything goes to the stable version and both
 * backends stand ready for a controller. Pure: it validates nothing and touches no cluster.
 */
export function emitGatewayRouting(options: GatewayEmitRoutingOptions): GatewayRoute {
  optionsOf('GatewayEmitRoutingOptions')('emitGatewayRouting', options);
  const { name, namespace, labels, protocol, parents, hostnames } = options;
  return {
    apiVersion: API_VERSION,
    kind: protocol === 'grpc' ? 'GRPCRoute' : 'HTTPRoute',
    metadata: { name, ...(namespace && { namespace }), ...(labels && { labels }) },
    spec: {
      parentRefs: parents.map(parentOf),
      ...(hostnames && { hostnames }),
      rules: rulesOf(options),
    },
  } as GatewayRoute;
}
