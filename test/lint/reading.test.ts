import fc from 'fast-check';
import { checklistData, checklistSarif, checklistText, type Lintable, lint } from '../../lib/lint';
import { runs } from '../support/arbitrary';
import { deployment, ecs, judged, service } from './lint';

const evidenceOf = (id: string, text: string) =>
  judged(id, { file: 'a.yaml', text } as object).observations.flatMap(({ evidence }) => evidence);

describe('what is read', () => {
  test('several documents, lists, templates in JSON and in YAML with short functions', () => {
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [deployment(), service()] });
    expect(judged('health-checks', list).state).toBe('passed');
    expect(
      judged('health-checks', `${JSON.stringify(deployment())}\n---\n${JSON.stringify(service())}\n---\n`).state,
    ).toBe('passed');
    expect(judged('health-checks', JSON.stringify(ecs())).state).toBe('passed');
    const yaml = `
Resources:
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Task
      LoadBalancers: [{ TargetGroupArn: !GetAtt Group.TargetGroupArn }]
  Group: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { Name: !Sub '\${AWS::StackName}-web' } }
`;
    expect(judged('health-checks', yaml).state).toBe('passed');
  });

  test('evidence names line and column, also through anchors and merged maps', () => {
    const text = `
x-probe: &probe
  httpGet: { path: /ready, port: 8080 }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  template:
    spec:
      containers:
        - name: db
          image: shop/db:1
          ports: &ports [{ containerPort: 5432 }]
`;
    const [evidence] = evidenceOf('health-checks', text);
    expect(evidence).toEqual({
      resource: 'StatefulSet db',
      file: 'a.yaml',
      line: 14,
      column: 11,
      path: 'spec.template.spec.containers[0].ports',
      value: '[{"containerPort":5432}]',
    });
    const merged = `
base: &base { image: 'shop/db:latest', name: db }
apiVersion: apps/v1
kind: Deployment
metadata: { name: db }
spec: { template: { spec: { containers: [{ <<: *base }] } } }
`;
    expect(evidenceOf('no-rollback-plan', merged)[0]).toMatchObject({ line: 6, column: 42, value: 'shop/db:latest' });
  });

  test('JSON has its places too', () => {
    const text = JSON.stringify(deployment({ container: { image: 'web' } }), null, 2);
    const [evidence] = evidenceOf('no-rollback-plan', text);
    expect(text.split('\n')[(evidence?.line ?? 0) - 1]).toContain('"image": "web"');
  });

  test('what is broken is a finding with its line, and the rest is looked at', () => {
    const text = `${JSON.stringify(deployment())}\n---\nkind: [\n---\n${JSON.stringify(service())}\n`;
    const { findings, resources } = lint({ file: 'a.yaml', text });
    expect(findings).toMatchObject([
      { id: 'lint-unreadable', severity: 'error', path: expect.stringMatching(/^a\.yaml:\d+$/) },
    ]);
    expect(resources).toBe(2);
  });

  test('templates of Helm are not read; the braces of Prometheus are no template', () => {
    const helm = 'kind: Deployment\nmetadata: { name: {{ .Values.name }} }\n';
    expect(lint({ file: 'a.yaml', text: helm }).findings).toMatchObject([
      { id: 'lint-unrendered', severity: 'warning' },
      { id: 'lint-nothing' },
    ]);
    const rule = `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: web }
spec: { groups: [{ name: a, rules: [{ alert: A, expr: x, annotations: { summary: '{{ $labels.pod }} is {{ $value }}' } }] }] }
`;
    expect(judged('monitoring', rule).state).toBe('passed');
  });

  test('patches of Kustomize are no workloads', () => {
    const patch = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { template: { spec: { containers: [{ name: 'web', args: ['-v'] }] } } },
    };
    const checklist = lint([patch, deployment(), service()]);
    expect(checklist.findings).toMatchObject([{ id: 'lint-unrendered', severity: 'note' }]);
    expect(checklist.items.find(({ rule }) => rule.id === 'no-health-checks')?.state).toBe('passed');
  });

  test('a definition of a kind in a YAML that only Go reads says nothing', () => {
    const text = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\ndescription: 'one\nline'\nspec: {}\n---\n${JSON.stringify(deployment())}`;
    expect(lint({ file: 'a.yaml', text }).findings).toEqual([]);
  });

  test('nothing at all is an error', () => {
    expect(lint('').findings).toMatchObject([{ id: 'lint-nothing', severity: 'error' }]);
    expect(lint('hello: world').findings).toMatchObject([{ id: 'lint-nothing' }]);
  });
});

/** Reads whatever it is, and writes it in every form; it may find anything, and throws nothing. */
function survives(what: Lintable | readonly Lintable[]): void {
  const checklist = lint(what);
  expect(checklist.items).toHaveLength(22);
  expect(checklistText(checklist, { all: true })).toContain('Pitfalls');
  expect(() => JSON.stringify([checklistData(checklist), checklistSarif(checklist, '0.0.0')])).not.toThrow();
}

describe('hostile input', () => {
  const cyclic: Record<string, unknown> = { apiVersion: 'apps/v1', kind: 'Deployment' };
  cyclic.spec = cyclic;
  const trap = new Proxy(
    {},
    {
      get() {
        throw new Error('trap');
      },
      ownKeys() {
        throw new Error('trap');
      },
    },
  );

  test.each<[string, unknown]>([
    ['a cycle', cyclic],
    ['a trap', trap],
    ['a big number', { toJSON: () => 1n }],
    ['null', null],
    ['a number', 7],
    ['a list in a list', [[[]]]],
    ['a deep JSON', '['.repeat(100_000)],
    ['a deep and whole JSON', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['a deep YAML', '- '.repeat(20_000)],
    [
      'aliases of aliases',
      Array.from({ length: 30 }, (_, at) => `a${at}: &a${at} [${at === 0 ? 'x' : `*a${at - 1}, *a${at - 1}`}]`).join(
        '\n',
      ),
    ],
    ['an alias of itself', 'a: &a [*a]'],
    ['a text that is too long', ' '.repeat(9 * 1024 * 1024)],
    [
      'names of the prototype',
      '{"apiVersion":"v1","kind":"__proto__","metadata":{"name":"constructor"},"spec":{"__proto__":{"containers":1}}}',
    ],
    [
      'resources of the prototype',
      '{"Resources":{"__proto__":{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":{"Ref":"constructor"}}}}}',
    ],
    [
      'endless steps',
      {
        apiVersion: 'flagger.app/v1beta1',
        kind: 'Canary',
        metadata: { name: 'x' },
        spec: { analysis: { stepWeight: 1e-9, maxWeight: 100 } },
      },
    ],
    [
      'endless steps of ECS',
      {
        Resources: {
          S: {
            Type: 'AWS::ECS::Service',
            Properties: { DeploymentConfiguration: { Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 1e-9 } } },
          },
        },
      },
    ],
  ])('%s', (_, value) => survives(value as Lintable));

  const words = fc.constantFrom(
    'apiVersion',
    'kind',
    'metadata',
    'name',
    'spec',
    'template',
    'containers',
    'readinessProbe',
    'Resources',
    'Type',
    'Properties',
    'Ref',
    'image',
    'strategy',
    'canary',
    'steps',
    'analysis',
    'metrics',
    'annotations',
    'on',
    'jobs',
    'steps',
    'run',
    'data',
    'lifecycle',
    'preStop',
    'exec',
    'command',
  );
  const leaves = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('Deployment', 'apps/v1', 'Rollout', 'AWS::ECS::Service', 'v1', 'Service', '100%', '10m', 'sleep 5'),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      leaves,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(words, fc.string()), tie('value'), { maxKeys: 6 }),
    ),
  }));

  test('any data', () => {
    fc.assert(
      fc.property(value, (any) => survives([any as object])),
      runs,
    );
  });

  test('any change of a whole application', () => {
    const whole = [
      deployment({ kind: 'Rollout', spec: { replicas: 2, strategy: { canary: { steps: [{ setWeight: 5 }] } } } }),
      service(),
      ecs(),
    ];
    const paths = (node: unknown, path: string[] = []): string[][] =>
      typeof node !== 'object' || node === null
        ? [path]
        : [path, ...Object.entries(node).flatMap(([key, one]) => paths(one, [...path, key]))];
    const all = paths(whole).filter(({ length }) => length > 1);
    fc.assert(
      fc.property(fc.constantFrom(...all), value, (path, other) => {
        const copy = structuredClone(whole) as unknown as Record<string, unknown>;
        const last = path.at(-1) as string;
        const holder = path.slice(0, -1).reduce((node, key) => node[key] as Record<string, unknown>, copy);
        holder[last] = other;
        survives(copy as unknown as object[]);
      }),
      runs,
    );
  });

  test('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => survives(text)),
      runs,
    );
  });
});
