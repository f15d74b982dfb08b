/** What goes wrong with the new version. Rates are shares (0–1), times are seconds since the release began. */
export type Fault =
  /** From `at` on, for `lasts` seconds (default: for good), this share of the new version's requests fails. */
  | { readonly kind: 'errorBurst'; readonly to: number; readonly at: number; readonly lasts?: number }
  /** The error rate grows evenly from the usual one to `to`, within `over` seconds from `at`. */
  | { readonly kind: 'slowCreep'; readonly to: number; readonly at: number; readonly over: number }
  /** From `at` on, for `lasts` seconds (default: for good), the new version answers `times` as slowly. */
  | { readonly kind: 'latencyStep'; readonly times: number; readonly at: number; readonly lasts?: number }
  /** This share fails, but only while the new version gets more than `above` requests per second. */
  | { readonly kind: 'underLoad'; readonly to: number; readonly above: number }
  /** A share of the users (`size`, 0–1) always fails at the new version. */
  | { readonly kind: 'oneAudience'; readonly size: number }
  /** The new version never becomes ready; where an engine does not wait for that, all its requests fail. */
  | { readonly kind: 'crashLoop' }
  /** The new version's metrics are missing. */
  | { readonly kind: 'noData'; readonly at: number; readonly lasts?: number }
  /** No metric can be read: the backend is down. */
  | { readonly kind: 'metricsDown'; readonly at: number; readonly lasts?: number }
  /** Both versions fail like this from before the release on, until a time (default: for good): a guard may be red already. */
  | { readonly kind: 'alarmAlreadyRed'; readonly to: number; readonly until?: number }
  /** Failed requests come in bursts of this many, since clients try again. */
  | { readonly kind: 'retryBursts'; readonly size: number };

export type FaultKind = Fault['kind'];

/** What is wrong at one moment. */
export interface Effect {
  /** The share of the new version's requests that fail. */
  readonly canary: number;
  /** The share of the stable version's requests that fail. */
  readonly stable: number;
  /** The new version's response times, as a multiple of the usual ones. */
  readonly slower: number;
  /** Which metrics are missing. */
  readonly missing: 'none' | 'canary' | 'all';
  /** How many failed requests come together. */
  readonly clump: number;
}

const within = (
  now: number,
  { at, lasts = Number.POSITIVE_INFINITY }: { readonly at: number; readonly lasts?: number },
) => now >= at && now < at + lasts;

/** What all faults together do at a moment. `usual` is the usual share of failures; `load` the new version's requests per second. */
export function effectOf(faults: readonly Fault[], now: number, usual: number, load: number): Effect {
  let [canary, stable, slower, clump] = [usual, usual, 1, 1];
  let missing: Effect['missing'] = 'none';
  for (const fault of faults) {
    switch (fault.kind) {
      case 'errorBurst':
        if (within(now, fault)) canary = Math.max(canary, fault.to);
        break;
      case 'slowCreep':
        if (now >= fault.at)
          canary = Math.max(canary, usual + (fault.to - usual) * Math.min(1, (now - fault.at) / fault.over));
        break;
      case 'latencyStep':
        if (within(now, fault)) slower = Math.max(slower, fault.times);
        break;
      case 'underLoad':
        if (load > fault.above) canary = Math.max(canary, fault.to);
        break;
      case 'oneAudience':
        canary = Math.max(canary, usual + fault.size * (1 - usual));
        break;
      case 'crashLoop':
        canary = 1;
        break;
      case 'noData':
        if (within(now, fault) && missing === 'none') missing = 'canary';
        break;
      case 'metricsDown':
        if (within(now, fault)) missing = 'all';
        break;
      case 'alarmAlreadyRed':
        if (fault.until === undefined || now < fault.until)
          [canary, stable] = [Math.max(canary, fault.to), Math.max(stable, fault.to)];
        break;
      case 'retryBursts':
        clump = Math.max(clump, fault.size);
        break;
    }
  }
  return { canary, stable, slower, missing, clump };
}

/** The times at which a fault begins or ends. */
export function changesOf(fault: Fault): number[] {
  if (fault.kind === 'alarmAlreadyRed') return fault.until === undefined ? [] : [fault.until];
  if (!('at' in fault)) return [];
  const length = fault.kind === 'slowCreep' ? fault.over : fault.lasts;
  return length === undefined ? [fault.at] : [fault.at, fault.at + length];
}

/** Seconds from which on something is wrong; undefined when nothing is. */
export function faultsBegin(faults: readonly Fault[]): number | undefined {
  const starts = faults.filter(({ kind }) => kind !== 'retryBursts').map((fault) => ('at' in fault ? fault.at : 0));
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** Whether what is wrong changes from moment to moment. */
export const drifts = ({ kind }: Fault): boolean => kind === 'slowCreep';
