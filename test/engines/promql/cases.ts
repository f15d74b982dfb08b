import { Guard } from '../../../lib/strategy';
import type { PrometheusConventionName } from '../../../lib/telemetry';
import { queryOf } from './emitted';
import type { PromQlCase } from './promtool';
import { allowed, counts, stays, used, WORDS } from './words';

/** The sentence that a case proves. */
export type Cases = Readonly<Record<string, PromQlCase>>;

type Series = PromQlCase['series'];

/** Queries over one minute, asked after two. */
export function windowCases(convention: PrometheusConventionName): Cases {
  const { requests, within } = WORDS[convention];
  const of = (guard: Guard, series: Series, answer: PromQlCase['answer'], at = 120): PromQlCase => ({
    query: queryOf(guard, convention),
    series,
    at,
    answer,
  });
  const rate = Guard.errorRate({ max: '1%' });
  const compared = Guard.errorRate({ versusStable: 1.5 });
  const latency = (percentile: number) => Guard.latency({ max: '1s', percentile });
  const answered = (pod: string, ok: number, failed: number) => ({
    [requests(pod, 200)]: counts(ok),
    [requests(pod, 500)]: counts(failed),
  });
  /** Of 100 requests in each step 50 take up to 100 ms, `most` up to 500 ms, and all up to a second. */
  const timed = (pod: string, most: number) => ({
    [within(pod, 100)]: counts(50),
    [within(pod, 500)]: counts(most),
    [within(pod, 1000)]: counts(100),
    [within(pod)]: counts(100),
  });
  const asMany = (minRequests: number) =>
    of(Guard.errorRate({ max: '1%', minRequests }), answered('web-new-1', 95, 5), minRequests > 600 ? 'nothing' : 5);
  return {
    'failures of every kind and of every pod are a share of all requests: 5 of 200': of(
      rate,
      {
        [requests('web-new-1', 200)]: counts(95),
        [requests('web-new-1', 500)]: counts(3),
        [requests('web-new-1', 503)]: counts(2),
        [requests('web-new-2', 200)]: counts(100),
      },
      2.5,
    ),
    'without a failure yet, the error rate is 0': of(rate, { [requests('web-new-1', 200)]: counts(100) }, 0),
    'what the client did wrong is no failure': of(
      rate,
      { [requests('web-new-1', 200)]: counts(60), [requests('web-new-1', 404)]: counts(40) },
      0,
    ),
    'the stable version, another namespace and applications with longer names are not counted': of(
      rate,
      {
        ...answered('web-new-1', 99, 1),
        ...answered('web-old-1', 0, 100),
        ...answered('web-newer-1', 0, 100),
        ...answered('my-web-new-1', 0, 100),
        [requests('web-new-1', 500, 'test')]: counts(100),
      },
      1,
    ),
    'no requests in the window are zero of zero': of(
      rate,
      { [requests('web-new-1', 200)]: stays(50), [requests('web-new-1', 500)]: stays(5) },
      'NaN',
    ),
    'nobody who counts is no answer': of(rate, answered('web-old-1', 95, 5), 'nothing'),
    'a version that is gone is no answer': of(rate, { [requests('web-new-1', 200)]: '0+95x6' }, 'nothing', 600),
    'a pod that starts again counts on: 50 of 500': of(
      rate,
      {
        [requests('web-new-1', 200)]: '0+90x8 0+90x8',
        [requests('web-new-1', 500)]: '0+10x8 0+10x8',
      },
      10,
    ),
    'the first failures of a pod are there before the counter is, and a rate cannot see them': of(
      rate,
      { [requests('web-new-1', 200)]: counts(10), [requests('web-new-1', 500)]: '_x8 3x30' },
      0,
    ),
    'a success rate is the rest': of(Guard.successRate({ min: '99%' }), answered('web-new-1', 95, 5), 95),
    'no requests are no success either': of(
      Guard.successRate({ min: '99%' }),
      { [requests('web-new-1', 200)]: stays(50) },
      'NaN',
    ),
    'exactly as many requests as are asked for are enough': asMany(600),
    'one request less is not': asMany(601),
    'against the stable version: 6 % less 1.5 times 2 %': of(
      compared,
      { ...answered('web-new-1', 94, 6), ...answered('web-old-1', 980, 20) },
      3,
    ),
    'against a stable version without a failure: 6 % less nothing': of(
      compared,
      { ...answered('web-new-1', 94, 6), [requests('web-old-1', 200)]: counts(1000) },
      6,
    ),
    'against a stable version that is better, by as much as is allowed: 0': of(
      compared,
      { ...answered('web-new-1', 97, 3), ...answered('web-old-1', 98, 2) },
      0,
    ),
    'against a stable version that nobody asks': of(
      compared,
      { ...answered('web-new-1', 94, 6), [requests('web-old-1', 200)]: stays(7) },
      'NaN',
    ),
    'against a stable version that nobody counts': of(compared, answered('web-new-1', 94, 6), 'nothing'),
    'too few requests of the new version, compared': of(
      Guard.errorRate({ versusStable: 1.5, minRequests: 601 }),
      { ...answered('web-new-1', 94, 6), ...answered('web-old-1', 98, 2) },
      'nothing',
    ),
    'half of the requests take up to 100 ms': of(latency(50), timed('web-new-1', 90), 100),
    'the 99th of 100 lies nine tenths on between 500 ms and a second': of(latency(99), timed('web-new-1', 90), 950),
    'two pods are one version: the 190th of 200 lies halfway between 500 ms and a second': of(
      latency(95),
      { ...timed('web-new-1', 85), ...timed('web-new-2', 95) },
      750,
    ),
    'slower than the last bucket is as slow as the last bucket': of(
      latency(99),
      {
        [within('web-new-1', 100)]: counts(50),
        [within('web-new-1', 1000)]: counts(60),
        [within('web-new-1')]: counts(100),
      },
      1000,
    ),
    'no requests have no latency': of(
      latency(99),
      { [within('web-new-1', 100)]: stays(5), [within('web-new-1')]: stays(5) },
      'NaN',
    ),
    'latency against the stable version: 950 ms less 1.5 times 500 ms': of(
      Guard.latency({ versusStable: 1.5 }),
      { ...timed('web-new-1', 90), ...timed('web-old-1', 99) },
      200,
    ),
    'processors: half a core of 0.8, both containers, without the sum over the pod': of(
      Guard.saturation({ resource: 'cpu', max: '80%' }),
      {
        [used('cpu', 'web-new-1', 'app')]: counts(3),
        [used('cpu', 'web-new-1', 'log')]: counts(2),
        [used('cpu', 'web-new-1', '')]: counts(5),
        [used('cpu', 'web-old-1', 'app')]: counts(9),
        [allowed('cpu', 'web-new-1', 'app')]: stays(0.6),
        [allowed('cpu', 'web-new-1', 'log')]: stays(0.2),
        [allowed('memory', 'web-new-1', 'app')]: stays(1e9),
      },
      62.5,
    ),
    'memory: 500 and 400 of 1000 in two pods': of(
      Guard.saturation({ resource: 'memory', max: '80%' }),
      {
        [used('memory', 'web-new-1', 'app')]: '300x5 500x30',
        [used('memory', 'web-new-2', 'app')]: stays(400),
        [allowed('memory', 'web-new-1', 'app')]: stays(1000),
        [allowed('memory', 'web-new-2', 'app')]: stays(1000),
      },
      45,
    ),
    'pods without limits are never full': of(
      Guard.saturation({ resource: 'cpu', max: '80%' }),
      { [used('cpu', 'web-new-1', 'app')]: counts(3) },
      'nothing',
    ),
    'a queue is the sum of its nodes, whatever is in its name': of(
      Guard.queueDepth({ queue: 'a"b\\c', max: 10 }),
      {
        'rabbitmq_queue_messages{queue="a\\"b\\\\c",node="1"}': stays(30),
        'rabbitmq_queue_messages{queue="a\\"b\\\\c",node="2"}': stays(12),
        'rabbitmq_queue_messages{queue="other",node="1"}': stays(500),
      },
      42,
    ),
    'a query of your own, with its names filled in: 18 in a minute': of(
      Guard.custom({
        name: 'refused',
        query: { prometheus: 'sum(increase(refused{app="{{service}}",version="{{canary}}"}[{{window}}]))' },
        max: 10,
      }),
      { 'refused{app="web",version="new"}': counts(3), 'refused{app="web",version="old"}': counts(50) },
      18,
    ),
  };
}
