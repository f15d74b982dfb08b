import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const TSX = require.resolve('tsx');
const STRATEGY = 'kind: canary\nsteps: [{ weight: 10, hold: 10m }]\n';
const PLAIN_ENV = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined };

const node = (args: readonly string[], input = STRATEGY) =>
  spawnSync(process.execPath, ['--require', TSX, ...args], { cwd: ROOT, input, encoding: 'utf8', env: PLAIN_ENV });

test('the real command reads standard input, writes plain text into a pipe and exits by what it found', () => {
  const good = node(['cli/main.ts', 'plan', '-']);
  expect(good).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^10% for 10m, then 100%\n/) });
  const wrong = node(['cli/main.ts', 'check', '-'], 'kind: canery\n');
  expect(wrong).toMatchObject({ status: 1, stderr: '', stdout: expect.stringContaining('[unknown-kind]') });
  expect(node(['cli/main.ts', 'plan', 'nowhere.yaml'])).toMatchObject({ status: 2, stdout: '' });
});

test('a reader that goes away ends it quietly', () => {
  const shell = `"${process.execPath}" --require "${TSX}" cli/main.ts schema | head -n 1`;
  const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', shell], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '{\n', stderr: '' });
});

test('no command loads a construct library, and plan loads no target', () => {
  const script = `
    const { run } = require('./cli/run');
    const io = { out() {}, err() {}, stdin: async () => ${JSON.stringify(STRATEGY)}, color: false };
    const loaded = (part) => Object.keys(require.cache).filter((file) => file.includes(part)).length;
    (async () => {
      await run(['plan', '-'], io);
      const targets = loaded('/constructs-');
      for (const argv of [['targets', '-'], ['check', '-', '--target', 'istio'], ['emit', '-', '--target', 'istio'], ['schema'],
        ['preview', '-', '--html', '-'], ['evidence', '-'], ['simulate', '-', '--target', 'aws-lambda'], ['diff', '-', 'examples/strategies/web.yaml'],
        ['design', '--rps', '50', '--error-rate', '1%', '--detect', '5']]) await run(argv, io);
      const libraries = ['/node_modules/aws-cdk-lib/', '/node_modules/constructs/', '/node_modules/cdk8s'].map(loaded);
      console.log(JSON.stringify({ targets, libraries, pure: loaded('/constructs-') > 0 }));
    })();`;
  expect(JSON.parse(node(['-e', script]).stdout)).toEqual({ targets: 0, libraries: [0, 0, 0], pure: true });
});
