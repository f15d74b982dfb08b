import { type Limits, settle } from '../../../lib/fidelity';
import type { Phase } from '../../../lib/plan';

/** What a phase says about the traffic. */
export type RoutedPhase = Pick<Phase, 'weight' | 'mirror' | 'audience'>;

/** Where a controller starts: everything to the stable version. */
export const START: RoutedPhase = { weight: 0, mirror: 0, audience: [] };

/** Where a release ends: everything to the new version. */
export const ALL: RoutedPhase = { weight: 100, mirror: 0, audience: [] };

/** The traffic of a phase in the numbers that a router will use. */
export const routedPhase =
  (limits: Limits) =>
  ({ weight, mirror, audience }: Phase): RoutedPhase => ({
    weight: weight === 0 || weight === 100 ? weight : settle(limits, 'weight', weight),
    mirror: mirror === 0 ? 0 : settle(limits, 'mirror', mirror),
    audience,
  });
