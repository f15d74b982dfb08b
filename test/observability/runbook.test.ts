import { TARGETS } from '../../cli/targets';
import { runbookOf } from '../../lib/fidelity';
import { alertRules, runbookText } from '../../lib/observability';
import { plan } from '../../lib/plan';
import { Strategy } from '../../lib/strategy';
import { FULL, UNGUARDED } from './releases';

const targetOf = (id: string) => {
  const target = TARGETS.find((one) => one.id === id);
  if (target === undefined) throw new Error(`no target ${id}`);
  return target;
};
const options = { name: 'web', namespace: 'shop' } as const;
const textFor = (id: string, planned = FULL) => runbookText(planned, targetOf(id), options);

/** The lines of the shell blocks. */
const commandsIn = (text: string) =>
  [...text.matchAll(/```sh\n([\s\S]*?)\n```/g)].flatMap(([, lines = '']) => lines.split('\n'));

const VARIABLE = /^([A-Z]+)=/;

describe('a runbook', () => {
  test('is what a person reads at night', () => {
    const text = runbookText(FULL, targetOf('argo-rollouts-istio'), {
      ...options,
      approvers: 'The on-call of Shop, in #shop-releases',
      dashboardUrl: 'https://grafana.example.com/d/web',
      rules: alertRules(FULL, options).groups,
    });
    expect(text).toMatchSnapshot();
  });

  test('says what aborts, and what then', () => {
    const text = textFor('argo-rollouts-istio');
    expect(text).toContain('- guard **error-rate**: above 1% over 1m, 2 bad readings tolerated, from 100 requests on');
    expect(text).toContain('- check **before-traffic-http** (before traffic) fails, or takes longer than 1m');
    expect(text).toContain('Then the traffic goes back to the old version by itself.');
    expect(textFor('aws-ecs')).toContain('- nobody approves after step 2 within 2h');
    expect(textFor('argo-rollouts', UNGUARDED)).toContain('Nothing does: the strategy has no guard and no check.');
  });

  test('promises nothing that the platform refuses', () => {
    expect(textFor('argo-rollouts-istio')).not.toContain('nobody approves after');
    const text = textFor('gateway-api');
    expect(text).toContain('**The Gateway API does not take this strategy as it is.**');
    expect(text).toContain('Nothing does: nothing here watches the guards of the strategy.');
    expect(text).not.toContain('Then the traffic goes back');
    expect(text).toContain('There is no bake');
    expect(textFor('aws-ecs', plan(Strategy.blueGreen({ bake: '10m' })))).not.toContain('does not take');
  });

  test('says what this platform does otherwise', () => {
    expect(textFor('aws-ecs')).toContain('## What Amazon ECS does otherwise');
    expect(textFor('aws-ecs')).toContain('**several uneven steps**: not here');
    const simple = plan(Strategy.blueGreen({ bake: '10m' }));
    expect(textFor('aws-ecs', simple)).not.toContain('does otherwise');
  });

  test('says when each phase begins, and when it is too late', () => {
    expect(textFor('argo-rollouts')).toContain('| bake | 40m | 100% | hold 1h |');
    expect(textFor('argo-rollouts')).toContain('The old version stays ready for 1h after the new one has everything');
    expect(textFor('argo-rollouts', UNGUARDED)).toContain('There is no bake');
  });

  test('speaks of approvals only where there are any', () => {
    expect(textFor('argo-rollouts')).toContain('### Approve');
    expect(textFor('argo-rollouts')).toContain('- after step 2: approval within 2h, else roll back');
    expect(textFor('argo-rollouts', UNGUARDED)).not.toContain('### Approve');
    expect(textFor('argo-rollouts', UNGUARDED)).not.toContain('## Who approves');
  });
});

describe.each(TARGETS.map((target) => [target.id, target] as const))('on %s', (_, target) => {
  const text = runbookText(FULL, target, options);
  const commands = commandsIn(text);

  test('every operation has commands, or says what to do instead', () => {
    expect(target.runbook).toBeDefined();
    for (const heading of ['See where it is', 'Promote at once', 'Pause', 'Go on', 'Abort', 'Roll back after the end'])
      expect(text).toContain(`### ${heading}`);
    expect(commands.length).toBeGreaterThan(0);
  });

  test('no placeholder is left, and every variable is set before it is used', () => {
    expect(text).not.toMatch(/\{\{\w+\}\}/);
    const set = new Set<string>();
    for (const command of commands) {
      for (const [, used = ''] of command.matchAll(/\$\{?([A-Z]+)/g)) expect([...set]).toContain(used);
      const variable = VARIABLE.exec(command)?.[1];
      if (variable !== undefined) set.add(variable);
    }
  });

  test('every program that is called is named beforehand', () => {
    const tools = (target.runbook && runbookOf(target.runbook, FULL).tools.join(' ')) ?? '';
    for (const command of commands.filter((line) => !VARIABLE.test(line) && !line.startsWith('#')))
      expect(tools).toContain(command.split(' ')[0]);
  });
});
