import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sarifProblems } from '../support/sarif';
import { cutover } from './run';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example.com/shop/web:1.4.2
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /ready, port: http } }
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
`;

const HOME = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'cutover-lint-'));

function write(file: string, text: string): void {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), text);
}

beforeAll(() => {
  write('k8s/web.yaml', WEB);
  write('k8s/service.yml', SERVICE);
  write('k8s/node_modules/x/broken.yaml', 'kind: [');
  write('k8s/.hidden/broken.yaml', 'kind: [');
  write('k8s/notes.txt', 'kind: [');
  write('k8s/package.json', '{');
  write('k8s/values.yaml', 'replicas: {{ count }\n');
  write('k8s/comments.json', '{ // a comment\n}');
  write('bare/web.yaml', WEB.replace(/ +readinessProbe.*\n/, ''));
  write('bare/service.yaml', SERVICE);
  write('broken/web.yaml', `${WEB}---\nkind: [\n`);
  write('empty/readme.txt', '');
  symlinkSync('/nowhere', join(folder, 'empty/dangling.yaml'));
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(HOME);
  rmSync(folder, { recursive: true });
});

const lint = (...argv: string[]) => cutover(['lint', ...argv]);

test('a folder is looked at as a whole; what is hidden, installed or no resource is left out', async () => {
  const { exit, out, err } = await lint('k8s');
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  expect(out).toContain('2 files, 2 resources: 1 failed');
  expect(out).toContain('k8s/web.yaml:10  spec.template.spec.containers[0].lifecycle.preStop (not there)');
});

test('files one by one, and standard input', async () => {
  expect((await lint('k8s/web.yaml', 'k8s/service.yml')).out).toContain('2 files, 2 resources');
  const { out } = await cutover(['lint', '-'], { stdin: `${WEB}---\n${SERVICE}` });
  expect(out).toContain('1 file, 2 resources');
  expect(out).toContain('      line 10  spec.template');
});

test.each([
  ['k8s', 'error', 0],
  ['k8s', 'warning', 1],
  ['k8s', 'open', 1],
  ['k8s', 'never', 0],
  ['bare', 'error', 1],
  ['bare', 'never', 0],
  ['broken', 'error', 1],
  ['broken', 'never', 0],
])('lint %s --fail-on %s exits with %i', async (path, level, exit) => {
  expect((await lint(path, '--fail-on', level)).exit).toBe(exit);
});

test('patterns that the shell has left, and each file once', async () => {
  expect((await lint('k8s/*.y*ml')).out).toContain('2 files, 2 resources');
  expect((await lint('k8s/{web,service}.{yaml,yml}')).out).toContain('2 files, 2 resources');
  expect((await lint('./k8s/{*.yaml,s?rvice.yml}')).out).toContain('2 files, 2 resources');
  expect((await lint('**/web.yaml')).out).toContain('3 files, 3 resources');
  expect((await lint('k8s', 'k8s/web.yaml', './k8s/../k8s/service.yml')).out).toContain('2 files, 2 resources');
  expect((await lint('k8s/{')).exit).toBe(2);
  const { exit, err } = await lint('k8s/*.tf');
  expect({ exit, err }).toEqual({ exit: 2, err: 'cutover: no file matches k8s/*.tf\n' });
});

test('a folder of everything: what holds no resource is said to be skipped', async () => {
  write('mixed/web.yaml', WEB);
  write('mixed/manifest.yaml', SERVICE);
  write('mixed/values.yaml', 'replicas: 3\n');
  write('mixed/docker-compose.yml', 'services: { web: { image: web } }\n');
  write('mixed/.github/workflows/deploy.yaml', 'on: push\njobs: { a: { steps: [{ run: kubectl apply -f . }] } }\n');
  write('mixed/chart/Chart.yaml', 'apiVersion: v2\nname: web\n');
  write('mixed/chart/templates/web.yaml', 'apiVersion: v1\nmetadata: { name: {{ .Release.Name }} }\n');
  const { out, err } = await lint('mixed');
  expect(out).toContain('4 files, 3 resources: 1 failed');
  expect(out).toContain(
    '\n3 files skipped, with no manifest, template or pipeline: mixed/chart/Chart.yaml, mixed/docker-compose.yml, mixed/values.yaml\n',
  );
  expect(err).toContain('mixed/chart/templates/web.yaml: This file was not looked at: it is a template of Helm');
  expect(JSON.parse((await lint('mixed', '--json')).out).skipped).toHaveLength(3);
});

test('what the CDK synthesises: its templates, and nothing of the code beside them', async () => {
  const stack = { Resources: { Data: { Type: 'AWS::DynamoDB::Table', Properties: {} } } };
  const hash = '0123456789abcdef0123456789abcdef';
  write('cdk.out/Shop.template.json', JSON.stringify(stack));
  write('cdk.out/ShopNested.nested.template.json', JSON.stringify(stack));
  write('cdk.out/assembly-Prod/ProdShop.template.json', JSON.stringify(stack));
  write(
    'cdk.out/manifest.json',
    '{ "version": "48.0.0", "artifacts": { "Shop": { "type": "aws:cloudformation:stack" } } }',
  );
  write('cdk.out/tree.json', '{ "tree": { "Resources": { "x": { "Type": "AWS::S3::Bucket" } } } }');
  write('cdk.out/Shop.assets.json', '{ "Resources": {} }');
  write('cdk.out/cdk.out', '{"version":"48.0.0"}');
  write(`cdk.out/asset.${hash}/k8s.yaml`, 'kind: [');
  write('cdk.out/asset.x/web.yaml', WEB);
  const { out, err } = await lint('cdk.out');
  expect({ err, head: out.split(':')[0] }).toEqual({ err: '', head: '4 files, 4 resources' });
  expect(out).not.toContain('skipped');
});

test('JSON has the same fields, whatever was found', async () => {
  const data = JSON.parse((await lint('bare', '--json')).out);
  expect(Object.keys(data)).toEqual(['files', 'resources', 'skipped', 'counts', 'rules', 'findings']);
  for (const rule of data.rules) {
    expect(Object.keys(rule)).toEqual(
      'id kind title verdict state level observations note question answer fix source'.split(' '),
    );
    for (const observation of rule.observations)
      expect(Object.keys(observation)).toEqual('outcome about message level evidence fix accepted'.split(' '));
  }
  expect((await lint('bare', '--json')).out).toBe((await lint('bare', '--json')).out);
});

test('what cannot be read is said, and the rest is looked at', async () => {
  const { out, err } = await lint('broken');
  expect(err).toContain('broken/web.yaml:16: This cannot be read');
  expect(out).toContain('1 resource');
});

test('acceptances from the command line and from a file', async () => {
  const accept = ['--accept', 'connection-draining=it waits by itself'];
  expect((await lint('k8s', '--fail-on', 'warning', ...accept)).exit).toBe(0);
  write('cutover.checklist.yaml', 'accept: [{ id: connection-draining, reason: it waits by itself }]\n');
  const { exit, out } = await lint('k8s', '--fail-on', 'warning');
  expect(exit).toBe(0);
  expect(out).toContain('      accepted: it waits by itself');
  expect((await lint('k8s', '--fail-on', 'warning', ...accept)).exit).toBe(0);
  rmSync(join(folder, 'cutover.checklist.yaml'));
  write('elsewhere.yaml', 'answers: { load-test: { answer: yes } }\n');
  const refused = await lint('k8s', '--answers', 'elsewhere.yaml');
  expect(refused.exit).toBe(1);
  expect(refused.err).toContain('answers.load-test: A yes needs its evidence');
});

test('JSON', async () => {
  const { out } = await lint('k8s', '--json');
  const data = JSON.parse(out);
  expect(data).toMatchObject({ files: 2, resources: 2, counts: { failed: 1 }, findings: [] });
  expect(data.rules).toHaveLength(22);
  expect(data.rules[2]).toMatchObject({
    id: 'connection-draining',
    kind: 'practice',
    verdict: 'failed',
    state: 'failed',
    level: 'warning',
    question: null,
    observations: [{ outcome: 'bad', about: 'Deployment shop/web', evidence: [{ file: 'k8s/web.yaml', line: 10 }] }],
  });
  expect((await lint('k8s', '--format', 'json')).out).toBe(out);
});

test('SARIF is valid, and names the version', async () => {
  const { exit, out } = await lint('bare', '--format', 'sarif');
  expect(exit).toBe(1);
  const log = JSON.parse(out);
  expect(sarifProblems(log)).toEqual([]);
  expect(log.runs[0].tool.driver.version).toMatch(/^\d+\.\d+\.\d+/);
});

test('questions are a file of answers', async () => {
  const { exit, out } = await lint('k8s', '--questions');
  expect(exit).toBe(0);
  expect(out).toMatchSnapshot();
});

test('everything that passed', async () => {
  const { out } = await lint('k8s', '--all');
  expect(out).toContain('container web gets requests when its readiness probe says so');
});

test('a folder without resources is an error, not a pass', async () => {
  rmSync(join(folder, 'empty/dangling.yaml'));
  const { exit, err } = await lint('empty');
  expect(exit).toBe(1);
  expect(err).toContain('There is no manifest and no template among these files');
});

test.each([
  [['lint'], 'cutover: lint needs a PATH...: cutover lint PATH...'],
  [['lint', 'nowhere'], 'cutover: cannot read nowhere: there is no such file'],
  [['lint', 'k8s', '--format', 'xml'], 'cutover: --format xml: text, json, sarif'],
  [['lint', 'k8s', '--fail-on', 'notes'], 'cutover: --fail-on notes: error, warning, open, never'],
  [['lint', 'k8s', '--accept', 'load-test'], 'cutover: --accept load-test: RULE=REASON'],
  [['lint', 'k8s', '--answers', 'nowhere.yaml'], 'cutover: cannot read nowhere.yaml: there is no such file'],
  [['lint', '-', '-'], 'cutover: standard input can be read once only'],
])('%j is misuse', async (argv, message) => {
  const { exit, out, err } = await cutover(argv);
  expect({ exit, out, err: err.trimEnd() }).toEqual({ exit: 2, out: '', err: message });
});

test('any text has an answer, and never an internal error', async () => {
  const line = fc.constantFrom(
    'kind: Deployment',
    'apiVersion: apps/v1',
    '---',
    'spec: &a',
    '  <<: *a',
    '  - [',
    'Resources:',
    '  x: !Ref y',
    '{{ x }}',
    '? - :',
    '\t',
    '"',
  );
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(fc.oneof(line, fc.string({ maxLength: 12 })), { maxLength: 12 }).map((lines) => lines.join('\n')),
  );
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('text', 'json', 'sarif'), async (stdin, format) => {
      const { exit, out } = await cutover(['lint', '-', '--format', format], { stdin });
      expect([0, 1]).toContain(exit);
      if (format !== 'text') JSON.parse(out);
    }),
    { numRuns: 300 },
  );
});
