import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');

/** The frameworks that a process has loaded when it has loaded one entry. */
function frameworksOf(entry: string): string[] {
  const program = `
    require(${JSON.stringify(join(ROOT, entry))});
    const names = Object.keys(require.cache).map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1]);
    console.log(JSON.stringify([...new Set(names)]));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--eval', program], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  const loaded = JSON.parse(stdout) as string[];
  return loaded.filter((name) => /^(@pulumi|aws-cdk-lib|cdk8s|constructs)/.test(name ?? '')).sort();
}

test('cutover/k8s loads cdk8s and no Pulumi; cutover/pulumi loads Pulumi and no cdk8s', () => {
  expect(frameworksOf('constructs-k8s/index.ts')).toEqual(['cdk8s', 'cdk8s-plus-27', 'constructs']);
  expect(frameworksOf('constructs-k8s/pulumi/index.ts')).toEqual(['@pulumi/kubernetes', '@pulumi/pulumi']);
}, 60_000);
