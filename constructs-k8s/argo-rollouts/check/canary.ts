import { type Finding, show } from '../../../lib/findings';
import { finding } from '../findings';
import type { CanaryStrategySpec, TrafficRouting } from '../manifest';
import { stepProblems } from './steps';

/** The fields of `trafficRouting` that are no router. */
const SETTINGS: ReadonlySet<string> = new Set(['managedRoutes', 'maxTrafficWeight']);

/** Which routers a canary has. */
export const routersOf = (routing: TrafficRouting | undefined): ReadonlySet<string> =>
  new Set(
    Object.entries(routing ?? {}).flatMap(([key, value]) => {
      const used = key === 'plugins' ? Object.keys(value ?? {}).length > 0 : value !== undefined;
      return used && !SETTINGS.has(key) ? [key] : [];
    }),
  );

const isZero = (amount: string | number): boolean => Number.parseFloat(`${amount}`) === 0;

function serviceProblems(canary: CanaryStrategySpec, routers: ReadonlySet<string>, path: string): Finding[] {
  const { canaryService = '', stableService = '', pingPong, trafficRouting } = canary;
  if (canaryService !== '' && canaryService === stableService) {
    const message = 'The Services of the new and of the stable version are the same';
    return [finding('argo-same-services', `${path}.stableService`, message, { received: show(stableService) })];
  }
  const alone = new Set(routers);
  alone.delete('plugins');
  if (pingPong !== undefined) alone.delete('alb');
  if (pingPong !== undefined || trafficRouting?.istio?.destinationRule !== undefined) alone.delete('istio');
  if (alone.size === 0) return [];
  const message = 'The router has no Service to send the requests to';
  return [
    ...(stableService === '' ? [finding('argo-missing-service', `${path}.stableService`, message)] : []),
    ...(canaryService === '' ? [finding('argo-missing-service', `${path}.canaryService`, message)] : []),
  ];
}

function pingPongProblems(
  { pingPong, trafficRouting }: CanaryStrategySpec,
  routers: ReadonlySet<string>,
  path: string,
): Finding[] {
  if (pingPong === undefined) return [];
  const { pingService, pongService } = pingPong;
  const problems: Finding[] = [];
  const say = (field: string, message: string) => problems.push(finding('argo-ping-pong', `${path}.${field}`, message));
  if (trafficRouting !== undefined && !routers.has('alb') && !routers.has('istio'))
    say('trafficRouting', 'The router has no ping-pong');
  if (!pingService) say('pingPong.pingService', 'There is no ping Service');
  if (!pongService) say('pingPong.pongService', 'There is no pong Service');
  if (pingService && pingService === pongService)
    say('pingPong.pingService', 'The ping and the pong Service are the same');
  const alb = trafficRouting?.alb as { readonly rootService?: string } | undefined;
  if (alb !== undefined && !alb.rootService) say('trafficRouting.alb.rootService', 'There is no root Service');
  return problems;
}

function routerProblems(canary: CanaryStrategySpec, routers: ReadonlySet<string>, path: string): Finding[] {
  const { scaleDownDelaySeconds, dynamicStableScale = false, trafficRouting } = canary;
  const problems: Finding[] = [];
  if (trafficRouting === undefined) {
    const needs = (field: string) => finding('argo-needs-router', `${path}.${field}`, `${field} needs a router`);
    if (scaleDownDelaySeconds !== undefined) problems.push(needs('scaleDownDelaySeconds'));
    if (dynamicStableScale) problems.push(needs('dynamicStableScale'));
    return problems;
  }
  if (scaleDownDelaySeconds !== undefined && dynamicStableScale) {
    const message = 'dynamicStableScale and scaleDownDelaySeconds exclude each other';
    problems.push(finding('argo-dynamic-scale', `${path}.dynamicStableScale`, message));
  }
  if (trafficRouting.maxTrafficWeight !== undefined && !routers.has('nginx') && !routers.has('plugins')) {
    const message = 'The router counts weights up to 100';
    problems.push(
      finding('argo-max-weight', `${path}.trafficRouting.maxTrafficWeight`, message, {
        received: `${trafficRouting.maxTrafficWeight}`,
      }),
    );
  }
  const { istio } = trafficRouting;
  if (istio !== undefined && (istio.virtualService === undefined) === ((istio.virtualServices?.length ?? 0) === 0)) {
    const message = 'There is not exactly one of virtualService and virtualServices';
    problems.push(finding('argo-virtual-service', `${path}.trafficRouting.istio`, message));
  }
  return problems;
}

function watchProblems({ analysis, steps = [] }: CanaryStrategySpec, path: string): Finding[] {
  if (analysis === undefined || analysis.startingStep !== undefined) return [];
  const first = steps.findIndex(
    ({ setWeight = 0, setHeaderRoute, setMirrorRoute }) => setWeight > 0 || setHeaderRoute || setMirrorRoute,
  );
  if (first < 0) return [];
  const message = 'The background analysis starts with the first step, before there is traffic';
  return [finding('argo-starting-step', `${path}.analysis.startingStep`, message, { expected: `${first + 1}` })];
}

/** What Argo's validation says about a canary. */
export function canaryProblems(canary: CanaryStrategySpec, path: string): Finding[] {
  const routers = routersOf(canary.trafficRouting);
  const { maxSurge = '25%', maxUnavailable = '25%' } = canary;
  const still =
    isZero(maxSurge) && isZero(maxUnavailable)
      ? [finding('argo-no-pace', `${path}.maxSurge`, 'maxSurge and maxUnavailable are both 0')]
      : [];
  return [
    ...still,
    ...serviceProblems(canary, routers, path),
    ...pingPongProblems(canary, routers, path),
    ...routerProblems(canary, routers, path),
    ...watchProblems(canary, path),
    ...(canary.steps ?? []).flatMap((step, at) => stepProblems(step, `${path}.steps[${at}]`, canary, routers)),
  ];
}
