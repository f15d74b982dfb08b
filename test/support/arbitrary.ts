import fc from 'fast-check';
import { formatDuration, type StrategyKind } from '../../lib/strategy';

/** How often a property runs (CUTOVER_RUNS); the seed is set for all of them in seed.ts. */
export const runs: fc.Parameters<unknown> = { numRuns: Number(process.env.CUTOVER_RUNS ?? 2000) };

/** A strategy as somebody writes it: valid, in any spelling. */
export type WrittenStrategy = { readonly kind: StrategyKind } & Readonly<Record<string, unknown>>;

export const STRATEGY_KINDS: readonly StrategyKind[] = [
  'recreate',
  'rolling',
  'blueGreen',
  'canary',
  'linear',
  'abTest',
  'shadow',
];

type Fields = Record<string, fc.Arbitrary<unknown>>;

/** An object with all of some fields and any of the others. */
const record = (required: Fields, optional: Fields = {}): fc.Arbitrary<Record<string, unknown>> =>
  fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) as never[], noNullPrototype: true });

/** One of several spellings of a drawn value. */
const spelled = <T>(values: fc.Arbitrary<T>, spellings: (value: T) => readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.tuple(values, fc.nat(11)).map(([value, choice]) => {
    const all = spellings(value);
    return all[choice % all.length];
  });

function durations(seconds: number): string[] {
  const texts = [formatDuration(seconds), `${seconds}s`];
  if (seconds % 60 === 0) texts.push(`${seconds / 60}m`);
  if (seconds % 3600 === 0) texts.push(`${seconds / 3600}h`, `0d${seconds / 3600}h0m`);
  return texts;
}

/** A duration of whole tens of seconds. */
const lasting = (from: number, to: number): fc.Arbitrary<unknown> =>
  spelled(fc.integer({ min: Math.ceil(from / 10), max: Math.floor(to / 10) }), (tens) => durations(tens * 10));

const latency = (from: number, to: number): fc.Arbitrary<unknown> =>
  spelled(fc.integer({ min: from, max: to }), (ms) => [`${ms}ms`, `${ms / 1000}s`]);

const percent = (from: number, to: number): fc.Arbitrary<unknown> => {
  const whole = fc.integer({ min: from, max: to });
  const fine = fc.integer({ min: from * 100, max: to * 100 }).map((hundredths) => hundredths / 100);
  return spelled(fc.oneof({ weight: 3, arbitrary: whole }, { weight: 1, arbitrary: fine }), (value) => [
    value,
    `${value}%`,
  ]);
};

const token = fc.constantFrom('x-beta', 'X-Canary', 'beta_users', 'x-user', 'session.id');
const words = fc.constantFrom('yes', 'internal', 'v2', 'ann@example.com', 'a b', 'é');

const fieldMatch = fc.oneof(
  record({ name: token, equals: words }),
  record({ name: token, prefix: words }),
  record({ name: token, matches: fc.constantFrom('^beta-.*$', '(a|b)+', '[0-9]{2}', 'yes') }),
);

const oneAudience = fc.oneof(
  record({ header: fieldMatch }),
  record({ cookie: fieldMatch }),
  record(
    { users: fc.uniqueArray(fc.constantFrom('ann', 'bob', 'eve', 'mallory'), { minLength: 1 }) },
    { userHeader: token },
  ),
);

const audience = fc.oneof(oneAudience, fc.array(oneAudience, { minLength: 1, maxLength: 3 }));

const approve = fc.oneof(
  fc.constant(true),
  record({}, { timeout: lasting(600, 172_800), onTimeout: fc.constantFrom('rollback', 'continue') }),
);

const texts = fc.dictionary(fc.constantFrom('x-test', 'accept', 'REGION', 'toString'), words, {
  maxKeys: 3,
  noNullPrototype: true,
});

const answer = record({}, { status: fc.integer({ min: 100, max: 599 }), body: words, within: latency(1, 9_000) });
const checkFields: Fields = { name: fc.constant('…'), timeout: lasting(10, 600) };

const check = fc.oneof(
  record(
    { kind: fc.constant('http'), path: fc.constant('/health') },
    { ...checkFields, method: fc.constantFrom('GET', 'POST'), headers: texts, expect: answer },
  ),
  record({ kind: fc.constant('function'), function: fc.constant('verify') }, checkFields),
  record(
    { kind: fc.constant('job'), image: fc.constant('registry.example.com/smoke') },
    { ...checkFields, command: fc.array(words, { minLength: 1, maxLength: 3 }), env: texts },
  ),
);

const TARGETS = { http: 'path', function: 'function', job: 'image' } as const;

/** Gives each check of a strategy a number of its own, so that no two are the same by chance. */
function numbered(strategy: WrittenStrategy): WrittenStrategy {
  let count = 0;
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner)]));
    const target = TARGETS[copy.kind as keyof typeof TARGETS];
    if (target === undefined) return copy;
    count += 1;
    return { ...copy, [target]: `${copy[target]}-${count}`, ...('name' in copy && { name: `${copy.kind}-${count}` }) };
  };
  return visit(strategy) as WrittenStrategy;
}

