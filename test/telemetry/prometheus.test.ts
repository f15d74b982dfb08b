import { Guard } from '../../lib/strategy';
import { PROMETHEUS_CONVENTIONS, prometheusReading } from '../../lib/telemetry';
import { planned, versions } from './guards';

const POD = 'namespace="shop",pod=~"web-abc-.+"';
const read = (guard: Guard, convention?: 'http' | 'istio') =>
  prometheusReading(planned(guard), { ...versions, ...(convention && { convention }) });

describe('a guard as PromQL', () => {
  test('an error rate looks at the new version alone, and no failure is 0 %', () => {
    expect(read(Guard.errorRate({ max: '1%', over: '5m' }))).toEqual({
      query: `100 * (sum(rate(http_requests_total{${POD},code=~"5.."}[5m])) or vector(0)) / sum(rate(http_requests_total{${POD}}[5m]))`,
      good: { operator: '<=', threshold: 1 },
    });
  });

  test('a success rate is the rest', () => {
    expect(read(Guard.successRate({ min: 99.5 }))).toEqual({
      query: `100 - 100 * (sum(rate(http_requests_total{${POD},code=~"5.."}[1m])) or vector(0)) / sum(rate(http_requests_total{${POD}}[1m]))`,
      good: { operator: '>=', threshold: 99.5 },
    });
  });

  test('a latency is in milliseconds, whatever the histogram counts in', () => {
    expect(read(Guard.latency({ max: '500ms', percentile: 99.9 }))).toEqual({
      query: `1000 * histogram_quantile(0.999, sum by (le) (rate(http_request_duration_seconds_bucket{${POD}}[1m])))`,
      good: { operator: '<=', threshold: 500 },
    });
    expect(read(Guard.latency({ max: '500ms' }), 'istio').query).toBe(
      `histogram_quantile(0.99, sum by (le) (rate(istio_request_duration_milliseconds_bucket{reporter="destination",${POD}}[1m])))`,
    );
  });

  test('with Istio, the sidecar that answers counts', () => {
    expect(read(Guard.errorRate({ max: 1 }), 'istio').query).toBe(
      `100 * (sum(rate(istio_requests_total{reporter="destination",${POD},response_code=~"5.."}[1m])) or vector(0)) / sum(rate(istio_requests_total{reporter="destination",${POD}}[1m]))`,
    );
  });

  test('saturation is what the containers use of what they may use', () => {
    expect(read(Guard.saturation({ resource: 'cpu', max: 80 })).query).toBe(
      `100 * sum(rate(container_cpu_usage_seconds_total{${POD},container!=""}[1m])) / sum(kube_pod_container_resource_limits{${POD},resource="cpu"})`,
    );
    expect(read(Guard.saturation({ resource: 'memory', max: 80 })).query).toBe(
      `100 * sum(avg_over_time(container_memory_working_set_bytes{${POD},container!=""}[1m])) / sum(kube_pod_container_resource_limits{${POD},resource="memory"})`,
    );
  });

  test('with Istio, a saturation leaves the proxy out, which may use more than the application', () => {
    const own = `${POD},container!="istio-proxy"`;
    expect(read(Guard.saturation({ resource: 'cpu', max: 80 }), 'istio').query).toBe(
      `100 * sum(rate(container_cpu_usage_seconds_total{${own},container!=""}[1m])) / sum(kube_pod_container_resource_limits{${own},resource="cpu"})`,
    );
  });

  test('a queue is asked for by its name, whatever is in it', () => {
    expect(read(Guard.queueDepth({ queue: 'a"b\\c', max: 100 }))).toEqual({
      query: 'sum(rabbitmq_queue_messages{queue="a\\"b\\\\c"})',
      good: { operator: '<=', threshold: 100 },
    });
  });

  test('against the stable version, the difference is read: a stable version without an error divides nothing', () => {
    const rate = (pod: string) =>
      `100 * (sum(rate(http_requests_total{namespace="shop",pod=~"${pod}",code=~"5.."}[1m])) or vector(0)) / sum(rate(http_requests_total{namespace="shop",pod=~"${pod}"}[1m]))`;
    expect(read(Guard.errorRate({ versusStable: 1.5 }))).toEqual({
      query: `${rate('web-abc-.+')} - 1.5 * (${rate('web-xyz-.+')})`,
      good: { operator: '<=', threshold: 0 },
    });
  });

  test('too few requests leave nothing', () => {
    const query = 'sum(rate(errors[2m]))';
    expect(
      read(Guard.custom({ name: 'mine', query: { prometheus: query }, max: 3, over: '2m', minRequests: 50 })).query,
    ).toBe(`(${query}) and on () (sum(increase(http_requests_total{${POD}}[2m])) >= 50)`);
  });

  test('a query of your own gets the names it asks for', () => {
    const prometheus = 'my{app="{{service}}",new="{{canary}}",old="{{stable}}"}[{{window}}]';
    expect(read(Guard.custom({ name: 'mine', query: { prometheus }, min: 3 }))).toEqual({
      query: 'my{app="web",new="abc",old="xyz"}[1m]',
      good: { operator: '>=', threshold: 3 },
    });
  });

  test('a convention of your own', () => {
    const convention = {
      ...PROMETHEUS_CONVENTIONS.http,
      requests: 'hits',
      version: 'app="{{name}}",rev="{{version}}"',
    };
    const guard = planned(Guard.errorRate({ max: 1 }));
    expect(prometheusReading(guard, { ...versions, convention }).query).toContain(
      'hits{app="web",rev="abc",code=~"5.."}',
    );
  });

  test('what is no query', () => {
    expect(() => read(Guard.errorShare({ rise: 3 }))).toThrow(/the length of the release/);
    expect(() => read(Guard.custom({ name: 'mine', query: { datadog: 'x' }, max: 1 }))).toThrow(
      /no query for Prometheus/,
    );
  });
});
