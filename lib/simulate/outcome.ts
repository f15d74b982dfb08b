/** Something that happened, at a time in seconds since the release began. */
export interface Happening {
  readonly at: number;
  readonly what: string;
}

/** How a played release ended. */
export interface Outcome {
  readonly result: 'promoted' | 'rolledBack' | 'waiting' | 'stuck';
  /** Seconds. */
  readonly at: number;
  /** Why, in words: `error-rate was bad`. */
  readonly reason: string;
  /** Requests that the new version answered. */
  readonly requestsHit: number;
  /** Of these, the ones that failed. */
  readonly failed: number;
  /** The share of the error budget that these failures used, in percent. */
  readonly budgetUsed: number;
  /** Seconds from the first fault's effect until no request reaches the new version any more; absent: they still do. */
  readonly timeToSafe?: number;
  readonly timeline: readonly Happening[];
  /** The weights that the release really had: percent, from a time on. */
  readonly weights: readonly { readonly at: number; readonly weight: number }[];
}
