import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContext, Script } from 'node:vm';
import type { CheckDetails } from '../../../constructs-aws/ecs/fragment';
import { HOOK_SOURCE } from '../../../constructs-aws/ecs/hook-source';

type Answer = {
  readonly hookStatus: string;
  readonly callBackDelay?: number;
  readonly hookDetails?: CheckDetails & { since: number };
};

/** What the ECS and Lambda services answer. */
interface Services {
  readonly sources?: readonly object[];
  readonly invoke?: (input: Record<string, unknown>, signal: AbortSignal) => Promise<object>;
}

const NEW = 'arn:aws:ecs:eu-west-1:123456789012:service-revision/shop/checkout/2';
const OLD = 'arn:aws:ecs:eu-west-1:123456789012:service-revision/shop/checkout/1';

/** Runs the inline code as Lambda does, with services of ours. */
function hook(services: Services, environment: Record<string, string> = {}) {
  class Command {
    constructor(readonly input: Record<string, unknown>) {}
  }
  const modules: Record<string, object> = {
    '@aws-sdk/client-ecs': {
      DescribeServiceDeploymentsCommand: Command,
      ECSClient: class {
        send = async () => ({ serviceDeployments: [{ sourceServiceRevisions: services.sources ?? [{ arn: OLD }] }] });
      },
    },
    '@aws-sdk/client-lambda': {
      InvokeCommand: Command,
      LambdaClient: class {
        send = async ({ input }: Command, { abortSignal }: { abortSignal: AbortSignal }) =>
          services.invoke?.(input, abortSignal) ?? {};
      },
    },
  };
  const exports: { handler?: (event: object) => Promise<Answer> } = {};
  const load = (name: string) => modules[name] ?? require(name);
  const context = { exports, require: load, process: { env: environment }, console: { log: () => {} } };
  new Script(HOOK_SOURCE).runInContext(createContext({ ...context, AbortSignal, Buffer, URL, Date, setTimeout, Math }));
  return (details: object, weight?: number): Promise<Answer> => {
    const productionTrafficWeights = weight === undefined ? {} : { [NEW]: weight, [OLD]: 100 - weight };
    const executionDetails = { targetServiceRevisionArn: NEW, productionTrafficWeights };
    const answer = exports.handler?.({ resourceArn: 'deployment', executionDetails, hookDetails: details });
    if (answer === undefined) throw new Error('there is no handler');
    return answer;
  };
}

const http = { against: 'test', path: '/health', method: 'GET', headers: { accept: 'text/plain' }, status: 200 };
const check = (more: object = {}, timeout = 5) => ({ name: 'health', timeout, http: { ...http, ...more } });

