import type { AnalysisTemplateManifest } from '../../../constructs-k8s/argo-rollouts/manifest';
import { argoRollouts } from '../../../constructs-k8s/argo-rollouts/target';
import { type Plan, plan } from '../../../lib/plan';
import { type Guard, Strategy } from '../../../lib/strategy';
import type { PrometheusConventionName } from '../../../lib/telemetry';

/** What Argo Rollouts puts into a query when it asks it. */
const ARGUMENTS: Readonly<Record<string, string>> = { namespace: 'shop', 'latest-hash': 'new', 'stable-hash': 'old' };

/** A text as Argo Rollouts sends it: with its arguments in their places. */
const filled = (text: string): string =>
  text.replace(/\{\{args\.([\w-]+)\}\}/g, (_, name) => ARGUMENTS[name] as string);

/** The queries of a plan's analysis templates, as Prometheus gets them, by the names of their metrics. */
export function queriesOf(planned: Plan, convention: PrometheusConventionName): ReadonlyMap<string, string> {
  const metrics = { kind: 'prometheus', address: 'http://prometheus:9090', convention } as const;
  const manifests = argoRollouts({ router: { kind: 'istio' }, metrics }).emit(planned, { name: 'web' });
  const templates = manifests.filter(({ kind }) => kind === 'AnalysisTemplate') as AnalysisTemplateManifest[];
  const all = templates.flatMap(({ spec }) => spec.metrics);
  return new Map(
    all.flatMap(({ name, provider }) => (provider.prometheus ? [[name, filled(provider.prometheus.query)]] : [])),
  );
}

/** The query of one guard in a canary's release. */
export function queryOf(guard: Guard, convention: PrometheusConventionName): string {
  const planned = plan(Strategy.canary({ steps: [{ weight: 10, hold: '10m' }], guards: [guard] }));
  const [query] = queriesOf(planned, convention).values();
  if (query === undefined) throw new Error('the guard has no query');
  return query;
}
