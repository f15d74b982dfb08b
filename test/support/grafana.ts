import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GrafanaDashboard } from '../../lib/observability';
import type { Chart, Curve, Row, Text, Whole } from './grafana-types';

const ROOT = join(__dirname, '../..');

type Types = {
  readonly Whole: Whole;
  readonly Row: Row;
  readonly Text: Text;
  readonly Chart: Chart;
  readonly Curve: Curve;
};

/** A declaration of a literal: the value is assignable to the type, and the literal has no field that the type does not know, at any depth. */
const declared = <Name extends keyof Types>(type: Name, name: string, value: Types[Name]): string =>
  `const ${name}: ${type} = ${JSON.stringify(value)};`;

function panelText(panel: GrafanaDashboard['panels'][number]): string[] {
  const name = `panel${panel.id}`;
  switch (panel.type) {
    case 'row':
      return [declared('Row', name, panel)];
    case 'text':
      return [declared('Text', name, panel)];
    case 'timeseries':
      return [declared('Chart', name, panel), declared('Curve', `curve${panel.id}`, panel.fieldConfig.defaults.custom)];
  }
}

function module({ panels, ...whole }: GrafanaDashboard): string {
  const types = "import type { Chart, Curve, Row, Text, Whole } from '../test/support/grafana-types';";
  return [types, declared('Whole', 'whole', whole), ...panels.flatMap(panelText), 'export {};'].join('\n');
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