describe('An HTTP check', () => {
  let server: Server;
  let seen: IncomingMessage | undefined;
  let environment: Record<string, string>;

  beforeAll((done) => {
    server = createServer((request, response) => {
      seen = request;
      if (request.url === '/slow') return void setTimeout(() => response.end('late'), 300);
      if (request.url === '/hangs') return;
      response.statusCode = request.url === '/broken' ? 503 : 200;
      response.end('all is well');
    });
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}`;
      environment = {
        TEST: JSON.stringify({ url, host: 'shop.example', headers: { 'x-cutover-test': 'new' } }),
        PRODUCTION: JSON.stringify({ url, headers: {} }),
      };
      done();
    });
  });

  afterAll((done) => {
    server.closeAllConnections();
    server.close(done);
  });

  const statusOf = async (details: object) => (await hook({}, environment)(details)).hookStatus;

  test('passes on the expected status, with its headers, the name of the host and the header of test traffic', async () => {
    expect(await statusOf(check())).toBe('SUCCEEDED');
    expect(seen?.headers).toMatchObject({ accept: 'text/plain', host: 'shop.example', 'x-cutover-test': 'new' });
    expect(seen?.headers.connection).toBe('close');
  });

  test('asks production without the header of test traffic', async () => {
    expect(await statusOf(check({ against: 'production' }))).toBe('SUCCEEDED');
    expect(seen?.headers['x-cutover-test']).toBeUndefined();
  });

  test('reads its details, and the numbers in them, as text as well', async () => {
    expect((await hook({}, environment)(JSON.stringify(check()) as never)).hookStatus).toBe('SUCCEEDED');
    expect(await statusOf({ ...check({ status: '200', within: '5000' }), timeout: '5' })).toBe('SUCCEEDED');
  });

  test.each([
    ['another status', { path: '/broken' }],
    ['a body without the text', { body: 'all is lost' }],
    ['an answer that is too slow', { path: '/slow', within: 100 }],
  ])('fails on %s', async (_, more) => {
    expect(await statusOf(check(more))).toBe('FAILED');
  });

  test('fails when there is no answer in time', async () => {
    expect(await statusOf(check({ path: '/hangs' }, 0.2))).toBe('FAILED');
  });

  test('finds text in the body', async () => {
    expect(await statusOf(check({ body: 'well' }))).toBe('SUCCEEDED');
  });

  test('fails when nobody listens', async () => {
    const nowhere = { TEST: JSON.stringify({ url: 'http://127.0.0.1:1', headers: {} }) };
    expect((await hook({}, nowhere)(check())).hookStatus).toBe('FAILED');
  });
});

const payload = (answer: unknown) => ({ Payload: Buffer.from(JSON.stringify(answer)) });
const functionCheck = (timeout = 5) => ({
  name: 'smoke',
  timeout,
  function: 'arn:aws:lambda:eu-west-1:1:function:smoke',
});

describe('A function check', () => {
  test('gives the event to your function and takes its answer', async () => {
    const inputs: Record<string, unknown>[] = [];
    const invoke = async (input: Record<string, unknown>) => {
      inputs.push(input);
      return payload({ hookStatus: 'SUCCEEDED' });
    };
    expect(await hook({ invoke })(functionCheck())).toEqual({ hookStatus: 'SUCCEEDED' });
    expect(inputs[0]?.FunctionName).toBe(functionCheck().function);
    expect(JSON.parse(String(inputs[0]?.Payload))).toMatchObject({ hookDetails: { name: 'smoke' } });
  });

  test.each<[string, object]>([
    ['says so', payload({ hookStatus: 'FAILED' })],
    ['answers something else', payload({ ok: true })],
    ['answers nothing', {}],
    ['throws', { FunctionError: 'Unhandled', ...payload({ errorMessage: 'no' }) }],
  ])('fails when your function %s', async (_, response) => {
    expect((await hook({ invoke: async () => response })(functionCheck())).hookStatus).toBe('FAILED');
  });

  test('goes on asking while your function is in progress, until the time is over', async () => {
    const run = hook({ invoke: async () => payload({ hookStatus: 'IN_PROGRESS', callBackDelay: 7 }) });
    const first = await run(functionCheck());
    expect(first).toMatchObject({ hookStatus: 'IN_PROGRESS', callBackDelay: 7, hookDetails: { name: 'smoke' } });
    expect(await run({ ...functionCheck(), since: Date.now() - 6000 })).toEqual({ hookStatus: 'FAILED' });
  });

  test('fails when your function takes too long', async () => {
    const invoke = (_: object, signal: AbortSignal) =>
      new Promise<object>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    expect((await hook({ invoke })(functionCheck(0.1))).hookStatus).toBe('FAILED');
  });
});

test('The first deployment of a service passes: there is nothing to go back to.', async () => {
  const invoke = async () => payload({ hookStatus: 'FAILED' });
  expect((await hook({ sources: [], invoke })(functionCheck())).hookStatus).toBe('SUCCEEDED');
});

test.each([
  [10, 0, false],
  [10, 10, true],
  [10, 20, false],
  [0, 0, true],
  [0, 10, false],
  [0.1, 0, false],
  [33.3, 33, true],
  ['10', 10, true],
  ['0', 0, true],
])('A check at %p percent runs before the shift from %p percent: %p.', async (atWeight, weight, runs) => {
  const invoke = async () => payload({ hookStatus: 'FAILED' });
  const { hookStatus } = await hook({ invoke })({ ...functionCheck(), atWeight }, weight);
  expect(hookStatus).toBe(runs ? 'FAILED' : 'SUCCEEDED');
});

test('A check of a step runs when ECS says no weights: rather once too often than never.', async () => {
  const invoke = async () => payload({ hookStatus: 'FAILED' });
  expect((await hook({ invoke })({ ...functionCheck(), atWeight: 10 })).hookStatus).toBe('FAILED');
});

test('The code fits into a template.', () => {
  expect(HOOK_SOURCE.length).toBeLessThanOrEqual(4096);
});
