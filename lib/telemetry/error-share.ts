import { type Comparison, type Plan, seesTraffic, shares } from '../plan';

/** The rise that an error-share guard watches for, and the chance in percent to stop a healthy release. */
export type ErrorShareTerms = Extract<Comparison, { readonly kind: 'sequential' }>;

const upTo = (digits: number, round: (value: number) => number, value: number): number =>
  Number((round(Number((value * 10 ** digits).toPrecision(15))) / 10 ** digits).toFixed(digits));

/** The sum that stops the release. Rounded up, so that the promise holds. */
export const errorShareStop = ({ falseAborts }: ErrorShareTerms): number =>
  upTo(4, Math.ceil, Math.log(100 / falseAborts));

/** What counts one version's requests and failures, in the words of a backend. */
export interface ErrorShareCounts {
  /** Failed requests of the new version. */
  readonly canary: string;
  /** Failed requests of the stable version. */
  readonly stable: string;
  /** Requests of the stable version for each one of the new version. */
  readonly ratio: string;
  /** The natural logarithm. */
  readonly ln: (value: string) => string;
}

/**
 * The score of a stretch of time, c·ln(m) − (c + s)·ln(1 + w·(m − 1)), with the measured share w = 1/(1 + ratio) of its requests. Scores of
 * stretches with different shares add up, and a healthy release has a sum of at least ln(1/α) with a probability of at most α, however often it is
 * read.
 */
export function errorShareScore({ rise }: ErrorShareTerms, { canary, stable, ratio, ln }: ErrorShareCounts): string {
  const each = upTo(6, Math.floor, Math.log(rise));
  const more = Number((rise - 1).toFixed(9));
  return `${canary} * ${each} - (${canary} + ${stable}) * ${ln(`1 + ${more} / (1 + ${ratio})`)}`;
}

/** Seconds of the holds in which both versions get requests. */
export const comparedSeconds = (plan: Plan): number =>
  shares(plan)
    .filter(seesTraffic)
    .reduce((sum, { hold }) => sum + hold, 0);

/** What is lost where one window stands for the sum over slices. */
export const ONE_WINDOW =
  'one window stands for the sum: it slides, has the stable version’s requests before the shift in it and one share for all of it, and the bound on false aborts is that of one reading';

/** Whether a person without a time limit is waited for while both versions get requests: nobody knows how long that is. */
export const comparesWithoutEnd = (plan: Plan): boolean =>
  shares(plan).some(
    (phase) => seesTraffic(phase) && phase.approve !== undefined && phase.approve.timeout === undefined,
  );

/** Seconds that are left for a person without a time limit. */
const PERSON = 86_400;

/**
 * Seconds from the first request of the new version to the end of the release: the holds, the longest that checks and people take, and `between`
 * for each change of the traffic.
 */
export function watchedSeconds(plan: Plan, between: number): number {
  const first = plan.phases.findIndex(seesTraffic);
  return plan.phases.slice(Math.max(0, first)).reduce((sum, { hold, checks, approve }) => {
    const checked = checks.reduce((most, { timeout }) => most + timeout, 0);
    return sum + hold + checked + (approve === undefined ? 0 : (approve.timeout ?? PERSON)) + between;
  }, 0);
}
