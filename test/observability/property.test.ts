import fc from 'fast-check';
import { TARGETS } from '../../cli/targets';
import { alertRules, grafanaDashboard, runbookText } from '../../lib/observability';
import { plan } from '../../lib/plan';
import { parseStrategy } from '../../lib/strategy';
import { runs, strategies } from '../support/arbitrary';

const VERSIONS = ['newest', { candidate: 'canary-[^-]+', stable: 'stable-[^-]+' }] as const;

/** Whether brackets close in order; what stands in quotes does not count. */
function isBalanced(query: string): boolean {
  const open: string[] = [];
  for (const bracket of query.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/[()[\]{}]/g) ?? []) {
    if ('([{'.includes(bracket)) open.push(bracket);
    else if (open.pop() !== { ')': '(', ']': '[', '}': '{' }[bracket]) return false;
  }
  return open.length === 0;
}

test('every strategy has alerts, a dashboard and a runbook, and each guard has its alert or a finding', () => {
  fc.assert(
    fc.property(
      strategies(),
      fc.constantFrom(...VERSIONS),
      fc.constantFrom(...TARGETS),
      (written, versions, target) => {
        const { strategy } = parseStrategy(written);
        if (strategy === undefined) return;
        const planned = plan(strategy);
        const options = { name: 'web', namespace: 'shop', versions };
        const { groups, findings } = alertRules(planned, options);
        const alerts = groups.flatMap(({ rules }) => rules.flatMap((rule) => ('alert' in rule ? rule : [])));
        for (const { expr } of alerts) expect(isBalanced(expr)).toBe(true);
        for (const guard of planned.guards) {
          const alerted = alerts.some(({ labels }) => labels.guard === guard.name);
          expect([guard.name, alerted]).toEqual([guard.name, !findings.some(({ path }) => path === guard.path)]);
        }
        const { panels } = grafanaDashboard(planned, options);
        for (const panel of panels.flatMap((one) => (one.type === 'timeseries' ? one.targets : [])))
          expect(isBalanced(panel.expr)).toBe(true);
        const text = runbookText(planned, target, { name: 'web', rules: groups });
        for (const { name } of planned.phases) expect(text).toContain(`| ${name} |`);
      },
    ),
    runs,
  );
});