const checks = fc.array(check, { minLength: 1, maxLength: 2 });

/** A sum tolerates nothing. */
const withoutFailures = ({ failures: _, ...guard }: Record<string, unknown>): Record<string, unknown> => guard;

/** Guards whose windows are no longer than a hold, at most one of each subject. */
function guards(hold: number, comparing: boolean): fc.Arbitrary<unknown> {
  const timing = (name: string): Fields => ({
    name: fc.constant(name),
    every: lasting(10, hold),
    failures: fc.integer({ min: 0, max: 5 }),
    minRequests: fc.integer({ min: 0, max: 1000 }),
    onNoData: fc.constantFrom('pass', 'hold', 'fail'),
  });
  const guard = (metric: string, name: string, own: Fields, more: Fields = {}): fc.Arbitrary<Record<string, unknown>> =>
    record({ metric: fc.constant(metric), over: lasting(10, hold), ...own }, { ...timing(name), ...more });
  const percentile = fc.constantFrom(50, 90, 95, 99, 99.9);
  const ratio = fc.integer({ min: 11, max: 100 }).map((tenths) => tenths / 10);
  const query = fc.oneof(
    record(
      { prometheus: fc.constant('sum(rate(errors{service="{{service}}"}[{{window}}]))') },
      { datadog: fc.constant('avg:errors{version:{{canary}}}') },
    ),
    record({
      cloudwatch: record(
        { namespace: fc.constant('Shop'), metric: fc.constant('Refused') },
        { statistic: fc.constantFrom('Sum', 'p99'), dimensions: texts },
      ),
    }),
  );
  const named = { name: fc.constant('custom-metric'), query };
  const bound = fc.double({ min: -1000, max: 1000, noNaN: true });
  const absolute = [
    guard('errorRate', 'errors', { max: percent(1, 50) }),
    guard('successRate', 'success', { min: percent(50, 99) }),
    guard('latency', 'slow', { max: latency(200, 5000) }, { percentile }),
    guard('saturation', 'busy', { resource: fc.constantFrom('cpu', 'memory'), max: percent(50, 99) }),
    guard('queueDepth', 'backlog', { queue: fc.constant('orders'), max: fc.integer({ min: 0, max: 10_000 }) }),
    fc.oneof(
      guard('custom', 'custom-metric', { ...named, max: bound }),
      guard('custom', 'custom-metric', { ...named, min: bound }),
    ),
  ];
  const comparative = [
    guard('errorRate', 'errors-compared', { versusStable: ratio }),
    guard('latency', 'slow-compared', { versusStable: ratio }, { percentile }),
    guard('errorShare', 'share', { rise: ratio }, { falseAborts: percent(1, 20) }).map(withoutFailures),
  ];
  const all = comparing ? [...absolute, ...comparative] : absolute;
  return fc
    .tuple(fc.nat(all.length - 1), ...all.map((one) => fc.option(one, { nil: undefined, freq: 2 })))
    .map(([from, ...some]) => [...some.slice(from), ...some.slice(0, from)].filter((one) => one !== undefined))
    .filter((some) => some.length > 0);
}

const stickiness = fc.oneof(
  record({ by: fc.constant('cookie'), lasts: lasting(60, 604_800) }, { name: token }),
  record({ by: fc.constant('header'), name: token }),
  record({ by: fc.constant('clientAddress') }),
);

