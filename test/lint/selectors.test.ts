import { lint } from '../../lib';
import { deployment, service } from './lint';

const found = (...manifests: object[]) =>
  lint(manifests).findings.filter(({ id }) => id === 'lint-selector' || id === 'lint-empty-service');

const workload = (kind: string, apiVersion: string, labels: object, matchLabels: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    selector: { matchLabels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
  },
});

const to = (selector: object, name = 'web') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { selector, ports: [{ port: 80 }] },
});

test.each([
  ['Deployment', 'apps/v1'],
  ['StatefulSet', 'apps/v1'],
  ['Rollout', 'argoproj.io/v1alpha1'],
])('A %s that does not select its own pods is an error with both labels', (kind, apiVersion) => {
  expect(found(workload(kind, apiVersion, { app: 'wob', tier: 'front' }, { app: 'web', tier: 'front' }))).toEqual([
    {
      id: 'lint-selector',
      severity: 'error',
      path: `${kind} shop/web`,
      message: `${kind} shop/web does not select its own pods by app`,
      received: '"wob"',
      expected: '"web"',
      fix: 'Give `spec.template.metadata.labels` every label of `spec.selector.matchLabels`.',
    },
  ]);
});

test('A file is named with the line of the selector', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: web, image: web:1 }] }
`;
  expect(lint({ file: 'web.yaml', text }).findings).toContainEqual(
    expect.objectContaining({ id: 'lint-selector', path: 'web.yaml:6' }),
  );
});

test('A Service of the name of a workload that selects nothing is a warning', () => {
  const web = workload('Deployment', 'apps/v1', { app: 'web' }, { app: 'web' });
  expect(found(web, to({ app: 'wob' }))).toMatchObject([
    { id: 'lint-empty-service', severity: 'warning', received: 'app: wob', expected: 'app: web' },
  ]);
});

test('Nothing is said of what fits, of other Services, of references and of what Flagger copies', () => {
  const web = workload('Deployment', 'apps/v1', { app: 'web', tier: 'front' }, { app: 'web' });
  const canary = {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, service: { port: 80 } },
  };
  expect(found(deployment(), service())).toEqual([]);
  expect(found(web, to({ app: 'web' }), to({ app: 'redis' }, 'redis'))).toEqual([]);
  expect(found(web, canary, to({ app: 'web-primary' }))).toEqual([]);
  expect(found(web, { ...to({ app: 'wob' }), metadata: { name: 'web', namespace: 'other' } })).toEqual([]);
});
