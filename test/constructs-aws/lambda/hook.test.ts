import { HOOK_SOURCE } from '../../../constructs-aws/lambda/hook-source';

type Answer = { readonly answer?: unknown; readonly error?: string; readonly hangs?: boolean };
interface Sent {
  readonly name: string;
  readonly payload: unknown;
}

/** Runs the hook against functions that answer so, in turn; gives what CodeDeploy was told and what was invoked. */
async function run(checks: readonly object[], functions: Record<string, readonly Answer[]>) {
  const invoked: Sent[] = [];
  const told: object[] = [];
  const turns = new Map<string, number>();
  class InvokeCommand {
    constructor(readonly input: { FunctionName: string; Payload: string }) {}
  }
  class LambdaClient {
    async send({ input }: InvokeCommand, { abortSignal }: { abortSignal: AbortSignal }) {
      const name = input.FunctionName;
      invoked.push({ name, payload: JSON.parse(input.Payload) });
      const turn = turns.get(name) ?? 0;
      turns.set(name, turn + 1);
      const { answer = null, error, hangs } = functions[name]?.[turn] ?? { error: 'Unhandled' };
      if (hangs) {
        await new Promise((_, reject) => abortSignal.addEventListener('abort', () => reject(abortSignal.reason)));
      }
      return { Payload: Buffer.from(JSON.stringify(answer)), ...(error && { FunctionError: error }) };
    }
  }
  class PutLifecycleEventHookExecutionStatusCommand {
    constructor(readonly input: object) {}
  }
  class CodeDeployClient {
    async send({ input }: PutLifecycleEventHookExecutionStatusCommand) {
      told.push(input);
    }
  }
  const modules: Record<string, unknown> = {
    '@aws-sdk/client-lambda': { LambdaClient, InvokeCommand },
    '@aws-sdk/client-codedeploy': { CodeDeployClient, PutLifecycleEventHookExecutionStatusCommand },
  };
  const env = {
    CUTOVER_CHECKS: JSON.stringify(checks),
    CUTOVER_STAGE: 'beforeTraffic',
    CUTOVER_VERSION: 'pricing:7',
    CUTOVER_FUNCTION_1: 'first',
    CUTOVER_FUNCTION_2: 'second',
  };
  const exported: { handler?: (event: object) => Promise<string> } = {};
  const silent = { log: () => {} };
  new Function('require', 'exports', 'process', 'console', HOOK_SOURCE)(
    (name: string) => modules[name] ?? require(name),
    exported,
    { env },
    silent,
  );
  await exported.handler?.({ DeploymentId: 'd-1', LifecycleEventHookExecutionId: 'h-1' });
  return { invoked, told };
}

const succeeded = { answer: { hookStatus: 'SUCCEEDED' } };
const check = { name: 'smoke', timeout: 5 };
const status = (result: string) => [{ deploymentId: 'd-1', lifecycleEventHookExecutionId: 'h-1', status: result }];

test('A function that says SUCCEEDED lets the release go on, and hears what is released.', async () => {
  const { invoked, told } = await run([check], { first: [succeeded] });
  expect(told).toEqual(status('Succeeded'));
  expect(invoked).toEqual([
    { name: 'first', payload: { check: 'smoke', stage: 'beforeTraffic', version: 'pricing:7', deploymentId: 'd-1' } },
  ]);
});

test.each([
  ['says FAILED', { answer: { hookStatus: 'FAILED' } }],
  ['says nothing', { answer: null }],
  ['throws', { answer: { errorMessage: 'no' }, error: 'Unhandled' }],
])('A function that %s fails the release.', async (_, answer) => {
  expect((await run([check], { first: [answer] })).told).toEqual(status('Failed'));
});

test('A function that says IN_PROGRESS is asked again.', async () => {
  const working = { answer: { hookStatus: 'IN_PROGRESS', callBackDelay: 0.01 } };
  const { invoked, told } = await run([check], { first: [working, working, succeeded] });
  expect(invoked).toHaveLength(3);
  expect(told).toEqual(status('Succeeded'));
});

test('A function that takes longer than its time fails the release.', async () => {
  const slow = await run([{ name: 'slow', timeout: 0.05 }], { first: [{ hangs: true }] });
  expect(slow.told).toEqual(status('Failed'));
  const working = { answer: { hookStatus: 'IN_PROGRESS' } };
  expect((await run([{ name: 'slow', timeout: 0.05 }], { first: [working] })).told).toEqual(status('Failed'));
});

test('All checks run, and one that fails is enough.', async () => {
  const { invoked, told } = await run([check, { name: 'contract', timeout: 5 }], {
    first: [{ answer: { hookStatus: 'FAILED' } }],
    second: [succeeded],
  });
  expect(invoked.map(({ name }) => name)).toEqual(['first', 'second']);
  expect(told).toEqual(status('Failed'));
});

describe('The new version itself', () => {
  const asked = { ...check, payload: { sku: 'book-1' }, answer: { price: { currency: 'EUR' } } };

  test('passes with all that is expected, and more', async () => {
    const answer = { price: { currency: 'EUR', amount: 12 }, sku: 'book-1' };
    const { invoked, told } = await run([asked], { 'pricing:7': [{ answer }] });
    expect(invoked).toEqual([{ name: 'pricing:7', payload: { sku: 'book-1' } }]);
    expect(told).toEqual(status('Succeeded'));
  });

  test.each([
    ['another value', { answer: { price: { currency: 'USD' } } }],
    ['no such field', { answer: 'EUR' }],
    ['an error', { answer: { price: { currency: 'EUR' } }, error: 'Unhandled' }],
  ])('fails with %s', async (_, answer) => {
    expect((await run([asked], { 'pricing:7': [answer] })).told).toEqual(status('Failed'));
  });

  test('passes with any answer when none is expected', async () => {
    const { told } = await run([{ ...check, payload: null }], { 'pricing:7': [{ answer: 0 }] });
    expect(told).toEqual(status('Succeeded'));
  });
});

test('The code fits into a template.', () => {
  expect(HOOK_SOURCE.length).toBeLessThanOrEqual(4096);
});
