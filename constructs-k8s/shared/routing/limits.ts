import { approximated, everyCheck, everyGuard, exact, type Limits, refused } from '../../../lib/fidelity';

/** The clauses that a router answers by itself: how it divides the requests. */
export type RoutedKey =
  | Extract<keyof Limits, `shift.${string}` | `audience.${string}` | `stickiness.${string}`>
  | 'weight'
  | 'mirror';

/** A router in the answers that all routers have in common. */
interface Described {
  /** `Istio`. */
  readonly title: string;
  /** `a VirtualService`. */
  readonly resource: string;
  readonly source: string;
  /** The target in which Argo Rollouts runs the release with this router, where there is one. */
  readonly pair?: string;
  /** What a person should know of this router before anything else. */
  readonly note?: string;
}

/** What a router that runs nothing makes of the clauses that ask for something that runs. */
export function runsNothing({ title, resource, source, pair, note }: Described): Omit<Limits, RoutedKey> {
  const instead =
    pair === undefined
      ? "let Argo Rollouts run the release and set these weights (`drivenBy: 'argo-rollouts'`)"
      : `pair it with Argo Rollouts (target ${pair}), which runs the release and sets these weights`;
  const unwatched = refused(
    `${resource} is configuration: nothing reads a metric or goes back by itself`,
    source,
    instead,
  );
  const unchecked = refused(`${resource} is configuration: nothing runs a check`, source, instead);
  const untimed = refused(`${resource} is configuration: nothing counts the time`, source, instead);
  const noPods = refused(
    `${title} routes requests between versions that run side by side; it exchanges no copies`,
    source,
  );
  const noTestRoute = refused(
    `${resource} has no test traffic apart from the requests of users`,
    source,
    'begin with a step that has an `audience`: its requests reach the new version, and nobody else’s do',
  );
  const byPeople = (loses: string) => approximated('the person who applies the next phase', loses, source);
  return {
    'replace.stop-first': noPods,
    'replace.in-place': noPods,
    'replace.side-by-side': approximated(
      'two workloads of your own',
      `${title} only routes: it starts and stops no pods, and applies no phase by itself${note === undefined ? '' : `; ${note}`}`,
      source,
    ),
    maintenance: refused(`${resource} routes to versions that run`, source),
    'pace.surge': noPods,
    'pace.unavailable': noPods,
    'pace.copies': noPods,
    'pace.min-ready': noPods,
    hold: byPeople('nothing counts the time; the phase lasts until the next one is applied'),
    preview: noTestRoute,
    'preview.hold': noTestRoute,
    'approve.before-traffic': noTestRoute,
    'approve.between-steps': byPeople('nobody is asked, and nothing records who went on'),
    'approve.timeout': untimed,
    'approve.continue': untimed,
    ...everyCheck(unchecked),
    ...everyGuard(unwatched),
    bake: untimed,
    'on-failure.rollback': unwatched,
    'on-failure.halt': unwatched,
    drain: approximated(
      'the pods’ own preStop and terminationGracePeriodSeconds',
      'routing cannot set it: the pods drain as they say themselves',
      source,
    ),
    'release.length': exact('nothing: a phase lasts until the next one is applied'),
  };
}

/** A router that divides requests by weight moves them in any steps. */
export function byWeight(by: string, source: string): Pick<Limits, Extract<keyof Limits, `shift.${string}`>> {
  const weights = exact(by, source);
  return {
    'shift.at-once': weights,
    'shift.two-step': weights,
    'shift.equal-steps': weights,
    'shift.uneven-steps': weights,
  };
}
