import type { Dashboard, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Options as TextOptions } from '@grafana/grafana-foundation-sdk/text';
import type { FieldConfig, Options } from '@grafana/grafana-foundation-sdk/timeseries';

/** One of Grafana's types as JSON can have it: the values of its enums, and no methods, which only its builders have. */
type Plain<T> = unknown extends T
  ? unknown
  : T extends string
    ? `${T}`
    : T extends number | boolean | null | undefined
      ? T
      : T extends readonly (infer Item)[]
        ? readonly Plain<Item>[]
        : T extends object
          ? { readonly [Key in keyof T as T[Key] extends (...args: never[]) => unknown ? never : Key]: Plain<T[Key]> }
          : T;

/** A dashboard without its panels. */
export type Whole = Plain<Omit<Dashboard, 'panels'>>;
export type Row = Plain<RowPanel>;
export type Chart = Plain<Omit<Panel, 'targets'>> & { targets: readonly Plain<Dataquery>[]; options: Plain<Options> };
export type Text = Plain<Omit<Panel, 'targets'>> & { options: Plain<TextOptions> };
/** How the series of a chart are drawn. */
export type Curve = Plain<FieldConfig>;
