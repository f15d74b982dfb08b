import { evidence, plan, Strategy } from 'cutover';
import { simulate } from 'cutover/testing';
import { EVIDENCE, HOUR } from '../tasks';

/** Six steps and five sound guards: what the goal of the evidence is about. A weak guard adds the search for its fix, about a millisecond. */
const canary = plan(
  Strategy.canary({
    traffic: { requestsPerSecond: 50, errorRate: '0.1%', latency: '80ms' },
    steps: [
      { weight: 5, hold: '10m' },
      { weight: 10, hold: '10m' },
      { weight: 25, hold: '10m' },
      { weight: 50, hold: '10m' },
      { weight: 75, hold: '10m' },
      { weight: 90, hold: '10m' },
    ],
    guards: [
      { metric: 'errorRate', max: '3%' },
      { metric: 'successRate', min: '96.5%' },
      { metric: 'latency', max: '800ms' },
      { metric: 'latency', percentile: 95, max: '500ms' },
      { metric: 'errorShare', rise: 5 },
    ],
  }),
);

/** A fresh copy each time: evidence of a plan that is known already would cost nothing. */
const fresh = () => ({ ...canary, guards: canary.guards.map((guard) => ({ ...guard })) });
const release = simulate(canary).traffic({ requestsPerSecond: 1000, errorRate: '0.1%' });
let seed = 0;

/** What thinking costs, in tasks for the bench. */
export const EVIDENCE_TASKS: Readonly<Record<string, () => unknown>> = {
  [EVIDENCE]: () => evidence(fresh()),
  [HOUR]: () => {
    seed += 1;
    return release.seed(seed).run();
  },
};
