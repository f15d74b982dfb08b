import { fullRollout } from './full-rollout';
import { expectValidManifests, problemsOf } from './kubernetes';
import { manifests } from './manifests';

const good = { ...manifests, fullRollout };
type Name = keyof typeof good;

/** A copy of the manifest with the value at a JSON pointer set, or removed where it is undefined. */
function changed(name: Name, pointer: string, value: unknown): object {
  const copy = structuredClone(good[name]);
  const keys = pointer.split('/').slice(1);
  const last = keys.pop() ?? '';
  const parent = keys.reduce<object>((node, key) => Reflect.get(node, key), copy);
  Reflect.set(parent, last, value);
  return copy;
}

test.each(Object.entries(good))('The good %s passes.', (_, manifest) => {
  expect(problemsOf(manifest)).toEqual([]);
});

test.each(['v1beta1', 'v1alpha3'])('The resources of Istio pass in %s as well.', (version) => {
  const apiVersion = `networking.istio.io/${version}`;
  expectValidManifests([
    { ...good.virtualService, apiVersion },
    { ...good.destinationRule, apiVersion },
  ]);
});

test.each<[Name, string, unknown]>([
  ['rollout', '/strategy', {}],
  ['rollout', '/metadata/label', {}],
  ['rollout', '/spec/canary', {}],
  ['rollout', '/spec/strategy/canary/trafficRouting/gatewayAPI', { httpRoute: 'shop' }],
  ['rollout', '/spec/strategy/canary/trafficRouting/istio/virtualService/route', 'primary'],
  ['rollout', '/spec/strategy/canary/steps/0/replicaProgressThreshold', { type: 'Percent', value: 90 }],
  ['rollout', '/spec/strategy/canary/steps/3/analysis/templateName', 'success-rate'],
  ['rollout', '/spec/template/spec/containers/0/readinessProbe/httpGet/url', '/healthz'],
  ['fullRollout', '/spec/strategy/blueGreen/autoPromotion', true],
  ['fullRollout', '/spec/strategy/canary/steps/3/setHeaderRoute/match/0/headerValue/suffix', 'a'],
  ['analysisTemplate', '/metrics', []],
  ['analysisTemplate', '/spec/interval', '1m'],
  ['analysisTemplate', '/spec/metrics/0/failureThreshold', 3],
  ['analysisTemplate', '/spec/metrics/0/provider/prometheus/url', 'http://prometheus:9090'],
  ['analysisTemplate', '/spec/metrics/2/provider/job/spec/retries', 1],
  ['virtualService', '/hosts', []],
  ['virtualService', '/spec/routes', []],
  ['virtualService', '/spec/http/0/match/0/path', '/'],
  ['virtualService', '/spec/http/0/route/1/subset', 'canary'],
  ['destinationRule', '/host', 'shop'],
  ['destinationRule', '/spec/subset', 'canary'],
  ['destinationRule', '/spec/subsets/1/selector', {}],
  ['destinationRule', '/spec/trafficPolicy/outlierDetection/errors', 5],
  ['deployment', '/replicas', 3],
  ['deployment', '/spec/strategy/canary', {}],
  ['deployment', '/spec/template/spec/containers/0/port', 8080],
  ['deployment', '/spec/template/spec/containers/0/env/0/valueFrom/configMapRef', {}],
  ['service', '/ports', []],
  ['service', '/spec/selectors', {}],
  ['service', '/spec/ports/0/containerPort', 80],
  ['httpRoute', '/spec/rules/0/backendRefs/1/percent', 10],
  ['podDisruptionBudget', '/spec/minimum', 1],
  ['networkPolicy', '/spec/ingress/0/to', []],
  ['horizontalPodAutoscaler', '/spec/metrics/0/resource/targetAverageUtilization', 70],
])('In %s, the unknown field %s is refused.', (name, pointer, value) => {
  expect(problemsOf(changed(name, pointer, value))).toEqual([`${pointer}: unknown field`]);
});

