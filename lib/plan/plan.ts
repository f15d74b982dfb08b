import type { Acknowledgement, Audience, Check, CustomQuery, Maintenance, Stickiness } from '../strategy';

/** How the new version's capacity takes the place of the old one's. */
export type Replacement = 'stop-first' | 'in-place' | 'side-by-side';

/** A part of the wanted capacity, in percent or in copies. */
export type Amount = { readonly percent: number } | { readonly copies: number };

/** How fast copies are exchanged, when they are exchanged in place. */
export interface Pace {
  readonly surge: Amount;
  readonly unavailable: Amount;
  /** Seconds that a new copy must be healthy before it counts. */
  readonly minReady: number;
}

/** A person is waited for. */
export interface PlannedApproval {
  /** Seconds until `onTimeout`; absent: as long as the platform waits. */
  readonly timeout?: number;
  readonly onTimeout: 'rollback' | 'continue';
}

type Settled<C> = C extends Check
  ? Omit<C, 'name' | 'timeout'> & {
      readonly name: string;
      /** The field of the strategy; `path` is the one that an HTTP check asks for. */
      readonly at: string;
      /** Seconds until the check has failed. */
      readonly timeout: number;
    }
  : never;

/** A check with its name, its place and its time limit settled. */
export type PlannedCheck = Settled<Check>;

/**
 * The part of a release a phase belongs to: `before` any request, `test` traffic only, a `share` of the requests (or a mirror, or an audience),
 * the `full` traffic, and the `bake` in which the old version stays ready.
 */
export type Stage = 'before' | 'test' | 'share' | 'full' | 'bake';

/** A stretch of the release in which the traffic does not change: enter, hold, run the checks, wait for the approval. */
export interface Phase {
  /** Unique in the plan: `step 2`, `full`, `bake`. */
  readonly name: string;
  readonly stage: Stage;
  /** The field of the strategy that asks for it: `steps[1]`. */
  readonly path: string;
  /** Percent of the production requests that the new version answers. */
  readonly weight: number;
  /** Percent of the production requests that the new version gets a copy of. */
  readonly mirror: number;
  /** Whose requests the new version answers besides its weight. */
  readonly audience: readonly Audience[];
  /** Seconds. */
  readonly hold: number;
  readonly checks: readonly PlannedCheck[];
  readonly approve?: PlannedApproval;
}

/** What a guard measures, of the new version. Rates and saturation are in percent, latency in milliseconds. */
export type Measure =
  | { readonly metric: 'errorRate' }
  | { readonly metric: 'successRate' }
  | { readonly metric: 'latency'; readonly percentile: number }
  | { readonly metric: 'saturation'; readonly resource: 'cpu' | 'memory' }
  | { readonly metric: 'queueDepth'; readonly queue: string }
  | { readonly metric: 'errorShare' }
  | { readonly metric: 'custom'; readonly query: CustomQuery };

/** When a reading is bad. */
export type Comparison =
  | { readonly kind: 'max'; readonly value: number }
  | { readonly kind: 'min'; readonly value: number }
  | { readonly kind: 'versusStable'; readonly ratio: number }
  | { readonly kind: 'sequential'; readonly rise: number; readonly falseAborts: number };

/** A guard with all defaults settled; times are seconds. */
export interface PlannedGuard {
  /** Unique in the plan. */
  readonly name: string;
  readonly path: string;
  readonly measure: Measure;
  readonly bad: Comparison;
  readonly over: number;
  readonly every: number;
  /** The bad readings of one release that are tolerated. */
  readonly failures: number;
  readonly minRequests: number;
  readonly onNoData: 'pass' | 'hold' | 'fail';
}

/** What is normal for the service. */
export interface TrafficProfile {
  readonly requestsPerSecond: number;
  /** Percent. */
  readonly errorRate: number;
  /** Milliseconds. */
  readonly latency?: number;
}

/** The normal form of every strategy. Times are seconds, shares are percent; plain, frozen and serialisable. */
export interface Plan {
  readonly replacement: Replacement;
  /** Only when copies are exchanged in place. */
  readonly pace?: Pace;
  /** Only when nothing answers meanwhile, and something should be said about it. */
  readonly maintenance?: Maintenance;
  /** In order; never empty; the last one has weight 100. */
  readonly phases: readonly Phase[];
  readonly guards: readonly PlannedGuard[];
  readonly onFailure: 'rollback' | 'halt';
  /** Seconds; absent: the platform's own. */
  readonly drain?: number;
  readonly stickiness?: Stickiness;
  readonly traffic?: TrafficProfile;
  readonly accept: readonly Acknowledgement[];
}

/** Whether production requests reach the new version in a phase: guards have something to see. */
export const seesTraffic = (phase: Phase): boolean => phase.weight > 0 || phase.mirror > 0 || phase.audience.length > 0;

/** Seconds that the plan holds, all phases together; people's answers and checks come on top. */
export const lengthOf = (plan: Plan): number => plan.phases.reduce((sum, phase) => sum + phase.hold, 0);

/** The phases in which only a part of the requests is the new version's. */
export const shares = (plan: Plan): Phase[] => plan.phases.filter((phase) => phase.stage === 'share');

/** Seconds of the bake. */
export const bakeOf = (plan: Plan): number => plan.phases.find((phase) => phase.stage === 'bake')?.hold ?? 0;

/** The field of the strategy that asks for a phase's approval; A/B tests and shadows wait for a person by their kind. */
export const approvalPath = ({ path }: Pick<Phase, 'path'>): string =>
  path.startsWith('steps[') || path === 'preview' ? `${path}.approve` : 'kind';
