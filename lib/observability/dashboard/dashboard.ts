import { expectPlan, guardText, outline, type Plan } from '../../plan';
import { type ObservabilityOptions, type ObservabilitySettings, settledOptions } from '../options';
import { plain, scheduleText } from '../phase-text';
import type { GrafanaDashboard, Panel } from './grafana';
import { guardPanels } from './guard-panels';
import { marks } from './marks';
import type { Drawing } from './panels';
import { Signals } from './signals';
import { shownVersions, variables } from './variables';

/** Columns of Grafana's grid, and rows of it that a chart is high. */
const GRID = { columns: 24, chart: 8, title: 1 } as const;

/** A row of the dashboard: its title, and its charts side by side. */
interface Row {
  readonly title: string;
  readonly charts: readonly Drawing[];
}

/** 32 bits of a text, as FNV-1a makes them: the same name has the same dashboard. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

function summary(plan: Plan, { platform, name }: ObservabilitySettings): string {
  const guards = plan.guards.map((guard) => `- **${plain(guard.name)}** aborts: ${plain(guardText(guard))}`);
  return [
    plain(outline(plan)),
    scheduleText(plan, platform, name),
    ...(guards.length > 0 ? [guards.join('\n')] : []),
  ].join('\n\n');
}

/** Rows of the grid that the summary needs: one for each line of the table, less for each line of text. */
const heightOf = ({ guards }: Plan, content: string): number =>
  Math.ceil(2 + content.split('\n').filter((line) => line.startsWith('|')).length + 0.7 * guards.length);

/** Panels in order, below each other. */
class Grid {
  readonly panels: Panel[] = [];
  #y = 0;

  title(title: string): void {
    const gridPos = { x: 0, y: this.#y, w: GRID.columns, h: GRID.title };
    this.panels.push({ id: this.#id(), type: 'row', title, collapsed: false, gridPos, panels: [] });
    this.#y += GRID.title;
  }

  /** Charts side by side, up to three of them. */
  charts(charts: readonly Drawing[]): void {
    const across = Math.min(3, charts.length);
    const w = GRID.columns / across;
    charts.forEach((drawing, at) => {
      const gridPos = { x: (at % across) * w, y: this.#y + GRID.chart * Math.floor(at / across), w, h: GRID.chart };
      this.panels.push({ id: this.#id(), ...drawing, gridPos });
    });
    this.#y += GRID.chart * Math.ceil(charts.length / across);
  }

  text(title: string, content: string, h: number): void {
    const gridPos = { x: 0, y: this.#y, w: GRID.columns, h };
    this.panels.push({ id: this.#id(), type: 'text', title, gridPos, options: { mode: 'markdown', content } });
    this.#y += h;
  }

  #id(): number {
    return this.panels.length + 1;
  }
}

function panelsOf(plan: Plan, settings: ObservabilitySettings, rows: readonly Row[]): readonly Panel[] {
  const grid = new Grid();
  for (const { title, charts } of rows) {
    grid.title(title);
    grid.charts(charts);
  }
  grid.title('The strategy');
  const content = summary(plan, settings);
  grid.text('', content, heightOf(plan, content));
  return grid.panels;
}

/**
 * A dashboard of a release: rate, errors, duration and saturation of both versions, with the strategy's weights and the guards' limits drawn
 * as lines, and what each guard reads. Pure.
 * @throws CutoverError with everything that is wrong with the options.
 */
export function grafanaDashboard(plan: Plan, options: ObservabilityOptions): GrafanaDashboard {
  expectPlan('grafanaDashboard', plan);
  const settings = settledOptions(options);
  const { name, namespace } = settings;
  const versions = shownVersions(settings);
  const signals = new Signals(plan, settings, versions);
  const guards = guardPanels(plan, settings, versions);
  const rows: Row[] = [
    { title: 'Rate', charts: signals.traffic() },
    { title: 'Errors and duration', charts: [signals.errors(), ...signals.durations()] },
    { title: 'Saturation', charts: signals.saturation() },
    ...(guards.length > 0 ? [{ title: 'What the guards read', charts: guards }] : []),
  ];
  return {
    uid: `cutover-${fingerprint(`${namespace}/${name}`)}`,
    title: `Release of ${name} in ${namespace}`,
    description: 'Rate, errors, duration and saturation of both versions, and the strategy that they are released by.',
    tags: ['cutover', name],
    timezone: 'browser',
    editable: true,
    graphTooltip: 1,
    schemaVersion: 39,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: { list: variables(settings) },
    annotations: { list: marks(plan, settings, versions) },
    panels: panelsOf(plan, settings, rows),
  };
}
