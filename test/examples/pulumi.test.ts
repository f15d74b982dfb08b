import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { Testing } from 'cdk8s';
import { parse } from 'yaml';
import { WebChart } from '../../examples/web/web-chart';
import { expectValidManifests } from '../support/kubernetes';
import { objectOf, objectsOf, type Ran, run } from '../support/pulumi';

const FOLDER = join(__dirname, '../../examples/pulumi');
const { config } = parse(readFileSync(join(FOLDER, 'Pulumi.yaml'), 'utf8')) as {
  config: Record<string, { default: string }>;
};

/** The program with the defaults of its project, as `pulumi up` runs it. */
async function program(): Promise<Ran> {
  let ran: Ran | undefined;
  await jest.isolateModulesAsync(async () => {
    ran = await run(() => {
      for (const [key, { default: value }] of Object.entries(config)) pulumi.runtime.setConfig(`cutover:${key}`, value);
      return require('../../examples/pulumi');
    });
  });
  return ran as Ran;
}

describe('The program', () => {
  let ran: Ran;
  beforeAll(async () => {
    ran = await program();
  });

  test('makes the release of examples/web, to the letter', () => {
    const chart = new WebChart(Testing.app(), 'web', { namespace: 'shop' });
    const rollout = Testing.synth(chart).find(({ kind }: { kind: string }) => kind === 'Rollout');
    const { spec } = objectOf(ran, 'Rollout', 'web').inputs as { spec: { strategy: unknown; replicas: number } };
    expect(spec.strategy).toEqual(rollout.spec.strategy);
    expect(spec.replicas).toBe(rollout.spec.replicas);
  });

  test('gives the API server nothing that it does not take', () => {
    const named = objectsOf(ran).map(({ inputs, name }) => ({
      ...inputs,
      metadata: { name, ...(inputs.metadata as object) },
    }));
    expectValidManifests(named);
  });

  test('puts what it knows late where it belongs, waits for the person, and has nothing to be told', async () => {
    const rollout = objectOf(ran, 'Rollout', 'web');
    expect(rollout.inputs).toMatchObject({
      metadata: { namespace: 'shop' },
      spec: { template: { spec: { containers: [{ image: 'registry.example.com/shop/web:9.3.1' }] } } },
    });
    expect(rollout.timeout).toBe('36000s');
    expect(ran.warnings).toEqual([]);
  });

  test('answers the names of the Services', async () => {
    const { services } = ran.outputs as { services: pulumi.Output<string[]> };
    const names = await new Promise((resolve) => services.apply(resolve));
    expect(names).toEqual(['web', 'web-canary']);
  });
});
