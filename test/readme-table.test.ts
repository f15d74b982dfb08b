import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TARGET_IDS, targetOf } from '../cli/targets';
import { judge, plan, Strategy, verdictOf } from '../lib';

const README = readFileSync(join(__dirname, '../README.md'), 'utf8');

/** The columns of the README's table. */
const STRATEGIES: Readonly<Record<string, Strategy>> = {
  recreate: Strategy.recreate({}),
  rolling: Strategy.rolling({}),
  'blue/green': Strategy.blueGreen({}),
  'canary, one step': Strategy.canary({ steps: [{ weight: 10, hold: '10m' }] }),
  'canary, several': Strategy.canary({
    steps: [
      { weight: 5, hold: '10m' },
      { weight: 20, hold: '10m' },
      { weight: 50, hold: '10m' },
    ],
  }),
  linear: Strategy.linear({ step: 10, every: '10m' }),
  'A/B by audience': Strategy.abTest({ audience: { header: { name: 'x-beta', equals: 'yes' } }, duration: '1h' }),
  shadow: Strategy.shadow({ mirror: 100, duration: '1h' }),
};

/** Its rows. */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  'Amazon ECS': ['aws-ecs'],
  'Lambda (CodeDeploy, SAM)': ['aws-lambda', 'aws-lambda-sam'],
  'plain Deployments': ['kubernetes'],
  'Argo Rollouts, no router': ['argo-rollouts'],
  'Argo Rollouts, Istio': ['argo-rollouts-istio'],
  'Argo Rollouts, Gateway API': ['argo-rollouts-plugin'],
  'Flagger, Services alone': ['flagger'],
  'Flagger, Istio': ['flagger-istio'],
  'Flagger, Gateway API': ['flagger-gateway-api'],
  'Flagger, NGINX': ['flagger-nginx'],
  'Cloud Run (Cloud Deploy)': ['cloud-run'],
  Knative: ['knative'],
  'Gateway API, Istio, Traefik': ['gateway-api', 'istio', 'traefik'],
  'ingress-nginx, App Mesh': ['nginx-ingress', 'app-mesh'],
};

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const lines = README.split('\n');
const begin = lines.findIndex((line) => line.startsWith('| | recreate |'));
const head = cellsOf(lines[begin] ?? '').slice(1);
const rows = lines
  .slice(begin + 2, lines.indexOf('', begin))
  .map(cellsOf)
  .map(([title = '', ...cells]) => ({ title, cells }));

test('the table has every strategy and every target', () => {
  expect(head).toEqual(Object.keys(STRATEGIES));
  expect(rows.map(({ title }) => title)).toEqual(Object.keys(TARGETS));
  expect(Object.values(TARGETS).flat().sort()).toEqual([...TARGET_IDS].sort());
});

test.each(rows)('$title: exact, refused or approximated, as the judge says', ({ title, cells }) => {
  for (const id of TARGETS[title] ?? []) {
    const verdicts = Object.values(STRATEGIES).map((strategy) => verdictOf(judge(plan(strategy), targetOf(id))));
    const said = cells.map((cell) => (cell === 'exact' || cell === 'refused' ? cell : 'approximated'));
    expect({ id, said }).toEqual({ id, said: verdicts });
  }
});
