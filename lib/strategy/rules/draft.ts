import type { Check } from '../check';
import type { CustomQuery } from '../guard';
import type { Approval, FieldMatch } from '../step';
import type { Acknowledgement, Stickiness, StrategyKind, Traffic } from '../types';

/** A list some entries of which may have been refused. */
export type Some<T> = ReadonlyArray<T | undefined>;

type Loose<T> = T extends T ? { readonly [K in keyof T]?: T[K] } : never;

export interface DraftAudience {
  readonly header?: Loose<FieldMatch>;
  readonly cookie?: Loose<FieldMatch>;
  readonly users?: Some<string>;
  readonly userHeader?: string;
}

export interface DraftCheck {
  readonly kind?: Check['kind'];
  readonly name?: string;
  readonly timeout?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly expect?: { readonly status?: number; readonly body?: string; readonly within?: string };
  readonly command?: Some<string>;
}

export interface DraftGuard {
  readonly metric?: string;
  readonly name?: string;
  readonly over?: string;
  readonly every?: string;
  readonly failures?: number;
  readonly minRequests?: number;
  readonly max?: number | string;
  readonly min?: number;
  readonly versusStable?: number;
  readonly percentile?: number;
  readonly resource?: string;
  readonly queue?: string;
  readonly falseAborts?: number;
  readonly query?: Loose<CustomQuery>;
}

export interface DraftStep {
  readonly weight?: number;
  readonly mirror?: number;
  readonly audience?: Some<DraftAudience>;
  readonly hold?: string;
  readonly approve?: true | Loose<Approval>;
  readonly checks?: Some<DraftCheck>;
}

/** What is left of a strategy after its shape was read: in one spelling, without what was refused. */
export interface Draft {
  readonly kind?: StrategyKind;
  readonly steps?: Some<DraftStep>;
  readonly preview?: Omit<DraftStep, 'weight' | 'mirror' | 'audience'>;
  readonly step?: number;
  readonly every?: string;
  readonly split?: number;
  readonly mirror?: number;
  readonly audience?: Some<DraftAudience>;
  readonly duration?: string;
  readonly surge?: number | { readonly copies?: number };
  readonly unavailable?: number | { readonly copies?: number };
  readonly guards?: Some<DraftGuard>;
  readonly checks?: {
    readonly beforeTraffic?: Some<DraftCheck>;
    readonly testTraffic?: Some<DraftCheck>;
    readonly afterTraffic?: Some<DraftCheck>;
  };
  readonly bake?: string;
  readonly stickiness?: Loose<Stickiness>;
  readonly traffic?: Loose<Traffic>;
  readonly accept?: Some<Loose<Acknowledgement>>;
}
