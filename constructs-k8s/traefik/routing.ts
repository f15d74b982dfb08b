import { type Stickiness, secondsOf } from '../../lib/strategy';
import { optionsOf } from '../shared/options';
import { START } from '../shared/routing/phase';
import { wholeWeights } from '../shared/routing/weight';
import { TRAEFIK_NUMBERS } from './limits';
import { API_VERSION, type IngressRoute, type TraefikBackend, type TraefikService } from './manifest';
import type { TraefikEmitRoutingOptions, TraefikRoutingOptions } from './options';
import { audienceRule, ruleOf } from './rule';

/** The resources of one phase. */
export interface TraefikRouting {
  readonly ingressRoute: IngressRoute;
  /** The weights. */
  readonly service: TraefikService;
  /** The copy of the requests around it; absent when nothing is mirrored. */
  readonly mirror?: TraefikService;
}

const metadataOf = ({ namespace, labels }: TraefikRoutingOptions, name: string) => ({
  name,
  ...(namespace && { namespace }),
  ...(labels && { labels }),
});

const backendOf = ({ versions, port = 80 }: TraefikRoutingOptions, version: 'stable' | 'canary'): TraefikBackend => ({
  name: versions[version],
  port,
});

function serviceOf(options: TraefikRoutingOptions, name: string, spec: TraefikService['spec']): TraefikService {
  return { apiVersion: API_VERSION, kind: 'TraefikService', metadata: metadataOf(options, name), spec };
}

function dividing(services: readonly TraefikBackend[], stickiness: Stickiness | undefined): TraefikService['spec'] {
  if (stickiness?.by === 'clientAddress') return { highestRandomWeight: { services } };
  if (stickiness?.by !== 'cookie') return { weighted: { services } };
  const { name, lasts } = stickiness;
  return { weighted: { services, sticky: { cookie: { ...(name && { name }), maxAge: secondsOf(lasts) } } } };
}

/**
 * The resources that divide requests between two versions as one phase says; without a phase, everything goes to the stable version and both
 * services stand ready for a controller. Pure: it validates nothing and touches no cluster.
 */
export function emitTraefikRouting(options: TraefikEmitRoutingOptions): TraefikRouting {
  optionsOf('TraefikEmitRoutingOptions')('emitTraefikRouting', options);
  const { name, phase = START, stickiness, entryPoints, tls, routes = [] } = options;
  const canary = backendOf(options, 'canary');
  const weights = wholeWeights(phase.weight, TRAEFIK_NUMBERS.weightTotal);
  const divided = [
    { ...backendOf(options, 'stable'), weight: weights.stable },
    { ...canary, weight: weights.canary },
  ];
  const isMirrored = phase.mirror > 0;
  const mirrorName = `${name}-mirror`;
  const entry: TraefikBackend = { kind: 'TraefikService', name: isMirrored ? mirrorName : name };
  const ingressRoute: IngressRoute = {
    apiVersion: API_VERSION,
    kind: 'IngressRoute',
    metadata: metadataOf(options, name),
    spec: {
      ...(entryPoints && { entryPoints }),
      routes: [
        ...routes,
        ...phase.audience.map((audience) => ({
          kind: 'Rule' as const,
          match: audienceRule(options, audience),
          services: [canary],
        })),
        { kind: 'Rule', match: ruleOf(options), services: [entry] },
      ],
      ...(tls && { tls }),
    },
  };
  const service = serviceOf(options, name, dividing(divided, stickiness));
  if (!isMirrored) return { ingressRoute, service };
  const mirroring = { kind: 'TraefikService', name, mirrors: [{ ...canary, percent: phase.mirror }] } as const;
  return { ingressRoute, service, mirror: serviceOf(options, mirrorName, { mirroring }) };
}
