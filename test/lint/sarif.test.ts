import { checklistSarif, lint } from '../../lib/lint';
import { uriOf } from '../../lib/lint/sarif';
import { sarifProblems } from '../support/sarif';
import { deployment, ecs, service } from './lint';

const text = [deployment({ container: { readinessProbe: undefined, lifecycle: undefined } }), service()]
  .map((one) => JSON.stringify(one, null, 2))
  .join('\n---\n');

const logOf = (...args: Parameters<typeof lint>) =>
  checklistSarif(lint(...args), '1.2.3') as {
    runs: {
      tool: { driver: { rules: { id: string }[] } };
      results: Record<string, unknown>[];
      invocations: { toolExecutionNotifications: { level: string; descriptor: { id: string } }[] }[];
    }[];
  };

test('a log of what failed, with rules, levels, files and lines', () => {
  const log = logOf({ file: 'k8s/my app.yaml', text });
  expect(sarifProblems(log)).toEqual([]);
  const [run] = log.runs;
  expect(run?.tool.driver.rules).toHaveLength(22);
  expect(run?.results).toMatchObject([
    {
      ruleId: 'health-checks',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'k8s/my%20app.yaml' },
            region: { startLine: 22, startColumn: 11 },
          },
        },
      ],
      partialFingerprints: {
        'cutover/v1': 'health-checks:Deployment shop/web:spec.template.spec.containers[0].readinessProbe',
      },
    },
    { ruleId: 'connection-draining', level: 'warning' },
  ]);
});

test('what is open is a notification, and no result', () => {
  const [run] = logOf({ file: 'a.yaml', text }).runs;
  const notes = run?.invocations[0]?.toolExecutionNotifications ?? [];
  expect(notes.filter(({ descriptor }) => descriptor.id === 'load-test')).toMatchObject([{ level: 'note' }]);
});

test('what is accepted is suppressed, with the reason', () => {
  const accept = [{ id: 'health-checks', reason: 'a demo' }];
  const [run] = logOf({ file: 'a.yaml', text }, { accept }).runs;
  expect(run?.results[0]?.suppressions).toEqual([{ kind: 'external', status: 'accepted', justification: 'a demo' }]);
});

test('an answered no is a result, standard input and values have a place, and each log is valid', () => {
  const answers = { 'load-test': { answer: 'no', reason: 'next quarter' } } as const;
  const logs = [
    logOf({ file: '-', text }, { answers }),
    logOf([deployment({ container: { image: 'web' } }), service()]),
    logOf(ecs({ service: { DeploymentConfiguration: undefined } })),
    logOf('kind: ['),
    logOf([]),
  ];
  expect(logs.flatMap(sarifProblems)).toEqual([]);
  expect(logs[0]?.runs[0]?.results.at(-1)).toMatchObject({
    ruleId: 'load-test',
    message: { text: expect.stringContaining('next quarter') },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'cutover.checklist.yaml' } } }],
  });
});

test('the check of logs is strict', () => {
  const log = structuredClone(logOf({ file: 'a.yaml', text })) as unknown as {
    runs: { results: Record<string, unknown>[] }[];
  };
  const [result] = log.runs[0]?.results ?? [];
  Object.assign(result ?? {}, { severity: 'high', level: 'fatal', ruleIndex: 3 });
  expect(sarifProblems(log)).toEqual([
    '$.runs[0].results[0].level: "fatal" is no level',
    '$.runs[0].results[0].severity: unknown',
  ]);
});

test.each([
  ['k8s/web.yaml', 'k8s/web.yaml'],
  ['./k8s/web.yaml', './k8s/web.yaml'],
  ['/srv/k8s/web 1.yaml', 'file:///srv/k8s/web%201.yaml'],
  ['C:\\srv\\web.yaml', 'file:///C:/srv/web.yaml'],
])('%s as a reference', (file, uri) => expect(uriOf(file)).toBe(uri));
