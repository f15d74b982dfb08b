import type { Playable, Reader } from '../../lib/simulate';
import { classify } from './mann-whitney';

/** How the judge is asked: minutes between two judgements, and until the last one. */
const CANARY = { weight: 10, interval: 10, lifetime: 60 } as const;

/** One error rate a minute of each version, compared as the judge of Kayenta does whenever an interval is over. */
function open(): Reader {
  const canary: number[] = [];
  const baseline: number[] = [];
  return (seen) => {
    const rate = (of: 'canary' | 'stable') => (100 * seen.errors(of, 60)) / seen.requests(of, 60);
    const [mine, other] = [rate('canary'), rate('stable')];
    if (!Number.isNaN(mine)) canary.push(mine);
    if (!Number.isNaN(other)) baseline.push(other);
    const due = Math.round(seen.at / 60) % CANARY.interval === 0;
    if (!due || classify(canary, baseline) !== 'High') return { verdict: 'good' };
    return { verdict: 'bad', why: () => `High after ${canary.length} minutes` };
  };
}

/** A canary that is judged by Kayenta, in the way of Spinnaker: the interval grows from the beginning of the canary. */
export const KAYENTA: Playable = {
  title: 'a canary judged by Kayenta',
  segments: [
    {
      from: 0,
      to: CANARY.lifetime * 60,
      weight: CANARY.weight,
      mirror: 0,
      audience: [],
      reached: 'at once',
      guards: ['judge'],
      gates: [],
    },
    {
      from: CANARY.lifetime * 60,
      to: CANARY.lifetime * 60,
      weight: 100,
      mirror: 0,
      audience: [],
      reached: 'at once',
      guards: [],
      gates: [],
    },
  ],
  guards: [
    {
      name: 'judge',
      over: 60,
      every: 60,
      first: 60,
      failures: 0,
      onNoData: 'pass',
      counting: { rule: 'total', tolerated: 0 },
      unclear: 0,
      open,
    },
  ],
  onFailure: 'rollback',
  engine: {
    name: 'Spinnaker',
    redAtStart: 'counts',
    unready: { after: 600, result: 'rolledBack' },
    lag: 0,
    clock: 'release',
  },
  unplayed: [],
};
