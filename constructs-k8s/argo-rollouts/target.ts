import { checkedTarget, type Target } from '../../lib/fidelity';
import { GATEWAY } from '../gateway-api/emit';
import { optionsOf } from '../shared/options';
import { type ArgoFragment, emit } from './emit';
import { argoLimits } from './limits';
import { ARGO_RUNBOOK } from './runbook';
import type { ArgoEmitOptions, ArgoRolloutsSettings, Router } from './settings';
import { trace } from './trace';

/** Argo Rollouts as a target. */
export type ArgoRolloutsTarget = Target<ArgoFragment, ArgoEmitOptions>;

const TITLES: Readonly<Record<Router['kind'], readonly [id: string, title: string]>> = {
  none: ['argo-rollouts', 'Argo Rollouts'],
  istio: ['argo-rollouts-istio', 'Argo Rollouts with Istio'],
  'gateway-api': ['argo-rollouts-plugin', 'Argo Rollouts with the Gateway API'],
  plugin: ['argo-rollouts-plugin', 'Argo Rollouts with a router plugin'],
};

/** The target for a router, a number of copies and a metrics backend: what is exact depends on all three. */
export function argoRollouts(settings: ArgoRolloutsSettings = {}): ArgoRolloutsTarget {
  const [id, title] = TITLES[settings.router?.kind ?? 'none'];
  const target: ArgoRolloutsTarget = {
    id,
    title,
    format: 'yaml',
    limits: argoLimits(settings),
    emit: (plan, options) => emit(plan, options, settings),
    trace,
    runbook: ARGO_RUNBOOK,
    prometheus: { convention: settings.router?.kind === 'istio' ? 'istio' : 'http', versions: 'newest' },
  };
  return checkedTarget(target, optionsOf('ArgoEmitOptions'));
}

/** Argo Rollouts with two copies and no router. */
export const argoRolloutsCopies = argoRollouts();

/** Argo Rollouts with Istio. */
export const argoRolloutsIstio = argoRollouts({ router: { kind: 'istio' } });

/** Argo Rollouts with the Gateway API's plugin; the route's Gateway is to be filled in. */
export const argoRolloutsPlugin = argoRollouts({ router: { kind: 'gateway-api', parents: [{ gateway: GATEWAY }] } });
