import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { revisionOf } from '../../cli/revision';
import { cutover } from './run';

const SHOP = 'kind: canary\nsteps: [{ weight: 10%, hold: 15m }]\nguards: [{ metric: errorRate, max: 1% }]\n';
const HOME = process.cwd();
const PATH = process.env.PATH;
const folder = mkdtempSync(join(tmpdir(), 'cutover-git-'));

const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
    cwd: folder,
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CEILING_DIRECTORIES: tmpdir() },
    stdio: 'ignore',
  });

beforeAll(() => {
  git('init', '--initial-branch=main');
  mkdirSync(join(folder, 'deploy'));
  writeFileSync(join(folder, 'deploy/shop.yaml'), SHOP);
  git('add', '.');
  git('commit', '-m', 'Release with a canary', '--no-gpg-sign');
  writeFileSync(join(folder, 'deploy/shop.yaml'), SHOP.replace('max: 1%', 'max: 2%'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(folder);
  process.env.PATH = PATH;
});
afterAll(() => {
  process.chdir(HOME);
  rmSync(folder, { recursive: true });
});

const refusal = async (a: string): Promise<string> => {
  const { exit, out, err } = await cutover(['diff', a, join(folder, 'deploy/shop.yaml')]);
  expect({ exit, out }).toEqual({ exit: 2, out: '' });
  return err;
};

test('a file is compared with what it was in a revision', async () => {
  const { exit, out } = await cutover(['diff', 'main:deploy/shop.yaml', 'deploy/shop.yaml']);
  expect(exit).toBe(0);
  expect(out).toContain('weaker  guard error-rate is above 2%, was above 1%');
});

test('a path is from the root of the repository, or from here with ./', async () => {
  process.chdir(join(folder, 'deploy'));
  expect(await cutover(['diff', 'HEAD:./shop.yaml', 'shop.yaml'])).toEqual(
    await cutover(['diff', 'HEAD:deploy/shop.yaml', 'shop.yaml']),
  );
});

test('what git does not have is one sentence', async () => {
  expect(await refusal('mian:deploy/shop.yaml')).toBe(
    'cutover: cannot read mian:deploy/shop.yaml: git knows no revision mian\n',
  );
  for (const path of ['deploy', 'shop.yaml'])
    expect(await refusal(`main:${path}`)).toBe(
      `cutover: cannot read main:${path}: revision main has no such file; a path is from the root of the repository, or begins with ./\n`,
    );
  process.env.PATH = join(folder, 'nowhere');
  expect(await refusal('main:deploy/shop.yaml')).toBe(
    'cutover: cannot read main:deploy/shop.yaml: git is not installed\n',
  );
});

test('outside of a repository there are no revisions', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'cutover-no-git-'));
  process.chdir(outside);
  try {
    expect(await refusal('main:shop.yaml')).toBe(
      'cutover: cannot read main:shop.yaml: this folder is in no git repository\n',
    );
  } finally {
    process.chdir(folder);
    rmSync(outside, { recursive: true });
  }
});

test('nothing of a revision is an option or a command', async () => {
  for (const hostile of ['$(touch x):shop.yaml', ';touch x;:shop.yaml', 'main^{/x}:shop.yaml'])
    expect(await refusal(hostile)).toContain('git knows no revision');
  expect(await refusal('--output=x:shop.yaml').catch(() => 'refused')).toContain('unknown option');
});

test.each([
  ['main:shop.yaml', { revision: 'main', path: 'shop.yaml' }],
  ['HEAD~2:deploy/shop.yaml', { revision: 'HEAD~2', path: 'deploy/shop.yaml' }],
  ['C:\\shop.yaml', undefined],
  ['C:/shop.yaml', undefined],
  ['-x:shop.yaml', undefined],
  [':shop.yaml', undefined],
  ['shop.yaml', undefined],
  ['http://example.com', { revision: 'http', path: '//example.com' }],
])('%s', (operand, revision) => {
  expect(revisionOf(operand)).toEqual(revision);
});
