import type { Router } from '../shared/routing/judged';
import { routingProblems } from './check';
import { finding } from './findings';
import type { GatewayRoutingOptions } from './options';
import { gatewayApi } from './target';

/** The Gateway API as the router of a release. */
export const gatewayRouter = (options: GatewayRoutingOptions): Router => ({
  title: gatewayApi.title,
  target: gatewayApi,
  finding: (which, ...said) => finding(`gateway-${which}`, ...said),
  problems: (planned, byController) => routingProblems(planned, options, byController),
});

/** What the plugin of Argo Rollouts for the Gateway API is configured with. */
export interface ArgoGatewayRouting {
  readonly httpRoute?: string;
  readonly grpcRoute?: string;
  readonly namespace: string;
}

/** How a Rollout finds the route. */
export const argoGatewayRouting = (
  { name, protocol }: GatewayRoutingOptions,
  namespace = 'default',
): ArgoGatewayRouting => ({ [protocol === 'grpc' ? 'grpcRoute' : 'httpRoute']: name, namespace });
