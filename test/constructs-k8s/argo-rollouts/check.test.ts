import { validateRollout } from '../../../constructs-k8s/argo-rollouts/check';
import { ARGO_ROLLOUTS_FINDINGS, type ArgoFindingId } from '../../../constructs-k8s/argo-rollouts/findings';
import type { Manifest } from '../../../constructs-k8s/shared/manifest';
import { REFUSED, REFUSED_FOR_PLUGIN } from './refused';
import {
  canary,
  inline,
  labels,
  measured,
  metric,
  route,
  router,
  service,
  services,
  steps,
  virtualService,
} from './written';

describe('Argo would refuse', () => {
  const named = [...REFUSED, ...REFUSED_FOR_PLUGIN].map(([rule, manifest, id, path, others]) => ({
    rule,
    manifest,
    id,
    path,
    others,
  }));

  test.each(named)('$rule', ({ manifest, id, path, others }) => {
    const found = validateRollout(manifest, others).map((finding) => `${finding.id} ${finding.path}`);
    expect(found).toContain(`${id} ${path}`);
  });

  test('a template that is nowhere, when all are there', () => {
    const [manifest] = measured();
    expect(validateRollout(manifest, []).map(({ id }) => id)).toEqual([]);
    expect(validateRollout(manifest, [], { complete: true }).map(({ id }) => id)).toEqual(['argo-analysis-template']);
  });

  test('each of its rules has a test', () => {
    const elsewhere = [
      'argo-name',
      'argo-metrics',
      'argo-duplicate',
      'argo-ports',
      'argo-plugin-namespace',
      'argo-deployment',
      'argo-autoscaler',
      'argo-service-bypass',
    ];
    const refused = [...REFUSED, ...REFUSED_FOR_PLUGIN].map(([, , id]) => id);
    const tested = new Set([...refused, ...elsewhere]);
    expect(Object.keys(ARGO_ROLLOUTS_FINDINGS).filter((id) => !tested.has(id as ArgoFindingId))).toEqual([]);
  });
});

describe('Argo takes, and so do we', () => {
  test('an argument with all labels, or with one of them', () => {
    const args = ['metadata.labels', "metadata.labels['region']"].map((fieldPath, at) => ({
      name: `labels-${at}`,
      valueFrom: { fieldRef: { fieldPath } },
    }));
    expect(validateRollout(steps({ analysis: { ...inline.analysis, args } }))).toEqual([]);
  });

  test('a canary with a limit of old revisions above its history', () => {
    expect(validateRollout(canary({ scaleDownDelayRevisionLimit: 11 }))).toEqual([]);
  });

  test('ephemeral labels that a Service selects', () => {
    const manifest = canary({ ...services, stableMetadata: { labels: { role: 'stable' } } });
    expect(
      validateRollout(manifest, [
        service('web-stable', { ...labels, role: 'stable', 'rollouts-pod-template-hash': 'abc' }),
      ]),
    ).toEqual([]);
  });

  test('a destination rule instead of two Services', () => {
    const destinationRule = { name: 'web', stableSubsetName: 'stable', canarySubsetName: 'canary' };
    const manifest = canary({ trafficRouting: { istio: { virtualService: { name: 'web' }, destinationRule } } });
    const http = { route: ['stable', 'canary'].map((subset) => ({ destination: { host: 'web', subset } })) };
    expect(validateRollout(manifest, [virtualService(http)])).toEqual([]);
  });

  test('ping-pong with Istio, without other Services', () => {
    const manifest = canary({ pingPong: { pingService: 'ping', pongService: 'pong' }, trafficRouting: router });
    expect(validateRollout(manifest, [virtualService(route('primary', 'ping', 'pong'))])).toEqual([]);
  });

  test('a VirtualService without HTTP routes', () => {
    const tls = { ...virtualService(), spec: { hosts: ['web'], tls: [] } } as Manifest;
    expect(validateRollout(canary({ ...services, trafficRouting: router }), [tls])).toEqual([]);
  });

  test('a limit or an address that is an argument', () => {
    const address = '{{args.prometheus}}';
    const own = metric({
      count: '{{args.count}}',
      failureLimit: '{{args.limit}}',
      provider: { prometheus: { address, query: 'up' } },
    });
    const [manifest, others] = measured(own);
    expect(validateRollout(manifest, others)).toEqual([]);
  });

  test('a full name of a host, and managed routes beside the weighted one', () => {
    const routes = virtualService(
      route('testers', 'web-canary'),
      route('primary', 'web-stable.shop.svc', 'web-canary.shop.svc'),
    );
    const trafficRouting = { ...router, managedRoutes: [{ name: 'testers' }] };
    expect(validateRollout(canary({ ...services, trafficRouting }), [routes])).toEqual([]);
  });
});
