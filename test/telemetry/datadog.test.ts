import { Guard } from '../../lib/strategy';
import { datadogReading } from '../../lib/telemetry';
import { planned, versions } from './guards';

const OWN = 'kube_namespace:shop,kube_replica_set:web-abc';
const STABLE = 'kube_namespace:shop,kube_replica_set:web-xyz';
const read = (guard: Guard) => datadogReading(planned(guard), versions);

describe('a guard as a Datadog query', () => {
  test('an error rate looks at the new version alone, and no failure is 0 %', () => {
    expect(read(Guard.errorRate({ max: 1, over: '5m' }))).toEqual({
      queries: {
        failed: `sum:http_requests.count{${OWN},code:5*}.as_count()`,
        requests: `sum:http_requests.count{${OWN}}.as_count()`,
      },
      formula: '100 * default_zero(failed) / requests',
      aggregator: 'sum',
      interval: 300,
      good: { operator: '<=', threshold: 1 },
    });
  });

  test('a success rate is the rest', () => {
    expect(read(Guard.successRate({ min: 99 })).formula).toBe('100 - 100 * default_zero(failed) / requests');
  });

  test('a latency is in milliseconds', () => {
    expect(read(Guard.latency({ max: '500ms' }))).toEqual({
      queries: { latency: `p99:http_request_duration_seconds{${OWN}}` },
      formula: '1000 * latency',
      aggregator: 'avg',
      interval: 60,
      good: { operator: '<=', threshold: 500 },
    });
  });

  test('saturation is what the containers use of what they may use', () => {
    expect(read(Guard.saturation({ resource: 'cpu', max: 80 }))).toMatchObject({
      queries: { used: `sum:kubernetes.cpu.usage.total{${OWN}}`, limits: `sum:kubernetes.cpu.limits{${OWN}}` },
      formula: '100 * used / 1000000000 / limits',
    });
    expect(read(Guard.saturation({ resource: 'memory', max: 80 }))).toMatchObject({
      queries: { used: `sum:kubernetes.memory.usage{${OWN}}`, limits: `sum:kubernetes.memory.limits{${OWN}}` },
      formula: '100 * used / limits',
    });
  });

  test('a queue, and a query of your own', () => {
    expect(read(Guard.queueDepth({ queue: 'orders', max: 9 }))).toMatchObject({
      queries: { messages: 'sum:rabbitmq.queue.messages{rabbitmq_queue:orders}' },
      formula: 'messages',
    });
    const query = { datadog: 'avg:mine{service:{{service}},v:{{canary}}}.rollup(avg, {{window}})' };
    expect(read(Guard.custom({ name: 'mine', query, min: 1 }))).toMatchObject({
      queries: { value: 'avg:mine{service:web,v:abc}.rollup(avg, 60)' },
      formula: 'value',
      good: { operator: '>=', threshold: 1 },
    });
  });

  test('against the stable version, the difference is read', () => {
    expect(read(Guard.latency({ versusStable: 2 }))).toEqual({
      queries: {
        latency: `p99:http_request_duration_seconds{${OWN}}`,
        latency_stable: `p99:http_request_duration_seconds{${STABLE}}`,
      },
      formula: '1000 * latency - 2 * (1000 * latency_stable)',
      aggregator: 'avg',
      interval: 60,
      good: { operator: '<=', threshold: 0 },
    });
  });

  test('what is no query', () => {
    expect(() => read(Guard.errorRate({ max: 1, minRequests: 10 }))).toThrow(/minRequests/);
    expect(() => read(Guard.errorShare({ rise: 3 }))).toThrow(/the time that it compares/);
    expect(() => read(Guard.custom({ name: 'mine', query: { prometheus: 'x' }, max: 1 }))).toThrow(
      /no query for Datadog/,
    );
  });
});
