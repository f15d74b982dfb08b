import type { Finding } from '../../../lib/findings';
import type { GatewayRoute } from '../../gateway-api/manifest';
import type { Manifest } from '../../shared/manifest';
import { finding } from '../findings';
import type { RolloutManifest } from '../manifest';
import { GATEWAY_API_PLUGIN } from '../settings';

/** The routes that the plugin of the Gateway API is told to change. */
export function pluginRoutes({ spec }: RolloutManifest): ReadonlyArray<readonly [kind: string, name: string]> {
  const config = spec.strategy.canary?.trafficRouting?.plugins?.[GATEWAY_API_PLUGIN];
  const { httpRoute, grpcRoute } = (config ?? {}) as { readonly httpRoute?: string; readonly grpcRoute?: string };
  return [
    ...(httpRoute === undefined ? [] : [['HTTPRoute', httpRoute] as const]),
    ...(grpcRoute === undefined ? [] : [['GRPCRoute', grpcRoute] as const]),
  ];
}

/** What is wrong with the routes that the plugin of the Gateway API changes, as far as they are among the manifests. */
export function gatewayRouteProblems(rollout: RolloutManifest, manifests: readonly Manifest[]): Finding[] {
  const { stableService = '', canaryService = '' } = rollout.spec.strategy.canary ?? {};
  return pluginRoutes(rollout).flatMap(([kind, name]) => {
    const found = manifests.find((one) => one.kind === kind && one.metadata.name === name);
    if (found === undefined) return [];
    const leads = (found as GatewayRoute).spec.rules.some(({ backendRefs = [] }) =>
      [stableService, canaryService].every((service) => backendRefs.some((backend) => backend.name === service)),
    );
    const path = 'spec.strategy.canary.trafficRouting.plugins';
    return leads ? [] : [finding('argo-gateway-route', path, `No rule of the ${kind} ${name} leads to both versions`)];
  });
}
