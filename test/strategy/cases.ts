import type { Finding } from '../../lib/findings';
import type { StrategyFindingId } from '../../lib/strategy';

/** An input, and the finding about it. */
interface Case {
  readonly id: StrategyFindingId;
  readonly of: string;
  readonly input?: () => unknown;
  readonly text?: () => string;
  readonly format?: 'json';
  /** Whether there are findings of other ids too. */
  readonly among?: true;
  readonly finding: Omit<Finding, 'id' | 'severity'>;
}

const canary = (more: object) => ({ kind: 'canary', steps: [{ weight: 5, hold: '10m' }], ...more });

const step = (one: object) => {
  const first = Object.defineProperties({ weight: 5, hold: '10m' }, Object.getOwnPropertyDescriptors(one));
  return { kind: 'canary', steps: [first] };
};

const guard = (one: object, more: object = {}) => canary({ guards: [one], ...more });

const check = (one: object) => canary({ checks: { beforeTraffic: [one] } });

function cyclic(): unknown {
  const strategy: Record<string, unknown> = { kind: 'recreate' };
  strategy.maintenance = strategy;
  return strategy;
}

/** Nine times nine times nine … */
function laughs(): string {
  const lines = [...'bcde'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcd'[at]}`).join(',')}]`);
  return ['a: &a [x,x,x,x,x,x,x,x,x]', ...lines].join('\n');
}

/** Every finding about a strategy, with what brings it about. */
export const CASES: readonly Case[] = [
  {
    id: 'unknown-field',
    of: 'a misspelt field',
    input: () => canary({ steps: [{ wieght: 10, hold: '10m' }] }),
    finding: {
      path: 'steps[0].wieght',
      message: '`wieght` is not a field here',
      received: '10',
      expected: '`weight`, `mirror`, `audience`, `hold`, `approve` or `checks`',
      fix: 'write `weight`',
    },
  },
  {
    id: 'unknown-field',
    of: 'a field far from every name',
    input: () => step({ frobnicate: true }),
    finding: {
      path: 'steps[0].frobnicate',
      message: '`frobnicate` is not a field here',
      received: 'true',
      expected: '`weight`, `mirror`, `audience`, `hold`, `approve` or `checks`',
      fix: 'leave `frobnicate` out',
    },
  },
  {
    id: 'unknown-field',
    of: 'a field of another kind',
    input: () => ({ kind: 'rolling', audience: { users: ['ann'] } }),
    finding: {
      path: 'audience',
      message: '`audience` is not a field of `rolling`; it belongs to `abTest`',
      received: 'an object',
      expected:
        '`kind`, `surge`, `unavailable`, `minReady`, `guards`, `checks`, `bake`, `onFailure`, `drain`, `stickiness`, `traffic` or `accept`',
      fix: 'leave `audience` out',
    },
  },
  {
    id: 'missing-field',
    of: 'a field without default',
    input: () => ({ kind: 'linear', step: 10 }),
    finding: {
      path: 'every',
      message: '`every` is missing: how long each step holds',
      expected: 'a duration such as `30s`, `10m`, `1h30m` or `2d`',
      fix: 'add `every: 10m`',
    },
  },
  {
    id: 'missing-field',
    of: 'one of two fields',
    input: () => guard({ metric: 'errorRate' }),
    finding: {
      path: 'guards[0].max',
      message: '`max` or `versusStable` is missing',
      expected: 'a percentage from 0 to 100, such as `5` or `5%`',
      fix: 'add `max: 5%` or `versusStable: 2`',
    },
  },
  {
    id: 'missing-field',
    of: 'an A/B test of nobody',
    input: () => ({ kind: 'abTest', duration: '1d' }),
    finding: {
      path: 'audience',
      message: '`audience` or `split` is missing',
      expected: 'an object with `header`, `cookie` or `users`, or a list',
      fix: 'add `audience: { header: { name: … } }` or `split: 5%`',
    },
  },
  {
    id: 'missing-field',
    of: 'no kind',
    input: () => ({ steps: [{ weight: 5, hold: '10m' }] }),
    finding: {
      path: 'kind',
      message: '`kind` is missing',
      expected: '`recreate`, `rolling`, `blueGreen`, `canary`, `linear`, `abTest` or `shadow`',
      fix: 'add `kind: canary`',
    },
  },
  {
    id: 'missing-field',
    of: 'no metric',
    input: () => guard({ max: '500ms', percentile: 99 }),
    finding: {
      path: 'guards[0].metric',
      message: '`metric` is missing',
      expected: '`errorRate`, `successRate`, `latency`, `saturation`, `queueDepth`, `custom` or `errorShare`',
      fix: 'add `metric: latency`',
    },
  },
  {
    id: 'wrong-type',
    of: 'text for a list',
    input: () => canary({ guards: 'errorRate' }),
    finding: {
      path: 'guards',
      message: 'This takes a list',
      received: '"errorRate"',
      expected: 'a list',
    },
  },
  {
    id: 'wrong-type',
    of: 'a list for a strategy',
    input: () => [],
    finding: {
      path: '',
      message:
        'This takes an object whose `kind` is `recreate`, `rolling`, `blueGreen`, `canary`, `linear`, `abTest` or `shadow`',
      received: 'an empty list',
      expected:
        'an object whose `kind` is `recreate`, `rolling`, `blueGreen`, `canary`, `linear`, `abTest` or `shadow`',
    },
  },
  {
    id: 'wrong-type',
    of: 'nothing',
    input: () => null,
    finding: {
      path: '',
      message:
        'This takes an object whose `kind` is `recreate`, `rolling`, `blueGreen`, `canary`, `linear`, `abTest` or `shadow`',
      received: 'null',
      expected:
        'an object whose `kind` is `recreate`, `rolling`, `blueGreen`, `canary`, `linear`, `abTest` or `shadow`',
    },
  },
  {
    id: 'wrong-type',
    of: 'a boolean for text',
    input: () => step({ audience: { header: { name: 'x-beta', equals: true } } }),
    finding: {
      path: 'steps[0].audience.header.equals',
      message: 'This takes text',
      received: 'true',
      expected: 'text',
      fix: "write `'true'`",
    },
  },
  {
    id: 'wrong-type',
    of: 'a list for a duration',
    input: () => canary({ bake: ['10m'] }),
    finding: {
      path: 'bake',
      message: 'This takes a duration such as `30s`, `10m`, `1h30m` or `2d`',
      received: 'a list of 1',
      expected: 'a duration such as `30s`, `10m`, `1h30m` or `2d`',
      fix: 'write `10m`',
    },
  },
  {
    id: 'wrong-type',
    of: 'a boolean for a percentage',
    input: () => step({ weight: true }),
    finding: {
      path: 'steps[0].weight',
      message: 'This takes a percentage from 0 to 100, such as `5` or `5%`',
      received: 'true',
      expected: 'a percentage from 0 to 100, such as `5` or `5%`',
      fix: 'write `5%`',
    },
  },
  {
    id: 'wrong-type',
    of: 'a boolean for a latency',
    input: () => guard({ metric: 'latency', max: true }),
    finding: {
      path: 'guards[0].max',
      message: 'This takes a response time such as `500ms` or `2s`',
      received: 'true',
      expected: 'a response time such as `500ms` or `2s`',
      fix: 'write `500ms`',
    },
  },
  {
    id: 'wrong-type',
    of: 'text for a number',
    input: () => guard({ metric: 'queueDepth', queue: 'orders', max: '7' }),
    finding: {
      path: 'guards[0].max',
      message: 'This takes a number from 0 to 1000000000',
      received: '"7"',
      expected: 'a number from 0 to 1000000000',
      fix: 'write `7`',
    },
  },
  {
    id: 'wrong-type',
    of: 'text for an object',
    input: () => canary({ traffic: 'much' }),
    finding: {
      path: 'traffic',
      message: 'This takes an object with `requestsPerSecond` and `errorRate`',
      received: '"much"',
      expected: 'an object with `requestsPerSecond` and `errorRate`',
    },
  },
  {
    id: 'wrong-type',
    of: 'text for headers',
    input: () => check({ kind: 'http', path: '/health', headers: 'accept: text/html' }),
    finding: {
      path: 'checks.beforeTraffic[0].headers',
      message: 'This takes an object of names and text',
      received: '"accept: text/html"',
      expected: 'an object of names and text',
    },
  },
  {
    id: 'not-allowed-value',
    of: 'a value of an enumeration',
    input: () => canary({ onFailure: 'rolback' }),
    finding: {
      path: 'onFailure',
      message: 'This takes `rollback` or `halt`',
      received: '"rolback"',
      expected: '`rollback` or `halt`',
      fix: 'write `rollback`',
    },
  },
  {
    id: 'not-allowed-value',
    of: 'a value far from all',
    input: () => guard({ metric: 'errorRate', max: 1, onNoData: 'explode' }),
    finding: {
      path: 'guards[0].onNoData',
      message: 'This takes `pass`, `hold` or `fail`',
      received: '"explode"',
      expected: '`pass`, `hold` or `fail`',
    },
  },
  {
    id: 'not-allowed-value',
    of: 'an unknown metric',
    input: () => guard({ metric: 'errorRatio', max: '1%' }),
    finding: {
      path: 'guards[0].metric',
      message: 'This is not a metric that is known here',
      received: '"errorRatio"',
      expected: '`errorRate`, `successRate`, `latency`, `saturation`, `queueDepth`, `custom` or `errorShare`',
      fix: 'write `errorRate`',
    },
  },
  {
    id: 'not-allowed-value',
    of: 'an approval that is none',
    input: () => step({ approve: false }),
    finding: {
      path: 'steps[0].approve',
      message: 'This takes `true` only',
      received: 'false',
      expected: '`true`',
      fix: 'leave it out',
    },
  },
  {
    id: 'unknown-kind',
    of: 'a misspelt kind',
    input: () => ({ kind: 'cannary', steps: [{ weight: 5, hold: '10m' }] }),
    finding: {
      path: 'kind',
      message: 'This is not a kind that is known here',
      received: '"cannary"',
      expected: '`recreate`, `rolling`, `blueGreen`, `canary`, `linear`, `abTest` or `shadow`',
      fix: 'write `canary`',
    },
  },
  {
    id: 'unknown-kind',
    of: 'an unknown kind of check',
    input: () => check({ kind: 'smoke' }),
    finding: {
      path: 'checks.beforeTraffic[0].kind',
      message: 'This is not a kind that is known here',
      received: '"smoke"',
      expected: '`http`, `function` or `job`',
    },
  },
  {
    id: 'conflict',
    of: 'two limits',
    input: () => guard({ metric: 'errorRate', max: '1%', versusStable: 2 }),
    finding: {
      path: 'guards[0].versusStable',
      message: '`versusStable` is not allowed together with `max`',
      received: '2',
      expected: '`max` or `versusStable`, one of them',
      fix: 'leave `versusStable` or `max` out',
    },
  },
  {
    id: 'conflict',
    of: 'two groups of users',
    input: () => ({ kind: 'abTest', duration: '1d', split: 5, audience: { users: ['ann'] } }),
    finding: {
      path: 'split',
      message: '`split` is not allowed together with `audience`',
      received: '5',
      expected: '`audience` or `split`, one of them',
      fix: 'leave `split` or `audience` out',
    },
  },
  {
    id: 'conflict',
    of: 'two comparisons',
    input: () => step({ audience: { header: { name: 'x-beta', equals: 'yes', prefix: 'y' } } }),
    finding: {
      path: 'steps[0].audience.header.prefix',
      message: '`prefix` is not allowed together with `equals`',
      received: '"y"',
      expected: '`equals` or `prefix`, one of them',
      fix: 'leave `prefix` or `equals` out',
    },
  },
  {
    id: 'conflict',
    of: 'two audiences in one',
    input: () => step({ audience: { header: { name: 'a', equals: 'b' }, cookie: { name: 'a', equals: 'b' } } }),
    finding: {
      path: 'steps[0].audience.cookie',
      message: '`cookie` is not allowed together with `header`',
      received: 'an object',
      expected: '`header` or `cookie`, one of them',
      fix: 'leave `cookie` or `header` out',
    },
  },
  {
    id: 'number-range',
    of: 'above',
    input: () => guard({ metric: 'errorRate', max: '1%', failures: 101 }),
    finding: {
      path: 'guards[0].failures',
      message: 'This is a whole number from 0 to 100',
      received: '101',
      expected: 'a whole number from 0 to 100',
      fix: 'write `100`',
    },
  },
  {
    id: 'number-range',
    of: 'with a fraction',
    input: () => guard({ metric: 'errorRate', max: '1%', minRequests: 1.5 }),
    finding: {
      path: 'guards[0].minRequests',
      message: 'This is a whole number from 0 to 1000000000',
      received: '1.5',
      expected: 'a whole number from 0 to 1000000000',
      fix: 'write `2`',
    },
  },
  {
    id: 'number-range',
    of: 'a ratio of 1',
    input: () => guard({ metric: 'errorRate', versusStable: 1 }),
    finding: {
      path: 'guards[0].versusStable',
      message: 'This is a number above 1, at most 1000',
      received: '1',
      expected: 'a number above 1, at most 1000',
    },
  },
  {
    id: 'text-pattern',
    of: 'a name',
    input: () => guard({ metric: 'errorRate', max: '1%', name: 'Error Rate' }),
    finding: {
      path: 'guards[0].name',
      message: 'This text has another form',
      received: '"Error Rate"',
      expected: 'lower case, digits and hyphens',
      fix: 'write `error-rate`',
    },
  },
  {
    id: 'text-pattern',
    of: 'a path',
    input: () => check({ kind: 'http', path: 'health' }),
    finding: {
      path: 'checks.beforeTraffic[0].path',
      message: 'This text has another form',
      received: '"health"',
      expected: 'text such as `/health`',
      fix: 'write `/health`',
    },
  },
  {
    id: 'text-length',
    of: 'empty text',
    input: () => check({ kind: 'function', function: '' }),
    finding: {
      path: 'checks.beforeTraffic[0].function',
      message: 'This text is empty',
      received: '""',
      expected: 'text of 1 to 256 characters',
    },
  },
  {
    id: 'text-length',
    of: 'long text',
    input: () => canary({ accept: [{ id: 'a', reason: 'x'.repeat(1001) }] }),
    finding: {
      path: 'accept[0].reason',
      message: 'This text has 1001 characters',
      received: '"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"',
      expected: 'text of 1 to 1000 characters',
    },
  },
  {
    id: 'list-length',
    of: 'no steps',
    input: () => ({ kind: 'canary', steps: [] }),
    finding: {
      path: 'steps',
      message: 'This list is empty',
      received: 'an empty list',
      expected: 'a list of 1 to 50',
      fix: 'write `[{ weight: 5%, hold: 10m }]`',
    },
  },
  {
    id: 'list-length',
    of: 'too many users',
    input: () => step({ audience: { users: Array(101).fill('ann') } }),
    finding: {
      path: 'steps[0].audience.users',
      message: 'This list has 101 entries',
      received: 'a list of 101',
      expected: 'a list of 1 to 100',
    },
  },
  {
    id: 'duration-unit',
    of: 'a number',
    input: () => step({ hold: 30 }),
    finding: {
      path: 'steps[0].hold',
      message: 'This duration has no unit',
      received: '30',
      expected: 'a duration such as `30s`, `10m`, `1h30m` or `2d`',
      fix: 'write `30s`, `30m` or `30h`',
    },
  },
  {
    id: 'duration-unit',
    of: 'text',
    input: () => step({ hold: '30' }),
    finding: {
      path: 'steps[0].hold',
      message: 'This duration has no unit',
      received: '"30"',
      expected: 'a duration such as `30s`, `10m`, `1h30m` or `2d`',
      fix: 'write `30s`, `30m` or `30h`',
    },
  },
  {
    id: 'duration-unit',
    of: 'of a latency',
    input: () => guard({ metric: 'latency', max: 500 }),
    finding: {
      path: 'guards[0].max',
      message: 'This duration has no unit',
      received: '500',
      expected: 'a response time such as `500ms` or `2s`',
      fix: 'write `500ms` or `500s`',
    },
  },
  {
    id: 'duration-format',
    of: 'a fraction',
    input: () => step({ hold: '1.5h' }),
    finding: {
      path: 'steps[0].hold',
      message: 'This is not a duration',
      received: '"1.5h"',
      expected: 'a duration such as `30s`, `10m`, `1h30m` or `2d`',
      fix: 'write `1h30m`',
    },
  },
  {
    id: 'duration-format',
    of: 'words',
    input: () => step({ hold: '10 minutes' }),
    finding: {
      path: 'steps[0].hold',
      message: 'This is not a duration',
      received: '"10 minutes"',
      expected: 'a duration such as `30s`, `10m`, `1h30m` or `2d`',
      fix: 'write `10m`',
    },
  },
  {
    id: 'duration-format',
    of: 'ISO 8601',
    input: () => step({ hold: 'PT5M' }),
    finding: {
      path: 'steps[0].hold',
      message: 'This is not a duration',
      received: '"PT5M"',
      expected: 'a duration such as `30s`, `10m`, `1h30m` or `2d`',
      fix: 'write `5m`',
    },
  },
  {
    id: 'duration-format',
    of: 'the wrong order',
    input: () => step({ hold: '30m 1h' }),
    finding: {
      path: 'steps[0].hold',
      message: 'This is not a duration',
      received: '"30m 1h"',
      expected: 'a duration such as `30s`, `10m`, `1h30m` or `2d`',
      fix: 'write `1h30m`',
    },
  },
  {
    id: 'duration-format',
    of: 'no duration at all',
    input: () => step({ hold: 'a while' }),
    finding: {
      path: 'steps[0].hold',
      message: 'This is not a duration',
      received: '"a while"',
      expected: 'a duration such as `30s`, `10m`, `1h30m` or `2d`',
    },
  },
  {
    id: 'duration-format',
    of: 'a latency in minutes',
    input: () => guard({ metric: 'latency', max: '1m' }),
    finding: {
      path: 'guards[0].max',
      message: 'This is not a response time',
      received: '"1m"',
      expected: 'a response time such as `500ms` or `2s`',
      fix: 'write `60s`',
    },
  },
  {
    id: 'duration-range',
    of: 'more than a year',
    input: () => canary({ bake: '366d' }),
    finding: {
      path: 'bake',
      message: 'This duration is longer than a year',
      received: '"366d"',
      expected: 'at most `365d`',
      fix: 'write `365d`',
    },
  },
  {
    id: 'percent-format',
    of: 'text without sign',
    input: () => step({ weight: '10' }),
    finding: {
      path: 'steps[0].weight',
      message: 'This is not a percentage',
      received: '"10"',
      expected: 'a percentage from 0 to 100, such as `5` or `5%`',
      fix: 'write `10%`',
    },
  },
  {
    id: 'percent-format',
    of: 'words',
    input: () => step({ weight: 'ten' }),
    finding: {
      path: 'steps[0].weight',
      message: 'This is not a percentage',
      received: '"ten"',
      expected: 'a percentage from 0 to 100, such as `5` or `5%`',
    },
  },
  {
    id: 'percent-range',
    of: 'over 100',
    input: () => step({ weight: 120 }),
    finding: {
      path: 'steps[0].weight',
      message: '120 % is over 100',
      received: '120',
      expected: 'a percentage from 0 to 100, such as `5` or `5%`',
      fix: 'write `100%`',
    },
  },
  {
    id: 'percent-range',
    of: 'negative text',
    input: () => step({ weight: '-5%' }),
    finding: {
      path: 'steps[0].weight',
      message: '-5 % is below 0',
      received: '"-5%"',
      expected: 'a percentage from 0 to 100, such as `5` or `5%`',
      fix: 'write `5%`',
    },
  },
  {
    id: 'zero-hold',
    of: 'a hold',
    input: () => step({ hold: '0s' }),
    finding: {
      path: 'steps[0].hold',
      message: 'This lasts no time',
      received: '"0s"',
      expected: 'above 0',
      fix: 'write `10m`',
    },
  },
  {
    id: 'zero-hold',
    of: 'the time between steps',
    input: () => ({ kind: 'linear', step: 10, every: '0m' }),
    finding: {
      path: 'every',
      message: 'This lasts no time',
      received: '"0s"',
      expected: 'above 0',
      fix: 'write `5m`',
    },
  },
  {
    id: 'zero-hold',
    of: 'a test',
    input: () => ({ kind: 'shadow', mirror: 10, duration: '0d' }),
    finding: {
      path: 'duration',
      message: 'This lasts no time',
      received: '"0s"',
      expected: 'above 0',
      fix: 'write `1h`',
    },
  },
  {
    id: 'zero-hold',
    of: 'a window',
    input: () => guard({ metric: 'errorRate', max: 1, over: '0s' }),
    finding: {
      path: 'guards[0].over',
      message: 'This lasts no time',
      received: '"0s"',
      expected: 'above 0',
      fix: 'write `1m`',
    },
  },
  {
    id: 'zero-hold',
    of: 'a timeout of an approval',
    input: () => step({ approve: { timeout: '0s' } }),
    finding: {
      path: 'steps[0].approve.timeout',
      message: 'This lasts no time',
      received: '"0s"',
      expected: 'above 0',
      fix: 'write `1h`',
    },
  },
  {
    id: 'zero-hold',
    of: 'a timeout of a check',
    input: () => check({ kind: 'function', function: 'verify', timeout: '0s' }),
    finding: {
      path: 'checks.beforeTraffic[0].timeout',
      message: 'This lasts no time',
      received: '"0s"',
      expected: 'above 0',
      fix: 'write `1m`',
    },
  },
  {
    id: 'zero-hold',
    of: 'a cookie',
    input: () => canary({ stickiness: { by: 'cookie', lasts: '0s' } }),
    finding: {
      path: 'stickiness.lasts',
      message: 'This lasts no time',
      received: '"0s"',
      expected: 'above 0',
      fix: 'write `1h`',
    },
  },
  {
    id: 'zero-hold',
    of: 'a preview',
    input: () => ({ kind: 'blueGreen', preview: { hold: '0s', approve: { timeout: '0s' } } }),
    finding: {
      path: 'preview.hold',
      message: 'This lasts no time',
      received: '"0s"',
      expected: 'above 0',
      fix: 'write `10m`',
    },
  },
  {
    id: 'weight-order',
    of: 'the same weight again',
    input: () => canary({ steps: [{ weight: 20, hold: '10m' }, { hold: '5m' }, { weight: '20%', hold: '10m' }] }),
    finding: {
      path: 'steps[2].weight',
      message: '20 % is not above the 20 % of steps[0]',
      received: '20',
      expected: 'above 20 and below 100',
      fix: 'write `weight: 40`, or leave `weight` out to stay at 20 %',
    },
  },
  {
    id: 'weight-order',
    of: 'a lower weight',
    input: () =>
      canary({
        steps: [
          { weight: 99, hold: '10m' },
          { weight: 50, hold: '10m' },
        ],
      }),
    finding: {
      path: 'steps[1].weight',
      message: '50 % is not above the 99 % of steps[0]',
      received: '50',
      expected: 'above 99 and below 100',
      fix: 'leave `weight` out',
    },
  },
  {
    id: 'weight-order',
    of: 'a lower weight behind more than half',
    input: () =>
      canary({
        steps: [
          { weight: 50, hold: '10m' },
          { weight: 20, hold: '10m' },
        ],
      }),
    finding: {
      path: 'steps[1].weight',
      message: '20 % is not above the 50 % of steps[0]',
      received: '20',
      expected: 'above 50 and below 100',
      fix: 'write `weight: 75`, or leave `weight` out to stay at 50 %',
    },
  },
  {
    id: 'weight-order',
    of: 'a first weight of 0',
    input: () => canary({ steps: [{ weight: 0, hold: '10m', mirror: 5 }] }),
    finding: {
      path: 'steps[0].weight',
      message: '0 % does not rise: the stable version has everything',
      received: '0',
      expected: 'above 0 and below 100',
      fix: 'leave `weight` out',
    },
  },
  {
    id: 'step-at-full-weight',
    of: 'the last step',
    input: () =>
      canary({
        steps: [
          { weight: 20, hold: '10m' },
          { weight: 100, hold: '30m' },
        ],
      }),
    finding: {
      path: 'steps[1].weight',
      message: 'The step after the last one is 100 % by itself',
      received: '100',
      expected: 'a weight below 100',
      fix: 'leave the step out and write `bake: 30m`',
    },
  },
  {
    id: 'empty-step',
    of: 'a step',
    input: () => canary({ steps: [{ weight: 20, hold: '10m' }, {}] }),
    finding: {
      path: 'steps[1]',
      message: 'This step does nothing',
      expected: 'a change of traffic, a hold, checks or an approval',
      fix: 'write `hold: 10m`, or leave the step out',
    },
  },
  {
    id: 'empty-step',
    of: 'a preview',
    input: () => ({ kind: 'blueGreen', preview: {} }),
    finding: {
      path: 'preview',
      message: 'This preview does nothing',
      expected: 'a hold, checks or an approval',
      fix: 'write `hold: 10m`, or leave `preview` out',
    },
  },
  {
    id: 'step-without-hold',
    of: 'a step',
    input: () => canary({ steps: [{ weight: 20 }, { weight: 40, hold: '10m' }] }),
    finding: {
      path: 'steps[0]',
      message: 'This step ends at once, and nothing is seen at it',
      fix: 'add `hold: 10m`',
    },
  },
  {
    id: 'canary-without-traffic',
    of: 'a canary',
    input: () => canary({ steps: [{ hold: '10m', checks: [{ kind: 'function', function: 'verify' }] }] }),
    finding: {
      path: 'steps',
      message: 'No step gives the new version traffic',
      expected: 'a `weight`, a `mirror` or an `audience` in at least one step',
      fix: 'write `weight: 5` in the first step, or `kind: blueGreen` with a `preview`',
    },
  },
  {
    id: 'too-many-steps',
    of: 'a tiny step',
    input: () => ({ kind: 'linear', step: 0.5, every: '1m' }),
    finding: {
      path: 'step',
      message: 'Steps of 0.5 % are 199 steps',
      received: '0.5',
      expected: 'at least 1',
      fix: 'write `step: 1`',
    },
  },
  {
    id: 'zero-share',
    of: 'a mirror',
    input: () => ({ kind: 'shadow', mirror: 0, duration: '1h' }),
    finding: {
      path: 'mirror',
      message: 'Nothing would reach the new version',
      received: '0',
      expected: 'above 0',
      fix: 'write `5`',
    },
  },
  {
    id: 'zero-share',
    of: 'the mirror of a step',
    input: () => step({ mirror: '0%' }),
    finding: {
      path: 'steps[0].mirror',
      message: 'Nothing would reach the new version',
      received: '0',
      expected: 'above 0',
      fix: 'write `5`, or leave `mirror` out',
    },
  },
  {
    id: 'zero-share',
    of: 'a split',
    input: () => ({ kind: 'abTest', split: 0, duration: '1h' }),
    finding: {
      path: 'split',
      message: 'Nothing would reach the new version',
      received: '0',
      expected: 'above 0',
      fix: 'write `5`',
    },
  },
  {
    id: 'zero-share',
    of: 'a linear step',
    input: () => ({ kind: 'linear', step: 0, every: '1h' }),
    finding: {
      path: 'step',
      message: 'Nothing would reach the new version',
      received: '0',
      expected: 'above 0',
      fix: 'write `5`',
    },
  },
  {
    id: 'full-share',
    of: 'a linear step',
    input: () => ({ kind: 'linear', step: 100, every: '1h' }),
    finding: {
      path: 'step',
      message: 'One step of 100 % moves everything at once',
      received: '100',
      expected: 'below 100',
      fix: 'write `step: 10`, or `kind: blueGreen`',
    },
  },
  {
    id: 'full-share',
    of: 'a split',
    input: () => ({ kind: 'abTest', split: '100%', duration: '1h' }),
    finding: {
      path: 'split',
      message: 'Nobody would be left at the stable version',
      received: '100',
      expected: 'below 100',
      fix: 'write `split: 50`',
    },
  },
  {
    id: 'guard-window-too-long',
    of: 'of a canary',
    input: () => guard({ metric: 'errorRate', max: 1, over: '15m' }),
    finding: {
      path: 'guards[0].over',
      message: 'The window of 15m is longer than every hold: the longest is 10m',
      received: '15m',
      expected: 'at most 10m',
      fix: 'write `over: 10m`, or a hold of at least `15m`',
    },
  },
  {
    id: 'guard-window-too-long',
    of: 'of a short linear release, by default',
    input: () => ({ kind: 'linear', step: 10, every: '30s', guards: [{ metric: 'errorRate', max: 1 }] }),
    finding: {
      path: 'guards[0].over',
      message: 'The window of 1m (the default) is longer than every hold: the longest is 30s',
      received: '1m',
      expected: 'at most 30s',
      fix: 'write `over: 30s`, or a hold of at least `1m`',
    },
  },
  {
    id: 'guard-window-too-long',
    of: 'of a rolling release that bakes',
    input: () => ({ kind: 'rolling', bake: '5m', guards: [{ metric: 'errorRate', max: 1, over: '10m' }] }),
    finding: {
      path: 'guards[0].over',
      message: 'The window of 10m is longer than every hold: the longest is 5m',
      received: '10m',
      expected: 'at most 5m',
      fix: 'write `over: 5m`, or a hold of at least `10m`',
    },
  },
  {
    id: 'guard-gap',
    of: 'a slow guard',
    input: () => guard({ metric: 'errorRate', max: 1, over: '1m', every: '5m' }),
    finding: {
      path: 'guards[0].every',
      message: 'A reading every 5m that looks back over 1m leaves time unwatched',
      received: '5m',
      expected: 'at most 1m',
      fix: 'write `every: 1m`',
    },
  },
  {
    id: 'guard-unwatched',
    of: 'no bake',
    input: () => ({ kind: 'blueGreen', guards: [{ metric: 'errorRate', max: 1 }] }),
    finding: {
      path: 'guards',
      message: 'The release ends as soon as the new version gets the requests: no guard can abort it',
      fix: 'add `bake: 10m`',
    },
  },
  {
    id: 'guard-never-fires',
    of: 'an error rate',
    input: () => guard({ metric: 'errorRate', max: 100 }),
    finding: {
      path: 'guards[0].max',
      message: 'This guard can never abort: no error rate is above 100 %',
      received: '100',
      fix: 'write `max: 1%`',
    },
  },
  {
    id: 'guard-never-fires',
    of: 'a success rate',
    input: () => guard({ metric: 'successRate', min: '0%' }),
    finding: {
      path: 'guards[0].min',
      message: 'This guard can never abort: no success rate is below 0 %',
      received: '0',
      fix: 'write `min: 99%`',
    },
  },
  {
    id: 'guard-never-fires',
    of: 'a saturation',
    input: () => guard({ metric: 'saturation', resource: 'cpu', max: 100 }),
    finding: {
      path: 'guards[0].max',
      message: 'This guard can never abort: nothing uses more than it is given',
      received: '100',
      fix: 'write `max: 80%`',
    },
  },
  {
    id: 'guard-never-fires',
    of: 'a share of errors',
    input: () => guard({ metric: 'errorShare', rise: 3, falseAborts: 0 }),
    finding: {
      path: 'guards[0].falseAborts',
      message: 'This guard can never abort: a chance of 0 needs endless evidence',
      received: '0',
      fix: 'write `falseAborts: 5%`',
    },
  },
  {
    id: 'guard-always-fires',
    of: 'a saturation',
    input: () => guard({ metric: 'saturation', resource: 'memory', max: 0 }),
    finding: {
      path: 'guards[0].max',
      message: 'This guard aborts every release: everything that runs uses something',
      received: '0',
      fix: 'write `max: 80%`',
    },
  },
  {
    id: 'guard-always-fires',
    of: 'a latency',
    input: () => guard({ metric: 'latency', max: '0s' }),
    finding: {
      path: 'guards[0].max',
      message: 'This guard aborts every release: no answer takes no time',
      received: '"0ms"',
      fix: 'write `max: 500ms`',
    },
  },
  {
    id: 'guard-always-fires',
    of: 'a share of errors',
    input: () => guard({ metric: 'errorShare', rise: 3, falseAborts: '100%' }),
    finding: {
      path: 'guards[0].falseAborts',
      message: 'This guard aborts every release: every healthy release may be stopped',
      received: '100',
      fix: 'write `falseAborts: 5%`',
    },
  },
  {
    id: 'guard-without-tolerance',
    of: 'an error rate',
    input: () => guard({ metric: 'errorRate', max: 0 }),
    finding: {
      path: 'guards[0].max',
      message: 'One failed request in a window counts as bad',
      received: '0',
      fix: 'write `max: 1%`',
    },
  },
  {
    id: 'guard-without-tolerance',
    of: 'a success rate',
    input: () => guard({ metric: 'successRate', min: 100 }),
    finding: {
      path: 'guards[0].min',
      message: 'One failed request in a window counts as bad',
      received: '100',
      fix: 'write `min: 99.9%`',
    },
  },
  {
    id: 'guard-below-normal',
    of: 'an error rate',
    input: () => guard({ metric: 'errorRate', max: 1 }, { traffic: { requestsPerSecond: 10, errorRate: 2 } }),
    finding: {
      path: 'guards[0].max',
      message: 'The usual error rate is 2 %: a healthy version is aborted',
      received: '1',
      expected: 'above 2',
      fix: 'write `max: 4%`',
    },
  },
  {
    id: 'guard-below-normal',
    of: 'a success rate',
    input: () => guard({ metric: 'successRate', min: 99 }, { traffic: { requestsPerSecond: 10, errorRate: 2 } }),
    finding: {
      path: 'guards[0].min',
      message: 'The usual success rate is 98 %: a healthy version is aborted',
      received: '99',
      expected: 'below 98',
      fix: 'write `min: 96%`',
    },
  },
  {
    id: 'guard-below-normal',
    of: 'a latency',
    input: () =>
      guard(
        { metric: 'latency', max: '100ms' },
        { traffic: { requestsPerSecond: 10, errorRate: 0, latency: '150ms' } },
      ),
    finding: {
      path: 'guards[0].max',
      message: 'The usual response time is 150ms: a healthy version is aborted',
      received: '100ms',
      expected: 'above 150ms',
      fix: 'write `max: 450ms`',
    },
  },
  {
    id: 'duplicate-guard',
    of: 'without names',
    input: () =>
      canary({
        guards: [
          { metric: 'errorRate', max: 1 },
          { metric: 'errorRate', max: 2 },
        ],
      }),
    finding: {
      path: 'guards[1]',
      message: 'guards[0] measures and compares the same',
      fix: 'leave one of the two out, or give each a `name`',
    },
  },
  {
    id: 'duplicate-guard',
    of: 'of one name',
    input: () =>
      canary({
        guards: [
          { metric: 'errorRate', max: 1, name: 'bad' },
          { metric: 'latency', max: '1s', name: 'bad' },
        ],
      }),
    finding: {
      path: 'guards[1].name',
      message: 'guards[0] has this name already',
      received: 'bad',
      expected: 'a name of its own',
      fix: 'write `name: bad-2`',
    },
  },
  {
    id: 'comparison-impossible',
    of: 'of a recreate',
    input: () => ({ kind: 'recreate', bake: '10m', guards: [{ metric: 'errorRate', versusStable: 2 }] }),
    finding: {
      path: 'guards[0].versusStable',
      message: 'There is nothing to compare with: a recreate stops the stable version before the new one starts',
      received: '2',
      expected: 'an absolute limit',
      fix: 'write `max: 1%`, or `kind: canary`',
    },
  },
  {
    id: 'comparison-impossible',
    of: 'of a blue/green release',
    input: () => ({ kind: 'blueGreen', bake: '10m', guards: [{ metric: 'latency', versusStable: 2 }] }),
    finding: {
      path: 'guards[0].versusStable',
      message:
        'There is nothing to compare with: after the switch of a blue/green release the stable version gets no requests',
      received: '2',
      expected: 'an absolute limit',
      fix: 'write `max: 500ms`, or `kind: canary`',
    },
  },
  {
    id: 'comparison-impossible',
    of: 'of shares of errors',
    input: () => ({ kind: 'blueGreen', bake: '10m', guards: [{ metric: 'errorShare', rise: 3, falseAborts: 5 }] }),
    finding: {
      path: 'guards[0].metric',
      message:
        'There is nothing to compare with: after the switch of a blue/green release the stable version gets no requests',
      received: '"errorShare"',
      expected: 'an absolute limit',
      fix: 'write `metric: errorRate` and `max: 1%`, or `kind: canary`',
    },
  },
  {
    id: 'empty-query',
    of: 'no backend',
    input: () => guard({ metric: 'custom', name: 'refused', query: {}, max: 1 }),
    finding: {
      path: 'guards[0].query',
      message: 'This guard asks no backend',
      received: 'an empty object',
      expected: 'at least one of `prometheus`, `cloudwatch` or `datadog`',
      fix: 'write `prometheus: <PromQL>`',
    },
  },
  {
    id: 'unknown-placeholder',
    of: 'in PromQL',
    input: () => guard({ metric: 'custom', name: 'refused', query: { prometheus: 'up{app="{{servce}}"}' }, max: 1 }),
    finding: {
      path: 'guards[0].query.prometheus',
      message: '{{servce}} is not replaced by anything',
      received: '{{servce}}',
      expected: '`{{service}}`, `{{stable}}`, `{{canary}}` or `{{window}}`',
      fix: 'write `{{service}}`',
    },
  },
  {
    id: 'unknown-placeholder',
    of: 'in dimensions',
    input: () =>
      guard({
        metric: 'custom',
        name: 'refused',
        query: { cloudwatch: { namespace: 'A', metric: 'B', dimensions: { Service: '{{ service }}' } } },
        max: 1,
      }),
    finding: {
      path: 'guards[0].query.cloudwatch.dimensions.Service',
      message: '{{ service }} is not replaced by anything',
      received: '{{ service }}',
      expected: '`{{service}}`, `{{stable}}`, `{{canary}}` or `{{window}}`',
      fix: 'write `{{service}}`',
    },
  },
  {
    id: 'duplicate-check',
    of: 'twice in a list',
    input: () =>
      canary({
        checks: {
          afterTraffic: [
            { kind: 'function', function: 'verify', timeout: '60s' },
            { kind: 'function', function: 'verify', timeout: '1m' },
          ],
        },
      }),
    finding: {
      path: 'checks.afterTraffic[1]',
      message: 'checks.afterTraffic[0] is the same check',
      fix: 'leave one of the two out',
    },
  },
  {
    id: 'duplicate-check',
    of: 'two of one name',
    input: () =>
      canary({
        checks: {
          beforeTraffic: [{ kind: 'function', function: 'a', name: 'same' }],
          afterTraffic: [{ kind: 'function', function: 'b', name: 'same' }],
        },
      }),
    finding: {
      path: 'checks.afterTraffic[0].name',
      message: 'checks.beforeTraffic[0] is another check of this name',
      received: 'same',
      expected: 'a name of its own',
      fix: 'write `name: same-2`',
    },
  },
  {
    id: 'zero-latency',
    of: 'of a check',
    input: () => check({ kind: 'http', path: '/', expect: { within: '0ms' } }),
    finding: {
      path: 'checks.beforeTraffic[0].expect.within',
      message: 'No answer takes no time',
      received: '0ms',
      expected: 'above 0',
      fix: 'write `500ms`',
    },
  },
  {
    id: 'zero-latency',
    of: 'of the traffic',
    input: () => canary({ traffic: { requestsPerSecond: 1, errorRate: 0, latency: '0s' } }),
    finding: {
      path: 'traffic.latency',
      message: 'No answer takes no time',
      received: '0ms',
      expected: 'above 0',
      fix: 'write `500ms`',
    },
  },
  {
    id: 'limit-after-timeout',
    of: 'of a check',
    input: () => check({ kind: 'http', path: '/', timeout: '5s', expect: { within: '10s' } }),
    finding: {
      path: 'checks.beforeTraffic[0].expect.within',
      message: 'The check ends after 5s, before this limit',
      received: '10s',
      expected: 'at most 5s',
      fix: 'leave `within` out, or write a longer `timeout`',
    },
  },
  {
    id: 'body-of-head',
    of: 'of a check',
    input: () => check({ kind: 'http', path: '/', method: 'HEAD', expect: { body: 'ok' } }),
    finding: {
      path: 'checks.beforeTraffic[0].expect.body',
      message: 'The answer to a HEAD request has no body',
      received: '"ok"',
      fix: 'write `method: GET`, or leave `body` out',
    },
  },
  {
    id: 'surge-and-unavailable-zero',
    of: 'both',
    input: () => ({ kind: 'rolling', surge: '0%', unavailable: { copies: 0 } }),
    finding: {
      path: 'surge',
      message: 'No copy may be added and none may be missing: none can be replaced',
      received: '0',
      expected: '`surge` or `unavailable` above 0',
      fix: 'write `surge: 25%`',
    },
  },
  {
    id: 'surge-and-unavailable-zero',
    of: 'one and the default of the other',
    input: () => ({ kind: 'rolling', surge: { copies: 0 } }),
    finding: {
      path: 'surge',
      message: 'No copy may be added and none may be missing: none can be replaced',
      received: '0',
      expected: '`surge` or `unavailable` above 0',
      fix: 'write `surge: 25%`',
    },
  },
  {
    id: 'empty-list',
    of: 'guards',
    input: () => canary({ guards: [] }),
    finding: {
      path: 'guards',
      message: 'This list is empty',
      received: 'an empty list',
      fix: 'add an entry, or leave the field out',
    },
  },
  {
    id: 'empty-list',
    of: 'checks',
    input: () => canary({ checks: { afterTraffic: [] } }),
    finding: {
      path: 'checks.afterTraffic',
      message: 'This list is empty',
      received: 'an empty list',
      fix: 'add an entry, or leave the field out',
    },
  },
  {
    id: 'empty-audience',
    of: 'of a step',
    input: () => step({ audience: [] }),
    finding: {
      path: 'steps[0].audience',
      message: 'Nobody is in this audience',
      received: 'an empty list',
      expected: 'at least one audience',
      fix: "write `{ header: { name: x-beta, equals: 'yes' } }`, or leave `audience` out",
    },
  },
  {
    id: 'empty-audience',
    of: 'of a test',
    input: () => ({ kind: 'abTest', audience: [], duration: '1h' }),
    finding: {
      path: 'audience',
      message: 'Nobody is in this audience',
      received: 'an empty list',
      expected: 'at least one audience',
      fix: "write `{ header: { name: x-beta, equals: 'yes' } }`, or leave `audience` out",
    },
  },
  {
    id: 'empty-text',
    of: 'a query',
    input: () => guard({ metric: 'custom', name: 'refused', query: { datadog: ' ' }, max: 1 }),
    finding: {
      path: 'guards[0].query.datadog',
      message: 'This query is empty',
      received: '" "',
      fix: 'write the query, or leave `datadog` out',
    },
  },
  {
    id: 'empty-text',
    of: 'a user',
    input: () => step({ audience: { users: ['ann', ''] } }),
    finding: {
      path: 'steps[0].audience.users[1]',
      message: 'This user has no name',
      received: '""',
      fix: 'leave the entry out',
    },
  },
  {
    id: 'empty-text',
    of: 'a reason',
    input: () => canary({ accept: [{ id: 'a', reason: ' ' }] }),
    finding: {
      path: 'accept[0].reason',
      message: 'This reason is empty',
      received: '" "',
      fix: 'write why it is all right here',
    },
  },
  {
    id: 'header-name',
    of: 'of an audience',
    input: () => step({ audience: [{ header: { name: 'x beta:', equals: 'yes' } }] }),
    finding: {
      path: 'steps[0].audience[0].header.name',
      message: 'This is not a name that HTTP takes',
      received: '"x beta:"',
      expected: 'letters, digits and signs such as `-` and `_`',
      fix: 'write `x-beta`',
    },
  },
  {
    id: 'header-name',
    of: 'of a user',
    input: () => step({ audience: { users: ['ann'], userHeader: '()' } }),
    finding: {
      path: 'steps[0].audience.userHeader',
      message: 'This is not a name that HTTP takes',
      received: '"()"',
      expected: 'letters, digits and signs such as `-` and `_`',
      fix: 'write a name such as `x-beta`',
    },
  },
  {
    id: 'header-name',
    of: 'of stickiness',
    input: () => canary({ stickiness: { by: 'header', name: 'my session' } }),
    finding: {
      path: 'stickiness.name',
      message: 'This is not a name that HTTP takes',
      received: '"my session"',
      expected: 'letters, digits and signs such as `-` and `_`',
      fix: 'write `my-session`',
    },
  },
  {
    id: 'header-name',
    of: 'of a check',
    input: () => check({ kind: 'http', path: '/', headers: { 'x y': 'z' } }),
    finding: {
      path: 'checks.beforeTraffic[0].headers["x y"]',
      message: 'This is not a name that HTTP takes',
      received: '"x y"',
      expected: 'letters, digits and signs such as `-` and `_`',
      fix: 'write `x-y`',
    },
  },
  {
    id: 'header-value',
    of: 'of an audience',
    input: () => step({ audience: { cookie: { name: 'beta', prefix: 'y\nes' } } }),
    finding: {
      path: 'steps[0].audience.cookie.prefix',
      message: 'This value has control characters',
      received: '"y\\nes"',
      expected: 'one line of text',
      fix: 'write "y es"',
    },
  },
  {
    id: 'header-value',
    of: 'of a check',
    input: () => check({ kind: 'http', path: '/', headers: { accept: '\u0000' } }),
    finding: {
      path: 'checks.beforeTraffic[0].headers.accept',
      message: 'This value has control characters',
      received: '"\\u0000"',
      expected: 'one line of text',
      fix: 'leave the control characters out',
    },
  },
  {
    id: 'regular-expression',
    of: 'of an audience',
    input: () => step({ audience: { header: { name: 'x-beta', matches: '(a|b' } } }),
    finding: {
      path: 'steps[0].audience.header.matches',
      message: 'This regular expression is wrong: Unterminated group',
      received: '"(a|b"',
      fix: 'mend it, or write `equals` or `prefix`',
    },
  },
  {
    id: 'duplicate-acceptance',
    of: 'twice',
    input: () =>
      canary({
        accept: [
          { id: 'a', reason: 'b' },
          { id: 'a', reason: 'c' },
        ],
      }),
    finding: {
      path: 'accept[1].id',
      message: 'accept[0] accepts this already',
      received: '"a"',
      fix: 'keep one of the two',
    },
  },
  {
    id: 'too-deep',
    of: 'nested lists',
    input: () => step({ audience: JSON.parse('['.repeat(100) + ']'.repeat(100)) }),
    among: true,
    finding: {
      path: 'steps[0].audience[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]',
      message: 'This is nested deeper than 32 levels',
      received: 'a list of 1',
    },
  },
  {
    id: 'too-large',
    of: 'many values',
    input: () => canary({ guards: Array(20_001).fill(0) }),
    finding: {
      path: '',
      message: 'The input has more than 20000 values',
      expected: 'at most 20000 values',
    },
  },
  {
    id: 'too-large',
    of: 'many values in many lists',
    input: () => canary({ guards: Array(200).fill(Array(200).fill(0)) }),
    finding: {
      path: '',
      message: 'The input has more than 20000 values',
      expected: 'at most 20000 values',
    },
  },
  {
    id: 'text-too-long',
    of: 'a long text',
    input: () => step({ hold: '1'.repeat(4097) }),
    finding: {
      path: 'steps[0].hold',
      message: 'This text has 4097 characters',
      received: '"111111111111111111111111111111111111111111111111111111111111…"',
      expected: 'at most 4096 characters',
    },
  },
  {
    id: 'text-too-long',
    of: 'a long key',
    input: () => step({ ['k'.repeat(4097)]: 1 }),
    finding: {
      path: 'steps[0]["kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk…"]',
      message: 'This text has 4097 characters',
      received: '"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk…"',
      expected: 'at most 4096 characters',
    },
  },
  {
    id: 'forbidden-key',
    of: '__proto__',
    input: () => step(JSON.parse('{"__proto__": {"weight": 1}}')),
    finding: {
      path: 'steps[0].__proto__',
      message: '`__proto__` is forbidden as a key',
      fix: 'leave `__proto__` out',
    },
  },
  {
    id: 'forbidden-key',
    of: 'constructor',
    input: () => step({ constructor: { prototype: 1 } }),
    finding: {
      path: 'steps[0].constructor',
      message: '`constructor` is forbidden as a key',
      fix: 'leave `constructor` out',
    },
  },
  {
    id: 'not-plain-data',
    of: 'a function',
    input: () => step({ hold: () => '10m' }),
    finding: {
      path: 'steps[0].hold',
      message: 'This is not plain data',
      received: 'a function',
      expected: 'text, a number, a boolean, a list or a plain object',
    },
  },
  {
    id: 'not-plain-data',
    of: 'a class instance',
    input: () => step({ hold: new Date(0) }),
    finding: {
      path: 'steps[0].hold',
      message: 'This is not plain data',
      received: 'an object of a class',
      expected: 'text, a number, a boolean, a list or a plain object',
    },
  },
  {
    id: 'not-plain-data',
    of: 'an accessor',
    input: () =>
      step({
        get hold(): string {
          throw new Error('never called');
        },
      }),
    finding: {
      path: 'steps[0].hold',
      message: 'This is not plain data',
      received: 'an accessor',
      expected: 'text, a number, a boolean, a list or a plain object',
    },
  },
  {
    id: 'not-plain-data',
    of: 'a symbol',
    input: () => step({ [Symbol('secret')]: 1 }),
    finding: {
      path: 'steps[0]["Symbol(secret)"]',
      message: 'This is not plain data',
      received: 'a symbol',
      expected: 'text, a number, a boolean, a list or a plain object',
    },
  },
  {
    id: 'not-plain-data',
    of: 'a hole in a list',
    input: () => canary({ guards: [undefined, { metric: 'errorRate', max: 1 }] }),
    finding: {
      path: 'guards[0]',
      message: 'This is not plain data',
      received: 'nothing',
      expected: 'text, a number, a boolean, a list or a plain object',
    },
  },
  {
    id: 'not-plain-data',
    of: 'a Duration that is not known yet',
    input: () =>
      step({
        hold: {
          toSeconds: () => {
            throw new Error('Unresolved token');
          },
        },
      }),
    finding: {
      path: 'steps[0].hold',
      message: 'The value of this Duration cannot be read: Unresolved token',
      received: 'an object',
      expected: 'a Duration whose value is known now',
      fix: 'write text such as `10m`',
    },
  },
  {
    id: 'not-plain-data',
    of: 'a negative Duration',
    input: () => step({ hold: { toSeconds: () => -1.8e289 } }),
    finding: {
      path: 'steps[0].hold',
      message: 'The value of this Duration cannot be read: it is not known yet, or negative',
      received: 'an object',
      expected: 'a Duration whose value is known now',
      fix: 'write text such as `10m`',
    },
  },
  {
    id: 'not-finite',
    of: 'NaN',
    input: () => step({ weight: Number.NaN }),
    finding: {
      path: 'steps[0].weight',
      message: 'This is not a finite number',
      received: 'NaN',
    },
  },
  {
    id: 'not-finite',
    of: 'Infinity',
    input: () => step({ weight: Number.POSITIVE_INFINITY }),
    finding: {
      path: 'steps[0].weight',
      message: 'This is not a finite number',
      received: 'Infinity',
    },
  },
  {
    id: 'cyclic',
    of: 'an object in itself',
    input: () => cyclic(),
    finding: {
      path: 'maintenance',
      message: 'This value contains itself',
      received: 'an object',
    },
  },
  {
    id: 'more-problems',
    of: '300 unknown fields',
    input: () => canary(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`field${at}`, 1]))),
    finding: {
      path: '',
      message: 'There are 100 problems more',
    },
  },
  {
    id: 'yaml-syntax',
    of: 'an open bracket',
    text: () => 'kind: canary\nsteps: [{ weight: 5',
    finding: {
      path: '',
      message:
        'This is not YAML: Flow map in block collection must be sufficiently indented and end with a } (line 2, column 20)',
    },
  },
  {
    id: 'yaml-syntax',
    of: 'a tab',
    text: () => 'kind: canary\nsteps:\n\t- weight: 5',
    finding: {
      path: '',
      message: 'This is not YAML: Tabs are not allowed as indentation (line 3, column 1)',
    },
  },
  {
    id: 'yaml-alias',
    of: 'an alias without anchor',
    text: () => 'kind: canary\nsteps: *steps',
    finding: {
      path: '',
      message: 'Unresolved alias (the anchor must be set before the alias): steps',
    },
  },
  {
    id: 'yaml-alias',
    of: 'a billion laughs',
    text: () => laughs(),
    finding: {
      path: '',
      message: 'Aliases of aliases make this text grow without bound',
    },
  },
  {
    id: 'yaml-tag',
    of: 'a tag of CloudFormation',
    text: () => 'kind: canary\nsteps: !Ref Steps',
    finding: {
      path: '',
      message: 'The tag `!Ref` is not allowed (line 2, column 13)',
      fix: 'write the value without the tag',
    },
  },
  {
    id: 'yaml-tag',
    of: 'binary',
    text: () => 'kind: recreate\nmaintenance:\n  message: !!binary aGk=',
    finding: {
      path: '',
      message: 'The tag `tag:yaml.org,2002:binary` is not allowed (line 3, column 21)',
      fix: 'write the value without the tag',
    },
  },
  {
    id: 'yaml-documents',
    of: 'two strategies',
    text: () => 'kind: recreate\n---\nkind: recreate\n',
    finding: {
      path: '',
      message: 'There is more than one YAML document (line 2, column 1)',
    },
  },
  {
    id: 'duplicate-key',
    of: 'in YAML',
    text: () => 'kind: recreate\nbake: 1m\nbake: 2m\n',
    finding: {
      path: '',
      message: '`bake` is there twice (line 3, column 1)',
      fix: 'keep one of the two',
    },
  },
  {
    id: 'duplicate-key',
    of: 'in JSON',
    text: () => '{"kind": "recreate",\n "bake": "1m", "bake": "2m"}',
    finding: {
      path: 'bake',
      message: '`bake` is there twice (line 2, column 16)',
      fix: 'keep one of the two',
    },
  },
  {
    id: 'json-syntax',
    of: 'a comma too many',
    text: () => '{"kind": "recreate",}',
    format: 'json',
    finding: {
      path: '',
      message: 'This is not JSON: Expected double-quoted property name (line 1, column 21)',
    },
  },
  {
    id: 'json-syntax',
    of: 'an end too early',
    text: () => '{"kind": "recreate"',
    format: 'json',
    finding: {
      path: '',
      message: "This is not JSON: Expected ',' or '}' after property value (line 1, column 20)",
    },
  },
  {
    id: 'too-deep',
    of: 'brackets',
    text: () => '['.repeat(100_000),
    finding: {
      path: '',
      message: 'This text is nested deeper than 32 levels',
    },
  },
  {
    id: 'too-deep',
    of: 'dashes',
    text: () => '- '.repeat(500),
    finding: {
      path: '',
      message: 'This text is nested deeper than 32 levels',
    },
  },
  {
    id: 'too-deep',
    of: 'indents',
    text: () => Array.from({ length: 300 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    finding: {
      path: '',
      message: 'This text is nested deeper than 32 levels',
    },
  },
  {
    id: 'too-large',
    of: '10 MB',
    text: () => 'x'.repeat(10_000_000),
    finding: {
      path: '',
      message: 'This text is too large',
      received: '10000000 characters',
      expected: 'at most 256 KiB',
    },
  },
  {
    id: 'too-large',
    of: 'many lines',
    text: () => '- a\n'.repeat(50_000),
    finding: {
      path: '',
      message: 'This text has more than 40000 YAML tokens',
    },
  },
  {
    id: 'cyclic',
    of: 'an anchor in itself',
    text: () => 'kind: recreate\nmaintenance: &a\n  message: *a\n',
    finding: {
      path: 'maintenance.message',
      message: 'This value contains itself (line 3, column 3)',
      received: 'an object',
    },
  },
  {
    id: 'duration-unit',
    of: 'with its place',
    text: () => 'kind: linear\nstep: 10\nevery: 30\n',
    finding: {
      path: 'every',
      message: 'This duration has no unit (line 3, column 1)',
      received: '30',
      expected: 'a duration such as `30s`, `10m`, `1h30m` or `2d`',
      fix: 'write `30s`, `30m` or `30h`',
    },
  },
];
