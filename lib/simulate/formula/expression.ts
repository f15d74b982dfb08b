/** What a query or a condition says, in the words that CloudWatch, Prometheus and Argo Rollouts share. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'unary'; readonly operator: '-' | '!'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'index'; readonly of: Expression; readonly at: Expression }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | Subquery
  | Series;

export type Operator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'and'
  | 'or'
  | 'unless';

/** Time series of Prometheus. */
export interface Series {
  readonly kind: 'series';
  readonly name: string;
  readonly matchers: readonly Matcher[];
  /** Seconds; absent: the newest value. */
  readonly range?: number;
  /** Seconds that it is looked at before now. Default: 0. */
  readonly offset?: number;
}

/** The values that a query had at each whole multiple of a step. Times are seconds. */
export interface Subquery {
  readonly kind: 'subquery';
  readonly of: Expression;
  readonly range: number;
  readonly step: number;
}

export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** Why a text cannot be understood. */
export class NotUnderstood extends Error {}
