import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GrafanaDashboard } from '../../lib/observability';

const ROOT = join(__dirname, '../..');

/** Grafana's types with the values of their enums, and without the method that only its builders have: what JSON can be. */
const PLAIN = `
import type { Dashboard, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type * as text from '@grafana/grafana-foundation-sdk/text';
import type * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';

type Plain<T> = unknown extends T ? unknown
  : T extends string ? \`\${T}\`
  : T extends number | boolean | null | undefined ? T
  : T extends readonly (infer Item)[] ? Plain<Item>[]
  : T extends object ? { [Key in keyof T as T[Key] extends (...args: never[]) => unknown ? never : Key]: Plain<T[Key]> }
  : T;
type Query = Plain<Dataquery>;
type Chart = Plain<Omit<Panel, 'targets'>> & { targets: Query[]; options: Plain<timeseries.Options> };
type Text = Plain<Omit<Panel, 'targets'>> & { options: Plain<text.Options> };
type Whole = Plain<Omit<Dashboard, 'panels'>> & { panels: unknown[] };
`;

/** A document of the types, and what must be assignable to which: literals, so that an unknown field is an error at any depth. */
function module({ panels, ...whole }: GrafanaDashboard): string {
  const lines = panels.flatMap((panel) => {
    const literal = JSON.stringify(panel);
    if (panel.type === 'row') return [`const panel${panel.id}: Plain<RowPanel> = ${literal};`];
    if (panel.type === 'text') return [`const panel${panel.id}: Text = ${literal};`];
    const custom = JSON.stringify(panel.fieldConfig.defaults.custom);
    return [
      `const panel${panel.id}: Chart = ${literal};`,
      `const custom${panel.id}: Plain<timeseries.FieldConfig> = ${custom};`,
    ];
  });
  return [PLAIN, `const whole: Whole = ${JSON.stringify({ ...whole, panels: [] })};`, ...lines, 'export {};'].join(
    '\n',
  );
}

/** What Grafana's own types refuse in a dashboard; the compiler says it. */
export function dashboardProblems(dashboard: GrafanaDashboard): string[] {
  const folder = mkdtempSync(join(ROOT, '.docs-test-'));
  try {
    writeFileSync(join(folder, 'dashboard.ts'), module(dashboard));
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'node16', '--moduleResolution', 'node16'];
    const { stdout } = spawnSync(tsc, [...options, '--ignoreConfig', '--types', '', join(folder, 'dashboard.ts')], {
      cwd: folder,
      encoding: 'utf8',
    });
    return stdout.split('\n').filter((line) => line.trim() !== '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
