import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentsOf } from '../../cli/documents';
import { TARGETS } from '../../cli/targets';
import { compileForAws, compileForKubernetes } from '../../examples/apps';
import { judge } from '../../lib/fidelity';
import { CutoverError, errorsOf } from '../../lib/findings';
import { checklistText, lint } from '../../lib/lint';
import { type Plan, plan } from '../../lib/plan';
import { Guard, Strategy } from '../../lib/strategy';
import { cutover } from '../cli/run';

const folder = mkdtempSync(join(tmpdir(), 'cutover-own-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the shop passes its own checklist, as far as its files show it', async () => {
  compileForAws(join(folder, 'aws'));
  compileForKubernetes(join(folder, 'k8s'));
  const { exit, out, err } = await cutover(['lint', join(folder, 'aws'), join(folder, 'k8s'), '--fail-on', 'warning']);
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  expect(out).toMatch(/^7 files, \d+ resources: /);
});

const STRATEGIES = join(__dirname, '../../examples/strategies');
const plans = readdirSync(STRATEGIES).map(
  (file) => [file, plan(Strategy.fromYaml(readFileSync(join(STRATEGIES, file), 'utf8')))] as const,
);

const guards = [Guard.errorRate({ max: '2%', over: '1m', failures: 2 })];

/** Guarded strategies that more platforms take than those of the shop. */
const plain = {
  canary: Strategy.canary({
    steps: [
      { weight: 10, hold: '10m' },
      { weight: 50, hold: '10m' },
    ],
    guards,
  }),
  linear: Strategy.linear({ step: 20, every: '5m', guards }),
  'blue/green': Strategy.blueGreen({ guards, bake: '10m', drain: '20s' }),
};

function emitted(planned: Plan, target: (typeof TARGETS)[number]): readonly unknown[] | undefined {
  if (errorsOf(judge(planned, target).findings).length > 0) return undefined;
  try {
    return documentsOf(target.emit(planned, { name: 'web' }), target.format);
  } catch (error) {
    if (error instanceof CutoverError) return undefined;
    throw error;
  }
}

const EMITTED = TARGETS.flatMap((target) =>
  [...plans, ...Object.entries(plain).map(([name, strategy]) => [name, plan(strategy)] as const)].flatMap(
    ([file, planned]) => {
      const documents = emitted(planned, target);
      return documents === undefined ? [] : [[target.id, file, documents] as const];
    },
  ),
);

/** The container of what is emitted is a place to put one's own into: it has no probe, and an image that moves. */
const OF_A_CONTAINER = ['health-checks', 'connection-draining', 'no-health-checks', 'no-rollback-plan'];

test.each(EMITTED)(
  'what %s is told for %s is understood, and nothing is held against the release itself',
  (_, __, documents) => {
    const checklist = lint(documents as object[]);
    expect(checklist.findings).toEqual([]);
    const failed = checklist.items.filter(({ state, rule }) => state === 'failed' && !OF_A_CONTAINER.includes(rule.id));
    expect(failed.length === 0 ? '' : checklistText({ ...checklist, items: failed })).toBe('');
    const watched = checklist.items.find(({ rule }) => rule.id === 'insufficient-monitoring');
    expect(watched?.state).toBe('passed');
  },
);
