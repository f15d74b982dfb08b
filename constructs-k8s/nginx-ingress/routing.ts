import { type Stickiness, secondsOf } from '../../lib/strategy';
import type { IngressManifest } from '../shared/ingress';
import { optionsOf } from '../shared/options';
import type { RoutedPhase } from '../shared/routing/phase';
import { wholeWeights } from '../shared/routing/weight';
import { audienceAnnotations } from './audience';
import { NGINX_NUMBERS } from './limits';
import { type NginxEmitRoutingOptions, type NginxRoutingOptions, PREFIX } from './options';

/** The Ingresses of one phase. */
export interface NginxRouting {
  readonly ingress: IngressManifest;
  /** Absent without a phase: Argo Rollouts makes its own. */
  readonly canary?: IngressManifest;
}

type Annotations = Readonly<Record<string, string>>;

/** The total of the weights when nothing is said. */
const HUNDRED = 100;

function affinityOf(stickiness: Stickiness | undefined): Annotations {
  switch (stickiness?.by) {
    case 'cookie':
      return {
        affinity: 'cookie',
        ...(stickiness.name && { 'session-cookie-name': stickiness.name }),
        'session-cookie-max-age': `${secondsOf(stickiness.lasts)}`,
      };
    case 'header':
      return { 'upstream-hash-by': `$http_${stickiness.name.toLowerCase().replaceAll('-', '_')}` };
    case 'clientAddress':
      return { 'upstream-hash-by': '$binary_remote_addr' };
    default:
      return {};
  }
}

/** Who has been at the canary stays there; where nobody should be any more, the controller has to forget it. */
function behaviour({ weight, audience }: RoutedPhase, stickiness: Stickiness | undefined): Annotations {
  if (stickiness?.by !== 'cookie') return {};
  return { 'affinity-canary-behavior': weight === 0 && audience.length === 0 ? 'legacy' : 'sticky' };
}

function weightsOf(weight: number): Annotations {
  const { canary, stable } = wholeWeights(weight, NGINX_NUMBERS.weightTotal);
  const total = canary + stable;
  return { 'canary-weight': `${canary}`, ...(total !== HUNDRED && { 'canary-weight-total': `${total}` }) };
}

function ingressOf(
  options: NginxRoutingOptions,
  version: 'stable' | 'canary',
  annotations: Annotations,
): IngressManifest {
  const { namespace, labels, ingressClass = 'nginx', hosts, path = '/', tls, versions, port = 80 } = options;
  const backend = { service: { name: versions[version], port: { number: port } } };
  const http = { paths: [{ path, pathType: 'Prefix', backend }] } as const;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: version === 'canary' ? `${options.name}-canary` : options.name,
      ...(namespace && { namespace }),
      ...(labels && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec: {
      ingressClassName: ingressClass,
      ...(tls && { tls }),
      rules: hosts === undefined ? [{ http }] : hosts.map((host) => ({ host, http })),
    },
  };
}

/**
 * The Ingress of the stable version, and for a phase that of the canary, whose annotations say which requests it gets: those with the header,
 * else those with the cookie, else a share. Pure: it validates nothing and touches no cluster.
 */
export function emitNginxRouting(options: NginxEmitRoutingOptions): NginxRouting {
  optionsOf('NginxEmitRoutingOptions')('emitNginxRouting', options);
  const { phase, stickiness, annotations = {}, annotationPrefix = PREFIX } = options;
  const prefixed = (all: Annotations): Annotations =>
    Object.fromEntries(Object.entries(all).map(([name, value]) => [`${annotationPrefix}/${name}`, value]));
  const ingress = ingressOf(options, 'stable', { ...annotations, ...prefixed(affinityOf(stickiness)) });
  if (phase === undefined) return { ingress };
  const canary = {
    canary: 'true',
    ...audienceAnnotations(phase.audience),
    ...weightsOf(phase.weight),
    ...behaviour(phase, stickiness),
  };
  return { ingress, canary: ingressOf(options, 'canary', prefixed(canary)) };
}
