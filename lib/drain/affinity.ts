import type { Finding } from '../findings';
import { type Plan, shares } from '../plan';
import { formatDuration, type Stickiness, secondsOf } from '../strategy';
import { drainFinding } from './findings';
import { KUBERNETES } from './numbers';

/** What a platform keeps a user by. Times are seconds. */
export type Affinity =
  /** The Service's own: an address stays at one pod. */
  | { readonly kind: 'clientAddress'; readonly lasts: number }
  | { readonly kind: 'cookie'; readonly name?: string; readonly lasts: number }
  /** A consistent hash of a header chooses the pod. */
  | { readonly kind: 'hash'; readonly header: string };

/** The affinity of a strategy. */
export function affinityOf(stickiness: Stickiness | undefined): Affinity | undefined {
  if (stickiness === undefined) return undefined;
  if (stickiness.by === 'clientAddress') return { kind: 'clientAddress', lasts: KUBERNETES.clientAddress };
  if (stickiness.by === 'header') return { kind: 'hash', header: stickiness.name };
  const { name, lasts } = stickiness;
  return { kind: 'cookie', ...(name !== undefined && { name }), lasts: secondsOf(lasts) };
}

/** The fields of a Service that keep an address at one pod; none for another stickiness. */
export const serviceAffinity = (stickiness: Stickiness | undefined) =>
  stickiness?.by === 'clientAddress'
    ? ({
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: KUBERNETES.clientAddress } },
      } as const)
    : {};

/**
 * Which users a platform keeps: those of `both` versions; only those of the `new` one, while the others draw again at each visit; or, behind one
 * Service, each at a `pod`, whatever its version.
 */
export type Keeps = 'both' | 'new' | 'pod';

/** What a weight is for, and for how long. */
export interface Kept {
  /** Percent. */
  readonly weight: number;
  /** Seconds that the weight has been held. */
  readonly hold: number;
  /** Seconds that a user stays. */
  readonly lasts: number;
  readonly keeps: Keeps;
  /** Times that a user draws in the hold, where only the new version's are kept. @default 10 */
  readonly draws?: number;
}

/**
 * Percent of the users at the new version at the end of a hold that began with none there. `both`: as many have drawn as have come new, with
 * ages spread evenly. `new`: who drew the old version draws again. `pod`: only those draw whose pod has left, and they draw any pod.
 */
export function keptShare({ weight, hold, lasts, keeps, draws = 10 }: Kept): number {
  const share = weight / 100;
  const drawn = {
    both: share * Math.min(1, hold / lasts),
    new: 1 - (1 - share) ** draws,
    pod: share * share,
  };
  return Number((drawn[keeps] * 100).toFixed(2));
}

/** The least difference that is worth a word: a tenth of the weight. */
const WORTH_SAYING = 0.1;

/** The shares of a plan that stickiness turns into others. */
export function affinityFindings(plan: Plan, keeps: Keeps): Finding[] {
  const affinity = affinityOf(plan.stickiness);
  if (affinity === undefined) return [];
  // A hash draws nothing: it moves as many users as the ring gives the new pods.
  if (affinity.kind === 'hash') return [];
  const { lasts } = affinity;
  return shares(plan).flatMap(({ weight, hold, path }): Finding[] => {
    if (weight === 0 || hold === 0) return [];
    const share = keptShare({ weight, hold, lasts, keeps });
    if (Math.abs(share - weight) <= weight * WORTH_SAYING) return [];
    const why =
      keeps === 'both'
        ? `users stay for ${formatDuration(lasts)} and the step holds for ${formatDuration(hold)}`
        : keeps === 'new'
          ? 'who drew the old version draws again at each visit, and who drew the new one stays'
          : 'addresses stay at their pod, and only those whose pod has left draw again';
    const message = `A weight of ${weight}% becomes about ${share}% of the users: ${why}`;
    return [drainFinding('drain-sticky-share', path, message, { received: `${weight}%`, expected: `${share}%` })];
  });
}
