import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { AlertingRule, RuleGroup } from '../../../lib/observability';
import { program } from '../setup';

/** Values, one a minute, as promtool writes them (`0+10x60`), by their series. */
export type Series = Readonly<Record<string, string>>;

interface Said {
  readonly fine: boolean;
  readonly text: string;
}

const isAlert = (rule: RuleGroup['rules'][number]): rule is AlertingRule => 'alert' in rule;

export const alertsIn = (groups: readonly RuleGroup[]): AlertingRule[] =>
  groups.flatMap(({ rules }) => rules.filter(isAlert));

/** Rules whose alerts have no texts. */
export const muted = (groups: readonly RuleGroup[]): RuleGroup[] =>
  groups.map(({ name, rules }) => ({
    name,
    rules: rules.map((rule) => (isAlert(rule) ? { ...rule, annotations: { summary: '', description: '' } } : rule)),
  }));

function promtool(files: Readonly<Record<string, object>>, ...args: readonly string[]): Said {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-rules-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), stringify(content));
    const { status, stdout, stderr } = spawnSync(program('promtool'), args, { cwd: folder, encoding: 'utf8' });
    return { fine: status === 0, text: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `promtool check rules` says about rules: with `duplicate-rules` also of rules that are there twice. */
export const checked = (groups: readonly RuleGroup[], lint: 'duplicate-rules' | 'none' = 'duplicate-rules'): Said =>
  promtool({ 'rules.yaml': { groups } }, 'check', 'rules', `--lint=${lint}`, '--lint-fatal', 'rules.yaml');

/** Plays rules on hand-made series with `promtool test rules`. At each time (`10m`) just the given alerts fire. */
export function played(
  groups: readonly RuleGroup[],
  series: Series,
  firing: Readonly<Record<string, readonly AlertingRule[]>>,
): Said {
  const names = new Set(alertsIn(groups).map(({ alert }) => alert));
  const test = {
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: Object.entries(firing).flatMap(([at, alerts]) =>
      [...names].map((alertname) => ({
        eval_time: at,
        alertname,
        exp_alerts: alerts
          .filter(({ alert }) => alert === alertname)
          .map(({ labels, annotations }) => ({ exp_labels: labels, exp_annotations: annotations })),
      })),
    ),
  };
  const file = { rule_files: ['rules.yaml'], evaluation_interval: '1m', tests: [test] };
  return promtool({ 'rules.yaml': { groups }, 'test.yaml': file }, 'test', 'rules', 'test.yaml');
}
