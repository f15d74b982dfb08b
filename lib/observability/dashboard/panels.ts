import type { DataSource, Override, Query, Threshold, TimeSeriesPanel } from './grafana';

/** The data source that is chosen above the panels. */
export const DATA_SOURCE: DataSource = { type: 'prometheus', uid: `\${datasource}` };

export const COLORS = { candidate: 'orange', stable: 'blue', good: 'transparent', bad: 'red', step: 'purple' } as const;

/** What the series of both versions are called in legends. */
export const LEGENDS = {
  candidate: 'new version',
  stable: 'stable version',
  planned: 'planned, without waits',
} as const;

/** A panel without its place. */
export type Drawing = Omit<TimeSeriesPanel, 'id' | 'gridPos'>;

interface Chart {
  readonly title: string;
  readonly about: string;
  readonly unit: 'reqps' | 'percent' | 'ms' | 'short';
  /** PromQL by its legend. */
  readonly queries: Readonly<Record<string, string>>;
  readonly thresholds?: readonly Threshold[];
  readonly thresholdsStyle?: 'line' | 'dashed' | 'line+area';
  readonly max?: number;
  /** Whether values below 0 are possible. */
  readonly isSigned?: boolean;
}

const line = (legend: string, color: string, extra: Override['properties'] = []): Override => ({
  matcher: { id: 'byName', options: legend },
  properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }, ...extra],
});

const OVERRIDES: readonly Override[] = [
  line(LEGENDS.candidate, COLORS.candidate),
  line(LEGENDS.stable, COLORS.stable),
  line(LEGENDS.planned, COLORS.step, [
    { id: 'custom.lineStyle', value: { fill: 'dash', dash: [10, 10] } },
    { id: 'custom.lineInterpolation', value: 'stepAfter' },
    { id: 'custom.fillOpacity', value: 0 },
  ]),
];

const NO_THRESHOLDS: readonly Threshold[] = [{ value: null, color: COLORS.good }];

/** The highest threshold is within the picture, also while all values are far below. */
const softMax = (thresholds: readonly Threshold[]): { readonly axisSoftMax?: number } => {
  const highest = Math.max(0, ...thresholds.map(({ value }) => value ?? 0));
  return highest > 0 ? { axisSoftMax: Number((1.2 * highest).toPrecision(3)) } : {};
};

/** A chart of series over time. */
export function chart({ title, about, unit, queries, thresholds, thresholdsStyle, max, isSigned }: Chart): Drawing {
  const steps = thresholds === undefined || thresholds.length === 0 ? NO_THRESHOLDS : thresholds;
  const targets = Object.entries(queries).map(
    ([legendFormat, expr], at): Query => ({ refId: String.fromCharCode(65 + at), expr, legendFormat, range: true }),
  );
  return {
    type: 'timeseries',
    title,
    description: about,
    datasource: DATA_SOURCE,
    targets,
    options: {
      legend: { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: ['lastNotNull'] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    fieldConfig: {
      defaults: {
        unit,
        ...(isSigned !== true && { min: 0 }),
        ...(max !== undefined && { max }),
        color: { mode: 'palette-classic' },
        thresholds: { mode: 'absolute', steps },
        custom: {
          lineWidth: 2,
          fillOpacity: 5,
          showPoints: 'never',
          spanNulls: false,
          axisSoftMin: 0,
          ...softMax(steps),
          thresholdsStyle: { mode: steps.length > 1 ? (thresholdsStyle ?? 'line+area') : 'off' },
        },
      },
      overrides: OVERRIDES.filter(({ matcher }) => matcher.options in queries),
    },
  };
}