test.each<[Name, string, unknown, string]>([
  ['rollout', '/spec', undefined, ': must have required property spec'],
  ['rollout', '/metadata/name', undefined, '/metadata: must have a name'],
  ['rollout', '/spec/replicas', '5', '/spec/replicas: must be integer'],
  ['rollout', '/spec/replicas', null, '/spec/replicas: must not be null'],
  ['rollout', '/spec/strategy/canary/steps', { setWeight: 5 }, '/spec/strategy/canary/steps: must be array'],
  ['rollout', '/spec/strategy/canary/steps', [{ stepz: 5 }], '/spec/strategy/canary/steps/0/stepz: unknown field'],
  [
    'rollout',
    '/spec/strategy/canary/steps/0/setWeight',
    '5',
    '/spec/strategy/canary/steps/0/setWeight: must be integer',
  ],
  ['fullRollout', '/spec/restartAt', 'tomorrow', '/spec/restartAt: must match format "date-time"'],
  ['analysisTemplate', '/spec/metrics/0/name', undefined, '/spec/metrics/0: must have required property name'],
  ['analysisTemplate', '/spec/metrics/0/provider', undefined, '/spec/metrics/0: must have required property provider'],
  ['analysisTemplate', '/spec/metrics/0/interval', 60, '/spec/metrics/0/interval: must be string'],
  ['virtualService', '/spec/http/0/route/0/weight', '90', '/spec/http/0/route/0/weight: must be integer'],
  [
    'virtualService',
    '/spec/http/0/route/0/destination',
    undefined,
    '/spec/http/0/route/0: must have required property destination',
  ],
  ['destinationRule', '/spec/host', undefined, '/spec: must have required property host'],
  ['destinationRule', '/spec/subsets/0/labels', ['app'], '/spec/subsets/0/labels: must be object'],
  ['deployment', '/spec/selector', undefined, '/spec: must have required property selector'],
  ['deployment', '/spec/strategy/type', 'Canary', '/spec/strategy/type: must be equal to one of the allowed values'],
  [
    'deployment',
    '/spec/template/spec/containers/0/name',
    undefined,
    '/spec/template/spec/containers/0: must have required property name',
  ],
  ['service', '/spec/ports/0/port', '80', '/spec/ports/0/port: must be integer'],
  ['service', '/spec/ports/0/port', undefined, '/spec/ports/0: must have required property port'],
  ['configMap', '/data/mode', 1, '/data/mode: must be string'],
])('In %s, %s as %j is refused.', (name, pointer, value, problem) => {
  expect(problemsOf(changed(name, pointer, value))).toEqual([problem]);
});

test('A quantity that is no quantity is refused.', () => {
  const memory = '/spec/template/spec/containers/0/resources/limits/memory';
  expect(problemsOf(changed('deployment', memory, 'much'))).toContain(`${memory}: must match format "quantity"`);
});

test('Every problem of a manifest is reported, not only the first.', () => {
  const manifest = { ...good.service, spec: { ports: [{ prot: 80 }] }, stats: {} };
  expect(problemsOf(manifest)).toEqual([
    '/spec/ports/0: must have required property port',
    '/spec/ports/0/prot: unknown field',
    '/stats: unknown field',
  ]);
});

test('A key that holds a slash is escaped in the pointer.', () => {
  expect(problemsOf({ ...good.service, 'a/b': 1 })).toEqual(['/a~1b: unknown field']);
});

test('A manifest is judged as the JSON that it becomes.', () => {
  expect(problemsOf({ ...good.service, status: undefined })).toEqual([]);
  expect(problemsOf(changed('deployment', '/spec/replicas', Number.NaN))).toEqual(['/spec/replicas: must not be null']);
});

test.each([
  [{ ...good.rollout, kind: 'Rollouts' }, ': no schema for argoproj.io/v1alpha1 Rollouts'],
  [{ ...good.rollout, kind: 'RolloutSpec' }, ': no schema for argoproj.io/v1alpha1 RolloutSpec'],
  [{ ...good.rollout, kind: 'index' }, ': no schema for argoproj.io/v1alpha1 index'],
  [{ ...good.rollout, apiVersion: 'argoproj.io/v1' }, ': no schema for argoproj.io/v1 Rollout'],
  [{ ...good.service, apiVersion: 'core/v1' }, ': no schema for core/v1 Service'],
  [{}, ': no schema for undefined undefined'],
  [[good.service], ': must be an object'],
  [undefined, ': must be an object'],
])('What is no known resource is refused: %#.', (manifest, problem) => {
  expect(problemsOf(manifest)).toEqual([problem]);
});

test('A failed expectation names the manifest and the place.', () => {
  const manifest = changed('service', '/spec/ports/0/port', '80');
  expect(() => expectValidManifests([good.deployment, manifest])).toThrow(
    'Service shop/spec/ports/0/port: must be integer',
  );
});

test('An empty list of manifests is a failure, since it would prove nothing.', () => {
  expect(() => expectValidManifests([])).toThrow('toHaveLength');
});
