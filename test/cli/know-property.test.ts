import fc from 'fast-check';
import { TARGETS } from '../../cli/targets';
import { plan, strategyOf } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { runs, strategies } from '../support/arbitrary';
import { cutover, files } from './run';

const at = files({ 'shop.yaml': 'kind: canary\nsteps: [{ weight: 10%, hold: 15m }]\n' });

/** What each command is asked about a strategy on standard input. */
const commandLines = (target: string): readonly (readonly string[])[] => [
  ['preview', '-', '--target', target],
  ['preview', '-', '--html', '-'],
  ['evidence', '-'],
  ['simulate', '-', '--runs', '2', '--fault', 'errorBurst:to=20%,at=1m', '--target', target],
  ['simulate', '-', '--runs', '2', '--fault', 'latencyStep:times=5'],
  ['diff', at['shop.yaml'], '-', '--markdown'],
  ['diff', '-', at['shop.yaml'], '--json'],
];

test('whatever the strategy, every command answers it or says what is wrong', async () => {
  await fc.assert(
    fc.asyncProperty(strategies(), fc.constantFrom(...TARGETS), async (written, { id }) => {
      const stdin = JSON.stringify(strategyOf(plan(Strategy.parse(written))));
      for (const argv of commandLines(id)) {
        const { exit, out, err } = await cutover(argv, { stdin });
        expect({ argv, exit, err: exit > 1 ? err : '' }).toEqual({ argv, exit: exit === 1 ? 1 : 0, err: '' });
        if (exit === 1) expect(`${out}${err}`).toMatch(/\d (error|errors)\b|"severity": "error"|\berror /);
        expect(out).not.toMatch(/NaN|undefined/);
      }
    }),
    { ...runs, numRuns: Math.ceil((runs.numRuns ?? 100) / 40) },
  );
}, 120_000);
