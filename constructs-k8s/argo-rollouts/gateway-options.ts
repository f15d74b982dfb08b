import type { GatewayRoutingOptions } from '../gateway-api/options';
import { portsOf } from '../shared/ports';
import { type ArgoEmitOptions, type GatewayApiRouter, namesOf } from './settings';

/** The routing of a release through the Gateway API: its route leads to the first port of both Services. */
export function gatewayOptions(options: ArgoEmitOptions, { kind, ...router }: GatewayApiRouter): GatewayRoutingOptions {
  const { name, namespace, labels } = options;
  const [{ port }] = portsOf(options);
  const { stable, canary } = namesOf(options, kind);
  return {
    ...router,
    name,
    ...(namespace && { namespace }),
    ...(labels && { labels }),
    versions: { stable, canary },
    port,
  };
}
