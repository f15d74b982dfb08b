import { argoRollouts } from '../../../constructs-k8s/argo-rollouts/target';
import { rulingsOf } from '../../../lib/fidelity';
import { saw } from '../cluster';
import type { Part } from './play';

/** What can be seen of a release by those who look at the cluster and not at the measurements. */
const TRAFFIC = /^(replace\.|shift\.|weight$|hold$|mirror$|audience\.|preview|approve\.|check\.|bake$)/;
/** What can be seen of the measurements. */
const MEASURED = /^(guard\.|on-failure\.)/;

/** Tells the page which clauses of a release were seen to do what was drawn. */
export function sawTraffic(part: Part): void {
  told(part, TRAFFIC);
}

/** Tells the page which clauses about guards were seen to do what the strategy says. */
export function sawMeasured(part: Part): void {
  told(part, MEASURED);
}

function told({ plan, settings }: Part, kind: RegExp): void {
  const { id, limits } = argoRollouts(settings);
  const keys = rulingsOf(plan, limits).map(({ clause }) => clause.key);
  saw({ target: id, engine: 'argo-rollouts' }, ...new Set(keys.filter((key) => kind.test(key))));
}