const traffic = record(
  {
    requestsPerSecond: fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.constant(0.5)),
    errorRate: fc.constantFrom(0, 0.01, '0.1%', '0.5%'),
  },
  { latency: latency(5, 150) },
);

const accept = fc.uniqueArray(
  record({ id: fc.constantFrom('ecs.weight-precision', 'evidence.blind', 'k8s.surge'), reason: words }),
  {
    selector: (entry) => entry.id,
    minLength: 1,
  },
);

/** Steps whose weights rise, the first of which lets the new version have something. */
function steps(hold: number): fc.Arbitrary<unknown> {
  const step = record(
    {},
    {
      rises: fc.constant(true),
      mirror: percent(1, 100),
      audience,
      hold: lasting(hold, hold * 20),
      approve,
      checks,
    },
  );
  const weights = fc.uniqueArray(fc.oneof(fc.integer({ min: 1, max: 99 }), fc.constantFrom(0.5, 2.5, 33.3)), {
    minLength: 6,
    maxLength: 6,
  });
  return fc.tuple(fc.array(step, { minLength: 1, maxLength: 6 }), weights, fc.boolean()).map(([all, some, asText]) => {
    const rising = [...some].sort((a, b) => a - b);
    return all.map(({ rises, ...rest }, at) => {
      const weight = asText ? `${rising[at]}%` : rising[at];
      return at === 0 || rises || Object.keys(rest).length === 0 ? { weight, ...rest } : rest;
    });
  });
}

const pace = fc.oneof(
  record(
    { surge: fc.oneof(percent(1, 100), record({ copies: fc.integer({ min: 1, max: 10 }) })) },
    { unavailable: fc.oneof(percent(0, 100), record({ copies: fc.nat(10) })) },
  ),
  record({
    surge: fc.constantFrom(0, '0%', { copies: 0 }),
    unavailable: fc.oneof(percent(1, 100), record({ copies: fc.integer({ min: 1, max: 10 }) })),
  }),
  fc.constant({}),
);

/** What is the kind's own. */
function own(kind: StrategyKind, hold: number): fc.Arbitrary<Record<string, unknown>> {
  const held = lasting(hold, hold * 20);
  const preview = fc.oneof(
    record({ hold: held }, { approve, checks }),
    record({ checks }, { approve }),
    record({ approve }),
  );
  switch (kind) {
    case 'recreate':
      return record({}, { maintenance: record({}, { message: words, expected: lasting(10, 3600) }) });
    case 'rolling':
      return fc.tuple(pace, record({}, { minReady: lasting(0, 300) })).map(([rate, ready]) => ({ ...rate, ...ready }));
    case 'blueGreen':
      return record({}, { preview });
    case 'canary':
      return record({ steps: steps(hold) });
    case 'linear':
      return record({ step: percent(1, 99), every: held });
    case 'abTest':
      return fc.oneof(record({ duration: held, split: percent(1, 99) }), record({ duration: held, audience }));
    case 'shadow':
      return record({ mirror: percent(1, 100), duration: held });
  }
}

function strategy(kind: StrategyKind, hold: number): fc.Arbitrary<WrittenStrategy> {
  const comparing = kind !== 'recreate' && kind !== 'blueGreen';
  const common = record(
    {},
    {
      guards: guards(hold, comparing),
      checks: record({}, { beforeTraffic: checks, testTraffic: checks, afterTraffic: checks }),
      bake: fc.oneof(lasting(hold, 86_400), fc.constant('0s')),
      onFailure: fc.constantFrom('rollback', 'halt'),
      drain: lasting(0, 3600),
      stickiness,
      traffic,
      accept,
    },
  );
  return fc.tuple(own(kind, hold), common).map(([mine, shared]) => numbered({ kind, ...mine, ...shared }));
}

/** Random valid strategies, as somebody writes them: `parseStrategy` takes each of them without an error. */
export function strategies({
  kinds = STRATEGY_KINDS,
}: {
  readonly kinds?: readonly StrategyKind[];
} = {}): fc.Arbitrary<WrittenStrategy> {
  return fc.oneof(...kinds.flatMap((kind) => [60, 300, 900].map((hold) => strategy(kind, hold))));
}
