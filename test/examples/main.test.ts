import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

function run(env: NodeJS.ProcessEnv = {}): string {
  const { NODE_OPTIONS: _, FORCE_COLOR: __, ...rest } = process.env;
  const options = { cwd: ROOT, encoding: 'utf8', env: { ...rest, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'examples/main.ts'], options);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

test('The main job compiles every app into out/, and prints the same each time.', () => {
  const text = run();
  expect(text).toMatchSnapshot();
  expect(run({ NO_COLOR: '1' })).toBe(text);

  const files = Array.from(text.matchAll(/^ {2}(out\/\S+)/gm), ([, file = '']) => file);
  expect(files).toEqual([
    'out/aws/Admin.template.json',
    'out/aws/Checkout.template.json',
    'out/aws/Platform.template.json',
    'out/aws/Pricing.template.json',
    'out/aws/PricingSam.template.json',
    'out/aws/Search.template.json',
    'out/k8s/accounts.k8s.yaml',
    'out/k8s/catalogue.k8s.yaml',
    'out/k8s/ledger.k8s.yaml',
    'out/k8s/web.k8s.yaml',
  ]);
  for (const file of files) expect(existsSync(join(ROOT, file))).toBe(true);
}, 60_000);

test('cdk synth runs the same apps.', () => {
  const { app } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
  const [, ...args] = app.split(' ');
  const outdir = mkdtempSync(join(tmpdir(), 'cutover-'));
  const env = { ...process.env, CDK_OUTDIR: outdir };
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env });
  const templates = readdirSync(outdir).filter((file) => file.endsWith('.template.json'));
  rmSync(outdir, { recursive: true });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(templates.map((file) => file.split('.')[0])).toEqual([
    'Admin',
    'Checkout',
    'Platform',
    'Pricing',
    'PricingSam',
    'Search',
  ]);
}, 60_000);
