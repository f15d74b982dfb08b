import { TARGETS } from '../../cli/targets';
import { compile } from '../../lib';
import { type Fault, type Playable, play, readRelease, scenario } from '../../lib/simulate';
import { Guard, Strategy } from '../../lib/strategy';

const strategy = Strategy.canary({
  steps: [{ weight: 10, hold: '30m' }],
  guards: [Guard.errorShare({ rise: 3, falseAborts: '5%' })],
  accept: [{ id: 'approximated.guard.sequential', reason: 'one window is enough' }],
});
const RUNS = 600;

function released(id: string): Playable {
  const target = TARGETS.find((one) => one.id === id);
  if (target === undefined) throw new Error(`there is no target ${id}`);
  const { release, findings } = readRelease(compile(strategy, target, { name: 'web' }).fragment);
  expect(findings).toEqual([]);
  return release as Playable;
}

/** The part of the releases that is stopped, of a service with a failure in 200 requests. */
function stopped(release: Playable, faults: readonly Fault[]): number {
  const traffic = { kind: 'constant', requestsPerSecond: 40 } as const;
  let count = 0;
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const played = { ...scenario(undefined), traffic, errorRate: 0.005, latency: 100, faults, seed };
    if (play(release, { ...played, arrivals: 'random' }).result === 'rolledBack') count += 1;
  }
  return count / RUNS;
}

describe.each(['argo-rollouts-istio', 'aws-ecs', 'aws-lambda'])('an error share, as %s emits it', (id) => {
  test('is read back and played', () => {
    const { guards, unplayed } = released(id);
    expect(guards.map(({ name }) => name)[0]).toMatch(/^error-share/);
    expect(unplayed).toEqual([]);
  });

  test('stops hardly a healthy release, though it is read every minute', () => {
    expect(stopped(released(id), [])).toBeLessThan(0.05);
  });

  test('stops a release that fails three times as often', () => {
    expect(stopped(released(id), [{ kind: 'errorBurst', to: 0.015, at: 0 }])).toBeGreaterThan(0.95);
  });
});
