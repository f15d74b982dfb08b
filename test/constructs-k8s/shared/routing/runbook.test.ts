import { Chart, Testing } from 'cdk8s';
import { TARGETS, targetOf } from '../../../../cli/targets';
import { KnativeCanaryService } from '../../../../constructs-k8s/cloud-run';
import { NginxCanaryRouting } from '../../../../constructs-k8s/nginx-ingress';
import { runbookOf } from '../../../../lib/fidelity';
import { runbookText } from '../../../../lib/observability';
import { plan } from '../../../../lib/plan';
import { Strategy } from '../../../../lib/strategy';

const ROUTERS = ['istio', 'gateway-api', 'traefik', 'nginx-ingress', 'knative'] as const;

const strategy = Strategy.canary({
  steps: [
    { weight: 5, hold: '1h' },
    { weight: 50, hold: '1h' },
  ],
  accept: [{ id: 'nginx-retired', reason: 'We move in May.' }],
});
const asked = plan(strategy);
const PHASES = ['step 1', 'step 2', 'full'];

/** The commands of each phase, and those of the way back. */
function commandsOf(id: string, planned = asked): ReadonlyMap<string, readonly string[]> {
  const { runbook } = targetOf(id);
  if (runbook === undefined) throw new Error(`${id} has no runbook`);
  const { resume, abort } = runbookOf(runbook, planned);
  const phases = 'phases' in resume ? resume.phases : [];
  return new Map([
    ...phases.map(({ name, commands }) => [name, commands] as const),
    ['abort', 'commands' in abort ? abort.commands : []],
  ]);
}

/** What `kubectl patch … -p '…'` sends. */
function patchIn(command = ''): unknown {
  const [, body = 'null'] = /^kubectl patch .* -p '(.*)'$/.exec(command) ?? [];
  return JSON.parse(body);
}

type Operation = { readonly op: 'test' | 'replace' | 'add'; readonly path: string; readonly value: unknown };
type Json = Record<string, unknown>;

/** Applies a JSON Patch: RFC 6902, of tests and of values that are there. */
function patched(document: unknown, operations: readonly Operation[]): unknown {
  const copy = structuredClone(document) as Json;
  for (const { op, path, value } of operations) {
    const keys = path.split('/').slice(1);
    const last = keys.pop() ?? '';
    const holder = keys.reduce((at, key) => at[key] as Json, copy);
    if (op === 'test') expect([path, holder[last]]).toEqual([path, value]);
    else holder[last] = value;
  }
  return copy;
}

/** Applies a JSON Merge Patch: RFC 7396. */
function merged(target: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) return change;
  const result: Json = { ...(target as Json) };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

describe.each(ROUTERS)('The runbook of %s', (id) => {
  test('has the commands of each phase, and asks neither for a file nor for a phase', () => {
    expect([...commandsOf(id).keys()]).toEqual([...PHASES, 'abort']);
    const text = runbookText(asked, targetOf(id), { name: 'web', namespace: 'shop' });
    expect(text).not.toMatch(/cutover emit|\$STRATEGY|\$PHASE/);
    expect(text).toContain('Write the same phase into your code');
  });

  test('says a phase that routes like the one before only once', () => {
    const baked = plan(Strategy.canary({ steps: [{ weight: 5, hold: '1h' }], bake: '1h' }));
    expect(baked.phases.map(({ name }) => name)).toEqual(['step 1', 'full', 'bake']);
    expect([...commandsOf(id, baked).keys()]).toEqual(['step 1', 'full', 'abort']);
  });

  test('keeps what a strategy says within one word of the shell', () => {
    const evil = plan(Strategy.canary({ steps: [{ audience: { users: ["x'; reboot #", '{{name}}', '\\(env)'] } }] }));
    const text = runbookText(evil, targetOf(id), { name: 'web', namespace: 'shop' });
    const shell = [...text.matchAll(/```sh\n([\s\S]*?)\n```/g)].map(([, lines = '']) => lines).join('\n');
    const outside = shell.replaceAll("'\\''", '').replace(/'[^']*'/g, '');
    expect(outside).not.toMatch(/reboot|env\)/);
    expect(shell).not.toMatch(/"(?:exact|value)":"web"|, `web`\)/);
  });
});

test('no runbook of any platform prints a command of ours that a command line cannot run', () => {
  for (const target of TARGETS) expect(runbookText(asked, target, { name: 'web' })).not.toContain('cutover emit');
});

test('the merge patches of ingress-nginx lead from any phase to what the construct makes of another', () => {
  const canaryOf = (phase: string): unknown => {
    const chart = new Chart(Testing.app(), 'shop');
    const versions = { stable: 'blue', canary: 'green' };
    new NginxCanaryRouting(chart, 'Routing', { name: 'web', strategy, phase, versions, hosts: ['shop.example.com'] });
    return Testing.synth(chart)[1];
  };
  const commands = commandsOf('nginx-ingress');
  for (const from of PHASES) {
    for (const to of PHASES) expect(merged(canaryOf(from), patchIn(commands.get(to)?.[0]))).toEqual(canaryOf(to));
  }
  const back = merged(canaryOf('full'), patchIn(commands.get('abort')?.[0])) as { metadata: { annotations: Json } };
  expect(back.metadata.annotations['nginx.ingress.kubernetes.io/canary-weight']).toBe('0');
});

test('the JSON patches of Knative do so too, where both revisions are tagged as we tag them', () => {
  const serviceOf = (phase: string): unknown => {
    const chart = new Chart(Testing.app(), 'shop');
    const revisions = { stable: 'web-1', candidate: 'web-2' };
    const containers = [{ name: 'web', image: 'registry.example.com/web:2' }];
    new KnativeCanaryService(chart, 'Web', { name: 'web', strategy, phase, revisions, containers });
    return Testing.synth(chart)[0];
  };
  const commands = commandsOf('knative');
  for (const from of PHASES) {
    for (const to of PHASES) {
      const operations = patchIn(commands.get(to)?.[0]) as Operation[];
      expect(patched(serviceOf(from), operations)).toEqual(serviceOf(to));
      expect(operations.filter(({ op }) => op === 'test').map(({ value }) => value)).toEqual(['stable', 'preview']);
    }
  }
});
