import { design } from '../../lib/evidence';
import { plan } from '../../lib/plan';
import { play, playable, scenario } from '../../lib/simulate';

const RUNS = 2000;

test.each([5, 20, 100])(
  'At %i requests a second a designed canary stops no more healthy releases than promised, though requests come at random',
  (requestsPerSecond) => {
    const traffic = { requestsPerSecond, errorRate: 0.1 };
    const { strategy } = design({ traffic, detect: 10, power: 0.8, falseAborts: '2%', guard: 'errorRate' });
    if (strategy === undefined) throw new Error('there is a design');
    const release = playable(plan(strategy));
    const aborted = Array.from({ length: RUNS }, (_, seed) => play(release, scenario(traffic, { seed }))).filter(
      ({ result }) => result !== 'promoted',
    ).length;
    const deviation = Math.sqrt((0.02 * 0.98) / RUNS);
    expect(aborted / RUNS).toBeLessThanOrEqual(0.02 + 3 * deviation);
  },
);
