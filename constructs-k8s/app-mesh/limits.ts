import { exact, type Limits, range, refused } from '../../lib/fidelity';
import { byWeight, runsNothing } from '../shared/routing/limits';

const ROUTES = 'https://docs.aws.amazon.com/app-mesh/latest/userguide/routes.html';
const TARGET = 'https://docs.aws.amazon.com/app-mesh/latest/APIReference/API_WeightedTarget.html';
const HEADER = 'https://docs.aws.amazon.com/app-mesh/latest/APIReference/API_HttpRouteHeader.html';

/** The end of the service. */
export const END = 'https://aws.amazon.com/blogs/containers/migrating-from-aws-app-mesh-to-amazon-ecs-service-connect/';

/** The numbers of a route. Source: the CRD of the controller, v1.13. */
export const APP_MESH_NUMBERS = {
  /** Letters of the name of a header, and of its value. */
  headerName: 50,
  headerValue: 255,
  /** The last route that is tried; 0 is the first. */
  lastPriority: 1000,
} as const;

const unsticky = refused('App Mesh keeps no user at a weighted target', TARGET, 'use an audience');

/** What App Mesh alone made of each clause. It routed exactly, and it ran nothing. */
export const APP_MESH_LIMITS: Limits = {
  ...runsNothing({
    title: 'AWS App Mesh',
    resource: 'a VirtualRouter',
    source: ROUTES,
    pair: 'argo-rollouts-plugin',
    note: 'AWS ended the service on 2026-09-30, so that nothing reads these resources any more',
  }),
  ...byWeight('routes[].httpRoute.action.weightedTargets', TARGET),
  weight: range({
    by: 'weightedTargets[].weight',
    min: 1,
    max: 99,
    step: 1,
    also: [100],
    round: 'nearest',
    source: TARGET,
  }),
  mirror: refused('App Mesh copies no requests', ROUTES, 'use the Gateway API (target gateway-api), or Istio'),
  'audience.header': exact('routes[].httpRoute.match.headers', HEADER),
  'audience.cookie': exact('routes[].httpRoute.match.headers, the header Cookie by regex', HEADER),
  'audience.users': exact('routes[].httpRoute.match.headers', HEADER),
  'audience.prefix': exact('routes[].httpRoute.match.headers', HEADER),
  'audience.regex': exact('routes[].httpRoute.match.headers', HEADER),
  'stickiness.cookie': unsticky,
  'stickiness.header': unsticky,
  'stickiness.address': unsticky,
  'stickiness.lasts': unsticky,
};
