import type { ClauseKey } from '../../lib/fidelity';
import type { Voice } from '../shared/routing/findings';
import { finding } from './findings';

/** Who moves the release from phase to phase: a person who applies the next one, or Cloud Deploy. */
export type KnativeDriver = 'people' | 'cloud-deploy';

/** The clauses that a Service carries by itself; the others are those of whoever drives the release. */
const CARRIED = /^(weight|mirror|audience\..*|stickiness\..*|shift\..*|replace\..*|drain)$/;

export const carriedByService = (key: ClauseKey): boolean => CARRIED.test(key);

/** A Service among the routers: what is said of who drives it, and of the phase. */
export const SERVICE: Voice = {
  title: 'A Service',
  controller: 'Cloud Deploy goes through all phases',
  finding: (id, ...said) => finding(id === 'nobody-watches' ? 'cloud-run-nobody-watches' : 'cloud-run-phase', ...said),
};
