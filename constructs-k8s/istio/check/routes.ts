import { type Finding, show } from '../../../lib/findings';
import { isAudienceRoute } from '../../shared/audience/matches';
import { finding } from '../findings';
import { ROUTE, type RoutingOptions } from '../options';

/** What is wrong with the names and the order of the routes. */
export function routeProblems({ routes = [], routeName = ROUTE }: RoutingOptions): Finding[] {
  const problems: Finding[] = [];
  const taken = new Set<string>();
  routes.forEach(({ name, match }, at) => {
    const path = `routes[${at}]`;
    if (match === undefined || match.length === 0 || match.some((one) => Object.keys(one).length === 0)) {
      problems.push(
        finding('istio-unreachable-route', path, 'This route takes every request', { received: show(name) }),
      );
    }
    if (name === undefined) return;
    if (taken.has(name) || name === routeName || isAudienceRoute(name)) {
      problems.push(
        finding('istio-route-name', `${path}.name`, `Another route is called \`${name}\``, { received: show(name) }),
      );
    }
    taken.add(name);
  });
  if (routeName === '' || isAudienceRoute(routeName)) {
    problems.push(
      finding('istio-route-name', 'routeName', 'This name is that of another route', { received: show(routeName) }),
    );
  }
  return problems;
}
