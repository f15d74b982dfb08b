/** How many may fail, over how long. */
export interface Objective {
  /** The share of requests that must succeed, in percent: 99.9. */
  readonly slo: number;
  /** Seconds of the window that the objective is about: 30 days. */
  readonly window: number;
}

/** The error rate of all requests, in percent, when a share w (0–1) of them fails at the rate e (percent). */
export const overallErrorRate = (w: number, e: number): number => w * e;

/** How many times as fast as allowed an error rate (percent) uses up the error budget. */
export const burnRate = (errorRate: number, { slo }: Objective): number => errorRate / (100 - slo);

/** The part of the error budget, in percent, that is used up at a burn rate in so many seconds. */
export const budgetUsed = (burn: number, seconds: number, { window }: Objective): number =>
  (100 * burn * seconds) / window;

/** The burn rate that uses up a part of the budget (percent) in so many seconds. */
export const burnRateFor = (used: number, seconds: number, { window }: Objective): number =>
  ((used / 100) * window) / seconds;

/** Seconds in which everything may fail before the budget is gone. */
export const downtimeAllowed = ({ slo, window }: Objective): number => window * (1 - slo / 100);
