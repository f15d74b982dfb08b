/** What a clause of a plan is called in tables and messages, and whether the release is less safe without it. */
interface ClauseDoc {
  readonly title: string;
  readonly safety: boolean;
  /** The unit of the clause's number. */
  readonly unit?: 'seconds' | '%' | 'ms';
}

/**
 * Everything that a plan can ask of a platform. Each target's `limits.ts` answers every one of these: a new clause does not compile
 * until each target has said what it does with it.
 */
export const CLAUSES = {
  'replace.stop-first': { title: 'stop the old version, then start the new one', safety: false },
  'replace.in-place': { title: 'replace copies a few at a time', safety: false },
  'replace.side-by-side': { title: 'run both versions side by side', safety: false },
  maintenance: { title: 'maintenance page', safety: false },
  'pace.surge': { title: 'surge', safety: false, unit: '%' },
  'pace.unavailable': { title: 'unavailable capacity', safety: false, unit: '%' },
  'pace.copies': { title: 'surge or unavailable counted in copies', safety: false },
  'pace.min-ready': { title: 'minimum ready time of a copy', safety: true, unit: 'seconds' },
  'shift.at-once': { title: 'move all requests at once', safety: false },
  'shift.two-step': { title: 'one canary step, then everything', safety: false },
  'shift.equal-steps': { title: 'equal steps', safety: false, unit: '%' },
  'shift.uneven-steps': { title: 'several uneven steps', safety: false },
  weight: { title: 'weight', safety: false, unit: '%' },
  hold: { title: 'hold', safety: false, unit: 'seconds' },
  mirror: { title: 'mirrored requests', safety: false, unit: '%' },
  'audience.header': { title: 'audience by header', safety: false },
  'audience.cookie': { title: 'audience by cookie', safety: false },
  'audience.users': { title: 'audience of named users', safety: false },
  'audience.prefix': { title: 'audience matched by prefix', safety: false },
  'audience.regex': { title: 'audience matched by regular expression', safety: false },
  preview: { title: 'test traffic before the shift', safety: true },
  'preview.hold': { title: 'hold with test traffic', safety: true, unit: 'seconds' },
  'approve.before-traffic': { title: 'approval before the traffic', safety: true },
  'approve.between-steps': { title: 'approval after a step', safety: true },
  'approve.timeout': { title: 'time limit of an approval', safety: true, unit: 'seconds' },
  'approve.continue': { title: 'go on when nobody approves in time', safety: true },
  'check.before-traffic': { title: 'check before the traffic', safety: true },
  'check.test-traffic': { title: 'check with test traffic', safety: true },
  'check.between-steps': { title: 'check after a step', safety: true },
  'check.after-traffic': { title: 'check after the shift', safety: true },
  'check.http': { title: 'HTTP check', safety: true },
  'check.function': { title: 'function check', safety: true },
  'check.job': { title: 'job check', safety: true },
  'check.timeout': { title: 'time limit of a check', safety: true, unit: 'seconds' },
  'guard.error-rate': { title: 'error-rate guard', safety: true, unit: '%' },
  'guard.success-rate': { title: 'success-rate guard', safety: true, unit: '%' },
  'guard.latency': { title: 'latency guard', safety: true, unit: 'ms' },
  'guard.saturation': { title: 'saturation guard', safety: true, unit: '%' },
  'guard.queue-depth': { title: 'queue-depth guard', safety: true },
  'guard.custom': { title: 'guard with a query of your own', safety: true },
  'guard.versus-stable': { title: 'guard compared with the stable version', safety: true },
  'guard.sequential': { title: 'sequential error-share guard', safety: true },
  'guard.window': { title: 'window of a guard', safety: true, unit: 'seconds' },
  'guard.every': { title: 'readings at another interval than the window', safety: true, unit: 'seconds' },
  'guard.failures': { title: 'tolerated bad readings', safety: true },
  'guard.min-requests': { title: 'minimum number of requests', safety: true },
  'guard.no-data.pass': { title: 'no data passes', safety: true },
  'guard.no-data.hold': { title: 'no data waits for a person', safety: true },
  'guard.no-data.fail': { title: 'no data counts as bad', safety: true },
  'guard.count': { title: 'number of guards', safety: true },
  bake: { title: 'bake', safety: true, unit: 'seconds' },
  'on-failure.rollback': { title: 'roll back on failure', safety: true },
  'on-failure.halt': { title: 'stay and wait on failure', safety: true },
  drain: { title: 'drain', safety: false, unit: 'seconds' },
  'stickiness.cookie': { title: 'stickiness by cookie', safety: false },
  'stickiness.header': { title: 'stickiness by header', safety: false },
  'stickiness.address': { title: 'stickiness by client address', safety: false },
  'stickiness.lasts': { title: 'how long stickiness lasts', safety: false, unit: 'seconds' },
  'release.length': { title: 'length of the whole release', safety: false, unit: 'seconds' },
} as const satisfies Readonly<Record<string, ClauseDoc>>;

/** The key of a clause: `weight`, `bake`, `check.http`, … Findings are called after it: `refused.weight`. */
export type ClauseKey = keyof typeof CLAUSES;

/** One thing that a plan asks of the platform. */
export interface Clause {
  readonly key: ClauseKey;
  /** The field of the strategy that asks for it. */
  readonly path: string;
  /** The number that is asked for, in the clause's unit. */
  readonly value?: number;
  /** The metric backends that the strategy gives a query for. */
  readonly queries?: readonly string[];
}

export const clauseDoc = (key: ClauseKey): ClauseDoc => CLAUSES[key];
