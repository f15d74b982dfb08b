import { approximated, everyCheck, everyGuard, exact, type Limits, range, refused } from '../../../lib/fidelity';

const TRAFFIC = 'https://knative.dev/docs/serving/traffic-management/';
const REVISIONS = 'https://knative.dev/docs/serving/revisions/';
const API = 'https://knative.dev/docs/serving/reference/serving-api/';

const instead = 'on Google Cloud, target cloud-run has Cloud Deploy go through the phases and run the checks';

const unwatched = refused(
  'a Service is configuration: nothing reads a metric or goes back by itself',
  TRAFFIC,
  instead,
);
const unchecked = refused('a Service is configuration: nothing runs a check', TRAFFIC, instead);
const untimed = refused('a Service is configuration: nothing counts the time', TRAFFIC, instead);
const ownPace = refused('Knative starts as many instances of a revision as its requests need', REVISIONS);
const noAudience = refused(
  'requests are divided by percent, and not by what is in them',
  TRAFFIC,
  'ask for the tag’s own URL',
);
const noStickiness = refused('each request is on its own', TRAFFIC);

/** A person applies the next phase. */
const byPeople = (loses: string) => approximated('the person who applies the next phase', loses, TRAFFIC);
const unasked = byPeople('nobody is asked, and nothing records who went on');

/** What Knative makes of each clause. It divides the requests exactly, and it runs nothing else. */
export const KNATIVE_LIMITS: Limits = {
  'replace.stop-first': refused('a revision runs until another one answers', REVISIONS),
  'replace.in-place': ownPace,
  'replace.side-by-side': exact('spec.template: every change is a revision of its own', REVISIONS),
  maintenance: refused('a revision runs until another one answers', REVISIONS),
  'pace.surge': ownPace,
  'pace.unavailable': ownPace,
  'pace.copies': ownPace,
  'pace.min-ready': ownPace,
  'shift.at-once': exact('spec.traffic[].percent', TRAFFIC),
  'shift.two-step': exact('spec.traffic[].percent', TRAFFIC),
  'shift.equal-steps': exact('spec.traffic[].percent', TRAFFIC),
  'shift.uneven-steps': exact('spec.traffic[].percent', TRAFFIC),
  weight: range({ by: 'spec.traffic[].percent', min: 0, max: 100, step: 1, source: API }),
  hold: byPeople('nothing counts the time; the phase lasts until the next one is applied'),
  mirror: refused('Knative copies no requests', TRAFFIC),
  'audience.header': noAudience,
  'audience.cookie': noAudience,
  'audience.users': noAudience,
  'audience.prefix': noAudience,
  'audience.regex': noAudience,
  preview: exact('spec.traffic[].tag: the revision has a URL of its own', TRAFFIC),
  'preview.hold': byPeople('nothing counts the time; the phase lasts until the next one is applied'),
  'approve.before-traffic': unasked,
  'approve.between-steps': unasked,
  'approve.timeout': untimed,
  'approve.continue': untimed,
  ...everyCheck(unchecked),
  ...everyGuard(unwatched),
  bake: untimed,
  'on-failure.rollback': unwatched,
  'on-failure.halt': unwatched,
  drain: approximated(
    'spec.template.spec.timeoutSeconds',
    'it is also the longest that a request may take, ten minutes at the most unless an operator allows more and `timeout` says so: a pod that leaves is given as long',
    API,
  ),
  'stickiness.cookie': noStickiness,
  'stickiness.header': noStickiness,
  'stickiness.address': noStickiness,
  'stickiness.lasts': noStickiness,
  'release.length': exact('nothing: a phase lasts until the next one is applied'),
};

/** Knative's own numbers, beyond the clauses of a strategy. */
export const KNATIVE_NUMBERS = {
  /** Letters of a label of DNS: names of Services and revisions are ones, and so are tags. Source: RFC 1123. */
  longestName: 63,
  /** Seconds of a request, unless an operator allows more. Source: config-defaults, max-revision-timeout-seconds. */
  longestTimeout: 600,
  /** Requests at the same time in one instance. Source: config-defaults, container-concurrency-max-limit. */
  highestConcurrency: 1000,
} as const;
