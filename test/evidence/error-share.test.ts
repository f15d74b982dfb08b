import { errorSharePower, errorShareRule, errorShareRules, shareOfErrors } from '../../lib/evidence/error-share';
import { plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { seeded } from './plans';

/** Jest looks globals up slowly. */
const { floor, log } = Math;

const RUNS = 20_000;
const ERRORS = 2000;
const WEIGHTS = [0.05, 0.1, 0.25, 0.5];
const RISES = [2, 3, 5];

/** How many errors of the new version among n stop the release, for each n. */
const threshold = (stops: (canary: number, n: number) => boolean): Int32Array =>
  Int32Array.from({ length: ERRORS + 1 }, (_, n) => {
    let c = 0;
    while (c <= n && !stops(c, n)) c += 1;
    return c;
  });

const ruleStops = (w: number, m: number) => {
  const { canary, stable, stop } = errorShareRule(w, m, 0.05);
  return threshold((c, n) => n > 0 && c * canary + (n - c) * stable >= stop);
};

const naiveStops = (w: number) => threshold((c, n) => n >= 10 && (c - n * w) / Math.sqrt(n * w * (1 - w)) > 1.645);

/** The part of the runs that each set of thresholds stops, when a share q of the errors is the new version's. */
function simulate(q: number, tests: readonly Int32Array[], seed: number): { stopped: number[]; medians: number[] } {
  const random = seeded(seed);
  const gap = 1 / Math.log(1 - q);
  const at = tests.map(() => [] as number[]);
  const done = new Uint8Array(tests.length);
  for (let run = 0; run < RUNS; run += 1) {
    let [canary, n, open] = [0, 0, tests.length];
    done.fill(0);
    for (;;) {
      n += 1 + floor(log(1 - random()) * gap);
      if (n > ERRORS || open === 0) break;
      canary += 1;
      for (let test = 0; test < tests.length; test += 1) {
        if (done[test] === 1 || canary < ((tests[test] as Int32Array)[n] as number)) continue;
        done[test] = 1;
        open -= 1;
        (at[test] as number[]).push(n);
      }
    }
  }
  const median = (found: number[]) =>
    found.length < RUNS / 2 ? Number.POSITIVE_INFINITY : (found.sort((a, b) => a - b)[RUNS / 2] ?? 0);
  return { stopped: at.map((found) => found.length / RUNS), medians: at.map(median) };
}

describe('read after every one of 2 000 errors, in 20 000 releases', () => {
  test.each(WEIGHTS)(
    'a healthy release with a share of %d is stopped in less than 5 %%; a plain test stops 40 %%',
    (w) => {
      const tests = [...RISES.map((m) => ruleStops(w, m)), naiveStops(w)];
      const stopped = simulate(w, tests, 1).stopped;
      const naive = stopped.pop() ?? 0;
      for (const share of stopped) {
        expect(share).toBeLessThanOrEqual(0.05);
        expect(share).toBeGreaterThan(0.025);
      }
      expect(naive).toBeGreaterThan(0.4);
      expect(naive).toBeLessThan(0.45);
    },
  );

  test.each([
    [0.05, [141, 47, 17]],
    [0.1, [80, 28, 10]],
    [0.25, [45, 18, 9]],
    [0.5, [40, 19, 10]],
  ])('a share of %d sees rises of 2, 3 and 5 after %j errors, half of the time', (w, medians) => {
    RISES.forEach((m, index) => {
      const [found = 0] = simulate(shareOfErrors(w, m), [ruleStops(w, m)], 2).medians;
      const expected = medians[index] ?? 0;
      expect(Math.abs(found - expected)).toBeLessThanOrEqual(Math.max(1, 0.06 * expected));
    });
  });
});

describe('the chance that a rise is seen', () => {
  const cases = WEIGHTS.flatMap((w) => RISES.flatMap((m) => [15, 40, 150].map((errors) => [w, m, errors] as const)));

  test.each(cases)('is that of a simulation (share %d, rise %d, %d errors)', (w, m, errors) => {
    const random = seeded(3);
    const rule = errorShareRule(w, m, 0.05);
    const q = shareOfErrors(w, m);
    let stopped = 0;
    const runs = 4000;
    for (let run = 0; run < runs; run += 1) {
      let [score, time] = [0, 0];
      for (;;) {
        time -= log(1 - random());
        if (time > errors) break;
        score += random() < q ? rule.canary : rule.stable;
        if (score < rule.stop) continue;
        stopped += 1;
        break;
      }
    }
    const tolerance = errors <= 50 ? 0.025 : 0.035;
    expect(Math.abs(errorSharePower(rule, w, m)(errors) - stopped / runs)).toBeLessThan(tolerance);
  });
});

test('the chance of a false abort is that of the release: the rules of its shares divide it', () => {
  const made = plan(
    Strategy.canary({
      steps: [
        { weight: 5, hold: '10m' },
        { weight: 25, hold: '10m' },
      ],
      guards: [{ metric: 'errorShare', rise: 3, falseAborts: '5%' }],
      bake: '1h',
    }),
  );
  const guard = made.guards[0];
  const rules = guard === undefined ? [] : errorShareRules(made, guard);
  expect(rules.map(({ phase, weight }) => [phase, weight])).toEqual([
    ['step 1', 0.05],
    ['step 2', 0.25],
  ]);
  for (const { weight, rule } of rules) expect(rule).toEqual(errorShareRule(weight, 3, 0.025));
});
