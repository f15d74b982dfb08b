import { type ClauseKey, clauseDoc, judge, rulingsOf } from '../../lib/fidelity';
import type { Finding } from '../../lib/findings';
import type { Plan } from '../../lib/plan';
import { oneOf } from '../../lib/strategy/nearest';
import { finding } from './findings';
import type { FlaggerSettings, Provider } from './settings';
import { flagger } from './target';

/** The providers that are named where none is: what each is written like. */
const LIKELY: readonly Provider[] = [
  { kind: 'istio' },
  { kind: 'gatewayapi', gateways: [{ name: 'gateway' }] },
  { kind: 'nginx' },
];

const WRITTEN = ["provider: { kind: 'istio' }", "provider: { kind: 'gatewayapi', gateways: [{ name: 'gateway' }] }"];

const refusedBy = (plan: Plan, settings: FlaggerSettings): ReadonlySet<ClauseKey> =>
  new Set(
    rulingsOf(plan, flagger(settings).limits)
      .filter(({ verdict }) => verdict === 'refused')
      .map(({ clause }) => clause.key),
  );

/**
 * What Flagger says about a plan. Where nothing is said about the provider, and one would do what Services alone cannot, the provider is
 * what is missing: that is said once, in the place of what Services make of each clause.
 */
export function judgedFindings(plan: Plan, settings: FlaggerSettings): readonly Finding[] {
  const { findings } = judge(plan, flagger(settings));
  if (settings.provider !== undefined) return findings;
  const alone = refusedBy(plan, settings);
  const others = LIKELY.map((provider) => refusedBy(plan, { ...settings, provider }));
  const mended = [...alone].filter((key) => others.some((refused) => !refused.has(key)));
  if (mended.length === 0) return findings;
  const titles = mended.map((key) => `“${clauseDoc(key).title}”`);
  const takes = WRITTEN.filter((_, at) => mended.every((key) => !others[at]?.has(key)));
  const missing = finding(
    'flagger-provider',
    'provider',
    `Services alone have no ${titles.join(', no ')}: something has to move the requests`,
    { received: 'nothing', ...(takes.length > 0 && { fix: `write ${oneOf(takes)}` }) },
  );
  const mendedIds = new Set(mended.map((key) => `refused.${key}`));
  return [missing, ...findings.filter(({ id }) => id.startsWith('refused.') && !mendedIds.has(id))];
}
