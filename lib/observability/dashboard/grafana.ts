/** Where a query is sent. */
export interface DataSource {
  readonly type: string;
  readonly uid: string;
}

/** A place on a grid of 24 columns. */
export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A query of Prometheus in a panel. */
export interface Query {
  readonly refId: string;
  readonly expr: string;
  readonly legendFormat: string;
  readonly range: true;
}

export interface Threshold {
  /** `null` in the first one: from the bottom on. */
  readonly value: number | null;
  readonly color: string;
}

/** How one of the series of a panel is drawn. */
export interface Override {
  readonly matcher: { readonly id: 'byName'; readonly options: string };
  readonly properties: ReadonlyArray<{ readonly id: string; readonly value: unknown }>;
}

export interface TimeSeriesField {
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  readonly color: { readonly mode: 'palette-classic' };
  readonly thresholds: { readonly mode: 'absolute'; readonly steps: readonly Threshold[] };
  readonly custom: {
    readonly lineWidth: number;
    readonly fillOpacity: number;
    readonly showPoints: 'never';
    readonly spanNulls: boolean;
    readonly axisSoftMin: number;
    readonly axisSoftMax?: number;
    readonly thresholdsStyle: { readonly mode: 'off' | 'line' | 'dashed' | 'line+area' };
  };
}

export interface TimeSeriesPanel {
  readonly id: number;
  readonly type: 'timeseries';
  readonly title: string;
  readonly description: string;
  readonly datasource: DataSource;
  readonly gridPos: GridPosition;
  readonly targets: readonly Query[];
  readonly options: {
    readonly legend: {
      readonly displayMode: 'list';
      readonly placement: 'bottom';
      readonly showLegend: true;
      readonly calcs: readonly string[];
    };
    readonly tooltip: { readonly mode: 'multi'; readonly sort: 'desc' };
  };
  readonly fieldConfig: { readonly defaults: TimeSeriesField; readonly overrides: readonly Override[] };
}

export interface TextPanel {
  readonly id: number;
  readonly type: 'text';
  readonly title: string;
  readonly gridPos: GridPosition;
  readonly options: { readonly mode: 'markdown'; readonly content: string };
}

export interface RowPanel {
  readonly id: number;
  readonly type: 'row';
  readonly title: string;
  readonly collapsed: false;
  readonly gridPos: GridPosition;
  readonly panels: readonly [];
}

export type Panel = TimeSeriesPanel | TextPanel | RowPanel;

/** Marks on the time axis: those of Grafana itself, or the results of a query of Prometheus. */
export interface Annotation {
  readonly name: string;
  readonly datasource: DataSource;
  readonly enable: boolean;
  readonly hide?: boolean;
  readonly iconColor: string;
  readonly type?: 'dashboard';
  readonly builtIn?: 1;
  readonly expr?: string;
  readonly step?: string;
  readonly titleFormat?: string;
  readonly textFormat?: string;
  /** The result is a time in milliseconds, and the mark is there. */
  readonly useValueForTime?: boolean;
}

/** A value that is chosen for the whole dashboard. */
export interface Variable {
  readonly type: 'datasource' | 'query';
  readonly name: string;
  readonly label: string;
  readonly query: string | { readonly query: string; readonly refId: string };
  readonly definition?: string;
  readonly regex?: string;
  readonly datasource?: DataSource;
  /** 1: when the dashboard is opened; 2: also when the time range changes. */
  readonly refresh: 1 | 2;
}

/** A dashboard as Grafana imports and provisions it (schema version 39, Grafana 11 and newer). */
export interface GrafanaDashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly timezone: 'browser';
  readonly editable: boolean;
  /** 1: one crosshair for all panels. */
  readonly graphTooltip: 1;
  readonly schemaVersion: 39;
  readonly refresh: string;
  readonly time: { readonly from: string; readonly to: string };
  readonly templating: { readonly list: readonly Variable[] };
  readonly annotations: { readonly list: readonly Annotation[] };
  readonly panels: readonly Panel[];
}
